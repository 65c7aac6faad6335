"""Name a file: a path is typed, pasted or dropped; Tab completes it."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.suggester import Suggester

from appeal_tool.tui.literal import Line, Literal
from appeal_tool.tui.paths import is_file, is_folder, typed_path
from appeal_tool.tui.screens.dialog import Dialog


class Paths(Suggester):
    """Completes the path that is being typed from what lies on the disk."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first file or folder that begins so."""
        typed = typed_path(value)
        folder, start = (typed, "") if value.endswith(("/", "\\")) else (typed.parent, typed.name)
        try:
            names = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith(start))
        except (OSError, ValueError):
            return None
        names = [name for name in names if start.startswith(".") or not name.startswith(".")]
        if not names:
            return None
        slash = "/" if is_folder(folder / names[0]) else ""
        return value[: len(value) - len(start)] + names[0] + slash


class OpenFileScreen(Dialog[Path]):
    """The result is a path to a file that exists, or ``None``."""

    def __init__(self, title: str, value: str = "", *, must_exist: bool = True) -> None:
        super().__init__()
        self._title, self._value, self._must_exist = title, value, must_exist

    def title_text(self) -> str:
        """As given."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """The field, and what is wrong with what stands in it."""
        yield Literal(self.say("open.hint" if self._must_exist else "save.hint"), classes="intro")
        yield Line(self._value, id="path", suggester=Paths())
        yield Literal("", id="wrong", classes="quiet")

    def on_mount(self) -> None:
        """The keyboard is in the field."""
        self.query_one(Line).focus()

    @on(Line.Submitted)
    def submitted(self, event: Line.Submitted) -> None:
        """Give the path back, or say why not."""
        path = typed_path(event.value)
        if self._must_exist and not is_file(path):
            kind = "folder" if is_folder(path) else "missing"
            self.query_one("#wrong", Literal).show(self.say(f"open.{kind}", path=str(path)))
        else:
            self.dismiss(path)
