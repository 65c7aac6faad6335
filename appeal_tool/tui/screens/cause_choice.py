"""Which causes the seller answers for: those of the data confirmed, or others, and why."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Button

from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Line, Literal
from appeal_tool.tui.screens.dialog import Dialog
from appeal_tool.tui.widgets.checks import Checks


class CauseChoiceScreen(Dialog[tuple[list[str], str]]):
    """The result is the causes and the reason. Only what differs from the data needs a reason.

    ``options`` are all causes with their names, ``ticked`` those that hold now, ``found``
    those that the data and the notice speak of.
    """

    BINDINGS: ClassVar[list[BindingType]] = [key("continue", "done", priority=True)]

    def __init__(
        self, options: list[tuple[str, str]], ticked: list[str], found: list[str], reason: str
    ) -> None:
        super().__init__()
        order = {id: place for place, id in enumerate(ticked)}
        self._options = sorted(options, key=lambda option: order.get(option[0], len(order)))
        self._ticked, self._found, self._reason = ticked, found, reason

    def title_text(self) -> str:
        """What is decided."""
        return self.say("cause.title")

    def compose_dialog(self) -> ComposeResult:
        """The causes, then the reason."""
        yield Literal(self.say("cause.intro"), classes="intro")
        yield Checks(self._options, self._ticked, id="causes")
        yield Literal(self.say("cause.why"), classes="section")
        line = Line(id="reason")
        line.value = self._reason
        yield line
        yield Literal("", id="wrong", classes="text")
        with Horizontal(classes="buttons"):
            yield Button(self.say("key.continue"), id="done", variant="primary")

    def on_mount(self) -> None:
        """The keyboard is on the causes."""
        causes = self.query_one("#causes", Checks)
        causes.point_at(None)
        causes.focus()

    @on(Line.Submitted)
    @on(Checks.Done)
    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Take the choice, once it has a cause and, where it differs from the data, a reason."""
        ticked, reason = self.query_one("#causes", Checks).ticked, self.query_one(Line).value.strip()
        if not ticked:
            self._wrong("cause.none")
        elif not reason and set(ticked) != set(self._found):
            self._wrong("cause.reason-needed")
            self.query_one(Line).focus()
        else:
            self.dismiss((ticked, reason))

    def _wrong(self, message: str) -> None:
        self.query_one("#wrong", Literal).show("▲ " + self.say(message))
