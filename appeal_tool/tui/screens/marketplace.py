"""Which of several marketplaces in the files the case is about."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.dialog import Dialog
from appeal_tool.tui.widgets.choices import Choices, Item


class MarketplaceScreen(Dialog[str]):
    """The result is the country of the chosen one."""

    def __init__(self, countries: list[str]) -> None:
        super().__init__()
        self._countries = countries

    def title_text(self) -> str:
        """What is chosen."""
        return self.say("marketplace.title")

    def compose_dialog(self) -> ComposeResult:
        """The countries."""
        yield Literal(self.say("marketplace.intro"), classes="intro")
        yield Choices([Item(country, str(n)) for n, country in enumerate(self._countries)], id="countries")

    def on_mount(self) -> None:
        """The keyboard is on the list."""
        self.query_one(Choices).focus()

    @on(Choices.OptionSelected)
    def chosen(self, event: Choices.OptionSelected) -> None:
        """Give it back."""
        self.dismiss(self._countries[int(event.option_id or 0)])
