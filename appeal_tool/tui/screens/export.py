"""The documents: choose formats, write them into the case, copy the text, freeze what was sent."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button

from appeal_tool.i18n import Lang
from appeal_tool.tui.draft import Draft
from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.base import StepScreen
from appeal_tool.tui.session import Reading
from appeal_tool.tui.widgets.checks import Checks

FORMATS = ("md", "txt", "html", "docx", "pdf")
NEEDS = {"docx": "docx", "pdf": "typst"}
"""Formats that need an extra, and the library it brings."""
CHOSEN_AT_FIRST = ("md", "txt")
BOTH = "both"
"""The line that asks for the other language as well."""


class ExportScreen(StepScreen):
    """Writes the plan; sends nothing."""

    NAME = "export"
    STEP = "export"
    CSS_PATH = "export.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("continue", "continue_", words="write"),
        key("copy", "copy", show=False),
        key("freeze", "freeze"),
        key("compare", "compare"),
        key("paste", "reply", show=False),
        key("back", "back"),
    ]

    def compose_main(self) -> ComposeResult:
        """State, formats, what was written."""
        yield from self.heading()
        yield Literal("", id="ready", classes="text")
        yield Literal(self.say("export.tick"), classes="quiet space")
        formats = [(name, self._called(name)) for name in FORMATS]
        yield Checks([*formats, (BOTH, self._both())], CHOSEN_AT_FIRST, id="formats")
        with Horizontal(classes="buttons"):
            yield Button(self.say("key.write"), id="write", variant="primary")
            yield Button(self.say("key.copy"), id="copy")
        yield Literal("", id="written", classes="text")
        yield Literal(self.say("export.after"), classes="quiet space")

    def on_mount(self) -> None:
        """Build the plan if it is not there."""
        formats = self.query_one("#formats", Checks)
        formats.point_at(None)
        formats.focus(scroll_visible=False)
        if self.session.case is not None:
            self.in_background(self.session.make_draft, self._show, "draft", "review.failed")

    def _called(self, form: str) -> str:
        """What a format is, and how to get what it needs where that is not installed."""
        said = self.say(f"export.{form}")
        if form in NEEDS and find_spec(NEEDS[form]) is None:
            return f"{said}\n    {self.say('export.missing', format=form)}"
        return said

    def _both(self) -> str:
        """The name of the line for the other language."""
        case = self.session.case
        language = "en" if case is not None and case.language == "fr" else "fr"
        return self.say("export.both", language=self.say(f"language.{language}"))

    def _show(self, draft: Draft) -> None:
        if not draft.markdown:
            route = self.session.name(f"route.{draft.plan.route}")
            said = Content(self.say("review.no-document", route=route))
        elif draft.ready:
            said = Content.styled("✓ " + self.say("review.ready"), "$success")
        else:
            said = Content.styled("▲ " + self.say("export.not-ready"), "$warning")
        deadline = self.session.deadline()
        if deadline:
            said = Content.assemble(said, f"\n{deadline}")
        self.query_one("#ready", Literal).show(said)

    @property
    def _draft(self) -> Draft | None:
        draft = self.session.draft
        if draft is None or not draft.markdown or self.session.case is None:
            self.wizard.toast(self.say("export.nothing"), "warning")
            return None
        return draft

    @on(Checks.Done)
    @on(Button.Pressed, "#write")
    def action_continue_(self) -> None:
        """Write the chosen formats."""
        draft = self._draft
        if draft is not None:
            formats = self.query_one("#formats", Checks).ticked
            self.in_background(lambda: self._write_all(draft, formats), self._wrote, "write", "export.failed")

    def _write_all(self, draft: Draft, formats: list[str]) -> tuple[list[Path], list[str]]:
        """The files written, and why others were not."""
        from appeal_tool.case.model import CaseError

        paths, wrong = [], []
        languages: list[Lang] = [draft.language]
        if BOTH in formats:
            other: Lang = "en" if draft.language == "fr" else "fr"
            languages.append(other)
            if not draft.plan.ready(other):
                wrong.append(self.say("export.twin-open", language=self.say(f"language.{other}")))
        for language in languages:
            for name in formats:
                if name != BOTH:
                    try:
                        paths.append(self.session.write_document(draft, name, language))
                    except CaseError as error:
                        wrong.append(self.session.answers.wrong(error))
        return paths, wrong

    def _wrote(self, outcome: tuple[list[Path], list[str]]) -> None:
        paths, wrong = outcome
        lines = [self.say("export.written", path=self.session.shown(path)) for path in paths]
        self.query_one("#written", Literal).show("\n".join([*lines, *wrong]))

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Offer the plain text to the clipboard, and write it to a file as well: terminals may ignore the offer."""
        draft = self._draft
        if draft is not None:
            write = self.session.write_document
            self.in_background(lambda: write(draft, "txt"), self._copied, "copy", "export.failed")

    def _copied(self, path: Path) -> None:
        self.app.copy_to_clipboard(path.read_text(encoding="utf-8"))
        self.wizard.toast(self.say("export.copied", path=self.session.shown(path)))

    def action_freeze(self) -> None:
        """Freeze what was sent as a numbered submission of the case; one that is not ready only if confirmed."""
        draft = self._draft
        if draft is None:
            return
        if draft.ready:
            self._freeze(True)
            return
        from appeal_tool.tui.screens.confirm import ConfirmScreen

        about = self.say("freeze.about", gaps=draft.gaps, errors=draft.errors)
        self.app.push_screen(ConfirmScreen(self.say("freeze.title"), about), self._freeze)

    def _freeze(self, sure: bool | None) -> None:
        if sure:
            self.in_background(self.session.freeze, self._frozen, "freeze", "export.failed")

    def _frozen(self, outcome: tuple[int, Path]) -> None:
        number, path = outcome
        self.wizard.toast(self.say("export.frozen", number=number, path=self.session.shown(path)))
        self.refresh_bindings()

    def action_reply(self) -> None:
        """Paste the marketplace's answer: what it still asks opens the next round."""
        from appeal_tool.tui.screens.paste import PasteScreen

        self.app.push_screen(
            PasteScreen(self.say("reply.title"), "reply", hint=self.say("reply.hint")), self._reply
        )

    def _reply(self, reply: str | None) -> None:
        if reply and reply.strip():
            self.in_background(
                lambda: self.session.take_reply(reply), self._next_round, "read", "account.failed"
            )

    def _next_round(self, reading: Reading) -> None:
        self.session.reading = reading
        self.session.places.save_draft("reply", "")
        self.wizard.go("tasks")
        self.wizard.toast(self.say("reply.taken"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer can only come once something was sent."""
        if action in ("reply", "compare"):
            return self.sent_before
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Back to the review."""
        self.wizard.go("review")
