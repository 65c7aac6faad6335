"""Judging metrics: met, missed or not judged. The source's own verdict comes before arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from appeal_tool.account.model import POLICY_COUNTERS, Metric, Problem, Target, Verdict
from appeal_tool.diagnosis.intervals import beyond_chance, clean_orders, exact, lower_is_better, meets, wilson
from appeal_tool.diagnosis.model import JudgedMetric
from appeal_tool.guide.standards import load_standards, standard_for

_WHOLE_PERCENT = Fraction(
    51, 10_000
)  # how far a rate printed as a whole per cent may stand from its fraction
_SUPERSEDED = timedelta(days=90)
_SMALL_VOLUME = 30
"""Below this many orders a source that calls a missed target good has judged the volume too small.

Seen in real reports (7 parcels, 43 % on time, "GOOD"); the marketplace's own floors are around 20 units.
"""
_LARGEST = 1e9  # no rate, rating or counter is larger
_FEW = 3  # fewer defects than this are never beyond chance, whatever the interval says
_RESPONSES = {
    "response_under_24h_rate": "late_response_rate",
    "late_response_rate": "response_under_24h_rate",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """All judged metrics, in the order of the account, and what had to be told about them."""

    metrics: tuple[JudgedMetric, ...]
    problems: tuple[Problem, ...]


def judge(metrics: Sequence[Metric], *, as_of: date | None, marketplace: str | None) -> Judgement:
    """Judge every metric against its source's own target, else against the standard of its date.

    ``as_of`` dates metrics without a window; ``marketplace`` chooses among standards.
    """
    judged = []
    problems: list[Problem] = []
    newest = _newest(metrics)
    for given in metrics:
        metric = _sound(given)
        if metric is not given:
            problems.append(Problem("diagnosis-unsound", {"metric": metric.id}, metric.source))
        if metric.marketplace and marketplace and metric.marketplace != marketplace:
            problems.append(
                Problem(
                    "diagnosis-other-marketplace",
                    {"metric": metric.id, "marketplace": metric.marketplace},
                    metric.source,
                )
            )
            continue
        target = _target(metric, as_of, marketplace)
        total = denominator(metric, metrics)
        verdict, problem = _verdict(metric, target, total)
        end, latest = metric.window.end, newest.get(_series(metric))
        if end and latest and latest - end > _SUPERSEDED:
            verdict = "not-judged"
            problem = Problem(
                "diagnosis-old-window", {"metric": metric.id, "end": end, "newest": latest}, metric.source
            )
        if problem:
            problems.append(problem)
        judged.append(_judged(metric, target, verdict, total, as_of, marketplace))
    return Judgement(tuple(judged), tuple(problems))


def _sound(metric: Metric) -> Metric:
    """The metric without a number that is none (infinite, not a number, absurdly large) or a negative count."""
    value, target = metric.value, metric.target
    if value is not None and not abs(value) <= _LARGEST:
        metric = replace(metric, value=None)
    if target is not None and not abs(target.value) <= _LARGEST:
        metric = replace(metric, target=None)
    if (metric.count or 0) < 0 or (metric.total or 0) < 0:
        metric = replace(metric, count=None, total=None)
    return metric


def denominator(metric: Metric, metrics: Iterable[Metric]) -> int | None:
    """The metric's total; for answers to messages, which print none, the timely and the late ones together."""
    if metric.total is not None or metric.id not in _RESPONSES or metric.count is None:
        return metric.total
    for other in metrics:
        if other.id == _RESPONSES[metric.id] and other.window == metric.window and other.count is not None:
            return metric.count + other.count
    return None


def _series(metric: Metric) -> tuple[object, ...]:
    return metric.id, metric.fulfilment, metric.category


def _newest(metrics: Iterable[Metric]) -> dict[tuple[object, ...], date]:
    newest: dict[tuple[object, ...], date] = {}
    for metric in metrics:
        end = metric.window.end
        if end and end > newest.get(_series(metric), date.min):
            newest[_series(metric)] = end
    return newest


def _target(metric: Metric, as_of: date | None, marketplace: str | None) -> Target | None:
    if metric.target:
        return metric.target
    standard = standard_for(metric.id, metric.window.end or as_of, metric.marketplace or marketplace)
    return Target(standard.comparison, standard.value, standard.id) if standard else None


def has_consequence(metric: Metric, as_of: date | None, marketplace: str | None) -> bool:
    """Whether the marketplace acts on this metric; response times and perfect orders are only shown."""
    standard = standard_for(metric.id, metric.window.end or as_of, metric.marketplace or marketplace)
    if standard is None:
        known = [s for s in load_standards().values() if s.metric == metric.id]
        return not known or any(s.consequence == "account" for s in known)
    return standard.consequence == "account"


def _verdict(metric: Metric, target: Target | None, total: int | None) -> tuple[Verdict, Problem | None]:
    if metric.id in POLICY_COUNTERS or metric.id == "account_health_rating":
        computed = _counter_verdict(metric, target)
    else:
        if total == 0:
            return "not-judged", None
        computed = _rate_verdict(metric, target, total)
    stated = metric.stated_verdict
    if stated is None or stated == computed:
        return computed, None
    if "not-judged" in (stated, computed):
        return stated, None
    if stated == "met" and total is not None and total < _SMALL_VOLUME:
        return "not-judged", Problem(
            "diagnosis-small-volume", {"metric": metric.id, "total": total}, metric.source
        )
    params = {"metric": metric.id, "stated": f"verdict.{stated}", "computed": f"verdict.{computed}"}
    return stated, Problem("diagnosis-verdict-differs", params, metric.source)


def _counter_verdict(metric: Metric, target: Target | None) -> Verdict:
    value = metric.count if metric.value is None else metric.value
    if value is None:
        return "not-judged"
    if metric.id == "account_health_rating":
        return (
            "met" if meets(value, *(target.comparison, target.value) if target else (">=", 200)) else "missed"
        )
    return "missed" if value > 0 else "met"


def _rate_verdict(metric: Metric, target: Target | None, total: int | None) -> Verdict:
    rate = best_rate(metric, total)
    if target is None or rate is None:
        return "not-judged"
    if total is None and rate == 0 and metric.id in _RESPONSES:
        return "not-judged"  # nobody wrote, or nobody was answered: the page does not say which
    return "met" if meets(rate, target.comparison, target.value) else "missed"


def best_rate(metric: Metric, total: int | None) -> Fraction | None:
    """The rate to judge: the exact fraction where it agrees with what is printed, else what is printed."""
    printed = None if metric.value is None else exact(metric.value)
    if metric.count is None or not total or not _agrees(metric, total):
        return printed
    return Fraction(metric.count, total)


def _agrees(metric: Metric, total: int) -> bool:
    """Whether count and total give the printed rate, to the precision of a whole per cent."""
    if metric.count is None or metric.count > total:
        return False
    return metric.value is None or abs(Fraction(metric.count, total) - exact(metric.value)) <= _WHOLE_PERCENT


def _judged(
    metric: Metric,
    target: Target | None,
    verdict: Verdict,
    total: int | None,
    as_of: date | None,
    marketplace: str | None,
) -> JudgedMetric:
    interval = orders = None
    if metric.id.endswith("_rate") and metric.count is not None and total and _agrees(metric, total):
        interval = wilson(metric.count, total)
        orders = clean_orders(metric.count, total, target) if target else None
    sure = verdict == "missed" and _sure(metric, target, total, interval)
    return JudgedMetric(
        metric=metric,
        target=target,
        verdict=verdict,
        interval=interval,
        clean_orders=orders,
        sure=sure,
        consequence=has_consequence(metric, as_of, marketplace),
    )


def _sure(
    metric: Metric, target: Target | None, total: int | None, interval: tuple[float, float] | None
) -> bool:
    """A miss beyond chance: a counter, a rate whose interval misses, or what the source itself calls missed."""
    if not metric.id.endswith("_rate"):
        return True
    if interval is None or target is None or total is None or metric.count is None:
        return metric.stated_verdict == "missed" or (metric.count or _FEW) >= _FEW
    defects = metric.count if lower_is_better(target.comparison) else total - metric.count
    return defects >= _FEW and beyond_chance(interval, target)
