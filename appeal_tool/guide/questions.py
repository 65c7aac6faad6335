"""Questions (``rules/questions/``): what a plan needs to know, and how a seller is asked for it.

A record's ``scope`` says what it is asked about: the case as a whole, one cause,
one measure or exhibit of a list. Its ``field`` is the key of the answer inside
that scope (``answers.yaml`` and the case folder use it), so scope and field
together name an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from appeal_tool.guide.records import Record, RecordFile, load
from appeal_tool.guide.texts import (
    Text,
    as_optional_text,
    as_text,
    check_items,
    check_sources,
    check_strings,
    check_text,
)

SCOPES = ("case", "cause", "corrective", "preventive", "effect", "exhibit", "document")
"""What a question is about. ``corrective``, ``preventive`` and ``effect`` repeat within a cause,
``exhibit`` and ``document`` (a piece the marketplace asked for) within the case."""

PARTS = (
    *("start", "facts", "cause", "corrective", "preventive", "buyers", "effects", "watch"),
    *("exhibits", "dispute", "documents", "retraction", "fix", "refusal", "contact", "language"),
)
"""The section of the interview that a question belongs to, in no particular order."""

TYPES = ("text", "long", "date", "number", "percent", "choice", "multi", "yesno", "person", "file")
CHOICES_FROM = (
    "causes",
    "subcauses",
    "corrective",
    "preventive",
    "figures",
    "documents",
    "measures",
    "asked",
)
"""Lists that choices are taken from: records of the cause, the measures already entered, what the notice asks."""

CHECKS = (
    *("not-blank", "not-placeholder", "date-not-future", "date-not-past", "date-after-notice"),
    *("date-not-after-notice", "positive", "percent-range", "own-practice", "not-the-symptom"),
    *(
        "no-blame",
        "not-vague",
        "named-person",
        "has-figure",
        "file-exists",
        "no-buyer-data",
        "differs-from-refused",
    ),
)
"""Names of the checks that the interview knows. A check warns; it never throws an answer away."""

ROUTES = ("plan", "dispute", "documents", "retraction", "quiz", "acknowledge", "fix-only", "wait", "none")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a ``choice`` or ``multi`` question offers."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class When:
    """When a question is asked: every condition that is given must hold (an empty ``When`` always does).

    ``routes``, ``root_causes``, ``causes``: the case's route, the cause asked
    about. ``notice`` and ``refusal``: whether there is one (``None`` asks
    nothing). ``answers``: field in the same scope, or ``case.field`` -> values
    of which the given answer must be one (yes/no answers are "yes" and "no",
    ``*`` is any answer); a field without an answer does not fulfil it.
    """

    routes: tuple[str, ...] = ()
    root_causes: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    notice: bool | None = None
    refusal: bool | None = None
    answers: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """An answer that helps, or one that does not, with the reason."""

    text: Text
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``order`` sorts questions of a scope; ``why`` is shown beside every question.

    ``unknown`` is ``allowed`` (« I don't know » is an answer and nothing stays
    open), ``blocks`` (it may be said, and the plan shows a gap), or ``never``
    (the question has an answer by its nature). ``own_words`` adds a free answer
    to the choices.
    """

    id: str
    scope: str
    field: str
    part: str
    order: int
    title: Text
    ask: Text
    why: Text
    source: tuple[str, ...]
    type: str
    required: bool
    unknown: str
    when: When
    choices: tuple[Choice, ...] = ()
    choices_from: str | None = None
    own_words: bool = False
    help: Text | None = None
    do: tuple[Example, ...] = ()
    dont: tuple[Example, ...] = ()
    checks: tuple[str, ...] = ()
    evidence: Text | None = None


@cache
def load_questions(extra: Path | None = None) -> dict[str, Question]:
    """All questions by id, in the order they are asked within their scope, those of a user's ``extra`` folder too.

    Raises ``RecordError``.
    """
    records = load("questions", check_question, extra)
    questions = [_question(record_id, record) for record_id, record in records.items()]
    questions.sort(key=lambda question: (SCOPES.index(question.scope), question.order, question.id))
    return {question.id: question for question in questions}


_REQUIRED = frozenset({"title", "ask", "why", "source", "scope", "field", "part", "order", "type", "unknown"})
_KEYS = _REQUIRED | {
    *("required", "when", "choices", "choices_from", "own_words", "help", "examples", "checks", "evidence")
}
_WHEN_KEYS = frozenset({"routes", "root_causes", "causes", "notice", "refusal", "answers"})
_ONE_OF: Mapping[str, tuple[str, ...]] = {
    "scope": SCOPES,
    "part": PARTS,
    "type": TYPES,
    "choices_from": CHOICES_FROM,
    "unknown": ("allowed", "blocks", "never"),
}


def check_question(record: Record, file: RecordFile) -> None:
    """The form of one question record; raises ``RecordError`` naming the key."""
    file.only(record, _KEYS)
    file.require(record, *_REQUIRED)
    check_sources(record, file)
    for key in ("title", "ask", "why"):
        check_text(record[key], key, file)
    for key in ("help", "evidence"):
        if key in record:
            check_text(record[key], key, file)
    for key, allowed in _ONE_OF.items():
        if key in record and record[key] not in allowed:
            raise file.fail(key, f"{record[key]!r} is none of {', '.join(allowed)}")
    if not isinstance(record["order"], int):
        raise file.fail("order", "must be a whole number")
    if not isinstance(record.get("required"), bool):
        raise file.fail("required", "must be true or false")

    def choice(item: Record, where: str) -> None:
        file.only(item, frozenset({"id", "text"}), where)
        check_text(item.get("text"), f"{where}text", file)

    check_items(record, "choices", file, choice)
    offers = bool(record.get("choices")) or "choices_from" in record
    if offers != (record["type"] in ("choice", "multi")):
        raise file.fail("choices", "belong to the types 'choice' and 'multi', and these need them")
    check_strings(record.get("checks", []), "checks", file)
    for name in record.get("checks", []):
        if name not in CHECKS:
            raise file.fail("checks", f"{name!r} is none of {', '.join(CHECKS)}")
    _check_examples(record.get("examples", {}), file)
    _check_when(record.get("when", {}), file)


def _check_examples(examples: Any, file: RecordFile) -> None:
    if not isinstance(examples, dict):
        raise file.fail("examples", "must be a mapping with 'do' and 'dont'")
    file.only(examples, frozenset({"do", "dont"}), "examples.")
    for kind, items in examples.items():
        for number, item in enumerate(items):
            where = f"examples.{kind}.{number}."
            file.only(item, frozenset({"text", "reason"}), where)
            check_text(item.get("text"), f"{where}text", file)
            if kind == "dont":
                check_text(item.get("reason"), f"{where}reason", file)


def _check_when(when: Any, file: RecordFile) -> None:
    if not isinstance(when, dict):
        raise file.fail("when", "must be a mapping of conditions")
    file.only(when, _WHEN_KEYS, "when.")
    for key in ("routes", "root_causes", "causes"):
        check_strings(when.get(key, []), f"when.{key}", file)
    for route in when.get("routes", []):
        if route not in ROUTES:
            raise file.fail("when.routes", f"{route!r} is none of {', '.join(ROUTES)}")
    for field, values in when.get("answers", {}).items():
        check_strings(values, f"when.answers.{field}", file)


def _question(record_id: str, record: Record) -> Question:
    examples = record.get("examples", {})
    return Question(
        id=record_id,
        scope=record["scope"],
        field=record["field"],
        part=record["part"],
        order=record["order"],
        title=as_text(record["title"]),
        ask=as_text(record["ask"]),
        why=as_text(record["why"]),
        source=tuple(record["source"]),
        type=record["type"],
        required=record["required"],
        unknown=record["unknown"],
        when=_when(record.get("when", {})),
        choices=tuple(Choice(item["id"], as_text(item["text"])) for item in record.get("choices", [])),
        choices_from=record.get("choices_from"),
        own_words=record.get("own_words", False),
        help=as_optional_text(record.get("help")),
        do=_examples(examples.get("do", [])),
        dont=_examples(examples.get("dont", [])),
        checks=tuple(record.get("checks", [])),
        evidence=as_optional_text(record.get("evidence")),
    )


def _examples(items: list[dict[str, Any]]) -> tuple[Example, ...]:
    return tuple(Example(as_text(item["text"]), as_optional_text(item.get("reason"))) for item in items)


def _when(when: dict[str, Any]) -> When:
    answers = when.get("answers")
    return When(
        routes=tuple(when.get("routes", [])),
        root_causes=tuple(when.get("root_causes", [])),
        causes=tuple(when.get("causes", [])),
        notice=when.get("notice"),
        refusal=when.get("refusal"),
        answers=None if answers is None else {field: tuple(values) for field, values in answers.items()},
    )
