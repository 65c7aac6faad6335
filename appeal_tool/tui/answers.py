"""The interview of the case in hand, as screens and the line-by-line face see it.

Thin: what is asked and what a value means is decided in ``appeal_tool.case.interview``.
Here errors become sentences in the user's language.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from appeal_tool.i18n import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from appeal_tool.account.model import Problem
    from appeal_tool.case.interview import Item, Task
    from appeal_tool.case.model import Case, CaseError
    from appeal_tool.case.values import ValueProblem
    from appeal_tool.diagnosis.model import Diagnosis
    from appeal_tool.lint.finding import Finding
    from appeal_tool.tui.session import Session

DRAFT = "answer"


class Answers:
    """Questions, answers and drafts of ``session.case``."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: tuple[tuple[object, ...], tuple[Task, ...]] = ((), ())

    @property
    def _case(self) -> Case:
        case = self._session.case
        assert case is not None
        return case

    @property
    def _diagnosis(self) -> Diagnosis | None:
        return None if self._session.reading is None else self._session.reading.diagnosis

    # -- what is asked

    def tasks(self) -> tuple[Task, ...]:
        """The task list; empty without a case. Worked out once after each change of the case."""
        from appeal_tool.case.interview import tasks

        if self._session.case is None:
            return ()
        state = (self._case.folder, self._case.state.sequence, id(self._diagnosis))
        if self._known[0] != state:
            self._known = (state, tasks(self._case, self._diagnosis))
        return self._known[1]

    def question(self, answer_id: str) -> Item | None:
        """The question of an answer id, if it is asked now."""
        return next((item for task in self.tasks() for item in task.items if item.id == answer_id), None)

    def next(self) -> Item | None:
        """The first question that the plan lacks an answer to."""
        return next((item for task in self.tasks() for item in task.items if item.status == "open"), None)

    def unvisited(self) -> Item | None:
        """The first question without an answer that was not opened in this pass: none is offered twice."""
        seen = self._session.visited
        items = (item for task in self.tasks() for item in task.items)
        return next((item for item in items if item.status == "open" and item.id not in seen), None)

    def after(self, answer_id: str) -> Item | None:
        """The question behind ``answer_id`` in its task; behind its last one, the next that is open anywhere."""
        for task in self.tasks():
            ids = [item.id for item in task.items]
            if answer_id in ids:
                place = ids.index(answer_id)
                return task.items[place + 1] if place + 1 < len(ids) else None
        return self.next()

    def before(self, answer_id: str) -> Item | None:
        """The question before it in its task."""
        task = self.task_of(answer_id)
        if task is None:
            return None
        ids = [item.id for item in task.items]
        place = ids.index(answer_id)
        return task.items[place - 1] if place else None

    def task_of(self, answer_id: str) -> Task | None:
        """The task that asks it."""
        return next((t for t in self.tasks() if any(item.id == answer_id for item in t.items)), None)

    def title(self, task: Task) -> str:
        """What a task is called."""
        return self._session.say(f"part.{task.part}")

    def place_of(self, item: Item) -> tuple[str, int, int]:
        """A question's task, its number there, and how many it has."""
        task = self.task_of(item.id)
        if task is None:
            return "", 1, 1
        title = self.title(task)
        if task.cause is not None:
            title = f"{self._session.name(task.cause)} · {title}"
        ids = [other.id for other in task.items]
        return title[:1].upper() + title[1:], ids.index(item.id) + 1, len(ids)

    def card(self, item: Item) -> list[tuple[str, str, bool]]:
        """The measure (or exhibit ...) that a question belongs to: title, answer, is it this one."""
        from appeal_tool.case.interview import shown

        if item.row is None:
            return []
        task = self.task_of(item.id)
        lang = self._session.lang
        return [
            (other.question.title[lang], shown(other, lang), other.id == item.id)
            for other in (task.items if task else ())
            if other.prefix == item.prefix and other.question.field != "more"
        ]

    def proposed(self, item: Item) -> list[str]:
        """What is ticked before the seller has answered: of the causes, those that the data or the notice speak of."""
        if item.question.choices_from != "causes" or item.question.type != "multi":
            return []
        return list(dict.fromkeys(task.cause for task in self.tasks() if task.cause is not None))

    def printed(self, item: Item) -> tuple[str, str]:
        """What the files say already to a question: the notice's day and where it was read; empty if nothing."""
        from appeal_tool.case.context import context

        if item.question.field != "notice_date":
            return "", ""
        seen = context(self._case, self._diagnosis)
        latest = seen.refusal or seen.notice
        if latest is None or latest.day is None:
            return "", ""
        return f"{latest.day:%d/%m/%Y}", self._session.place(latest.source)

    def causes_found(self) -> list[str]:
        """The causes that the data and the notice speak of, whatever the seller chose."""
        from appeal_tool.case.interview import tasks
        from appeal_tool.case.model import in_memory

        found = tasks(in_memory(self._case.language), self._diagnosis)
        return list(dict.fromkeys(task.cause for task in found if task.cause is not None))

    def choose_causes(self, causes: list[str], reason: str) -> str:
        """Take the seller's causes and the reason for them. Returns why not, empty if done."""
        from datetime import UTC, datetime

        from appeal_tool.case.model import CaseError, CauseChoice, SetCauseChoice

        wrong, _ = self.answer("causes", causes)
        if wrong:
            return wrong
        choice = CauseChoice(
            causes=tuple(causes),
            found=tuple(self.causes_found()),
            reason=reason,
            at=datetime.now(UTC).replace(microsecond=0),
        )
        try:
            self._case.do(SetCauseChoice(choice=choice))
        except CaseError as error:
            return self.wrong(error)
        return ""

    # -- what is answered

    def answer(self, answer_id: str, raw: Any) -> tuple[str, list[str]]:
        """Take an answer. Returns why it could not be taken (empty if it was), and the advice about it."""
        from appeal_tool.case.interview import answer
        from appeal_tool.case.model import CaseError
        from appeal_tool.case.values import ValueProblem, language_of

        self._session.draft = None
        # Words too short to tell their language are in that of the screen.
        language = language_of(str(raw)) or self._session.lang
        try:
            problems = answer(self._case, answer_id, raw, self._diagnosis, language=language)
        except (ValueProblem, CaseError) as error:
            return self.wrong(error, answer_id), []
        return "", [self.advice_text(problem) for problem in problems]

    def answer_unknown(self, answer_id: str) -> str:
        """Take "I don't know". Returns why not, empty if it was taken."""
        from appeal_tool.case.interview import answer_unknown
        from appeal_tool.case.model import CaseError
        from appeal_tool.case.values import ValueProblem

        self._session.draft = None
        try:
            answer_unknown(self._case, answer_id)
        except (ValueProblem, CaseError) as error:
            return self.wrong(error, answer_id)
        return ""

    def remove_row(self, item: Item) -> str:
        """Take a measure out of the plan. Returns why not, empty if done."""
        from appeal_tool.case.interview import remove_row
        from appeal_tool.case.model import CaseError

        self._session.draft = None
        if item.row is None:
            return ""
        try:
            remove_row(self._case, item.prefix.rpartition("/")[0], item.row)
        except CaseError as error:
            return self.wrong(error)
        return ""

    def fill_from(self, path: Path) -> None:
        """Take all answers of an answers file over (in a worker thread). Raises ``CaseError``."""
        from appeal_tool.case import answers

        self._session.draft = None
        answers.fill(self._case, answers.read(path), self._diagnosis)

    def wrong(self, error: ValueProblem | CaseError, answer_id: str = "") -> str:
        """Why a value or a change was not taken, in the user's words."""
        from appeal_tool.case.messages import say_error

        return say_error(error, self._session.lang, id=self.name(answer_id) if answer_id else "")

    def advice_text(self, problem: Problem) -> str:
        """What a check has to say; the question is called by its title, not by its id."""
        from appeal_tool.account.model import Problem
        from appeal_tool.case.messages import say

        lang = self._session.lang
        if problem.code not in catalogue("case", lang):
            return self._session.problem(problem)
        params = dict(problem.params)
        if "id" in params:
            params["id"] = self.name(str(params["id"]))
        return say(Problem(problem.code, params, problem.source), lang)

    def name(self, answer_id: str) -> str:
        """What a question is called."""
        from appeal_tool.case.interview import locate
        from appeal_tool.case.model import CaseError

        try:
            return locate(answer_id)[0].title[self._session.lang]
        except CaseError:
            return answer_id

    def warm_up(self) -> None:
        """Load the linter (in a worker thread), so that the first answer does not wait for it."""
        self.advice(self._session.say("answer.yes"))

    def advice(self, typed: str) -> tuple[Finding, ...]:
        """What a strict reviewer would say of a text that is being typed (in a worker thread)."""
        from appeal_tool.lint.engine import lint_text
        from appeal_tool.lint.finding import SENTENCE_RULES
        from appeal_tool.lint.options import LintOptions

        report = lint_text(typed, options=LintOptions(lang=self._session.lang))
        return tuple(finding for finding in report.findings if finding.rule in SENTENCE_RULES)

    # -- what is being typed

    def draft(self, answer_id: str) -> str:
        """The text that was being typed for this question in this case, if any."""
        try:
            folder, id, typed = json.loads(self._session.places.draft(DRAFT))
        except ValueError:
            return ""
        return str(typed) if (folder, id) == (self._key(), answer_id) else ""

    def keep_draft(self, answer_id: str, typed: str) -> None:
        """Keep what is being typed; empty text forgets it."""
        if typed:
            self._session.places.save_draft(DRAFT, json.dumps([self._key(), answer_id, typed]))
        elif self.draft(answer_id):
            self._session.places.save_draft(DRAFT, "")

    def _key(self) -> str:
        folder = self._case.folder
        return "" if folder is None else str(folder)
