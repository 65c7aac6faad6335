"""The interview without any screen: a checklist of questions, not a flowchart.

What is asked follows each time from the records of ``rules/questions/``, the
diagnosis and the answers so far. Answers live under the id of their question
(``causes/cancellation/corrective/1/who``), so going back deletes nothing, and
a question that is no longer asked keeps its answer, which is then not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from appeal_tool.account.model import Problem
from appeal_tool.case import checks
from appeal_tool.case.choices import choices_for
from appeal_tool.case.context import CAUSE_LIST, Context, answers_of, cause_record, context, value
from appeal_tool.case.model import Answer, Case, CaseError, ClearAnswer, SetAnswer
from appeal_tool.case.values import ValueProblem, clean, is_free_text, language_of, parse
from appeal_tool.diagnosis.model import CAUSES, Diagnosis
from appeal_tool.guide.causes import Cause, MeasureHint
from appeal_tool.guide.questions import Choice, Question, When, load_questions
from appeal_tool.guide.texts import Text
from appeal_tool.i18n import Lang

Status = Literal["open", "done", "unknown", "optional"]
Progress = Literal["open", "started", "done"]
LISTS = ("corrective", "preventive", "effect", "exhibit", "document")
_LIST_KEYS = {"effect": "effects", "exhibit": "exhibits", "document": "documents"}
_PART_ORDER = (
    *("language", "start", "refusal", "facts", "cause", "corrective", "preventive", "buyers", "effects"),
    *("watch", "dispute", "documents", "retraction", "fix", "exhibits", "contact"),
)


@dataclass(frozen=True)
class Item:
    """One question as it is asked now. ``id`` names its answer; ``prefix`` the group it stands in.

    ``row`` counts the measures, exhibits ... of a list from 1. ``status``:
    ``open`` is required and has no answer, ``unknown`` was answered "I don't
    know" where the plan then shows a gap, ``optional`` may stay empty.
    """

    id: str
    prefix: str
    question: Question
    cause: Cause | None
    row: int | None
    choices: tuple[Choice, ...]
    answer: Answer | None
    status: Status

    @property
    def ask(self) -> Text:
        """What is asked: the cause's own wording for its facts and its first why."""
        if self.cause is not None and self.question.field == "facts":
            return self.cause.facts
        if self.cause is not None and self.question.field == "why_1":
            return self.cause.first_why
        return self.question.ask

    @property
    def why(self) -> Text:
        """Why it is asked."""
        return self.question.why

    def ideas(self, case: Case) -> tuple[MeasureHint, ...]:
        """The guide's questions about measures, those that aim at the practices chosen first. Never statements."""
        if self.cause is None or self.question.field != "what":
            return ()
        chosen = value(case, f"{CAUSE_LIST}/{self.cause.id}/subcauses")
        wanted = set(map(str, chosen)) if isinstance(chosen, list) else set()
        hints = self.cause.corrective if self.question.scope == "corrective" else self.cause.preventive
        return tuple(sorted(hints, key=lambda hint: not wanted & set(hint.addresses)))


@dataclass(frozen=True)
class Task:
    """A group of questions that belong together: one section, of one cause where it is about causes."""

    id: str
    part: str
    cause: str | None
    items: tuple[Item, ...] = field(repr=False)

    @property
    def done(self) -> int:
        """How many questions need nothing more."""
        return sum(item.status in ("done", "optional") for item in self.items)

    @property
    def state(self) -> Progress:
        """``done`` when nothing required is open, ``started`` when something was answered."""
        if self.done == len(self.items):
            return "done"
        return "started" if any(item.answer is not None for item in self.items) else "open"


def tasks(case: Case, diagnosis: Diagnosis | None = None) -> tuple[Task, ...]:
    """The task list in the order of the interview, each with its questions and how far it is."""
    groups: dict[tuple[str, str | None], list[Item]] = {}
    for item in _items(case, context(case, diagnosis)):
        key = (item.question.part, item.cause.id if item.cause is not None else None)
        groups.setdefault(key, []).append(item)
    return tuple(
        Task("/".join(filter(None, (CAUSE_LIST if cause else None, cause, part))), part, cause, tuple(items))
        for (part, cause), items in sorted(groups.items(), key=_task_order(context(case, diagnosis)))
    )


def questions(case: Case, task: str | None = None, diagnosis: Diagnosis | None = None) -> tuple[Item, ...]:
    """The questions of one task, or of all in the order they are asked."""
    return tuple(item for group in tasks(case, diagnosis) if task in (None, group.id) for item in group.items)


def find(case: Case, answer_id: str, diagnosis: Diagnosis | None = None) -> Item | None:
    """The question of an answer id, if it is asked now."""
    return next((item for item in questions(case, None, diagnosis) if item.id == answer_id), None)


def next_question(
    case: Case, diagnosis: Diagnosis | None = None, *, task: str | None = None, after: str | None = None
) -> Item | None:
    """The first question that the plan still lacks an answer to; null when it lacks none.

    With ``after``, the next question of the walk behind that one, answered or not.
    """
    items = questions(case, task, diagnosis)
    if after is not None:
        behind = [number for number, item in enumerate(items) if item.id == after]
        return items[behind[0] + 1] if behind and behind[0] + 1 < len(items) else None
    return next((item for item in items if item.status == "open"), None)


def back(
    case: Case, answer_id: str, diagnosis: Diagnosis | None = None, *, task: str | None = None
) -> Item | None:
    """The question before ``answer_id`` in the walk, with its answer; null at the first."""
    items = questions(case, task, diagnosis)
    before = [number for number, item in enumerate(items) if item.id == answer_id]
    return items[before[0] - 1] if before and before[0] > 0 else None


def answer(
    case: Case,
    answer_id: str,
    given: Any,
    diagnosis: Diagnosis | None = None,
    *,
    language: Lang | None = None,
    today: date | None = None,
    at: datetime | None = None,
) -> tuple[Problem, ...]:
    """Take an answer; a blank one opens the question again. Returns what the checks have to say about it.

    A check never throws an answer away. Raises ``ValueProblem`` for a value
    that cannot be read as what is asked (nothing is changed then), and
    ``CaseError`` if the question does not exist or the case cannot be written.
    """
    take(case, answer_id, given, diagnosis, language=language, at=at)
    return check(case, answer_id, diagnosis, today=today)


def take(
    case: Case,
    answer_id: str,
    given: Any,
    diagnosis: Diagnosis | None = None,
    *,
    language: Lang | None = None,
    at: datetime | None = None,
) -> None:
    """As ``answer``, without the checks: for many answers at once."""
    question, cause_id = locate(answer_id)
    choices = _choice_texts(choices_for(question, case, context(case, diagnosis), cause_id, answer_id))
    parsed = parse(question.type, given, choices=choices, own_words=question.own_words)
    if parsed is None:
        if answer_id in case.answers:
            case.do(ClearAnswer(id=answer_id), at)
        return
    spoken: Lang | None = None
    if is_free_text(question.type, parsed, choices):
        words = str(parsed)
        if question.type == "person":
            words = words.partition(",")[2] or words  # a name tells no language
        spoken = language or language_of(words) or case.language
    case.do(SetAnswer(id=answer_id, answer=Answer(value=parsed, at=_now(at), language=spoken)), at)


def translate(case: Case, answer_id: str, text: str, *, at: datetime | None = None) -> None:
    """Give the words of an answer in the other language too, for the bilingual twin. Blank takes it back.

    Raises ``CaseError`` if there is no answer in words to translate.
    """
    found = case.answers.get(answer_id)
    if found is None or found.language is None:
        raise CaseError("nothing-to-translate", id=answer_id)
    twin = clean(text, lines=True) or None
    case.do(SetAnswer(id=answer_id, answer=found.model_copy(update={"twin": twin, "at": _now(at)})), at)


def answer_unknown(case: Case, answer_id: str, *, at: datetime | None = None) -> None:
    """Take "I don't know", where the question allows it. Raises ``ValueProblem`` where it does not."""
    question, _ = locate(answer_id)
    if question.unknown == "never":
        raise ValueProblem("needs-an-answer")
    case.do(SetAnswer(id=answer_id, answer=Answer(at=_now(at), unknown=True)), at)


def check(
    case: Case, answer_id: str, diagnosis: Diagnosis | None = None, *, today: date | None = None
) -> tuple[Problem, ...]:
    """What the record's checks say about an answer that stands: advice, and contradictions."""
    question, cause_id = locate(answer_id)
    found = case.answers.get(answer_id)
    if found is None or found.unknown:
        return ()
    return checks.run(question, found, answer_id, case, context(case, diagnosis), cause_id, today)


def locate(answer_id: str) -> tuple[Question, str | None]:
    """The question record and the cause that an answer id speaks of. Raises ``CaseError`` for an unknown one."""
    parts = answer_id.split("/")
    scope, cause = "case", None
    if parts[0] == CAUSE_LIST and len(parts) > 2:
        cause, parts = parts[1], parts[2:]
        scope = "cause"
    if len(parts) == 3 and parts[1].isdigit() and int(parts[1]) > 0:
        scope = {key: name for name, key in _LIST_KEYS.items()}.get(parts[0], parts[0])
    question = by_field().get((scope, parts[-1])) if len(parts) in (1, 3) else None
    if question is None or (cause is not None and cause not in CAUSES):
        raise CaseError("no-such-question", id=answer_id)
    return question, cause


def by_field() -> Mapping[tuple[str, str], Question]:
    """All questions by scope and field."""
    return {(question.scope, question.field): question for question in load_questions().values()}


def rows(case: Case, prefix: str, *, at_least: int = 1) -> int:
    """How many rows the list below ``prefix`` has: those answered, and a further one the seller asked for."""
    numbers = [
        int(number)
        for key in case.answers
        if key.startswith(f"{prefix}/") and (number := key[len(prefix) + 1 :].partition("/")[0]).isdigit()
    ]
    count = max(numbers, default=0)
    for row in range(1, count + 1):
        if value(case, f"{prefix}/{row}/more") == "no":
            return row
    if count and value(case, f"{prefix}/{count}/more") == "yes":
        count += 1
    return max(count, at_least)


def remove_row(case: Case, prefix: str, number: int, *, at: datetime | None = None) -> None:
    """Take row ``number`` out of a list; those behind it move up. The journal keeps what stood there."""
    count = rows(case, prefix)
    kept = [
        {
            key.rpartition("/")[2]: item
            for key, item in case.answers.items()
            if key.startswith(f"{prefix}/{n}/")
        }
        for n in range(1, count + 1)
        if n != number
    ]
    for key in [key for key in case.answers if key.startswith(f"{prefix}/")]:
        case.do(ClearAnswer(id=key), at)
    for place, fields in enumerate(kept, 1):
        for name, item in fields.items():
            case.do(SetAnswer(id=f"{prefix}/{place}/{name}", answer=item), at)


_WITHOUT_CAUSES = frozenset(["dispute", "documents", "retraction", "fix-only"])


def _items(case: Case, seen: Context) -> Iterator[Item]:
    records = load_questions().values()
    for question in records:
        if question.field == "figures_confirmed" and not (seen.diagnosis and seen.diagnosis.metrics):
            continue  # there are no figures to confirm
        if question.scope == "case" and _asked_now(question.when, case, seen, "", None):
            yield _item(question, "", None, None, case, seen)
    # Only a plan owns causes: a dispute, documents, a retraction or a bare correction prints none.
    for cause_id in seen.causes if seen.route not in _WITHOUT_CAUSES else ():
        cause = cause_record(cause_id)
        for scope in ("cause", *LISTS[:3]):
            base = f"{CAUSE_LIST}/{cause_id}"
            if scope == "cause":
                yield from _group([q for q in records if q.scope == scope], base, cause, None, case, seen)
            else:
                yield from _list(scope, f"{base}/{_LIST_KEYS.get(scope, scope)}", cause, case, seen)
    for scope in LISTS[3:]:
        yield from _list(scope, _LIST_KEYS[scope], None, case, seen)


def _list(scope: str, prefix: str, cause: Cause | None, case: Case, seen: Context) -> Iterator[Item]:
    of_scope = [question for question in load_questions().values() if question.scope == scope]
    for number in range(1, rows(case, prefix) + 1):
        yield from _group(of_scope, f"{prefix}/{number}", cause, number, case, seen)


def _group(
    of_scope: Sequence[Question], prefix: str, cause: Cause | None, row: int | None, case: Case, seen: Context
) -> Iterator[Item]:
    for question in of_scope:
        if _asked_now(question.when, case, seen, prefix, cause.id if cause else None):
            yield _item(question, prefix, cause, row, case, seen)


def _item(
    question: Question, prefix: str, cause: Cause | None, row: int | None, case: Case, seen: Context
) -> Item:
    answer_id = f"{prefix}/{question.field}" if prefix else question.field
    found = case.answers.get(answer_id)
    # A plan without any cause has nothing to write about: then even this one is needed.
    needed = question.required or (answer_id == CAUSE_LIST and not seen.causes and seen.route == "plan")
    status: Status = "open" if needed else "optional"
    if found is not None:
        status = "unknown" if found.unknown and question.unknown != "allowed" else "done"
    offered = choices_for(question, case, seen, cause.id if cause else None, answer_id)
    return Item(answer_id, prefix, question, cause, row, offered, found, status)


def _asked_now(when: When, case: Case, seen: Context, prefix: str, cause: str | None) -> bool:
    causes = (cause,) if cause else seen.causes
    roots = [CAUSES[item] for item in causes if item in CAUSES]
    if when.routes and seen.route not in when.routes:
        return False
    if when.root_causes and not set(when.root_causes) & set(roots):
        return False
    if when.causes and not set(when.causes) & set(causes):
        return False
    if when.notice is not None and when.notice != (seen.notice is not None):
        return False
    if when.refusal is not None and when.refusal != (seen.refusal is not None or seen.round > 1):
        return False
    return all(_answered(case, prefix, name, values) for name, values in (when.answers or {}).items())


def _answered(case: Case, prefix: str, name: str, values: tuple[str, ...]) -> bool:
    given = (
        value(case, name.removeprefix("case."))
        if name.startswith("case.")
        else answers_of(case, prefix).get(name)
    )
    items = given if isinstance(given, list) else [given]
    return any("*" in values or str(item) in values for item in items if item is not None)


def _task_order(seen: Context) -> Any:
    def key(entry: tuple[tuple[str, str | None], list[Item]]) -> tuple[int, int, int]:
        part, cause = entry[0]
        number = seen.causes.index(cause) if cause is not None else -1
        place = _PART_ORDER.index(part)
        # Everything about one cause together, between the facts of the case and its exhibits.
        first = _PART_ORDER.index("facts") if cause is not None else place
        return first, number, place

    return key


def _choice_texts(choices: Sequence[Choice]) -> dict[str, tuple[str, str]]:
    return {choice.id: (choice.text.fr, choice.text.en) for choice in choices}


def _now(at: datetime | None) -> datetime:
    return at or datetime.now(UTC).replace(microsecond=0)


def shown(item: Item, lang: Lang) -> str:
    """An answer as a person reads it: the text of a choice, a date in words, else what was typed."""
    from appeal_tool.i18n.formats import day, enumeration

    if item.answer is None or item.answer.unknown:
        return ""
    texts = {choice.id: choice.text[lang] for choice in item.choices}
    given = item.answer.value
    if item.question.type == "date":
        return day(date.fromisoformat(str(given)), lang)
    if item.question.type == "yesno":
        return {"yes": ("oui", "yes"), "no": ("non", "no")}[str(given)][lang == "en"]
    if isinstance(given, list):
        return enumeration([texts.get(str(entry), str(entry)) for entry in given], lang)
    return texts.get(str(given), clean(str(given), lines=True))
