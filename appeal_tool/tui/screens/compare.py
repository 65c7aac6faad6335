"""Two versions of the plan beside each other: what was sent, and what is new in what is to be sent."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.dialog import Dialog
from appeal_tool.tui.versions import Version, differences, pairs
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices, Item

SIGNS = {"kept": ("  ", "$quiet"), "gone": ("− ", "$error"), "new": ("+ ", "$success")}


class CompareScreen(Dialog[None]):
    """Choose a pair of versions; its differences show below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "", show=False, priority=True),
        Binding("pagedown", "page(1)", "", show=False, priority=True),
    ]

    def __init__(self, found: list[Version]) -> None:
        super().__init__()
        self._pairs = pairs(found)

    def title_text(self) -> str:
        """What is shown."""
        return self.say("compare.title")

    def compose_dialog(self) -> ComposeResult:
        """The pairs, then the differences of the one under the cursor."""
        if not self._pairs:
            yield Literal(self.say("compare.none"), classes="text")
            return
        yield Literal(self.say("compare.intro"), classes="intro")
        yield Choices(
            [
                Item(f"{self._called(old)} → {self._called(new)}", str(number))
                for number, (old, new) in enumerate(self._pairs)
            ],
            id="pairs",
        )
        yield Literal("", id="differences", classes="text space")

    def on_mount(self) -> None:
        """The keyboard is on the pairs."""
        if self._pairs:
            self.query_one("#pairs", Choices).focus(scroll_visible=False)
            self._show(0)

    def action_page(self, direction: int) -> None:
        """Scroll the differences; the arrows belong to the pairs."""
        box = self.query_one(".dialog")
        (box.scroll_page_down if direction > 0 else box.scroll_page_up)()

    def _called(self, version: Version) -> str:
        if version.number is None:
            return self.say("compare.now")
        return self.say("compare.sent", number=version.number)

    @on(Choices.OptionHighlighted, "#pairs")
    def highlighted(self, event: Choices.OptionHighlighted) -> None:
        """Show the differences of the pair under the cursor."""
        self._show(int(event.option_id or 0))

    def _show(self, number: int) -> None:
        old, new = self._pairs[number]
        parts: list[str | tuple[str, str]] = []
        for kind, line in differences(old.text, new.text):
            if kind == "skipped":
                parts.append(("⋯\n", "$quiet"))
            else:
                sign, style = SIGNS[kind]
                parts.append((f"{sign}{visible(line)}\n", style))
        said = Content.assemble(*parts) if parts else Content(self.say("compare.same"))
        self.query_one("#differences", Literal).show(said)
