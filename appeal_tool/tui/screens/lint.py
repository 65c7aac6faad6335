"""Check any text: paste or open one, see what a strict reviewer would raise, mend it, save it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import OptionList, TextArea

from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.base import ASIDE_KEY, StepScreen
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices
from appeal_tool.tui.widgets.linted import LintedPage, at_least, explanation, lines, summary

if TYPE_CHECKING:
    from appeal_tool.lint.finding import FileReport, Finding, Level

PAUSE = 0.25
TOO_LONG = 200_000
"""Characters above which a text is checked on the command line, not while typing."""


class LintScreen(StepScreen):
    """A text and its findings."""

    NAME = "lint"
    CSS_PATH = "lint.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("next", "next", priority=True),
        key("file", "file", show=False),
        key("save", "save"),
        key("level", "level", show=False),
        key("back", "back"),
        key("previous", "previous", show=False, priority=True),
        key("editor", "editor", show=False),
        key("report", "report", show=False),
        ASIDE_KEY,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pause: Timer | None = None
        self._level: Level = "suggestion"
        self._report: FileReport | None = None
        self._stepped = False

    def compose_main(self) -> ComposeResult:
        """The text."""
        yield Literal(self.say("lint.title"), classes="title")
        yield Literal(self.say("lint.intro"), classes="intro", id="lint-state")
        yield LintedPage(
            self.session.places.draft("lint"), id="text", placeholder=self.say("lint.placeholder")
        )

        yield Literal("", id="current", classes="text")

    def compose_aside(self) -> ComposeResult:
        """Findings, and the explanation of the one under the cursor."""
        yield Literal(self.say("lint.findings"), classes="title", id="findings-title")
        yield Choices(id="findings")
        yield Literal("", id="explanation", classes="text")

    def on_mount(self) -> None:
        """Read what is there."""
        self.query_one(LintedPage).focus()
        self._check()

    @property
    def _findings(self) -> tuple[Finding, ...]:
        return at_least(self._report, self._level)

    # -- while typing

    @on(TextArea.Changed, "#text")
    def _typed(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._check)

    def _check(self) -> None:
        text = self.query_one(LintedPage).text
        self.session.places.save_draft("lint", text)
        if not text.strip():
            self._show(None)
        elif len(text) > TOO_LONG:
            self._show(None)
            self.query_one("#lint-state", Literal).show(self.say("lint.too-long"))
        else:
            self.in_background(lambda: self.session.lint(text), self._show, "lint", "advice.failed")

    def _show(self, report: FileReport | None) -> None:
        self._report = report
        self._stepped = False
        state = self.say("lint.intro") if report is None else summary(report, self.session)
        self.query_one("#lint-state", Literal).show(state)
        self._list()

    def _list(self) -> None:
        found = self._findings
        choices = self.query_one("#findings", Choices)
        choices.fill(lines(found, self.session))
        title = (
            self.say("lint.findings")
            if self._level == "suggestion"
            else self.say(f"lint.level.{self._level}")
        )
        self.query_one("#findings-title", Literal).show(title)
        self._explain(self._current())

    def _current(self) -> Finding | None:
        chosen, found = self.query_one("#findings", Choices).chosen, self._findings
        return found[int(chosen)] if chosen is not None and int(chosen) < len(found) else None

    def _explain(self, finding: Finding | None) -> None:
        self.query_one("#explanation", Literal).show(explanation(finding, self.session))
        self.query_one("#current", Literal).show(finding.message if finding is not None else "")
        self.query_one(LintedPage).mark(self._findings, finding)

    @on(OptionList.OptionHighlighted, "#findings")
    def _highlighted(self) -> None:
        self._explain(self._current())

    @on(OptionList.OptionSelected, "#findings")
    def _selected(self) -> None:
        finding = self._current()
        if finding is not None:
            self.query_one("#body").remove_class("-aside")
            page = self.query_one(LintedPage)
            page.show_finding(finding)
            page.focus()

    # -- keys

    def action_next(self) -> None:
        """To the next finding."""
        self._step(1)

    def action_previous(self) -> None:
        """To the finding before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        choices, found = self.query_one("#findings", Choices), self._findings
        if found:
            now = choices.highlighted
            # The first step after a reading goes to the finding under the cursor, not past it.
            step = by if self._stepped else 0
            self._stepped = True
            choices.highlighted = 0 if now is None else (now + step) % len(found)
            finding = self._current()
            self._explain(finding)
            if finding is not None:
                self.query_one(LintedPage).show_finding(finding)

    def action_level(self) -> None:
        """Show all findings, only warnings and errors, only errors."""
        order: list[Level] = ["suggestion", "warning", "error"]
        self._level = order[(order.index(self._level) + 1) % 3]
        self._list()

    def action_file(self) -> None:
        """Open a text file."""
        from appeal_tool.tui.screens.open_file import OpenFileScreen

        self.app.push_screen(OpenFileScreen(self.say("open.text")), self._open)

    def _open(self, path: Path | None) -> None:
        if path is None:
            return
        from appeal_tool.tui.screens.account import read_limited

        try:
            text = visible(read_limited(path).decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.wizard.toast(self.say("open.not-text", path=str(path)), "error")
            return
        except OSError as error:
            self.wizard.toast(self.say("open.cannot", path=str(path), error=error.strerror or ""), "error")
            return
        self.session.lint_path = path
        self.query_one(LintedPage).replace_all(text)

    def action_save(self) -> None:
        """Save the text where it came from, or where the user says."""
        from appeal_tool.tui.screens.open_file import OpenFileScreen

        proposed = str(self.session.lint_path or Path.cwd() / self.say("lint.file"))
        self.app.push_screen(OpenFileScreen(self.say("lint.save"), proposed, must_exist=False), self._save)

    def _save(self, path: Path | None) -> None:
        if path is not None and self._write(path, self.query_one(LintedPage).text):
            self.session.lint_path = path

    def _write(self, path: Path, text: str) -> bool:
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            self.wizard.toast(self.say("save.failed", path=str(path), error=error.strerror or ""), "error")
            return False
        self.wizard.toast(self.say("save.done", path=str(path)))
        return True

    def action_report(self) -> None:
        """Write the findings beside the text, as the command line prints them."""
        if self._report is None:
            self.wizard.toast(self.say("lint.nothing"), "warning")
            return
        base = self.session.lint_path or Path.cwd() / self.say("lint.file")
        said = [
            f"{f.line}:{f.column} {f.level} {f.rule}: {f.message}\n    {f.excerpt!r}\n    {f.why}\n    {f.fix}"
            for f in self._findings
        ]
        self._write(base.with_suffix(".findings.txt"), visible("\n".join(said)) + "\n")

    def action_editor(self) -> None:
        """Write in the editor of one's own choice."""
        from appeal_tool.tui.editor import edit

        page = self.query_one(LintedPage)
        text = edit(self.app, page.text, self.session)
        if text is not None:
            page.replace_all(text)

    def action_back(self) -> None:
        """To the first page, or to the case in hand."""
        self.wizard.go("start" if self.session.case is None else "tasks")

    def keep(self) -> None:
        """The text stays as a draft."""
        self.session.places.save_draft("lint", self.query_one(LintedPage).text)
