"""When a missed rate can be right again: the window moves on day by day, and no new defect comes.

A window of D days holds the orders of the last D days. What is known of its
inside is used: windows that end on the same day lie inside one another, so the
difference of two is the figure of the older days; defects whose day is known
stand on that day. The rest is assumed for the worst: orders lie evenly, and
defects of unknown day are the newest orders of their stretch, so that the day
found is the latest one. Orders go on coming at a steady pace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from appeal_tool.account.model import Metric, Target
from appeal_tool.diagnosis.intervals import lower_is_better, meets
from appeal_tool.diagnosis.judge import denominator
from appeal_tool.diagnosis.model import JudgedMetric, Recovery, Statement

_LONGEST = 3660  # days; a longer window is a misprint, not a window
_FIRST, _LAST = date.min + timedelta(days=2 * _LONGEST), date.max - timedelta(days=2 * _LONGEST)


@dataclass(frozen=True, slots=True)
class Past:
    """Orders and defects of each day of a window, oldest first; the last item is the window's last day."""

    orders: tuple[int, ...]
    defects: tuple[int, ...]


def recover(
    judged: Sequence[JudgedMetric], *, as_of: date | None, defect_days: Mapping[str, Iterable[date]]
) -> tuple[Recovery, ...]:
    """One recovery for each missed rate and window; ``defect_days`` are the known days of defects by metric id."""
    found = []
    for item in judged:
        if item.verdict != "missed":
            continue
        metric = item.metric
        if not metric.id.endswith("_rate"):
            why = Statement("recovery-counter" if metric.id != "account_health_rating" else "recovery-rating")
            found.append(Recovery(metric.id, metric.window.days, None, None, None, why))
        elif item.target:
            found.append(_of_rate(item, judged, as_of, Counter(defect_days.get(metric.id, ()))))
    return tuple(found)


def _of_rate(
    item: JudgedMetric, judged: Sequence[JudgedMetric], as_of: date | None, known: Counter[date]
) -> Recovery:
    metric, target = item.metric, item.target
    days = metric.window.days
    stretches = _stretches(item, judged)
    end = metric.window.end or as_of
    if target is None or not days or not stretches or end is None or not _plausible(end, as_of):
        code = "recovery-unknown" if item.clean_orders is None else "recovery-orders-only"
        asked: dict[str, object] = {"orders": item.clean_orders or 0}
        return Recovery(metric.id, days, None, None, item.clean_orders, Statement(code, asked))
    past = past_of(stretches, end, known)
    first_days, first_orders, _ = stretches[0]
    pace = Fraction(first_orders, first_days)
    lag = max((as_of - end).days, 0) if as_of and metric.window.end else 0
    full, half = days_until_met(past, pace, target), days_until_met(past, pace / 2, target)
    dated = sum(known[end - timedelta(days=back)] for back in range(days))
    params: dict[str, object] = {
        "days": days,
        "pace": float(pace),
        "unit": None,  # said by the metric's own word: orders, parcels, messages
        "metric": metric.id,
        "clean": item.clean_orders or 0,
        "lag": lag,
        "dated": dated,
        "defects": sum(past.defects),
    }
    code = "recovery-window-dated" if dated else "recovery-window"
    return Recovery(
        metric=metric.id,
        window_days=days,
        day=end + timedelta(days=full + lag),
        day_at_half=end + timedelta(days=half + lag),
        clean_orders=item.clean_orders,
        why=Statement(code + ("-lag" if lag else ""), params),
        fulfilment=metric.fulfilment,
        leaving=_leaving(known, end, days, lag),
    )


def _plausible(end: date, as_of: date | None) -> bool:
    """Whether days can be reckoned from there: a misprinted year may leave the calendar."""
    return _FIRST < end < _LAST and (as_of is None or as_of < _LAST)


def _leaving(known: Counter[date], end: date, days: int, lag: int) -> tuple[tuple[date, int], ...]:
    """When each known defect of the window leaves it, as the page will show it."""
    inside = sorted(day for day in known if end - timedelta(days=days) < day <= end)
    return tuple((day + timedelta(days=days + lag), known[day]) for day in inside)


def _stretches(item: JudgedMetric, judged: Sequence[JudgedMetric]) -> list[tuple[int, int, int]]:
    """(days, orders, defects) from the newest days back, from the windows that lie inside this one."""
    metric = item.metric
    if (metric.window.days or 0) > _LONGEST:
        return []
    same = [
        j.metric
        for j in judged
        if (j.metric.id, j.metric.fulfilment, j.metric.category)
        == (metric.id, metric.fulfilment, metric.category)
        and j.metric.window.end == metric.window.end
        and (j.metric.window.days or 0) <= (metric.window.days or 0)
    ]
    everything = [j.metric for j in judged]
    stretches: list[tuple[int, int, int]] = []
    days = orders = defects = 0
    for inner in sorted(same, key=lambda m: m.window.days or 0):
        figures = _figures(inner, item.target, everything)
        if not inner.window.days or figures is None or inner.window.days <= days:
            continue
        stretch = (inner.window.days - days, figures[0] - orders, figures[1] - defects)
        if min(stretch[1:]) < 0 or stretch[2] > stretch[1]:
            # The source's windows do not lie inside one another: this window alone is believed.
            own = _figures(metric, item.target, everything)
            return [(metric.window.days, *own)] if own and metric.window.days else []
        stretches.append(stretch)
        days, (orders, defects) = inner.window.days, figures
    return stretches if days == metric.window.days else []


def _figures(metric: Metric, target: Target | None, metrics: Sequence[Metric]) -> tuple[int, int] | None:
    """(orders, defects); for a rate that counts good orders the defects are the others."""
    total = denominator(metric, metrics)
    if metric.count is None or not total or metric.count > total or target is None:
        return None
    return total, metric.count if lower_is_better(target.comparison) else total - metric.count


def past_of(stretches: Sequence[tuple[int, int, int]], end: date, known: Counter[date]) -> Past:
    """Day by day: orders evenly over each stretch, known defects on their days, the others on its newest orders."""
    orders: list[int] = []
    defects: list[int] = []
    newest = end
    for days, number, bad in stretches:
        even = [number * (i + 1) // days - number * i // days for i in range(days)]
        row = [0] * days
        for place in range(days):
            day = newest - timedelta(days=days - 1 - place)
            row[place] = min(known[day], even[place], bad - sum(row))
        for place in reversed(range(days)):
            row[place] += min(even[place] - row[place], bad - sum(row))
        orders, defects = even + orders, row + defects
        newest -= timedelta(days=days)
    return Past(tuple(orders), tuple(defects))


def days_until_met(past: Past, pace: Fraction, target: Target) -> int:
    """How many days after the window's end the rate is within its target for good, at ``pace`` new orders a day.

    New orders come whole: by day t there are floor(pace x t) of them. At the
    latest it is met when the window holds no defect any more.
    """
    orders, bad = sum(past.orders), sum(past.defects)
    met_since: int | None = None
    for day in range(len(past.orders)):
        if bad and not _within(bad, orders + int(pace * day), target):
            met_since = None
        elif met_since is None:
            met_since = day
        orders -= past.orders[day]
        bad -= past.defects[day]
    return len(past.orders) if met_since is None else met_since


def _within(bad: int, orders: int, target: Target) -> bool:
    rate = Fraction(bad if lower_is_better(target.comparison) else orders - bad, orders)
    return meets(rate, target.comparison, target.value)
