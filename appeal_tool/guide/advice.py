"""Advice (``rules/advice/``): the guide's rules, targets, examples and lessons, each with its slide.

Kinds: ``do`` and ``dont`` about plans, ``key-point`` (what to do when metrics
are poor), ``stage`` (the table of measures a marketplace takes), ``prevention``
(tips for one kind of defect), ``metric`` (what a figure means), ``example-plan``,
``lesson`` (a sentence or case to judge, with the guide's verdict and reason),
``background`` and ``reference``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from appeal_tool.guide.records import Record, RecordError, RecordFile, load, load_lenient
from appeal_tool.guide.texts import Text, as_text, check_items, check_sources, check_strings, check_text

KINDS = (
    *("do", "dont", "key-point", "stage", "prevention", "metric"),
    *("example-plan", "lesson", "background", "reference"),
)
_TARGETS = frozenset({"causes", "root_causes", "questions", "stages", "metrics"})


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something to judge: is it ``acceptable``? ``answer`` gives the guide's verdict and its reason."""

    sentence: Text
    acceptable: bool
    answer: Text


@dataclass(frozen=True, slots=True)
class Point:
    """One item of a record that lists several."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class AppliesTo:
    """Where the advice is shown: ids of causes, root causes, questions, stages and metrics (empty: everywhere)."""

    causes: tuple[str, ...] = ()
    root_causes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()

    @property
    def everywhere(self) -> bool:
        """Whether the advice belongs to no particular place."""
        return not (self.causes or self.root_causes or self.questions or self.stages or self.metrics)


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of the guide in our own words. ``numbers`` gives the source of every figure in the texts."""

    id: str
    kind: str
    order: int
    title: Text
    text: Text
    why: Text
    source: tuple[str, ...]
    applies_to: AppliesTo
    points: tuple[Point, ...]
    lesson: Lesson | None
    numbers: Mapping[str, str]


@cache
def load_advice(extra: Path | None = None) -> dict[str, Advice]:
    """All advice by id, by kind and then in the guide's order; a user's ``extra`` folder adds to ours.

    Raises ``RecordError`` for a record that breaks the form.
    """
    found = [_advice(record_id, record) for record_id, record in load("advice", check_advice, extra).items()]
    found.sort(key=lambda advice: (KINDS.index(advice.kind), advice.order, advice.id))
    return {advice.id: advice for advice in found}


def own_advice(folder: Path) -> tuple[dict[str, Advice], list[RecordError]]:
    """A user's own advice: the good records by id, and an error for each bad one."""
    records, errors = load_lenient(folder, check_advice)
    return {record_id: _advice(record_id, record) for record_id, record in records.items()}, errors


def advice_for(cause: str, root_cause: str, among: Iterable[Advice] | None = None) -> tuple[Advice, ...]:
    """The advice that speaks of one cause, or of its root cause (``among`` all, unless told)."""
    return tuple(
        advice
        for advice in (load_advice().values() if among is None else among)
        if cause in advice.applies_to.causes or root_cause in advice.applies_to.root_causes
    )


_KEYS = frozenset(
    {"title", "text", "why", "source", "kind", "order", "numbers", "applies_to", "points", "lesson"}
)


def check_advice(record: Record, file: RecordFile) -> None:
    """The form of one advice record; raises ``RecordError`` naming the key."""
    file.only(record, _KEYS)
    file.require(record, "title", "text", "why", "source", "kind", "order")
    for key in ("title", "text", "why"):
        check_text(record[key], key, file)
    check_sources(record, file)
    if record["kind"] not in KINDS:
        raise file.fail("kind", f"is none of {', '.join(KINDS)}")
    if not isinstance(record["order"], int):
        raise file.fail("order", "must be a whole number")
    applies_to = record.get("applies_to", {})
    file.only(applies_to, _TARGETS, "applies_to.")
    for key, values in applies_to.items():
        check_strings(values, f"applies_to.{key}", file)

    def point(item: Record, where: str) -> None:
        file.only(item, frozenset({"id", "text"}), where)
        check_text(item.get("text"), f"{where}text", file)

    check_items(record, "points", file, point)
    if (record["kind"] == "lesson") != ("lesson" in record):
        raise file.fail("lesson", "belongs to the kind 'lesson', and that kind needs it")
    if "lesson" in record:
        lesson = record["lesson"]
        file.only(lesson, frozenset({"sentence", "acceptable", "answer"}), "lesson.")
        check_text(lesson.get("sentence"), "lesson.sentence", file)
        check_text(lesson.get("answer"), "lesson.answer", file)
        if not isinstance(lesson.get("acceptable"), bool):
            raise file.fail("lesson.acceptable", "must be true or false")


def _advice(record_id: str, record: Record) -> Advice:
    lesson = record.get("lesson")
    return Advice(
        id=record_id,
        kind=record["kind"],
        order=record["order"],
        title=as_text(record["title"]),
        text=as_text(record["text"]),
        why=as_text(record["why"]),
        source=tuple(record["source"]),
        applies_to=AppliesTo(**{key: tuple(ids) for key, ids in record.get("applies_to", {}).items()}),
        points=tuple(Point(item["id"], as_text(item["text"])) for item in record.get("points", [])),
        lesson=None
        if lesson is None
        else Lesson(as_text(lesson["sentence"]), lesson["acceptable"], as_text(lesson["answer"])),
        numbers=record.get("numbers", {}),
    )
