"""From a case and its diagnosis to the plan tree. Pure: it reads no file and says no sentence."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from appeal_tool.account.model import Problem
from appeal_tool.case import evidence, interview
from appeal_tool.case.checks import BLOCKING
from appeal_tool.case.context import CAUSE_LIST, cause_record, context, value
from appeal_tool.case.model import Case
from appeal_tool.case.whys import WHYS, weak_cause
from appeal_tool.diagnosis.model import Diagnosis
from appeal_tool.guide.questions import load_questions
from appeal_tool.guide.texts import Text
from appeal_tool.i18n import Lang
from appeal_tool.plan import rhythm
from appeal_tool.plan.days import begins_with_other_day
from appeal_tool.plan.figures import figures
from appeal_tool.plan.sayings import Sayings, gap_of, hint
from appeal_tool.plan.tree import (
    Buyers,
    CausePart,
    Contact,
    DocumentLine,
    Effect,
    ExhibitLine,
    Gap,
    Measure,
    Plan,
    Watch,
    Words,
)

_DETAIL_FIELDS = ("listing_changes", "other_account", "methods", "suppliers", "incidents")
"""Answers that only some causes are asked for, in the seller's words: they follow the facts."""
_STATE_FIELDS = ("other_account_own", "seller_of_record", "invoices", "stock_stopped", "listings_removed")
"""Choices and counts that only some causes are asked for: the templates say each as a sentence."""


_WRONG = frozenset(
    {
        "day-in-future",
        "day-in-past",
        "day-before-notice",
        "day-after-notice",
        "not-positive",
        "percent-out-of-range",
        "explains-too-much",
    }
)
"""Codes of figures and days that cannot be true: a letter with them would harm, so a gap stands in their place."""


def build_plan(case: Case, diagnosis: Diagnosis | None = None, *, today: date | None = None) -> Plan:
    """The plan of ``case``, with a visible gap for everything that it still lacks.

    A figure or a day that is known to be wrong is lacking too. ``today`` is
    what "in the future" is measured against.
    """
    seen = context(case, diagnosis)
    tasks = interview.tasks(case, diagnosis)
    items = {item.id: item for task in tasks for item in task.items}
    problems = [
        problem
        for item in items.values()
        if item.answer is not None
        for problem in interview.check(case, item.id, diagnosis, today=today)
    ]
    for cause in seen.causes:
        problems += weak_cause(case, cause)
    items = _without(items, {problem.params["id"] for problem in problems if problem.code in _WRONG})
    said = Sayings(case, items)
    problems += evidence.check(case, seen)
    problems += _left_out(diagnosis, seen.causes) if seen.route == "plan" else []
    problems += _two_days(said, seen.causes, case)
    problems += _two_rhythms(said, seen.causes, case)
    if said.value("open_orders") == "behind":
        problems.append(Problem("orders-behind", {"id": "open_orders"}))
    unsure = said.gap("figures_confirmed")
    if said.value("figures_confirmed") == "no":
        problems.append(Problem("figures-differ", {"id": "figures_confirmed"}))
        unsure = _figures_differ()
    exhibits = _exhibits(said, case)
    notice = seen.refusal or seen.notice
    return Plan(
        route=seen.route,
        language=_language(case),
        twin=value(case, "language") == "both",
        round=seen.round + (seen.refusal is not None and seen.round == 1),
        notice_type=notice.type if notice is not None else None,
        notice_day=said.day_value("notice_date") or (seen.notice.day if seen.notice is not None else None),
        refusal_day=seen.refusal.day if seen.refusal is not None else None,
        notice_reference=said.words("notice_reference"),
        figures=() if said.value("figures_confirmed") == "no" else figures(diagnosis, seen.root_causes),
        figures_gap=unsure,
        answer_by=notice.deadline if notice is not None else None,
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
        open=tuple(gap_of(item) for item in items.values() if item.status in ("open", "unknown")),
        problems=tuple(problems),
        blocking=tuple(problem for problem in problems if problem.code in BLOCKING),
    )


def _figures_differ() -> Gap:
    """The gap in place of figures that the seller does not find on the account's page."""
    ask = load_questions()["figures-remarks"].ask
    return Gap(id="figures_remarks", fr=hint(ask.fr), en=hint(ask.en))


def _without(items: dict[str, interview.Item], wrong: Container[object]) -> dict[str, interview.Item]:
    """``items`` with those open again whose answers cannot be true."""
    return {
        key: replace(item, status="open", answer=None) if key in wrong else item
        for key, item in items.items()
    }


def _language(case: Case) -> Lang:
    chosen = value(case, "language")
    if chosen == "fr":
        return "fr"
    return "en" if chosen == "en" else case.language


def _cause(cause_id: str, said: Sayings, case: Case) -> CausePart:
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
        states=tuple(
            (field, found)
            for field in _STATE_FIELDS
            if (found := said.gap(f"{base}/{field}") or said.value(f"{base}/{field}")) is not None
        ),
        looked_at=said.gap(f"{base}/looked_at") or said.number(f"{base}/looked_at"),
        explained=said.gap(f"{base}/explained") or said.number(f"{base}/explained"),
        how_known=said(f"{base}/how_known"),
        whys=tuple(why for why in whys if why is not None),
        practices=said.each(f"{base}/subcauses"),
        corrective=_measures("corrective", base, said, case),
        preventive=_measures("preventive", base, said, case),
        effects=_effects(base, said, case),
    )


def _measures(kind: str, base: str, said: Sayings, case: Case) -> tuple[Measure, ...]:
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
                # Whether it runs already is asked before the day: until then that is the gap.
                day=said.day(f"{prefix}/{day_field}") or said.gap(f"{prefix}/state"),
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


def _left_out(diagnosis: Diagnosis | None, causes: Iterable[str]) -> list[Problem]:
    """A problem for each likely cause of the diagnosis that the plan does not speak of."""
    found = diagnosis.causes if diagnosis is not None else ()
    return [
        Problem("cause-left-out", {"id": CAUSE_LIST, "cause": item.id})
        for item in found
        if item.certainty == "likely" and item.id not in causes
    ]


def _two_days(said: Sayings, causes: Iterable[str], case: Case) -> Iterator[Problem]:
    """A problem for each measure whose words begin with another day than the one that was given for it."""
    for cause in causes:
        for kind in ("corrective", "preventive"):
            for measure in _measures(kind, f"{CAUSE_LIST}/{cause}", said, case):
                if not isinstance(measure.day, date) or not isinstance(measure.what, Words):
                    continue
                for lang in ("fr", "en"):
                    told = measure.what.said(lang)
                    if told and begins_with_other_day(told, measure.day, lang):
                        yield Problem("two-days", {"id": f"{measure.id}/what", "day": measure.day})
                        break


def _two_rhythms(said: Sayings, causes: Iterable[str], case: Case) -> Iterator[Problem]:
    """A problem for each measure whose words name another rhythm than the one that was answered."""
    for cause in causes:
        for measure in _measures("preventive", f"{CAUSE_LIST}/{cause}", said, case):
            if not isinstance(measure.what, Words) or not isinstance(measure.often, Words):
                continue
            for lang in ("fr", "en"):
                what, often = measure.what.said(lang), measure.often.said(lang)
                told = what and often and rhythm.other(what, measure.often_id or often, lang)
                if told:
                    yield Problem(
                        "two-rhythms", {"id": f"{measure.id}/how_often", "told": told, "said": often}
                    )
                    break


def _annexes(prefix: str, said: Sayings, case: Case) -> tuple[int, ...]:
    numbers = []
    for number in range(1, interview.rows(case, "exhibits") + 1):
        supports = said.value(f"exhibits/{number}/supports")
        if isinstance(supports, list) and prefix in supports:
            numbers.append(number)
    return tuple(numbers)


def _effects(base: str, said: Sayings, case: Case) -> tuple[Effect, ...]:
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


def _buyers(said: Sayings) -> Buyers | None:
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


def _watch(said: Sayings) -> Watch | None:
    who, often = said("watch_who"), said("watch_how_often")
    if who is None or often is None:
        return None
    return Watch(who=who, often=often, reaction=said("watch_reaction"))


def _exhibits(said: Sayings, case: Case) -> tuple[ExhibitLine, ...]:
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


def _documents(said: Sayings, case: Case) -> tuple[DocumentLine, ...]:
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


def _route_fields(said: Sayings, items: Iterable[str]) -> dict[str, Any]:
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


def open_problems(plan: Plan, languages: Iterable[str]) -> tuple[Problem, ...]:
    """All that keeps the documents in ``languages`` from being ready: gaps, contradictions, what is to translate."""
    told = {problem.params.get("id") for problem in plan.blocking if problem.code in _WRONG}
    gaps = [
        Problem("gap", {"id": gap.id, "fr": gap.fr, "en": gap.en}) for gap in plan.open if gap.id not in told
    ]
    foreign = [
        Problem("to-translate", {"id": words.id, "said": words.any})
        for language in languages
        for words in plan.untranslated(language)
    ]
    return (*gaps, *plan.blocking, *foreign)
