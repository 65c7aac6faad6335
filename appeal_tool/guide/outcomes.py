"""What follows from a diagnosis: stages, routes, kinds of notices, first remedies, weights (``rules/diagnosis/``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from appeal_tool.guide.own_rules import merged
from appeal_tool.guide.records import Record, RecordFile

Text = Mapping[str, str]
_BASE = frozenset({"title", "why", "source"})
_STAGE = _BASE | {"route", "now", "asked", "no_plan", "meanwhile", "avoid"}
_ROUTE = _BASE | {"plan", "now", "steps", "avoid"}
_NOTICE = _BASE | {"causes", "route", "metric", "stage"}
_REMEDY = _BASE | {"steps"}
_WEIGHTS = (
    "text_from",
    "rating",
    "breach",
    "distance",
    "no_consequence",
    "worsening",
    "notice",
    "asked",
    "subject",
    "defects_missed",
    "repeat_power",
    "recent_days",
    "old",
    "forgotten_days",
    "certain",
    "likely",
    "gathering_chance",
    "listed",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A stage or a route: what happens ``now``, ``steps`` meanwhile, what to ``avoid``.

    ``route`` is a stage's own route where no notice says another; ``plan``
    tells whether a route ends in a plan of action. Of a stage, ``asked`` is said
    instead of ``now`` when a notice waits for an answer, ``no_plan`` when the
    answer wanted is no plan.
    """

    id: str
    title: Text
    why: Text
    source: object
    now: Text
    steps: tuple[Text, ...]
    avoid: tuple[Text, ...]
    route: str | None = None
    plan: bool = False
    asked: Text | None = None
    no_plan: Text | None = None


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A type of notice: the causes that it names with their weights, and its usual route.

    ``metric`` is the rate that it is about, ``stage`` the stage that it means by itself.
    """

    id: str
    title: Text
    causes: Mapping[str, float]
    route: str
    metric: str | None
    stage: str | None


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sort of evidence weighs; every number stands in ``weights/evidence.yaml``.

    ``text_from`` multiplies a comment's signal by where it stands, ``rating`` by
    its stars; ``breach`` a missed metric that is ``sure`` or ``unsure``, and
    ``distance`` how far it is from its target: ``near`` at the target, more by
    ``doubling`` each time the part beyond chance is twice as far, at ``most`` so
    much. A notice's cause counts ``notice``, each asked item ``asked``. Evidence on
    orders counts ``defects_missed`` times while the order defect rate is missed.
    The n-th piece of one signal counts ``1 / n ** repeat_power``. Comments older
    than ``recent_days`` count ``old`` times, than ``forgotten_days`` nothing.
    A cause is certain or likely from those scores on.
    """

    text_from: Mapping[str, float]
    rating: Mapping[str, float]
    breach: Mapping[str, float]
    distance: Mapping[str, float]
    no_consequence: float
    worsening: float
    notice: float
    asked: float
    subject: float
    defects_missed: float
    repeat_power: float
    recent_days: int
    old: float
    forgotten_days: int
    certain: float
    likely: float
    gathering_chance: float
    listed: int


@cache
def load_stages(extra: Path | None = None) -> dict[str, Outcome]:
    """The stages table of the guide, with what came since, by id."""
    records = merged("diagnosis/stages", _checker(_STAGE, "route", "now"), extra)
    return {path: _outcome(path, record, "meanwhile") for path, record in records.items()}


@cache
def load_routes(extra: Path | None = None) -> dict[str, Outcome]:
    """The ways to answer, by id."""
    records = merged("diagnosis/routes", _checker(_ROUTE, "now"), extra)
    return {path: _outcome(path, record, "steps") for path, record in records.items()}


@cache
def load_notice_kinds(extra: Path | None = None) -> dict[str, NoticeKind]:
    """The types of notices by id."""
    return {
        path: NoticeKind(
            id=path,
            title=record["title"],
            causes=record["causes"],
            route=record["route"],
            metric=record.get("metric"),
            stage=record.get("stage"),
        )
        for path, record in merged("diagnosis/notices", _checker(_NOTICE, "route"), extra).items()
    }


@cache
def load_remedies(extra: Path | None = None) -> dict[str, tuple[Text, ...]]:
    """What to do at once about each cause, by cause id."""
    records = merged("diagnosis/remedies", _checker(_REMEDY, "steps"), extra)
    return {path: tuple(record["steps"]) for path, record in records.items()}


@cache
def load_weights(extra: Path | None = None) -> Weights:
    """The weights of evidence; a user's folder may bring its own ``evidence.yaml``."""
    record = merged("diagnosis/weights", _check_weights, extra)["evidence"]
    return Weights(**{name: record[name] for name in _WEIGHTS})


def _outcome(path: str, record: Record, steps: str) -> Outcome:
    return Outcome(
        id=path,
        title=record["title"],
        why=record["why"],
        source=record["source"],
        now=record["now"],
        steps=tuple(record.get(steps, ())),
        avoid=tuple(record.get("avoid", ())),
        route=record.get("route"),
        plan=record.get("plan", False),
        asked=record.get("asked"),
        no_plan=record.get("no_plan"),
    )


def _checker(allowed: frozenset[str], *required: str) -> Any:
    def check(record: Record, file: RecordFile) -> None:
        file.only(record, allowed)
        file.require(record, *required)
        for key in allowed & {"steps", "meanwhile", "avoid"} & record.keys():
            if not isinstance(record[key], list) or not all(isinstance(item, dict) for item in record[key]):
                raise file.fail(key, "is not a list of texts in both languages")
        for cause, weight in record.get("causes", {}).items():
            if not isinstance(weight, int | float) or not 0 < weight <= 1:
                raise file.fail(f"causes.{cause}", "is not a weight above 0 and up to 1")

    return check


def _check_weights(record: Record, file: RecordFile) -> None:
    file.only(record, _BASE | frozenset(_WEIGHTS))
    for name in _WEIGHTS:
        if name not in record:
            raise file.fail(name, "is missing")
        numbers = record[name].values() if isinstance(record[name], dict) else [record[name]]
        if not all(isinstance(number, int | float) and number >= 0 for number in numbers):
            raise file.fail(name, "is not a number of 0 or more, or a mapping to such numbers")
