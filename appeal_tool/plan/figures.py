"""The figures that a plan quotes: the missed metrics of its causes, as their source gave them."""

from __future__ import annotations

from collections.abc import Mapping

from appeal_tool.account.model import POLICY_COUNTERS
from appeal_tool.diagnosis.model import Diagnosis
from appeal_tool.plan.tree import Figure

_ABOUT: Mapping[str, frozenset[str]] = {
    "cancellation_rate": frozenset({"cancellation"}),
    "refund_rate": frozenset({"cancellation", "policy-violation"}),
    "late_shipment_rate": frozenset({"late-shipment"}),
    "valid_tracking_rate": frozenset({"late-shipment"}),
    "on_time_delivery_rate": frozenset({"late-shipment"}),
    "unit_on_time_delivery_rate": frozenset({"late-shipment"}),
    "response_under_24h_rate": frozenset({"customer-service"}),
    "late_response_rate": frozenset({"customer-service"}),
    "account_health_rating": frozenset({"policy-violation"}),
    **dict.fromkeys(POLICY_COUNTERS, frozenset({"policy-violation"})),
}
"""The root causes that a metric speaks of; one that is not here speaks of any."""


def figures(diagnosis: Diagnosis | None, roots: tuple[str, ...]) -> tuple[Figure, ...]:
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
