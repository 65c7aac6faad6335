"""A question before something that cannot be taken back; No is the answer unless Yes is chosen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button

from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.dialog import Dialog


class ConfirmScreen(Dialog[bool]):
    """The result is ``True`` only if Yes was chosen. ``title`` and ``about`` are said as given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", "", show=False),
        Binding("right", "app.focus_next", "", show=False),
    ]

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self._title_text, self._about = title, about

    def title_text(self) -> str:
        """What is asked."""
        return self._title_text

    def compose_dialog(self) -> ComposeResult:
        """What speaks against it, then No and Yes."""
        yield Literal(self._about, classes="text")
        with Horizontal(classes="buttons"):
            yield Button(self.say("answer.no"), id="no", variant="primary")
            yield Button(self.say("answer.yes"), id="yes")

    def on_mount(self) -> None:
        """The keyboard is on No."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Close with the answer."""
        self.dismiss(event.button.id == "yes")
