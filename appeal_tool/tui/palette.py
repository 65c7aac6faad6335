"""The command palette in the user's language."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.widgets import Input
from textual.widgets.option_list import Option


class Palette(CommandPalette):
    """Textual's palette; ``nothing`` is what it says when no command fits."""

    def __init__(self, placeholder: str, nothing: str) -> None:
        super().__init__(placeholder=placeholder, id="--command-palette")
        self._nothing = nothing

    def on_mount(self) -> None:
        """Its cursor does not blink either."""
        self.query_one(Input).cursor_blink = False

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual's, whose English sentence cannot be set otherwise."""
        self._stop_no_matches_countdown()

        def show() -> None:
            if search_value:
                option = Option(Content(self._nothing), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)
