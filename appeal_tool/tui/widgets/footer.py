"""The keys at the bottom: as many as fit, whole; the least important go first.

One widget draws them all. Textual's own footer mounts a widget a key and mounts all of
them anew each time the keys change, which cost more than the rest of a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from appeal_tool.tui.visible import visible

if TYPE_CHECKING:
    from textual.screen import Screen

FIRST = ("continue_", "done", "close", "help", "back", "tasks", "review")
"""Actions whose keys stay longest when there is no room; the others go from the right to the left."""
PLACES = {"continue_": 0, "aside": 2, "help": 3}
"""Where keys stand: going on first, help last, the others (1) between as the screen lists them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One key: ``key`` is pressed when it is clicked, ``name`` and ``words`` are read."""

    key: str
    name: str
    words: str
    action: str

    @property
    def width(self) -> int:
        """Columns that it takes, without the blank behind it."""
        return len(self.name) + 1 + len(self.words)


def fitting(keys: list[Shown], room: int) -> list[Shown]:
    """Those of ``keys`` that fit into ``room`` columns with a blank behind each, in their order."""
    kept: set[Shown] = set()
    for key in sorted(keys, key=lambda key: FIRST.index(key.action) if key.action in FIRST else len(FIRST)):
        if key.width + 1 > room:
            break
        kept.add(key)
        room -= key.width + 1
    return [key for key in keys if key in kept]


class Footer(Widget):
    """Never cuts a key in the middle. Keys left out still work, and F1 names them. ``menu``: with the palette's key."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Footer {
        dock: bottom;
        height: 1;
        background: $footer-background;
        text-wrap: nowrap;
    }
    """
    places: reactive[tuple[tuple[int, Shown], ...]] = reactive(())
    """The keys that are drawn, each with the column where it begins."""

    def __init__(self, *, menu: bool = True) -> None:
        super().__init__()
        self._menu = menu

    def on_mount(self) -> None:
        """The keys change with the focus and with what can be done."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Nobody to tell any more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Another width, other keys."""
        self._changed(self.screen)

    def _changed(self, screen: Screen[object]) -> None:
        if screen is not self.screen or not self.size.width:
            return
        if self.places and not screen.app.app_focus:
            return  # another window has the keyboard: the keys stay as they were
        menu: list[Shown] = []
        others: dict[str, Shown] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            key = Shown(
                binding.key, self.app.get_key_display(binding), visible(binding.description), binding.action
            )
            if binding.action == "command_palette":
                menu = [key] if self._menu else []
            elif binding.show and enabled:
                others.setdefault(binding.action, key)
        room = self.size.width - sum(key.width + 1 for key in menu)
        places, column = [], 0
        for key in fitting(sorted(others.values(), key=lambda key: PLACES.get(key.action, 1)), room):
            places.append((column, key))
            column += key.width + 1
        places += [(self.size.width - key.width, key) for key in menu]
        self.places = tuple(places)

    def render(self) -> Content:
        """The keys in their places."""
        parts: list[str | tuple[str, str]] = []
        column = 0
        for start, key in self.places:
            parts += [
                " " * (start - column),
                (key.name, "bold $footer-key-foreground"),
                (f" {key.words}", "$footer-description-foreground"),
            ]
            column = start + key.width
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        for start, key in self.places:
            if start <= event.x < start + key.width:
                self.app.simulate_key(key.key)
