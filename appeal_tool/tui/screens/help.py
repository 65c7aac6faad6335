"""Help for the screen below: what it is for, and every key it has."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.base import StepScreen
from appeal_tool.tui.screens.dialog import Dialog


class HelpScreen(Dialog[None]):
    """The box that F1 opens."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "close", "key.close", show=False)]

    def __init__(self, about: StepScreen) -> None:
        super().__init__()
        self._about = about

    def title_text(self) -> str:
        """Title of the screen that is explained."""
        return self.say("help.title", screen=self.say(f"screen.{self._about.NAME}"))

    def compose_dialog(self) -> ComposeResult:
        """Its help, then its keys."""
        yield Literal(self.say(f"help.{self._about.NAME}"), classes="text space")
        yield Literal(self.say("help.keys"), classes="section")
        yield Literal(self._keys(), classes="text")
        yield Literal(self.say("help.general"), classes="quiet space")

    def _keys(self) -> Content:
        parts: list[tuple[str, str] | str] = []
        seen = set()
        for active in self._about.active_bindings.values():
            binding = active.binding
            if binding.id is None or not binding.description or binding.action in seen:
                continue
            seen.add(binding.action)
            shown = self.app.get_key_display(binding)
            parts += [(f"{shown:>12}", "bold $accent"), f"  {binding.description}\n"]
        return Content.assemble(*parts)
