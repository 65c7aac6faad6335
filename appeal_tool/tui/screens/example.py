"""Choose one of the example accounts."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from appeal_tool.i18n import catalogue
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.dialog import Dialog
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices, Item

if TYPE_CHECKING:
    from appeal_tool.tui.session import Session


def examples() -> list[Path]:
    """The folders of the example accounts, by name."""
    from appeal_tool.guide.location import data_folder

    return sorted(page.parent for page in data_folder("examples").glob("*/page.txt"))


def inputs(folder: Path) -> list[Path]:
    """The files of an example that an account is read from."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith((".", "answers", "README", "refused", "expected"))
    )


def invented_answers(session: Session) -> Path | None:
    """The answers of the invented seller whose page the case in hand holds, in the user's language, if there are any."""
    if session.case is None:
        return None
    held = {item.sha256 for item in session.case.state.inputs}
    name = "answers.yaml" if session.lang == "fr" else "answers-en.yaml"
    for folder in examples():
        if sha256((folder / "page.txt").read_bytes()).hexdigest() in held and (folder / name).is_file():
            return folder / name
    return None


class ExampleScreen(Dialog[Path]):
    """A list of the guide's accounts; the result is the folder of the chosen one."""

    def title_text(self) -> str:
        """Its title."""
        return self.say("example.title")

    def compose_dialog(self) -> ComposeResult:
        """The accounts."""
        yield Literal(self.say("example.intro"), classes="intro")
        words = catalogue("tui", self.session.lang)
        yield Choices(
            [
                Item(
                    Content.assemble(
                        (visible(words.get(f"example.{folder.name}", folder.name)), "bold"),
                        "\n",
                        (visible(words.get(f"example.{folder.name}.about", "")), "$quiet"),
                    ),
                    str(number),
                )
                for number, folder in enumerate(examples())
            ]
        )

    def on_mount(self) -> None:
        """The keyboard is on the list."""
        self.query_one(Choices).focus()

    @on(Choices.OptionSelected)
    def chosen(self, event: Choices.OptionSelected) -> None:
        """Give back its folder."""
        self.dismiss(examples()[int(event.option_id or 0)])
