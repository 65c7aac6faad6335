"""A large field to paste or type a text into."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Button

from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal, Page
from appeal_tool.tui.screens.dialog import Dialog


class PasteScreen(Dialog[str]):
    """The result is the text, or ``None``."""

    CSS_PATH = "paste.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [key("continue", "take")]

    def __init__(self, title: str, text: str = "", hint: str = "") -> None:
        super().__init__()
        self._title, self._text, self._hint = title, text, hint

    def title_text(self) -> str:
        """As given."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """The field and its button."""
        yield Literal(self._hint or self.say("paste.hint"), classes="intro")
        yield Page(self._text, id="page")
        with Horizontal(classes="buttons"):
            yield Button(self.say("key.continue"), id="take", variant="primary")

    def on_mount(self) -> None:
        """The keyboard is in the field."""
        self.query_one(Page).focus()

    @on(Button.Pressed, "#take")
    def action_take(self) -> None:
        """Give the text back."""
        self.dismiss(self.query_one(Page).text)
