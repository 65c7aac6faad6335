"""Jump: a letter stands on everything that takes the keyboard; that letter goes there."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widget import Widget

from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.base import StepScreen

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class JumpScreen(ModalScreen[None]):
    """The letters over the page."""

    CSS_PATH = "jump.tcss"

    def __init__(self, below: StepScreen) -> None:
        super().__init__()
        shown = [widget for widget in below.focus_chain if widget.region.area and widget.is_on_screen]
        self._targets: dict[str, Widget] = dict(zip(LETTERS, shown, strict=False))

    def compose(self) -> ComposeResult:
        """One label a target, at its upper left corner."""
        for letter, widget in self._targets.items():
            label = Literal(f" {letter} ", classes="jump")
            label.styles.offset = Offset(max(0, widget.region.x - 1), widget.region.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go to the letter's widget; any other key closes."""
        event.stop()
        self.dismiss(None)
        target = self._targets.get(event.key)
        if target is not None:
            target.focus()
