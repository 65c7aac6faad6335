"""The keys at the bottom: as many as fit, whole; the least important go first."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

FIRST = ("continue_", "done", "close", "help", "back", "tasks", "review")
"""Actions whose keys stay longest when there is no room; the others go from the right to the left."""


class FittedFooter(Footer):
    """A footer that never cuts a key in the middle. Keys left out still work, and F1 names them."""

    def compose(self) -> ComposeResult:
        """The keys that fit beside the palette's."""
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        palette = [key for key in keys if key.has_class("-command-palette")]
        others = [key for key in keys if key not in palette]
        room = self.app.size.width - sum(_width(key) + 1 for key in palette)
        kept: set[FooterKey] = set()
        for key in sorted(
            others, key=lambda key: FIRST.index(key.action) if key.action in FIRST else len(FIRST)
        ):
            if _width(key) > room:
                break
            kept.add(key)
            room -= _width(key)
        yield from (key for key in others if key in kept)
        yield from palette

    def on_resize(self, event: events.Resize) -> None:
        """Another width, other keys."""
        if self._bindings_ready and self.is_attached:
            self.call_after_refresh(self.recompose)


def _width(key: FooterKey) -> int:
    """Columns of a key in compact style, with the blank behind it."""
    return len(key.key_display) + 1 + len(key.description) + 1
