"""Is a rate getting worse or better? The short window of a metric against its long one, beyond chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from appeal_tool.diagnosis.intervals import lower_is_better
from appeal_tool.diagnosis.model import JudgedMetric


@dataclass(frozen=True, slots=True)
class Trend:
    """The shortest window of ``metric`` differs from its longest one by more than chance allows."""

    metric: str
    kind: Literal["worsening", "improving"]
    short: JudgedMetric
    long: JudgedMetric


def trends(judged: Sequence[JudgedMetric]) -> Iterator[Trend]:
    """One trend for each metric whose long-window rate lies outside the interval of the short window.

    Needs counts in both windows: a rate without its number of orders shows nothing.
    """
    series: dict[tuple[object, ...], list[JudgedMetric]] = {}
    for item in judged:
        metric = item.metric
        if item.interval and item.target and metric.window.days and metric.total:
            series.setdefault((metric.id, metric.fulfilment, metric.category), []).append(item)
    for items in series.values():
        items.sort(key=lambda item: item.metric.window.days or 0)
        short, long = items[0], items[-1]
        if short.metric.window.days == long.metric.window.days or short.interval is None:
            continue
        rate = (long.metric.count or 0) / (long.metric.total or 1)
        low, high = short.interval
        if low <= rate <= high or short.target is None:
            continue
        higher = rate < low
        worse = higher == lower_is_better(short.target.comparison)
        if worse and short.verdict != "missed":
            continue
        yield Trend(short.metric.id, "worsening" if worse else "improving", short, long)
