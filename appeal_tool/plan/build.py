"""From a case and its diagnosis to the plan tree. Pure: it reads no file and says no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from appeal_tool.account.model import Problem
from appeal_tool.case import evidence, interview
from appeal_tool.case.checks import BLOCKING
from appeal_tool.case.context import CAUSE_LIST, cause_record, context, value
from appeal_tool.case.interview import Item
from appeal_tool.case.model import Case
from appeal_tool.case.whys import WHYS, weak_cause
from appeal_tool.diagnosis.model import Diagnosis
from appeal_tool.guide.texts import Text
from appeal_tool.i18n import Lang
from appeal_tool.plan.tree import (
    Buyers,
    CausePart,
    Contact,
    DocumentLine,
    Effect,
    ExhibitLine,
    Figure,
    Gap,
    Measure,
    Plan,
    Said,
    Watch,
    Words,
)
from appeal_tool.plan.words import begins_with_day, names_day

_PLAIN_FIELDS = frozenset(
    {"contact_shop", "contact_name", "retraction_owner", "notice_reference", "file", "items"}
)
"""Answers that are names: the same in every language."""
_NOT_IN_TEXT = frozenset(
    {"position", "route", "language", "figures_confirmed", "causes", "more", "addresses"}
)
_DETAIL_FIELDS = ("listing_changes", "other_account", "methods", "suppliers", "incidents")
"""Answers that only some causes are asked for, in the seller's words: they follow the facts."""


def build_plan(case: Case, diagnosis: Diagnosis | None = None, *, today: date | None = None) -> Plan:
    """The plan of ``case``, with a visible gap for everything that it still lacks.

    ``today`` is what "in the future" is measured against in the checks; it
    never reaches the text.
    """
    seen = context(case, diagnosis)
    tasks = interview.tasks(case, diagnosis)
    items = {item.id: item for task in tasks for item in task.items}
    said = _Sayings(case, items)
    problems = [
        problem
        for item in items.values()
        if item.answer is not None
        for problem in interview.check(case, item.id, diagnosis, today=today)
    ]
    problems += evidence.check(case, seen)
    problems += _two_days(said, seen.causes, case)
    for cause in seen.causes:
        problems += weak_cause(case, cause)
    exhibits = _exhibits(said, case)
    notice = seen.refusal or seen.notice
    return Plan(
        route=seen.route,
        language=_language(case),
        twin=value(case, "language") == "both",
        round=seen.round + (seen.refusal is not None and seen.round == 1),
        notice_type=notice.type if notice is not None else None,
        notice_day=said.day_value("notice_date") or (notice.day if notice is not None else None),
        notice_reference=said.words("notice_reference"),
        figures=_figures(diagnosis, seen.root_causes),
        changed=said("refusal_changed"),
        causes=tuple(_cause(cause, said, case) for cause in seen.causes),
        buyers=_buyers(said),
        watch=_watch(said),
        exhibits=exhibits,
        documents=_documents(said, case),
        contact=Contact(
            name=said.words("contact_name"), role=said.words("contact_role"), shop=said.words("contact_shop")
        ),
        fields=_route_fields(said, items),
        open=tuple(_gap(item) for item in items.values() if item.status in ("open", "unknown")),
        problems=tuple(problems),
        blocking=tuple(problem for problem in problems if problem.code in BLOCKING),
    )


def _language(case: Case) -> Lang:
    chosen = value(case, "language")
    if chosen == "fr":
        return "fr"
    return "en" if chosen == "en" else case.language


class _Sayings:
    """The answers of the questions that are asked now: as words, days and numbers, or gaps where they are open."""

    def __init__(self, case: Case, items: Mapping[str, Item]) -> None:
        self._case = case
        self._items = items

    def __call__(self, answer_id: str) -> Said | None:
        """Words, a gap for an open question, null for an optional or hidden one without an answer."""
        item = self._items.get(answer_id)
        if item is None:
            return None
        if item.status in ("open", "unknown"):
            return _gap(item)
        return self.words(answer_id)

    def need(self, answer_id: str, hint: Text) -> Said:
        """As a call, but with a gap also where nothing asks for it now."""
        found = self(answer_id)
        return found if found is not None else Gap(id=answer_id, fr=hint.fr, en=hint.en)

    def words(self, answer_id: str) -> Words | None:
        item = self._items.get(answer_id)
        if item is None or item.answer is None or item.answer.unknown:
            return None
        values = item.answer.value if isinstance(item.answer.value, list) else [item.answer.value]
        texts = {choice.id: choice.text for choice in item.choices}
        parts = [texts.get(str(value)) for value in values]
        if all(part is not None for part in parts) and len(parts) == 1 and parts[0] is not None:
            return Words(fr=parts[0].fr, en=parts[0].en, id=answer_id, guide=True)
        return self._free(item, str(item.answer.value))

    def each(self, answer_id: str) -> tuple[Said, ...]:
        """One saying per chosen item of a list."""
        item = self._items.get(answer_id)
        if item is None:
            return ()
        if item.status in ("open", "unknown"):
            return (_gap(item),)
        if item.answer is None or item.answer.unknown:
            return ()
        texts = {choice.id: choice.text for choice in item.choices}
        values = item.answer.value if isinstance(item.answer.value, list) else [item.answer.value]
        return tuple(
            Words(fr=texts[str(value)].fr, en=texts[str(value)].en, id=answer_id, guide=True)
            if str(value) in texts
            else self._free(item, str(value))
            for value in values
        )

    def _free(self, item: Item, text: str) -> Words:
        answer = item.answer
        language = answer.language if answer is not None else None
        if item.question.field in _PLAIN_FIELDS or language is None:
            return Words(fr=text, en=text, id=item.id)
        twin = answer.twin if answer is not None else None
        both = {language: text, ("en" if language == "fr" else "fr"): twin}
        return Words(fr=both["fr"], en=both["en"], id=item.id)

    def value(self, answer_id: str) -> Any:
        """The bare value, null where it is not asked or has none."""
        item = self._items.get(answer_id)
        if item is None or item.answer is None or item.answer.unknown:
            return None
        return item.answer.value

    def number(self, answer_id: str) -> int | None:
        found = self.value(answer_id)
        return int(found) if isinstance(found, int | float) else None

    def day_value(self, answer_id: str) -> date | None:
        found = self.value(answer_id)
        return date.fromisoformat(found) if isinstance(found, str) else None

    def day(self, answer_id: str) -> date | Gap | None:
        gap = self.gap(answer_id)
        return gap if gap is not None else self.day_value(answer_id)

    def gap(self, answer_id: str) -> Gap | None:
        item = self._items.get(answer_id)
        return _gap(item) if item is not None and item.status in ("open", "unknown") else None

    def has_any(self, prefix: str) -> bool:
        return any(
            key.startswith(f"{prefix}/") and item.answer is not None for key, item in self._items.items()
        )


def _gap(item: Item) -> Gap:
    return Gap(id=item.id, fr=_hint(item.ask.fr), en=_hint(item.ask.en))


def _hint(ask: str) -> str:
    """A question as a hint inside a gap: its first sentence, without capital and question mark."""
    hint = re.split(r"\s*\?|\.\s|\.$", ask, maxsplit=1)[0].strip()
    keeps_capital = (hint[:2].isalpha() and hint[:2].isupper()) or hint.startswith("I ")
    return hint if keeps_capital else hint[:1].lower() + hint[1:]


_ABOUT: Mapping[str, frozenset[str]] = {
    "cancellation_rate": frozenset({"cancellation"}),
    "refund_rate": frozenset({"cancellation", "policy-violation"}),
    "late_shipment_rate": frozenset({"late-shipment"}),
    "valid_tracking_rate": frozenset({"late-shipment"}),
    "on_time_delivery_rate": frozenset({"late-shipment"}),
    "unit_on_time_delivery_rate": frozenset({"late-shipment"}),
    "response_under_24h_rate": frozenset({"customer-service"}),
    "late_response_rate": frozenset({"customer-service"}),
}
"""The root causes that a metric speaks of; one that is not here speaks of any."""


def _figures(diagnosis: Diagnosis | None, roots: tuple[str, ...]) -> tuple[Figure, ...]:
    """Every missed metric about the plan's causes, in every window where it was missed, in the source's order."""
    if diagnosis is None:
        return ()
    found = []
    for judged in diagnosis.metrics:
        about = _ABOUT.get(judged.metric.id)
        if judged.verdict != "missed" or (about is not None and not about & set(roots)):
            continue
        metric, target = judged.metric, judged.target
        found.append(
            Figure(
                metric=metric.id,
                count=metric.count,
                total=metric.total,
                value=metric.value,
                start=metric.window.start,
                end=metric.window.end,
                days=metric.window.days,
                comparison=target.comparison if target else None,
                target=target.value if target else None,
                file=metric.source.file,
                line=metric.source.line,
            )
        )
    # A window in which nothing was counted says nothing where another one of the same metric counts.
    counted = {figure.metric for figure in found if figure.count}
    return tuple(figure for figure in found if figure.count != 0 or figure.metric not in counted)


def _cause(cause_id: str, said: _Sayings, case: Case) -> CausePart:
    record = cause_record(cause_id)
    base = f"{CAUSE_LIST}/{cause_id}"
    title = record.title if record else Text(cause_id, cause_id)
    names = record.names if record else None
    whys = [said(f"{base}/{field}") for field in WHYS]
    return CausePart(
        id=cause_id,
        name=Words(fr=title.fr, en=title.en),
        the=Words(fr=names.the.fr, en=names.the.en) if names else Words(fr=title.fr, en=title.en),
        of=Words(fr=names.of.fr, en=names.of.en) if names else Words(fr=title.fr, en=title.en),
        facts=said.need(f"{base}/facts", record.facts if record else title),
        items=said(f"{base}/items"),
        details=tuple(found for field in _DETAIL_FIELDS if (found := said(f"{base}/{field}")) is not None),
        looked_at=said.number(f"{base}/looked_at"),
        explained=said.number(f"{base}/explained"),
        how_known=said(f"{base}/how_known"),
        whys=tuple(why for why in whys if why is not None),
        practices=said.each(f"{base}/subcauses"),
        corrective=_measures("corrective", base, said, case),
        preventive=_measures("preventive", base, said, case),
        effects=_effects(base, said, case),
    )


def _measures(kind: str, base: str, said: _Sayings, case: Case) -> tuple[Measure, ...]:
    found = []
    for row in range(1, interview.rows(case, f"{base}/{kind}") + 1):
        prefix = f"{base}/{kind}/{row}"
        what = said(f"{prefix}/what")
        if what is None:
            continue
        if not said.has_any(prefix):
            # Nothing is known of it yet: one gap speaks for all its parts.
            found.append(Measure(id=prefix, kind=kind, what=what))  # type: ignore[arg-type]
            continue
        starting = said.value(f"{prefix}/state") == "starting"
        day_field = "done_on" if kind == "corrective" else ("starting" if starting else "since")
        often = said.value(f"{prefix}/how_often")
        found.append(
            Measure(
                id=prefix,
                kind=kind,  # type: ignore[arg-type]
                what=what,
                day=said.day(f"{prefix}/{day_field}"),
                starting=starting,
                who=said(f"{prefix}/who"),
                stand_in=said(f"{prefix}/stand_in"),
                scope=said(f"{prefix}/scope"),
                often=said(f"{prefix}/how_often"),
                often_id=str(often) if often is not None else None,
                figure=said(f"{prefix}/figure"),
                limit=said(f"{prefix}/limit"),
                result=said(f"{prefix}/result"),
                proof=said(f"{prefix}/proof"),
                annexes=_annexes(prefix, said, case),
            )
        )
    return tuple(found)


def _two_days(said: _Sayings, causes: Iterable[str], case: Case) -> Iterator[Problem]:
    """A problem for each measure whose words begin with another day than the one that was given for it."""
    for cause in causes:
        for kind in ("corrective", "preventive"):
            for measure in _measures(kind, f"{CAUSE_LIST}/{cause}", said, case):
                if not isinstance(measure.day, date) or not isinstance(measure.what, Words):
                    continue
                for lang in ("fr", "en"):
                    told = measure.what.said(lang)
                    if told and begins_with_day(told) and not names_day(told, measure.day, lang):
                        yield Problem("two-days", {"id": f"{measure.id}/what", "day": measure.day})
                        break


def _annexes(prefix: str, said: _Sayings, case: Case) -> tuple[int, ...]:
    numbers = []
    for number in range(1, interview.rows(case, "exhibits") + 1):
        supports = said.value(f"exhibits/{number}/supports")
        if isinstance(supports, list) and prefix in supports:
            numbers.append(number)
    return tuple(numbers)


def _effects(base: str, said: _Sayings, case: Case) -> tuple[Effect, ...]:
    found = []
    for row in range(1, interview.rows(case, f"{base}/effects") + 1):
        prefix = f"{base}/effects/{row}"
        figure = said(f"{prefix}/figure")
        if isinstance(figure, Words):
            before, after = said(f"{prefix}/before"), said(f"{prefix}/after")
            if before is not None and after is not None:
                found.append(
                    Effect(
                        id=prefix, figure=figure, before=before, after=after, source=said(f"{prefix}/source")
                    )
                )
    return tuple(found)


def _buyers(said: _Sayings) -> Buyers | None:
    buyers = Buyers(
        made_whole=said.gap("buyers_made_whole") or said.value("buyers_made_whole"),
        count=said.gap("buyers_count") or said.number("buyers_count"),
        how=said("buyers_how"),
        day=said.day("buyers_done_on"),
        proof=said("buyers_proof"),
        withdrawn=said.gap("offers_withdrawn") or said.value("offers_withdrawn"),
        offers=said.gap("offers_count") or said.number("offers_count"),
        withdrawn_on=said.day("offers_withdrawn_on"),
        open_orders=said.value("open_orders"),
    )
    return None if buyers == Buyers() else buyers


def _watch(said: _Sayings) -> Watch | None:
    who, often = said("watch_who"), said("watch_how_often")
    if who is None or often is None:
        return None
    return Watch(who=who, often=often, reaction=said("watch_reaction"))


def _exhibits(said: _Sayings, case: Case) -> tuple[ExhibitLine, ...]:
    found = []
    for number in range(1, interview.rows(case, "exhibits") + 1):
        title = said.words(f"exhibits/{number}/title")
        if title is not None:
            found.append(
                ExhibitLine(
                    number=number,
                    title=title,
                    kind=said.words(f"exhibits/{number}/kind"),
                    day=said.day(f"exhibits/{number}/day"),
                    file=said.value(f"exhibits/{number}/file"),
                )
            )
    return tuple(found)


def _documents(said: _Sayings, case: Case) -> tuple[DocumentLine, ...]:
    found = []
    for number in range(1, interview.rows(case, "documents") + 1):
        prefix = f"documents/{number}"
        asked = said(f"{prefix}/asked")
        if asked is not None:
            found.append(
                DocumentLine(
                    number=number,
                    asked=asked,
                    state=said.gap(f"{prefix}/state") or said.value(f"{prefix}/state"),
                    day=said.day(f"{prefix}/day"),
                    same_name=said.gap(f"{prefix}/same_name") or said.value(f"{prefix}/same_name"),
                    coming_on=said.day(f"{prefix}/coming_on"),
                    reason=said(f"{prefix}/reason"),
                )
            )
    return tuple(found)


def _route_fields(said: _Sayings, items: Iterable[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key in items:
        if key.startswith(("dispute_", "retraction_", "fix_", "quiz_")):
            value = said.value(key)
            gap = said.gap(key)
            if gap is not None:
                fields[key] = gap
            elif key.endswith("_on"):
                fields[key] = said.day_value(key)
            elif isinstance(value, int | float):
                fields[key] = int(value)
            elif value is not None:
                fields[key] = said.words(key)
                fields[f"{key}_id"] = str(value)
    return fields


def open_problems(plan: Plan) -> tuple[Problem, ...]:
    """All that keeps the plan from being ready, as messages: gaps first, then contradictions."""
    gaps = tuple(Problem("gap", {"id": gap.id, "fr": gap.fr, "en": gap.en}) for gap in plan.open)
    return (*gaps, *plan.blocking)
