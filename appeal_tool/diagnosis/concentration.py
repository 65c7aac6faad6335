"""Where defects gather: products, days, weekdays, hours, destinations, carriers - and whether that is chance.

A value's share of the defects is held against its share of the orders (exact
binomial tail, times the number of values tried). Without the orders only the
counts are told, and no chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from appeal_tool.account.model import Account
from appeal_tool.account.orders import OrderTable, order_number
from appeal_tool.diagnosis.chance import binomial_tail, find_jump
from appeal_tool.diagnosis.model import Concentration

DIMENSIONS = ("product", "day", "weekday", "hour", "destination", "carrier")
_FEWEST = 5  # fewer defects than this gather nowhere
_ROWS = 10
_LONGEST = 3660  # days of a series looked through for a jump


@dataclass(slots=True)
class Incident:
    """One defect with what is known of its order.

    ``listed`` is false for a cancelled order of the order file, which does not say who cancelled it;
    ``joined`` is true where the order was found in the order file, so that ``day`` is the order's own.
    """

    kind: str
    order: int | None = None
    product: str = ""
    day: int | None = None
    hour: int = -1
    destination: str = ""
    carrier: str = ""
    listed: bool = True
    joined: bool = False

    def value(self, dimension: str) -> str:
        """The value along a dimension as text, empty if unknown."""
        match dimension:
            case "day":
                return "" if self.day is None else date.fromordinal(self.day).isoformat()
            case "weekday":
                return "" if self.day is None else str(_weekday(self.day))
            case "hour":
                return "" if self.hour < 0 else f"{self.hour:02d}"
        return str(getattr(self, dimension))


def concentrations(account: Account) -> tuple[Concentration, ...]:
    """Every dimension along which at least five defects of one kind have values, and jumps in time."""
    return gatherings(account, incidents_of(account))


def incidents_of(account: Account) -> list[Incident]:
    """Every defect with a name: listed ones, returns, negative feedback, claims, cancelled orders."""
    incidents = _incidents(account)
    orders = account.orders
    if orders is not None and len(orders):
        _join(incidents, orders)
        incidents.extend(_cancelled(orders, {i.order for i in incidents if i.kind == "cancellation"}))
    return incidents


def gatherings(account: Account, incidents: list[Incident]) -> tuple[Concentration, ...]:
    """Every dimension along which at least five defects of one kind have values, and jumps in time."""
    orders = account.orders
    totals: dict[str, Mapping[str, int]] = {}
    found: list[Concentration] = []
    kinds = dict.fromkeys(incident.kind for incident in incidents)
    for kind in kinds:
        own = [incident for incident in incidents if incident.kind == kind]
        if len(own) < _FEWEST:
            continue
        for dimension in DIMENSIONS:
            if dimension not in totals:
                totals[dimension] = _totals(orders, dimension)
            gathered = _gathering(kind, dimension, own, totals[dimension])
            if gathered:
                found.append(gathered)
        found.extend(_jump(kind, own, totals["day"]))
    return tuple(found)


def pareto(rows: Iterable[tuple[str, int, int | None]], defects: int, share: float = 0.5) -> int:
    """How many of the first rows carry at least ``share`` of the defects."""
    carried = number = 0
    for _, count, _ in rows:
        number += 1
        carried += count
        if carried >= share * defects:
            break
    return number


def _incidents(account: Account) -> list[Incident]:
    found = [
        Incident(d.kind, order_number(d.order_id or ""), d.asin or d.sku or "", _ordinal(d.day), -1)
        for d in account.defects
    ]
    for incident, defect in zip(found, account.defects, strict=True):
        incident.destination, incident.carrier = defect.destination or "", defect.carrier or ""
    listed = {(i.kind, i.order) for i in found if i.order}
    for item in account.returns:
        number = order_number(item.order_id or "")
        product = item.asin or item.sku or item.product
        found.append(
            Incident(
                "return", number, product, _ordinal(item.ordered or item.day), carrier=item.carrier or ""
            )
        )
    for feedback in account.feedback:
        number = order_number(feedback.order_id or "")
        negative = feedback.rating <= 2 and not feedback.marketplace_responsible
        if negative and ("negative-feedback", number) not in listed:
            found.append(Incident("negative-feedback", number, day=_ordinal(feedback.day)))
    for claim in account.claims:
        number = order_number(claim.order_id or "")
        if claim.at_fault is not False and ("a-to-z-claim", number) not in listed:
            found.append(Incident("a-to-z-claim", number, claim.product))
    return found


def _join(incidents: list[Incident], orders: OrderTable) -> None:
    """Fill in product, day, hour and destination from the order file (one pass, whatever its size)."""
    wanted: dict[int, list[Incident]] = {}
    for incident in incidents:
        if incident.order:
            wanted.setdefault(incident.order, []).append(incident)
    if not wanted:
        return
    products, countries = _Products(orders), orders.column("country")
    for row, number in enumerate(orders.ids):
        for incident in wanted.get(number, ()):
            incident.product = products[row] or incident.product
            incident.day, incident.hour = orders.days[row], orders.hours[row]
            incident.destination = incident.destination or countries[row]
            incident.joined = True


def _cancelled(orders: OrderTable, listed: set[int | None]) -> Iterator[Incident]:
    products, countries = _Products(orders), orders.column("country")
    for row in orders.cancelled:
        if orders.ids[row] not in listed:
            yield Incident(
                "cancellation",
                orders.ids[row],
                products[row],
                orders.days[row],
                orders.hours[row],
                countries[row],
                listed=False,
            )


class _Products:
    """The product of a row: its ASIN, else its SKU."""

    __slots__ = ("_asin", "_sku")

    def __init__(self, orders: OrderTable) -> None:
        self._asin, self._sku = orders.column("asin"), orders.column("sku")

    def __getitem__(self, row: int) -> str:
        return self._asin[row] or self._sku[row]


def _totals(orders: OrderTable | None, dimension: str) -> Mapping[str, int]:
    """How many rows of the order file hold each value; empty where the file cannot tell."""
    if orders is None or not len(orders):
        return {}
    match dimension:
        case "product":
            asins, skus = orders.column("asin"), orders.column("sku")
            pairs = Counter(zip(asins.codes, skus.codes, strict=True))
            counts: Counter[str] = Counter()
            for (asin, sku), number in pairs.items():
                counts[asins.values[asin] or skus.values[sku]] += number
            return counts
        case "day":
            return {date.fromordinal(day).isoformat(): n for day, n in Counter(orders.days).items()}
        case "weekday":
            week: Counter[str] = Counter()
            for day, number in Counter(orders.days).items():
                week[str(_weekday(day))] += number
            return week
        case "hour":
            return {f"{hour:02d}": number for hour, number in Counter(orders.hours).items() if hour >= 0}
        case "destination":
            column = orders.column("country")
            return {column.values[code]: number for code, number in Counter(column.codes).items()}
    return {}


def _gathering(
    kind: str, dimension: str, incidents: list[Incident], totals: Mapping[str, int]
) -> Concentration | None:
    counts = Counter(value for incident in incidents if (value := incident.value(dimension)))
    known = sum(counts.values())
    if known < _FEWEST or (len(counts) < 2 and not totals):
        return None
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    everything = sum(number for value, number in totals.items() if value)
    standout, p_value = None, None
    if everything and all(totals.get(value, 0) >= number for value, number in rows):
        chances = {value: binomial_tail(number, known, totals[value] / everything) for value, number in rows}
        standout = min(chances, key=lambda value: (chances[value], -counts[value]))
        p_value = min(1.0, chances[standout] * max(len([v for v in totals if v]), 1))
    table = tuple(
        (value, number, totals.get(value) if p_value is not None else None) for value, number in rows
    )
    return Concentration(kind, dimension, table[:_ROWS], p_value, known, standout)


def _jump(kind: str, incidents: list[Incident], totals: Mapping[str, int]) -> Iterator[Concentration]:
    days = Counter(incident.day for incident in incidents if incident.day)
    if not days:
        return
    ordered = {date.fromisoformat(day).toordinal(): number for day, number in totals.items()}
    sound = bool(ordered) and all(ordered.get(day, 0) >= number for day, number in days.items())
    first, last = (min(ordered), max(ordered)) if sound else (min(days), max(days))
    if last - first >= _LONGEST:
        return
    series = range(first, last + 1)
    exposure = [ordered.get(day, 0) if sound else 1 for day in series]
    jump = find_jump([days[day] for day in series], exposure)
    if jump is None:
        return
    since = date.fromordinal(first + jump.index).isoformat()
    until = date.fromordinal(first + jump.index - 1).isoformat()
    rows = (
        (until, jump.before[0], jump.before[1] if sound else None),
        (since, jump.since[0], jump.since[1] if sound else None),
    )
    yield Concentration(kind, "jump", rows, jump.p_value, sum(days.values()), since)


def _weekday(ordinal: int) -> int:
    """0 is Monday, as in ``date.weekday``."""
    return (ordinal + 6) % 7


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None
