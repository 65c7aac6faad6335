"""A large field to paste or type a text into."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Button, TextArea

from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal, Page
from appeal_tool.tui.screens.dialog import Dialog

PAUSE = 0.25
"""Seconds without a key after which what was typed is kept."""


class PasteScreen(Dialog[str]):
    """The result is the text, or ``None``. What stands in the field is kept as the draft ``draft`` until it is taken."""

    CSS_PATH = "paste.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [key("continue", "take")]

    def __init__(self, title: str, draft: str, *, form: str = "", hint: str = "") -> None:
        super().__init__()
        self._title, self._draft, self._form, self._hint = title, draft, form, hint
        self._pause: Timer | None = None

    def title_text(self) -> str:
        """As given."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """The field and its button."""
        yield Literal(self._hint or self.say("paste.hint"), classes="intro")
        yield Page(self.session.places.draft(self._draft) or self._form, id="page")
        with Horizontal(classes="buttons"):
            yield Button(self.say("key.continue"), id="take", variant="primary")

    def on_mount(self) -> None:
        """The keyboard is in the field."""
        self.query_one(Page).focus()

    @on(TextArea.Changed)
    def typed(self) -> None:
        """After a pause, keep it."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._keep)

    def _keep(self) -> None:
        text = self.query_one(Page).text
        self.session.places.save_draft(self._draft, "" if text == self._form else text)

    def action_close(self) -> None:
        """Leave without a result; the draft stays."""
        self._keep()
        super().action_close()

    @on(Button.Pressed, "#take")
    def action_take(self) -> None:
        """Give the text back."""
        self._keep()
        self.dismiss(self.query_one(Page).text)
