"""Why a finding is kept as it is: one line, which stays in the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from appeal_tool.tui.literal import Line, Literal
from appeal_tool.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from appeal_tool.lint.finding import Finding


class ReasonScreen(Dialog[str]):
    """The result is the reason, ``None`` if there is none."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding

    def title_text(self) -> str:
        """What is kept."""
        return self.say("waive.title")

    def compose_dialog(self) -> ComposeResult:
        """The finding and the field."""
        yield Literal(
            f"« {self._finding.excerpt} »" if self.session.lang == "fr" else f"“{self._finding.excerpt}”",
            classes="text space",
        )
        yield Literal(self._finding.message, classes="quiet")
        yield Literal(self.say("waive.why"), classes="section")
        yield Line(id="reason")

    def on_mount(self) -> None:
        """The keyboard is in the field."""
        self.query_one(Line).focus()

    @on(Line.Submitted)
    def submitted(self, event: Line.Submitted) -> None:
        """Only a reason counts."""
        if event.value.strip():
            self.dismiss(event.value.strip())
