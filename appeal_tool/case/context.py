"""What the questions of a case depend on: its route, its causes, its notice - from the diagnosis and the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from appeal_tool.account.notice import Notice
from appeal_tool.case.model import Asked, Case
from appeal_tool.diagnosis.model import CAUSES, Diagnosis
from appeal_tool.guide.causes import Cause, load_causes

if TYPE_CHECKING:
    from pydantic import JsonValue

CAUSE_LIST = "causes"
"""Answer id of the seller's own list of causes, and the root of all that is answered about each."""


@dataclass(frozen=True)
class Context:
    """The case seen by its questions. ``causes`` in the order of the plan: heaviest first."""

    route: str
    causes: tuple[str, ...]
    notice: Notice | None
    refusal: Notice | None
    asked: tuple[Asked, ...]
    diagnosis: Diagnosis | None
    round: int

    @property
    def root_causes(self) -> tuple[str, ...]:
        """The root causes of the causes, without doubles."""
        return tuple(dict.fromkeys(CAUSES[cause] for cause in self.causes if cause in CAUSES))

    @property
    def notice_day(self) -> date | None:
        """The day of the last notice or refusal, where it is printed."""
        latest = self.refusal or self.notice
        return latest.day if latest is not None else None


def context(case: Case, diagnosis: Diagnosis | None = None) -> Context:
    """The context of ``case``, from its answers and what the diagnosis found."""
    notices = diagnosis.account.notices if diagnosis is not None else ()
    notice = _last(item for item in notices if item.type not in (None, "refusal"))
    refusal = _last(item for item in notices if item.type == "refusal")
    asked = _asked(case, notice, refusal)
    return Context(
        route=_route(case, diagnosis),
        causes=_causes(case, diagnosis, asked),
        notice=notice,
        refusal=refusal,
        asked=asked,
        diagnosis=diagnosis,
        round=case.state.round,
    )


def _route(case: Case, diagnosis: Diagnosis | None) -> str:
    """The seller's choice, else a dispute if the seller says so, else what the diagnosis found, else a plan."""
    chosen = value(case, "route")
    if chosen:
        return str(chosen)
    if value(case, "position") == "in-error":
        return "dispute"
    return diagnosis.route if diagnosis is not None else "plan"


def value(case: Case, answer_id: str) -> JsonValue:
    """The value of an answer; null if there is none, or it is "I don't know"."""
    found = case.answers.get(answer_id)
    return None if found is None or found.unknown else found.value


def cause_record(cause_id: str) -> Cause | None:
    """The guide's record of a cause; null for one it does not know."""
    return load_causes().get(cause_id)


def _last(notices: Iterable[Notice]) -> Notice | None:
    """The latest by its day; those without a day come before those with one, in the order read."""
    found = list(notices)
    return max(found, key=lambda item: item.day or date.min) if found else None


def _asked(case: Case, notice: Notice | None, refusal: Notice | None) -> tuple[Asked, ...]:
    if case.state.asked:
        return case.state.asked
    latest = refusal if refusal is not None and refusal.asked else notice
    if latest is None:
        return ()
    return tuple(dict.fromkeys(Asked(part=item.part, about=item.about) for item in latest.asked))


def _causes(case: Case, diagnosis: Diagnosis | None, asked: Iterable[Asked]) -> tuple[str, ...]:
    """The seller's list, else what is answered or diagnosed; always what the data proves and the notice asks about."""
    chosen = value(case, CAUSE_LIST)
    found: list[str] = []
    if isinstance(chosen, list):
        found += [str(item) for item in chosen]
        # A cause that the data proves stays visibly open: leaving it out would not answer the reader.
        found += [item.id for item in diagnosis.causes if item.certainty == "certain"] if diagnosis else []
    else:
        answered = {
            parts[1] for key in case.answers if (parts := key.split("/"))[0] == CAUSE_LIST and len(parts) > 2
        }
        if diagnosis is not None:
            found += [
                item.id for item in diagnosis.causes if item.certainty != "possible" or item.id in answered
            ]
            if not found and diagnosis.causes:
                found.append(diagnosis.causes[0].id)
        found += [cause for cause in CAUSES if cause in answered]
    found += [item.about for item in asked if item.about is not None]
    return tuple(cause for cause in dict.fromkeys(found) if cause in CAUSES)


def answers_of(case: Case, prefix: str) -> Mapping[str, JsonValue]:
    """The answers directly below ``prefix`` by field, "I don't know" left out."""
    below = f"{prefix}/" if prefix else ""
    fields: dict[str, JsonValue] = {}
    for key, answer in case.answers.items():
        field = key.removeprefix(below)
        if key.startswith(below) and "/" not in field and not answer.unknown:
            fields[field] = answer.value
    return fields
