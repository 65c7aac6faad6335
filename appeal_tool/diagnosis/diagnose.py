"""The diagnosis of one account: what is missed, why, how sure that is, what is wanted, and when it can be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from appeal_tool.account.model import Account
from appeal_tool.diagnosis.comments import reader
from appeal_tool.diagnosis.concentration import Incident, gatherings, incidents_of
from appeal_tool.diagnosis.judge import judge
from appeal_tool.diagnosis.model import CauseFinding, Concentration, Diagnosis, JudgedMetric
from appeal_tool.diagnosis.observations import Knowledge, Observation, observe
from appeal_tool.diagnosis.outcome import notice_to_answer, outcomes
from appeal_tool.diagnosis.recovery import recover
from appeal_tool.diagnosis.subcauses import order_subcauses
from appeal_tool.diagnosis.weigh import root_cause, strengths, weigh
from appeal_tool.guide.outcomes import Weights, load_notice_kinds, load_weights
from appeal_tool.guide.own_rules import own_folder
from appeal_tool.guide.signals import load_signals

_DEFECT_METRIC = {
    "cancellation": "cancellation_rate",
    "late-shipment": "late_shipment_rate",
    "invalid-tracking": "valid_tracking_rate",
    "late-delivery": "on_time_delivery_rate",
    "invoice": "invoice_defect_rate",
    "negative-feedback": "order_defect_rate",
    "a-to-z-claim": "order_defect_rate",
    "chargeback": "order_defect_rate",
}
_FEW_ORDERS = 100  # below this a single defect is more than 1 %
_PEAK = 3  # a day with so many times the median's orders is a peak
_PEAK_ORDERS = 20
_SPREAD_DEFECTS = 20
_WEEKEND = ("0", "5", "6")  # Monday's orders are those that the weekend left behind


def diagnose(account: Account, *, as_of: date | None = None, rules: Path | None = None) -> Diagnosis:
    """Diagnose ``account`` as of ``as_of``, by default the day of its data.

    ``rules`` is a user's folder laid out like ours (``diagnosis/signals`` ...).
    Its bad records are left out; ``guide.own_rules.bad_records`` tells them.
    """
    day = as_of or account.as_of or _newest_day(account)
    weights = load_weights(own_folder(rules, "diagnosis/weights"))
    judgement = judge(account.metrics, as_of=day, marketplace=account.marketplace)
    judged = judgement.metrics
    knowledge = Knowledge(
        signals=load_signals(own_folder(rules, "diagnosis/signals")),
        notices=load_notice_kinds(own_folder(rules, "diagnosis/notices")),
        weights=weights,
        reader=reader(rules),
    )
    observations = observe(account, judged, knowledge, day)
    incidents = incidents_of(account)
    gathered = gatherings(account, incidents)
    signals = {
        **strengths(observations, weights),
        **_patterns(account, judged, gathered, weights),
    }
    serious = _serious(account, judged)
    causes = weigh(_admitted(observations, serious), weights)
    notice = notice_to_answer(account)
    settled = outcomes(account, judged, causes, notice)
    return Diagnosis(
        account=account,
        as_of=day,
        metrics=judged,
        breaches=tuple(dict.fromkeys(j.metric.id for j in judged if j.verdict == "missed")),
        root_cause=root_cause(causes),
        causes=tuple(order_subcauses(cause, signals) for cause in causes),
        stage=settled.stage,
        route=settled.route,
        explanations=settled.explanations,
        steps=settled.steps,
        cautions=settled.cautions,
        concentration=gathered,
        recovery=recover(judged, as_of=day, defect_days=_defect_days(account, incidents)),
        problems=(*account.problems, *judgement.problems, *settled.problems),
        notice=notice,
        signals=signals,
    )


def explain(diagnosis: Diagnosis, cause: str) -> CauseFinding | None:
    """The finding of one cause, ``None`` if nothing speaks for it."""
    return next((finding for finding in diagnosis.causes if finding.id == cause), None)


def _serious(account: Account, judged: Sequence[JudgedMetric]) -> bool:
    """Whether there is anything to explain: a missed target, a notice, a status other than normal.

    Where no figure shows that the account is well (a file of feedback alone), complaints are heard too.
    """
    return (
        any(item.verdict == "missed" for item in judged)
        or not any(item.verdict == "met" and item.consequence for item in judged)
        or any(notice.is_message for notice in account.notices)
        or account.status not in (None, "normal")
    )


def _admitted(observations: Iterable[Observation], serious: bool) -> list[Observation]:
    """What may name a cause: all of it in a serious case, only grave complaints in a healthy account.

    Every busy account has a few unhappy buyers; a counterfeit or a burnt hand is told all the same.
    """
    return [observation for observation in observations if serious or observation.grave]


def _patterns(
    account: Account,
    judged: Sequence[JudgedMetric],
    gathered: Iterable[Concentration],
    weights: Weights,
) -> Mapping[str, float]:
    """Signals of the whole: where defects gather, jumps, peaks, few orders. They order the sub-causes."""
    found: dict[str, float] = {}
    for item in gathered:
        if item.p_value is None:
            continue
        if item.p_value < weights.gathering_chance:
            if item.dimension == "product":
                found["few-products"] = 1.0
            elif item.dimension == "jump":
                found["burst-in-time"] = 1.0
            else:
                found[f"gathered:{item.dimension}"] = 1.0
            if item.dimension == "weekday" and item.standout in _WEEKEND:
                found["gathered:weekend"] = 1.0
        elif item.dimension == "product" and item.defects >= _SPREAD_DEFECTS:
            found["spread"] = 1.0
    totals = [j.metric.total for j in judged if j.metric.id == "order_defect_rate" and j.metric.total]
    if totals and max(totals) < _FEW_ORDERS:
        found["few-orders"] = 1.0
    found.update(_of_orders(account))
    return found


def _of_orders(account: Account) -> Mapping[str, float]:
    orders = account.orders
    if orders is None or not len(orders):
        return {}
    from collections import Counter

    found: dict[str, float] = {}
    days = sorted(Counter(orders.days).values())
    if days[-1] >= max(_PEAK_ORDERS, _PEAK * days[len(days) // 2]):
        found["order-peak"] = 1.0
    if len([value for value in orders.column("sales_channel").values if value]) > 1:
        found["several-channels"] = 1.0
    return found


def _defect_days(account: Account, incidents: Iterable[Incident]) -> Mapping[str, list[date]]:
    """The known days of defects by metric, an order once: of defect lists, and of orders found in the order file.

    Feedback is dated by its writing, not by its order, so without the order its day is unknown.
    """
    days: dict[str, list[date]] = {}
    seen: set[tuple[str, int]] = set()
    dated = {defect.kind for defect in account.defects if defect.day}
    for incident in incidents:
        metric = _DEFECT_METRIC.get(incident.kind)
        known = incident.joined or (incident.kind in dated and incident.listed)
        if not metric or not incident.day or not known:
            continue
        if incident.order:
            if (metric, incident.order) in seen:
                continue
            seen.add((metric, incident.order))
        days.setdefault(metric, []).append(date.fromordinal(incident.day))
    return days


def _newest_day(account: Account) -> date | None:
    days = [m.window.end for m in account.metrics if m.window.end]
    days += [f.day for f in account.feedback if f.day]
    days += [n.day for n in account.notices if n.day]
    return max(days, default=None)
