"""Stage and route: where the account stands, what answer is wanted, what to do and not to do meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from appeal_tool.account.model import Account, Problem
from appeal_tool.account.notice import Notice
from appeal_tool.diagnosis.model import CauseFinding, Evidence, JudgedMetric, Route, Stage, Statement
from appeal_tool.guide.outcomes import (
    NoticeKind,
    Outcome,
    load_notice_kinds,
    load_remedies,
    load_routes,
    load_stages,
)
from appeal_tool.guide.standards import standard_for

_STATUS_STAGE: Mapping[str, Stage] = {"at-risk": "at-risk", "suspended": "suspended", "closed": "closed"}
_PLAN_PARTS = ("cause", "corrective", "preventive")
_ANSWERS = ("documents", "retraction", "quiz", "acknowledge", "dispute")
"""Routes that are an answer whatever was read of the request; a plan is prepared without one too."""
_SHARE_FOR_REMEDY = 0.15  # causes with less than this share bring no steps of their own


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Stage and route with the words that explain them."""

    stage: Stage
    route: Route
    explanations: tuple[Statement, ...]
    steps: tuple[Statement, ...]
    cautions: tuple[Statement, ...]
    problems: tuple[Problem, ...]


def notice_to_answer(account: Account) -> Notice | None:
    """The newest notice of the account; among undated ones a refusal, else the last that was given."""
    notices = [
        n
        for n in account.notices
        if n.is_message
        and (not n.marketplace or not account.marketplace or n.marketplace == account.marketplace)
    ]
    if not notices:
        return None
    dated = [n for n in notices if n.day]
    if len(dated) == len(notices):
        return max(notices, key=lambda n: (n.day, notices.index(n)))
    refusals = [n for n in notices if n.type == "refusal" and n.day is None]
    return (refusals or notices)[-1]


def outcomes(
    account: Account, judged: Sequence[JudgedMetric], causes: Sequence[CauseFinding], notice: Notice | None
) -> Outcomes:
    """Stage and route of an account, by the notice first, then its status, then its figures."""
    missed = [item for item in judged if item.verdict == "missed"]
    counting = [item for item in missed if item.consequence]
    kind = load_notice_kinds().get(notice.type or "") if notice else None
    stage = _stage(account, notice, kind, bool(counting))
    route = _route(stage, notice, counting)
    stage_record, route_record = load_stages()[stage], load_routes()[route]
    problems = list(_problems(account, judged, causes, notice, kind, bool(counting)))
    waited_for = answer_waited_for(notice, route)
    explanations = [_stage_words(stage_record, route_record, waited_for), _words("routes", route_record)]
    if not route_record.plan:
        explanations.reverse()  # that no plan is wanted is said before anything else
    if route == load_stages()[stage].route == "none":
        explanations.pop(0)  # the stage says it already
    if is_unknown(stage, judged):
        explanations = [Statement("explain-unknown")]
    if missed and not counting:
        explanations.append(Statement("explain-shown-only", {"metrics": _ids(missed)}))
    if any(_deactivation_near(item) for item in missed):
        explanations.append(Statement("explain-rating"))
    unexplained = missed if not causes else _defects_without_cause(counting, causes)
    if unexplained:
        explanations.append(Statement("explain-symptom", {"metrics": _ids(unexplained)}))
    elif stage != "healthy" and not causes:
        explanations.append(Statement("explain-nothing"))
    steps = [*_remedies(causes), *_texts("stages", stage_record), *_texts("routes", route_record)]
    cautions = [*_avoid("stages", stage_record), *_avoid("routes", route_record)]
    return Outcomes(
        stage, route, tuple(explanations), tuple(_once(steps)), tuple(_once(cautions)), tuple(problems)
    )


def _defects_without_cause(
    counting: Sequence[JudgedMetric], causes: Sequence[CauseFinding]
) -> list[JudgedMetric]:
    """The missed order defect rate, where only other figures speak for causes: it needs one of its own.

    Signals of comments, claims, defects and notices are written ``kind:subject``; those of figures are not.
    """
    told = any(":" in evidence.signal for cause in causes for evidence in cause.evidence)
    return [] if told else [item for item in counting if item.metric.id == "order_defect_rate"]


def answer_waited_for(notice: Notice | None, route: Route) -> bool:
    """Whether the notice that was read waits for an answer, and not only warns."""
    if notice is None or route in ("fix-only", "wait", "none"):
        return False
    return notice.wants_answer or route in _ANSWERS


def is_unknown(stage: Stage, judged: Iterable[JudgedMetric]) -> bool:
    """Whether the account counts as healthy only because nothing was read that could be judged."""
    return stage == "healthy" and not any(item.verdict == "met" and item.consequence for item in judged)


def _stage_words(stage: Outcome, route: Outcome, waited_for: bool) -> Statement:
    """What a stage means now: with a notice that waits for an answer, or without a plan, it is another thing."""
    if waited_for and stage.asked:
        return Statement(f"stages/{stage.id}/asked", {}, stage.asked)
    if not route.plan and stage.no_plan:
        return Statement(f"stages/{stage.id}/no_plan", {}, stage.no_plan)
    return _words("stages", stage)


def _stage(account: Account, notice: Notice | None, kind: NoticeKind | None, missed: bool) -> Stage:
    if notice and not _settled_since(account, notice):
        if notice.stage in load_stages():
            return cast("Stage", notice.stage)
        stage = _STATUS_STAGE.get(notice.status or account.status or "")
        return stage or (cast("Stage", kind.stage) if kind and kind.stage else "at-risk")
    return _STATUS_STAGE.get(account.status or "") or ("at-risk" if missed else "healthy")


def _settled_since(account: Account, notice: Notice) -> bool:
    """Whether a later status says that the account is normal again."""
    return notice.day is not None and any(
        change.status == "normal" and change.when and change.when.date() > notice.day
        for change in account.status_changes
    )


def route_asked(notice: Notice) -> Route | None:
    """The answer that a notice wants: said in it, else by the parts it asks for, else by its type."""
    if notice.route in load_routes():
        return cast("Route", notice.route)
    if any(item.part in _PLAN_PARTS for item in notice.asked):
        return "plan"
    if notice.asked:
        return "documents"
    kind = load_notice_kinds().get(notice.type or "")
    return cast("Route", kind.route) if kind else None


def _route(stage: Stage, notice: Notice | None, missed: Iterable[JudgedMetric]) -> Route:
    asked = route_asked(notice) if notice and stage != "healthy" else None
    if asked is not None:
        return asked
    if stage == "at-risk":
        by_metric = {k.metric: k.route for k in load_notice_kinds().values() if k.metric}
        own = {
            by_metric.get(item.metric.id, "plan")
            for item in missed
            if item.metric.id != "account_health_rating"
        }
        if len(own) == 1:
            return cast("Route", own.pop())
    return cast("Route", load_stages()[stage].route)


def _problems(
    account: Account,
    judged: Sequence[JudgedMetric],
    causes: Sequence[CauseFinding],
    notice: Notice | None,
    kind: NoticeKind | None,
    missed: bool,
) -> Iterable[Problem]:
    if account.status == "normal" and missed:
        yield Problem("diagnosis-status-normal", {})
    if notice is None or kind is None:
        return
    own = [item for item in judged if item.metric.id == kind.metric and item.verdict != "not-judged"]
    if own and all(item.verdict == "met" for item in own):
        params = {"metric": kind.metric, "title": kind.title}
        yield Problem("diagnosis-notice-differs", params, notice.source)
    named = {c.id for c in causes if any(_from_notice(e) for e in c.evidence)}
    seen = next((c.id for c in causes if not all(_from_notice(e) for e in c.evidence)), None)
    if seen and named and seen not in named:
        yield Problem("diagnosis-notice-and-data", {"title": kind.title, "cause": seen}, notice.source)
    readings = notice.readings
    if len(readings) > 1 and readings[1].score >= 0.8 * readings[0].score > 0:
        params = {"first": readings[0].type, "second": readings[1].type}
        yield Problem("diagnosis-notice-unsure", params, notice.source)


def _deactivation_near(item: JudgedMetric) -> bool:
    standard = standard_for(item.metric.id, item.metric.window.end, item.metric.marketplace)
    low = standard.deactivation_below if standard else None
    return low is not None and item.metric.value is not None and item.metric.value < low


def _from_notice(evidence: Evidence) -> bool:
    return evidence.signal.startswith(("notice:", "asked:"))


def from_notice(finding: CauseFinding) -> bool:
    """Whether nothing but a notice speaks for a cause."""
    return all(_from_notice(evidence) for evidence in finding.evidence)


def _remedies(causes: Sequence[CauseFinding]) -> Iterable[Statement]:
    remedies = load_remedies()
    for cause in causes:
        if cause.weight >= _SHARE_FOR_REMEDY:
            for number, text in enumerate(remedies.get(cause.id, ())):
                yield Statement(f"remedies/{cause.id}/{number}", {}, text)


def _words(kind: str, record: Outcome) -> Statement:
    return Statement(f"{kind}/{record.id}", {}, record.now)


def _texts(kind: str, record: Outcome) -> Iterable[Statement]:
    for number, text in enumerate(record.steps):
        yield Statement(f"{kind}/{record.id}/steps/{number}", {}, text)


def _avoid(kind: str, record: Outcome) -> Iterable[Statement]:
    for number, text in enumerate(record.avoid):
        yield Statement(f"{kind}/{record.id}/avoid/{number}", {}, text)


def _once(statements: Iterable[Statement]) -> Iterable[Statement]:
    """Each sentence once, whichever record says it first."""
    said: set[str] = set()
    for statement in statements:
        words = statement.words["en"] if statement.words else statement.code
        if words not in said:
            said.add(words)
            yield statement


def _ids(items: Iterable[JudgedMetric]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.metric.id for item in items))
