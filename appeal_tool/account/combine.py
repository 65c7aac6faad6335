"""Several parts, of one or more files, as one account: one marketplace, nothing twice, disagreement told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from appeal_tool.account.figures import fold, squeeze
from appeal_tool.account.marketplaces import country
from appeal_tool.account.model import (
    Account,
    AccountStatus,
    Feedback,
    InputFile,
    Metric,
    Problem,
    Source,
    StatusChange,
)
from appeal_tool.account.notice import Notice
from appeal_tool.account.orders import OrderTable, merge
from appeal_tool.account.part import Part

T = TypeVar("T")
ORDER_ID_LENGTH = len("123-1234567-1234567")
MAX_ALIKE = 200
"""Problems of one kind that are told one by one for each file."""
_LISTS = (
    "metrics",
    "contact_times",
    "feedback",
    "feedback_summary",
    "claims",
    "chargebacks",
    "defects",
    "returns",
    "notices",
    "listing_issues",
    "status_changes",
    "products",
)
_GRAVITY: dict[AccountStatus | None, int] = {None: 0, "normal": 0, "at-risk": 1, "suspended": 2, "closed": 3}


@dataclass(frozen=True, slots=True)
class Named:
    """A part with the record of the file that it came from."""

    file: InputFile
    part: Part


def combine(
    parts: Sequence[Named],
    *,
    marketplace: str | None = None,
    as_of: date | None = None,
    problems: Iterable[Problem] = (),
) -> Account:
    """One account of all ``parts``. ``marketplace`` is an id; ``None`` lets the data decide."""
    told = [*problems, *chain.from_iterable(named.part.problems for named in parts)]
    found: dict[str, list[Any]] = {name: _gather(parts, name) for name in _LISTS}
    chosen = _choose(found, parts, marketplace, told)
    if chosen is not None:
        found = {name: _of(items, chosen) for name, items in found.items()}
    metrics = _agreed(found["metrics"], told)
    status = _status(found["status_changes"], found["notices"], told)
    orders = _orders(parts)
    if as_of is not None and found["notices"]:
        from appeal_tool.account.sources.notices import with_deadline

        found["notices"] = [with_deadline(notice, as_of) for notice in found["notices"]]
    lists: dict[str, Any] = {name: tuple(_once(items)) for name, items in found.items() if name != "metrics"}
    return Account(
        marketplace=chosen,
        language=_language(parts, found["notices"]),
        status=status,
        as_of=as_of or _as_of(parts, metrics, found),
        metrics=tuple(metrics),
        orders=orders,
        problems=tuple(_bounded(_unique(told))),
        files=tuple(named.file for named in parts),
        **lists,
    )


def _gather(parts: Sequence[Named], name: str) -> list[Any]:
    """One list of all parts; values that name no marketplace take that of their file."""
    items: list[Any] = []
    for named in parts:
        own = named.part.marketplace
        for item in getattr(named.part, name):
            if own and hasattr(item, "marketplace") and item.marketplace is None:
                item = replace(item, marketplace=own)
            items.append(item)
    return items


def _of(items: list[T], marketplace: str) -> list[T]:
    return [item for item in items if getattr(item, "marketplace", None) in (None, marketplace)]


def _choose(
    found: dict[str, list[Any]], parts: Sequence[Named], wanted: str | None, told: list[Problem]
) -> str | None:
    """The marketplace to speak of: the one wanted, the only one, or the one that is in trouble."""
    named = [item for items in found.values() for item in items if getattr(item, "marketplace", None)]
    names: list[str | None] = [item.marketplace for item in named] + [p.part.marketplace for p in parts]
    present = [name for name in dict.fromkeys(names) if name]
    if wanted:
        if present and wanted not in present:
            told.append(
                Problem(
                    "marketplace-not-in-data",
                    {"marketplace": country(wanted), "present": [country(p) for p in present]},
                )
            )
        return wanted
    if len(present) <= 1:
        return present[0] if present else None
    with_figures = [
        name for name in present if any(m.marketplace == name for m in found["metrics"])
    ] or present
    gravity = {name: _trouble(name, found) for name in with_figures}
    worst = max(gravity.values())
    candidates = [name for name, weight in gravity.items() if weight == worst]
    chosen = candidates[0]
    code = "marketplace-chosen" if len(candidates) == 1 and worst else "marketplace-ambiguous"
    others = [name for name in present if name != chosen]
    told.append(Problem(code, {"marketplace": country(chosen), "others": [country(name) for name in others]}))
    for change in found["status_changes"]:
        if change.marketplace in others and _GRAVITY[change.status]:
            params = {"marketplace": country(change.marketplace), "status": change.printed}
            told.append(Problem("marketplace-other-trouble", params, change.source))
    return chosen


def _trouble(marketplace: str, found: dict[str, list[Any]]) -> int:
    states = [_GRAVITY[s.status] for s in found["status_changes"] if s.marketplace == marketplace]
    if weight := max(states, default=0):
        return weight * 2
    return int(any(m.marketplace == marketplace and m.stated_verdict == "missed" for m in found["metrics"]))


def _agreed(metrics: list[Metric], told: list[Problem]) -> list[Metric]:
    """Metrics without repetition; those of one metric and window that disagree are all kept and told."""
    kept: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        span = metric.window
        when = (span.start, span.end) if span.start or span.end else (span.days, span.period)
        group = kept.setdefault((metric.id, metric.fulfilment, metric.category, when), [])
        same = next((i for i, other in enumerate(group) if _same_figures(metric, other)), None)
        if same is not None:
            group[same] = _fuller(group[same], metric)
            continue
        if group:
            params = {"metric": metric.id, "first": _place(group[0].source), "second": _place(metric.source)}
            told.append(Problem("sources-disagree", params, metric.source))
        group.append(metric)
    return list(chain.from_iterable(kept.values()))


def _same_figures(one: Metric, other: Metric) -> bool:
    for name in ("count", "total"):
        first, second = getattr(one, name), getattr(other, name)
        if first is not None and second is not None and first != second:
            return False
    if one.value is None or other.value is None:
        # Nothing shared to compare: two different sources may speak of different things.
        return one.value == other.value or (one.count is not None and one.count == other.count)
    return abs(one.value - other.value) <= 0.00006


def _fuller(one: Metric, other: Metric) -> Metric:
    def known(metric: Metric) -> int:
        return sum(getattr(metric, f.name) is not None for f in fields(metric))

    return other if known(other) > known(one) else one


def _place(source: Source) -> str:
    return f"{source.file}:{source.line}" if source.line else source.file


def _status(changes: list[StatusChange], notices: list[Any], told: list[Problem]) -> AccountStatus | None:
    """The status that a report or page shows, else the latest notification's, else the latest notice's."""
    shown = [change.status for change in changes if change.status and not change.when]
    if len(set(shown)) > 1:
        told.append(Problem("status-disagree", {"states": list(dict.fromkeys(shown))}))
    if shown:
        return shown[0]
    dated = [(change.when.isoformat(), change.status) for change in changes if change.when and change.status]
    if dated:
        return max(dated)[1]
    read = [
        (notice.day.isoformat() if notice.day else "", _GRAVITY[notice.status], notice.status)
        for notice in notices
        if notice.status
    ]
    return max(read)[2] if read else None


def _orders(parts: Sequence[Named]) -> OrderTable | None:
    return merge([named.part.orders for named in parts if named.part.orders is not None])


def _language(parts: Sequence[Named], notices: list[Any]) -> str | None:
    spoken = [named.part.language for named in parts if named.part.language]
    spoken += [notice.language for notice in notices if notice.language]
    return spoken[0] if spoken else None


def _as_of(parts: Sequence[Named], metrics: list[Metric], found: dict[str, list[Any]]) -> date | None:
    """The day of the data: a capture date, else the last day of any window, else the latest dated item."""
    captured = [named.part.captured for named in parts if named.part.captured]
    ends = [metric.window.end for metric in metrics if metric.window.end]
    ends += [times.window.end for times in found["contact_times"] if times.window.end]
    if captured or ends:
        return max([*captured, *ends])
    days = [
        item.day for name in ("notices", "feedback", "defects", "returns") for item in found[name] if item.day
    ]
    return max(days, default=None)


def _once(items: list[Any]) -> list[Any]:
    """``items`` without what a second file repeats; within one file, equal rows are two events."""
    files: dict[str, str] = {}
    kept: list[Any] = []
    for item in items:
        file = item.source.file
        names = _identities(item)
        if all(files.get(name, file) == file for name in names):
            kept.append(item)
            files.update(dict.fromkeys(names, file))
    return kept


def _identities(item: Any) -> list[str]:
    """What makes two records of different files the same thing, be it one name of several.

    An evaluation is known by its order, or by day, stars and words: page and report print
    different parts of it.
    """
    if isinstance(item, Notice):
        return [f"notice {item.type} {item.day} {item.text}"]
    if not isinstance(item, Feedback):
        return [repr(replace(item, source=Source("")))]
    names = [f"{item.day} {item.rating} {fold(squeeze(item.comment))[:60]}"] if item.comment else []
    if item.order_id and len(item.order_id) == ORDER_ID_LENGTH:
        names.append(f"{item.order_id} {item.rating}")
    return names or [repr(item)]


def _bounded(problems: list[Problem]) -> list[Problem]:
    """At most ``MAX_ALIKE`` problems of one kind and file; how many more there are is one problem."""
    kept: list[Problem] = []
    alike: dict[tuple[str, str | None], list[Problem]] = {}
    for problem in problems:
        group = alike.setdefault((problem.code, problem.source.file if problem.source else None), [])
        group.append(problem)
        if len(group) <= MAX_ALIKE:
            kept.append(problem)
    return kept + [
        Problem("problems-alike", {"count": len(group) - MAX_ALIKE}, group[MAX_ALIKE].source)
        for group in alike.values()
        if len(group) > MAX_ALIKE
    ]


def _unique(items: Iterable[T]) -> list[T]:
    """``items`` without exact repetitions, in their order."""
    seen: dict[str, T] = {}
    for item in items:
        seen.setdefault(repr(item), item)
    return list(seen.values())
