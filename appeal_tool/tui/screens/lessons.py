"""The do and don't as short lessons: a sentence, is it acceptable?, the guide's answer and its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button

from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.base import ASIDE_KEY, StepScreen
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices, Item
from appeal_tool.tui.widgets.linted import source_line

if TYPE_CHECKING:
    from appeal_tool.guide.advice import Advice
    from appeal_tool.guide.advice import Lesson as LessonText
    from appeal_tool.tui.session import Session

MOST = 8
"""Lessons in one sitting: a tired reader takes no more."""
SIGNS = {
    "do": ("✓", "$success"),
    "dont": ("✗", "$error"),
    "key-point": ("→", "$accent"),
    "prevention": ("→", "$accent"),
}


def chosen(session: Session, *kinds: str) -> list[Advice]:
    """The advice of ``kinds`` for this account's causes, and what holds for everyone; the nearest first."""
    from appeal_tool.guide.advice import load_advice

    found = session.reading.diagnosis.causes if session.reading is not None else ()
    causes = {cause.id for cause in found}
    roots = {cause.root_cause for cause in found}

    def near(advice: Advice) -> bool:
        return bool(causes & set(advice.applies_to.causes) or roots & set(advice.applies_to.root_causes))

    fitting = [
        advice
        for advice in load_advice().values()
        if advice.kind in kinds
        and (near(advice) or not (advice.applies_to.causes or advice.applies_to.root_causes))
    ]
    return sorted(fitting, key=lambda advice: (kinds.index(advice.kind), not near(advice)))


class LessonsScreen(StepScreen):
    """One lesson; the session's ``detail`` is its number from 0."""

    NAME = "lessons"
    STEP = "lessons"
    CSS_PATH = "lessons.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("continue", "continue_"),
        key("back", "back"),
        key("tasks", "tasks"),
        ASIDE_KEY,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._lessons: list[Advice] = []

    @property
    def _number(self) -> int:
        detail = self.session.detail
        return min(int(detail), len(self._lessons) - 1) if detail.isdigit() else 0

    @property
    def _advice(self) -> Advice:
        return self._lessons[self._number]

    @property
    def _lesson(self) -> LessonText:
        lesson = self._advice.lesson
        assert lesson is not None
        return lesson

    def compose_main(self) -> ComposeResult:
        """Sentence, question, answer once given."""
        say, lang = self.say, self.session.lang
        self._lessons = chosen(self.session, "lesson")[:MOST]
        yield from self.heading()
        if not self._lessons:
            yield Literal(say("lessons.none"), classes="text")
        else:
            yield Literal(
                say("lessons.number", number=self._number + 1, total=len(self._lessons)), classes="quiet"
            )
            yield Literal(self._lesson.sentence[lang], classes="sentence")
            opinion = self.session.opinions.get(self._advice.id)
            if opinion is None:
                if not self._lesson.sentence[lang].endswith("?"):
                    yield Literal(say("lessons.question"), classes="text")
                yield Choices([Item(say("lessons.yes"), "yes"), Item(say("lessons.no"), "no")], id="opinion")
            else:
                yield from self._answer(opinion)
        with Horizontal(classes="buttons"):
            yield Button(say("key.continue"), id="continue", variant="primary")

    def _answer(self, opinion: bool) -> ComposeResult:
        say, lang, lesson = self.say, self.session.lang, self._lesson
        right = opinion == lesson.acceptable
        sign, style = ("✓", "bold $success") if lesson.acceptable else ("✗", "bold $error")
        verdict = say("lessons.is-fine" if lesson.acceptable else "lessons.is-not")
        yield Literal(
            Content.assemble(
                (say("lessons.right" if right else "lessons.wrong"), "bold"),
                " ",
                (f"{sign} {verdict}", style),
            ),
            classes="text",
        )
        yield Literal(lesson.answer[lang], classes="text space")
        for source in self._advice.source:
            yield Literal(source_line(source, self.session), classes="quiet space")

    def compose_aside(self) -> ComposeResult:
        """The do and don't, and the key points for this cause."""
        lang = self.session.lang
        for kinds, title in (
            (("do", "dont"), "lessons.rules"),
            (("key-point", "prevention"), "lessons.key-points"),
        ):
            advice = chosen(self.session, *kinds)
            if advice:
                yield Literal(self.say(title), classes="section")
            for item in advice[:12]:
                sign, style = SIGNS[item.kind]
                yield Literal(
                    Content.assemble(
                        (f"{sign} ", style),
                        (visible(item.title[lang]), "bold"),
                        f"\n  {visible(item.text[lang])}",
                    ),
                    classes="rule",
                )

    def on_mount(self) -> None:
        """The keyboard is on the choice, or on Continue once it is made."""
        choices = self.query("#opinion").results(Choices)
        for choice in choices:
            choice.point_at("no")
            choice.focus()
            return
        self.query_one("#continue").focus()

    @on(Choices.OptionSelected, "#opinion")
    def opinion(self, event: Choices.OptionSelected) -> None:
        """Keep the opinion and show the guide's answer."""
        self.session.opinions[self._advice.id] = event.option_id == "yes"
        self.wizard.go("lessons", str(self._number))

    @on(Button.Pressed, "#continue")
    def action_continue_(self) -> None:
        """The next lesson; after the last, the questions."""
        if self._number + 1 < len(self._lessons):
            self.wizard.go("lessons", str(self._number + 1))
        else:
            self.wizard.go("tasks")

    def action_tasks(self) -> None:
        """Straight to the questions."""
        self.wizard.go("tasks")

    def action_back(self) -> None:
        """The lesson before; before the first, the diagnosis."""
        if self._number > 0:
            self.wizard.go("lessons", str(self._number - 1))
        else:
            self.wizard.go("diagnosis")
