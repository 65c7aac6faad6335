"""Where one begins: go on with a case, start one, look at an example, or check a text."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.paths import dropped_file
from appeal_tool.tui.screens.base import StepScreen
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices, Item


class StartScreen(StepScreen):
    """The first page."""

    NAME = "start"
    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("language", "app.language"),
        key("quit", "app.quit"),
    ]

    def compose_main(self) -> ComposeResult:
        """What one can do, the likeliest first."""
        yield from self.heading()
        yield Choices(self._items(), id="start-list")
        yield Literal(self.say("start.private"), classes="quiet space")

    def on_mount(self) -> None:
        """The keyboard is on the list at once."""
        choices = self.query_one(Choices)
        choices.point_at(None)
        choices.focus()

    def _items(self) -> list[Item]:
        say = self.say
        items = []
        for number, entry in enumerate(self.session.places.recent()[:3]):
            folder = Path(entry["folder"])
            where = say(f"step.{_step(entry['screen'])}")
            items.append(
                Item(
                    _two(say("start.resume", name=folder.name), say("start.resume.about", step=where)),
                    f"recent-{number}",
                )
            )
        choices = ("new", "example", "lint")
        return items + [
            Item(_two(say(f"start.{name}"), say(f"start.{name}.about")), name) for name in choices
        ]

    @on(Choices.OptionSelected, "#start-list")
    def chosen(self, event: Choices.OptionSelected) -> None:
        """Go where the line says."""
        choice = event.option_id or ""
        if choice.startswith("recent-"):
            entry = self.session.places.recent()[int(choice.removeprefix("recent-"))]
            self.wizard.open_case(Path(entry["folder"]), entry["screen"], entry["detail"])
        elif choice == "new":
            self.session.forget_case()
            self.wizard.go("account")
        elif choice == "example":
            from appeal_tool.tui.screens.example import ExampleScreen

            self.app.push_screen(ExampleScreen(), self._example)
        else:
            self.wizard.go("lint")

    def on_paste(self, event: events.Paste) -> None:
        """A page pasted or a file dropped here begins a new case with it."""
        path = dropped_file(event.text)
        if path is None and "\n" in event.text.strip():
            path = self.session.places.keep_pasted(visible(event.text))
        if path is not None:
            self.session.forget_case()
            self.session.given = [path]
            self.wizard.go("account")

    def _example(self, folder: Path | None) -> None:
        if folder is not None:
            self.session.forget_case()
            self.session.example = folder
            self.wizard.go("account")


def _two(title: str, about: str) -> Content:
    return Content.assemble((visible(title), "bold"), "\n", (visible(about), "$quiet"), "\n")


def _step(screen: str) -> str:
    from appeal_tool.tui.screens import SCREENS

    return {"question": "tasks", "start": "account", "lint": "account"}.get(
        screen, screen if screen in SCREENS else "account"
    )
