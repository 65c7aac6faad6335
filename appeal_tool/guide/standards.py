"""Targets of the marketplace, then and now, each with the time it was valid, and its source (``rules/standards/``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from appeal_tool.guide.own_rules import merged
from appeal_tool.guide.records import Record, RecordFile

Consequence = Literal["account", "none"]

_COMPARISONS = ("<", "<=", ">", ">=", "=")
_REQUIRED = ("metric", "comparison", "consequence")
_KEYS = frozenset(
    {"title", "why", "source", "metric", "comparison", "value", "windows", "lag_days", "from", "until"}
    | {"marketplaces", "consequence", "deactivation_below"}
)


@dataclass(frozen=True, slots=True)
class Standard:
    """One target: ``metric comparison value`` (a ratio, points or a count).

    ``windows`` are the lengths in days over which the marketplace judges it,
    ``lag_days`` how long before the day of the page the window ends. Valid
    from ``start`` to ``end`` (both inclusive, ``None`` is open) in
    ``marketplaces`` (empty: all). ``consequence`` is ``"none"`` for figures
    that the marketplace shows but does not punish; below ``deactivation_below``
    it may deactivate the account at once.
    """

    id: str
    metric: str
    comparison: Literal["<", "<=", ">", ">=", "="]
    value: float
    windows: tuple[int, ...]
    lag_days: int
    start: date | None
    end: date | None
    marketplaces: tuple[str, ...]
    consequence: Consequence
    title: Mapping[str, str]
    why: Mapping[str, str]
    source: Mapping[str, str]
    deactivation_below: float | None = None

    def valid(self, day: date | None, marketplace: str | None) -> bool:
        """Whether it holds on ``day`` (unknown: today's standards) in ``marketplace`` (unknown: if it is general)."""
        if self.marketplaces and marketplace not in self.marketplaces:
            return False
        if day is None:
            return self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@cache
def load_standards(extra: Path | None = None) -> dict[str, Standard]:
    """All standards by id ("2013/order_defect_rate")."""
    return {path: _standard(path, record) for path, record in merged("standards", _check, extra).items()}


def standard_for(
    metric: str, day: date | None, marketplace: str | None, extra: Path | None = None
) -> Standard | None:
    """The standard of ``metric`` on ``day`` in ``marketplace``, ``None`` if there was none."""
    for standard in load_standards(extra).values():
        if standard.metric == metric and standard.valid(day, marketplace):
            return standard
    return None


def _standard(path: str, record: Record) -> Standard:
    return Standard(
        id=path,
        metric=record["metric"],
        comparison=record["comparison"],
        value=record["value"],
        windows=tuple(record.get("windows", ())),
        lag_days=record.get("lag_days", 0),
        start=_day(record.get("from")),
        end=_day(record.get("until")),
        marketplaces=tuple(record.get("marketplaces", ())),
        consequence=record["consequence"],
        title=record["title"],
        why=record["why"],
        source=record["source"],
        deactivation_below=record.get("deactivation_below"),
    )


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def _check(record: Record, file: RecordFile) -> None:
    file.only(record, _KEYS)
    file.require(record, *_REQUIRED)
    if not isinstance(record["source"], dict) or not {"address", "read"} <= record["source"].keys():
        raise file.fail("source", "needs an address and the date it was read")
    if record["comparison"] not in _COMPARISONS:
        raise file.fail("comparison", f"is none of {' '.join(_COMPARISONS)}")
    value = record.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise file.fail("value", "is not a number")
    if record["consequence"] not in ("account", "none"):
        raise file.fail("consequence", "is neither 'account' nor 'none'")
    windows = record.get("windows", [])
    if not isinstance(windows, list) or not all(isinstance(days, int) and days > 0 for days in windows):
        raise file.fail("windows", "is not a list of days")
    for key in ("from", "until"):
        try:
            _day(record.get(key))
        except ValueError as error:
            raise file.fail(key, "is not a date (YYYY-MM-DD, quoted)") from error
