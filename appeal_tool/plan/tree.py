"""The plan as a tree of facts: what was said and counted, in no language's grammar yet.

Nothing in it is composed: the sentences come from ``plan_templates/``. Every
leaf is the seller's words, a text of the guide that the seller chose, a value
of the account's data with its source, or a ``Gap``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from appeal_tool.account.model import Problem
from appeal_tool.i18n import Lang


class Node(BaseModel):
    """A frozen part of the plan."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)


class Words(Node):
    """Something said, in one language or both; ``id`` is the answer that it stands in.

    Names and numbers are the same in both. What was said in one language only
    is shown in the other as to be translated, never dropped. ``guide`` is true
    for a text of the guide's records: it begins with no name.
    """

    fr: str | None
    en: str | None
    id: str = ""
    guide: bool = False

    def said(self, lang: str) -> str | None:
        """The words in ``lang``; null if they were said in the other language only."""
        return self.fr if lang == "fr" else self.en

    @property
    def any(self) -> str:
        """The words in whichever language they exist."""
        return self.fr or self.en or ""


class Gap(Node):
    """A fact that is missing: the answer id to fill, and the question as a hint."""

    id: str
    fr: str
    en: str


Said = Words | Gap
Day = date | Gap


class Figure(Node):
    """One figure of the account that missed its target, exactly as its source gave it, with file and line."""

    metric: str
    count: int | None = None
    total: int | None = None
    value: float | None = None
    start: date | None = None
    end: date | None = None
    days: int | None = None
    comparison: str | None = None
    target: float | None = None
    file: str = ""
    line: int | None = None


class Measure(Node):
    """One measure. ``id`` is the prefix of its answers; ``annexes`` the numbers of the exhibits that prove it.

    Corrective: ``day`` done. Preventive: ``day`` since when (``starting``: from
    which day on). ``often`` and ``figure`` belong to preventive measures.
    """

    id: str
    kind: Literal["corrective", "preventive"]
    what: Said
    day: Day | None = None
    starting: bool = False
    who: Said | None = None
    stand_in: Said | None = None
    scope: Said | None = None
    often: Said | None = None
    often_id: str | None = None
    figure: Said | None = None
    limit: Said | None = None
    result: Said | None = None
    proof: Said | None = None
    annexes: tuple[int, ...] = ()


class Effect(Node):
    """A figure that has changed since: before, after, where it can be read."""

    id: str
    figure: Said
    before: Said
    after: Said
    source: Said | None = None


class CausePart(Node):
    """All about one cause: facts, the practice that failed and how it is known, measures, effects.

    ``states`` are the choices and counts that only this cause is asked for, as (field, value).
    """

    id: str
    name: Words
    the: Words
    of: Words
    facts: Said
    items: Said | None = None
    details: tuple[Said, ...] = ()
    states: tuple[tuple[str, str | int | Gap], ...] = ()
    looked_at: int | Gap | None = None
    explained: int | Gap | None = None
    how_known: Said | None = None
    whys: tuple[Said, ...] = ()
    practices: tuple[Said, ...] = ()
    corrective: tuple[Measure, ...] = ()
    preventive: tuple[Measure, ...] = ()
    effects: tuple[Effect, ...] = ()


class Buyers(Node):
    """What the buyers concerned got, and the offers taken off sale."""

    made_whole: str | Gap | None = None
    count: int | Gap | None = None
    how: Said | None = None
    day: Day | None = None
    proof: Said | None = None
    withdrawn: str | Gap | None = None
    offers: int | Gap | None = None
    withdrawn_on: Day | None = None
    open_orders: str | None = None


class Watch(Node):
    """Who looks at the account's figures, when, and what happens then."""

    who: Said
    often: Said
    reaction: Said | None = None


class ExhibitLine(Node):
    """One line of the exhibit index."""

    number: int
    title: Said
    kind: Words | None = None
    day: Day | None = None
    file: str | None = None


class DocumentLine(Node):
    """A document that the marketplace asked for."""

    number: int
    asked: Said
    state: str | Gap | None = None
    day: Day | None = None
    same_name: str | Gap | None = None
    coming_on: Day | None = None
    reason: Said | None = None


class Contact(Node):
    """Who signs."""

    name: Words | None = None
    role: Words | None = None
    shop: Words | None = None


class Plan(Node):
    """The whole plan. ``twin`` is true where the seller wants the document in both languages. ``fields``
    are the case's own answers of the routes dispute, retraction and fix-only. ``figures_gap`` stands where the
    seller has not confirmed the account's figures, or finds others on the page. ``answer_by`` is the notice's
    printed or computed last day.

    ``open`` are all gaps, in the order of the interview, also those that no
    sentence shows; ``problems`` what the checks found, ``blocking`` among them
    what keeps the plan from being sent.
    """

    route: str
    language: Lang
    twin: bool = False
    round: int = 1
    notice_type: str | None = None
    notice_day: date | None = None
    refusal_day: date | None = None
    notice_reference: Words | None = None
    answer_by: date | None = None
    figures: tuple[Figure, ...] = ()
    figures_gap: Gap | None = None
    changed: Said | None = None
    causes: tuple[CausePart, ...] = ()
    buyers: Buyers | None = None
    watch: Watch | None = None
    exhibits: tuple[ExhibitLine, ...] = ()
    documents: tuple[DocumentLine, ...] = ()
    contact: Contact = Contact()
    fields: dict[str, Any] = {}
    open: tuple[Gap, ...] = ()
    problems: tuple[Problem, ...] = ()
    blocking: tuple[Problem, ...] = ()

    def untranslated(self, lang: str) -> tuple[Words, ...]:
        """What was said in the other language only, in the order of the plan."""
        return tuple(words for words in _words(self) if words.said(lang) is None)

    def ready(self, lang: str) -> bool:
        """True if the document in ``lang`` has no gap, nothing to translate and no contradiction."""
        return not (self.open or self.blocking or self.untranslated(lang))


def _words(value: Any) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in ("open", "problems", "blocking"):
                yield from _words(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _words(item)
