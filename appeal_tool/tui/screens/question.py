"""One question at a time: what is asked and why, the field, advice while typing, examples beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button, Input, TextArea

from appeal_tool.tui.checklist import missed
from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal, Page
from appeal_tool.tui.screens.base import ASIDE_KEY, StepScreen
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.checks import Checks
from appeal_tool.tui.widgets.choices import Choices
from appeal_tool.tui.widgets.field import Field

if TYPE_CHECKING:
    from appeal_tool.case.interview import Item
    from appeal_tool.lint.finding import Finding

PAUSE = 0.25
"""Seconds without a key after which what was typed is kept and read."""


class QuestionScreen(StepScreen):
    """The question whose id is the session's ``detail``."""

    NAME = "question"
    STEP = "tasks"
    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("continue", "continue_"),
        key("back", "back"),
        key("unknown", "unknown", show=False),
        key("tasks", "tasks"),
        key("review", "review"),
        key("editor", "editor", show=False),
        key("remove", "remove_row", show=False),
        ASIDE_KEY,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pause: Timer | None = None
        self._item: Item | None = None
        self._told: set[str] = set()
        """Codes of the advice that was shown already: Continue then keeps the answer as it is."""

    def compose_main(self) -> ComposeResult:
        """Question, field, advice."""
        item = self._item = self.session.answers.question(self.session.detail)
        if item is None:
            yield from self.heading(self.say("question.gone.title"), self.say("question.gone.intro"))
            return
        lang = self.session.lang
        yield Literal(self._where(item), classes="quiet")
        yield Literal(item.ask[lang], classes="title ask")
        yield Literal(item.why[lang], classes="intro", id="why")
        if item.question.help is not None:
            yield Literal(item.question.help[lang], classes="quiet help")
        yield Field(item, self.session, self.session.answers.draft(item.id))
        yield Literal("", id="advice", classes="text hidden")
        with Horizontal(classes="buttons"):
            yield Button(self.say("key.continue"), id="continue", variant="primary")
            if item.question.unknown != "never":
                yield Button(self.say("key.unknown"), id="unknown")

    def compose_aside(self) -> ComposeResult:
        """Examples that help and that do not; the measure as far as it is filled in."""
        item = self._item
        if item is None:
            return
        lang, say = self.session.lang, self.say
        card = self.session.answers.card(item)
        if card:
            yield Literal(say(f"card.{item.question.scope}", number=item.row or 1), classes="title")
            for title, value, here in card:
                sign, style = (
                    ("✓", "$success") if value else ("▶", "bold $accent") if here else ("○", "$quiet")
                )
                look = "bold" if here else "$quiet"
                parts: list[str | tuple[str, str]] = [(f"{sign} ", style), (visible(title), look)]
                if value:
                    parts.append(f"\n  {visible(value)}")
                yield Literal(Content.assemble(*parts), classes="text")
        reading = self.session.reading
        if item.question.part == "facts" and reading is not None and reading.diagnosis.breaches:
            yield Literal(say("question.figures"), classes="title")
            for line in missed(reading.diagnosis, self.session):
                yield Literal(line, classes="card")
        if item.question.do:
            yield Literal(say("question.do"), classes="section")
            for example in item.question.do:
                yield Literal(
                    Content.assemble(("✓ ", "$success"), visible(example.text[lang])), classes="example"
                )
        if item.question.dont:
            yield Literal(say("question.dont"), classes="section")
            for example in item.question.dont:
                wrong: list[str | tuple[str, str]] = [("✗ ", "$error"), visible(example.text[lang])]
                if example.reason is not None:
                    wrong.append((f"\n  {visible(example.reason[lang])}", "$quiet"))
                yield Literal(Content.assemble(*wrong), classes="example")
        if item.question.evidence is not None:
            yield Literal(say("question.evidence"), classes="section")
            yield Literal(item.question.evidence[lang], classes="text")

    def on_mount(self) -> None:
        """The keyboard is in the field."""
        if self._item is None:
            self.wizard.go("tasks")
            return
        self.session.visited.add(self._item.id)
        self.query_one(Field).start()
        if self.session.answers.draft(self._item.id):
            self._typed()

    def _where(self, item: Item) -> str:
        task, number, total = self.session.answers.place_of(item)
        where = self.say("question.where", task=task, number=number, total=total)
        skippable = item.status == "optional" and item.question.unknown == "allowed"
        return f"{where} · {self.say('tasks.state.optional')}" if skippable else where

    # -- while typing

    @on(TextArea.Changed, "#long")
    @on(Input.Changed, "#line")
    @on(Input.Changed, "#own")
    def _typed(self) -> None:
        """After a pause, keep the draft and read it."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._after_pause)

    def _stop_reading(self) -> None:
        """What Continue has to say is not to be wiped out by the advice about the last key."""
        if self._pause is not None:
            self._pause.stop()
        self.workers.cancel_group(self, "advice")

    def _after_pause(self) -> None:
        item = self._item
        if item is None or not self.is_current:
            return
        text = self.query_one(Field).text
        self.session.answers.keep_draft(item.id, text)
        if item.question.type in ("long", "text") and text.strip():
            self.in_background(
                lambda: self.session.answers.advice(text), self._advise, "advice", "advice.failed"
            )
        else:
            self._advise(())

    def _advise(self, findings: tuple[Finding, ...]) -> None:
        parts: list[str | tuple[str, str]] = []
        for finding in findings[:3]:
            parts += [
                ("● ", "$warning"),
                (visible(finding.message), "bold"),
                (f"\n  {visible(finding.why)}\n", "$quiet"),
            ]
            if finding.fix:
                parts += [("  → ", "$accent"), f"{visible(finding.fix)}\n"]
        self._tell(Content.assemble(*parts))

    def _tell(self, said: Content) -> None:
        advice = self.query_one("#advice", Literal)
        advice.show(said)
        advice.set_class(not said.plain, "hidden")
        if said.plain:
            advice.scroll_visible(animate=False)

    # -- keys

    @on(Input.Submitted, "#line")
    @on(Input.Submitted, "#own")
    @on(Choices.OptionSelected, "#choice")
    @on(Checks.Done)
    @on(Button.Pressed, "#continue")
    def action_continue_(self) -> None:
        """Keep the answer and go to the next question; advice that was not shown yet is shown first."""
        item = self._item
        if item is None:
            return
        self._stop_reading()
        problems = self._answer(item)
        if problems is None:
            return
        new = [problem for problem in problems if problem not in self._told]
        if new:
            self._told.update(problems)
            parts: list[str | tuple[str, str]] = []
            for problem in problems:
                parts += [("● ", "$warning"), f"{visible(problem)}\n"]
            parts.append((self.say("question.again"), "$quiet"))
            self._tell(Content.assemble(*parts))
            return
        self._next(item)

    def _next(self, item: Item) -> None:
        following = self.session.answers.after(item.id)
        if following is None:
            self.wizard.go("tasks")
        else:
            self.wizard.go("question", following.id)

    def _answer(self, item: Item) -> list[str] | None:
        """Keep what stands in the field. Returns the advice about it, ``None`` if it could not be read."""
        wrong, problems = self.session.answers.answer(item.id, self.query_one(Field).raw)
        if wrong:
            self._tell(Content.assemble(("✗ ", "bold $error"), visible(wrong)))
            self.keep()
            return None
        self.session.answers.keep_draft(item.id, "")
        return problems

    def keep(self) -> None:
        """A text that was typed stays as a draft, also when it cannot be read yet."""
        if self._item is not None and self.query("#field"):
            text = self.query_one(Field).text
            given = self._item.answer
            if text.strip() and (given is None or str(given.value) != text):
                self.session.answers.keep_draft(self._item.id, text)

    @on(Button.Pressed, "#unknown")
    def action_unknown(self) -> None:
        """I don't know: an answer like any other where the question allows it."""
        item = self._item
        if item is None:
            return
        wrong = self.session.answers.answer_unknown(item.id)
        if wrong:
            self.wizard.toast(wrong, "warning")
        else:
            self.session.answers.keep_draft(item.id, "")
            self._next(item)

    def action_back(self) -> None:
        """The question before; what was typed is kept."""
        item = self._item
        before = self.session.answers.before(item.id) if item is not None else None
        if before is None:
            self.wizard.go("tasks")
        else:
            self.wizard.go("question", before.id)

    def action_tasks(self) -> None:
        """The task list."""
        self.wizard.go("tasks")

    def action_review(self) -> None:
        """The plan with its gaps first; what was typed stays as a draft."""
        self.wizard.go("review")

    def action_editor(self) -> None:
        """Write a long answer in the editor of one's own choice."""
        from appeal_tool.tui.editor import edit

        if self.query("#long"):
            page = self.query_one("#long", Page)
            text = edit(self.app, page.text, self.session)
            if text is not None:
                page.replace_all(text)

    def action_remove_row(self) -> None:
        """Take this measure out of the plan."""
        item = self._item
        if item is not None and item.row is not None:
            self.session.answers.remove_row(item)
            self.wizard.go("tasks")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys only where they do something."""
        item = self._item
        if action == "unknown":
            return item is not None and item.question.unknown != "never"
        if action == "remove_row":
            return item is not None and item.row is not None
        if action == "editor":
            return item is not None and item.question.type == "long"
        return super().check_action(action, parameters)

    @on(Checks.Ticked)
    def _selected(self) -> None:
        self._told.clear()
