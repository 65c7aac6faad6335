"""A box over the page: Escape closes it, and it gives one typed result."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.base import Worded
from appeal_tool.tui.widgets.footer import Footer

R = TypeVar("R")


class Dialog(ModalScreen[R], Worded[R]):
    """A modal box with a title. Subclasses fill ``compose_dialog`` and ``dismiss`` with a result."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "key.close", id="close"),
    ]

    def title_text(self) -> str:
        """The title in the user's language."""
        return ""

    def compose(self) -> ComposeResult:
        """Frame, title, content."""
        with VerticalScroll(classes="dialog"):
            title = self.title_text()
            if title:
                yield Literal(title, classes="title")
            yield from self.compose_dialog()
        yield Footer(menu=False)

    def compose_dialog(self) -> ComposeResult:
        """The content."""
        yield from ()

    def action_close(self) -> None:
        """Leave without a result."""
        self.dismiss(None)
