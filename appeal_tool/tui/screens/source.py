"""A piece of evidence where it was read: the line of the file, with some lines around it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from appeal_tool.account.model import Source
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.dialog import Dialog
from appeal_tool.tui.session import source_lines
from appeal_tool.tui.visible import visible


class SourceScreen(Dialog[None]):
    """The lines around ``source`` in its file."""

    def __init__(self, title: str, source: Source | None) -> None:
        super().__init__()
        self._title, self._source = title, source

    def title_text(self) -> str:
        """What is shown."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """File and lines."""
        source = self._source
        lines = source_lines(source) if source is not None else []
        place = self.session.place(source)
        if source is not None and source.where and source.line:
            place += f" · {source.where}"
        yield Literal(place or self.say("source.none"), classes="intro")
        if not lines:
            yield Literal(self.say("source.gone") if source else "", classes="text")
        for number, line, counts in lines:
            mark, style = ("▶", "bold $accent") if counts else (" ", "$quiet")
            yield Literal(
                Content.assemble(
                    (f"{mark} {number:>5}  ", style),
                    (visible(line.expandtabs(4)), "bold" if counts else "$quiet"),
                ),
                classes="text",
            )
