"""What any metric is checked for, whatever its source. Contradictions are told, never corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appeal_tool.account.model import Metric, Problem, Source, Window

ROUNDING = 0.00011
"""How far a printed rate may stand from count / total: two printed decimals of a per cent, cut or rounded."""
WHOLE_PERCENT = 0.0051


def contradictions(metric: Metric, *, tolerance: float = ROUNDING) -> Iterator[Problem]:
    """Problems of one metric: a count above its total, a rate that its count does not give, a reversed window."""
    count, total, value = metric.count, metric.total, metric.value
    window = metric.window
    if window.start and window.end and window.start > window.end:
        yield Problem(
            "window-reversed", {"metric": metric.id, "start": window.start, "end": window.end}, metric.source
        )
    if value is not None and not _is_points(metric) and not 0 <= value <= 1:
        yield Problem("rate-out-of-range", {"metric": metric.id, "value": value}, metric.source)
    if count is None or total is None:
        return
    if count > total:
        yield Problem(
            "count-above-total", {"metric": metric.id, "count": count, "total": total}, metric.source
        )
    if total and value is not None and abs(value - count / total) > tolerance:
        params = {
            "metric": metric.id,
            "value": value,
            "count": count,
            "total": total,
            "computed": count / total,
        }
        yield Problem("rate-differs", params, metric.source)


def _is_points(metric: Metric) -> bool:
    return not metric.id.endswith("_rate")


def day(text: str, source: Source, problems: list[Problem]) -> date | None:
    """An ISO date or date-time's day; an impossible one is reported and ``None``."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        problems.append(Problem("date-impossible", {"text": text.strip()[:40]}, source))
        return None


def window(start: date | None, end: date | None, days: int | None = None) -> Window:
    """A window; ``days`` is the printed number, else the inclusive length of ``start``..``end``."""
    if days is None and start and end and start <= end:
        days = (end - start).days + 1
    return Window(start, end, days)
