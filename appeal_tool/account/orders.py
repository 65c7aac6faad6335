"""The orders of an all-orders report, column by column.

One row is one line of the report (one item of an order), kept in the order of
the file. A million rows take about 60 MB: numbers stand in arrays, and words
that repeat are kept once and referred to by a code.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from appeal_tool.account.model import Source

COLUMNS = (
    "status",
    "fulfilment",
    "sku",
    "asin",
    "product",
    "country",
    "region",
    "service_level",
    "sales_channel",
)
"""Names of the dictionary-coded columns of an ``OrderTable``."""

ORDER_ID = re.compile(r"(\d{3})-(\d{7})-(\d{7})", re.ASCII)
UNKNOWN_HOUR = -1
UNKNOWN_QUANTITY = -1


@dataclass(slots=True)
class Column:
    """Words by code: row ``i`` holds ``values[codes[i]]``; code 0 is the empty string, unknown."""

    codes: array[int] = field(default_factory=lambda: array("I"))
    values: list[str] = field(default_factory=lambda: [""])

    def __getitem__(self, row: int) -> str:
        return self.values[self.codes[row]]

    def __len__(self) -> int:
        return len(self.codes)

    def counts(self) -> dict[str, int]:
        """How many rows hold each value."""
        numbers = [0] * len(self.values)
        for code in self.codes:
            numbers[code] += 1
        return {value: number for value, number in zip(self.values, numbers, strict=True) if number}


def order_number(order_id: str) -> int | None:
    """An order id ``123-1234567-1234567`` as its 17 digits, ``None`` for any other text."""
    match = ORDER_ID.fullmatch(order_id)
    return int(match[1] + match[2] + match[3]) if match else None


@dataclass(slots=True)
class OrderTable:
    """All rows of one or several order reports.

    ``ids`` are the 17 digits of the order id (0 where the row has another kind
    of id, such as ``S01-...`` of an order from another shop), ``days`` the
    proleptic ordinal of the purchase day as printed (the report's own time
    zone, usually UTC), ``hours`` the hour of purchase, 0 to 23, or -1 unknown;
    ``quantities`` the units, or -1 unknown. ``columns`` has the keys ``COLUMNS``.
    """

    ids: array[int] = field(default_factory=lambda: array("Q"))
    days: array[int] = field(default_factory=lambda: array("l"))
    hours: array[int] = field(default_factory=lambda: array("b"))
    quantities: array[int] = field(default_factory=lambda: array("i"))
    columns: dict[str, Column] = field(default_factory=lambda: {name: Column() for name in COLUMNS})
    sources: tuple[Source, ...] = ()
    _index: array[int] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> Column:
        """The column of that name, one of ``COLUMNS``; ``KeyError`` for another."""
        return self.columns[name]

    def order_id(self, row: int) -> str:
        """The order id as printed in the report, empty if it is none of 17 digits."""
        number = self.ids[row]
        if not number:
            return ""
        digits = f"{number:017d}"
        return f"{digits[:3]}-{digits[3:10]}-{digits[10:]}"

    def day(self, row: int) -> date:
        """The day of purchase."""
        return date.fromordinal(self.days[row])

    def find(self, order_id: str) -> int | None:
        """The first row of that order, or ``None``. The first call sorts an index (seconds a million)."""
        number = order_number(order_id)
        if not number:
            return None
        index = self._sorted()
        low, high = 0, len(index)
        while low < high:
            middle = (low + high) // 2
            if self.ids[index[middle]] < number:
                low = middle + 1
            else:
                high = middle
        return index[low] if low < len(index) and self.ids[index[low]] == number else None

    @property
    def cancelled(self) -> Iterator[int]:
        """The rows whose status says cancelled, by whomever: the report does not tell whose doing it was."""
        status = self.columns["status"]
        codes = {code for code, value in enumerate(status.values) if value.lower().startswith("cancel")}
        return (row for row, code in enumerate(status.codes) if code in codes)

    @property
    def first_day(self) -> date | None:
        """The earliest day of purchase."""
        return date.fromordinal(min(self.days)) if self.days else None

    @property
    def last_day(self) -> date | None:
        """The latest day of purchase."""
        return date.fromordinal(max(self.days)) if self.days else None

    def _sorted(self) -> array[int]:
        """Rows by id, then by place in the file (the sort is stable)."""
        if self._index is None or len(self._index) != len(self.ids):
            self._index = array("I", sorted(range(len(self.ids)), key=self.ids.__getitem__))
        return self._index


@dataclass(slots=True)
class OrderTableBuilder:
    """Fills an ``OrderTable`` row by row; each distinct word is stored once."""

    table: OrderTable = field(default_factory=OrderTable)
    codes: dict[str, dict[str, int]] = field(default_factory=dict)
    """For each column, the code of each word."""

    def __post_init__(self) -> None:
        for name, column in self.table.columns.items():
            self.codes[name] = {value: code for code, value in enumerate(column.values)}

    def add(
        self,
        number: int,
        day: int,
        hour: int = UNKNOWN_HOUR,
        quantity: int = UNKNOWN_QUANTITY,
        **words: str,
    ) -> None:
        """Append one row; ``day`` is a proleptic ordinal, ``words`` are values of ``COLUMNS``."""
        table = self.table
        table.ids.append(number)
        table.days.append(day)
        table.hours.append(hour)
        table.quantities.append(quantity)
        for name, column in table.columns.items():
            column.codes.append(self.code(name, words.get(name, "")))

    def code(self, name: str, word: str) -> int:
        """The code of a word in a column, given out at its first use."""
        codes = self.codes[name]
        code = codes.get(word)
        if code is None:
            code = codes[word] = len(codes)
            self.table.columns[name].values.append(word)
        return code


def merge(tables: list[OrderTable]) -> OrderTable | None:
    """One table of several reports; a row that an earlier report already holds is taken once.

    Reports of overlapping periods repeat orders: a line of a later report with
    the same order, sku and status as one of an earlier report is left out.
    """
    if not tables:
        return None
    if len(tables) == 1:
        return tables[0]
    builder = OrderTableBuilder()
    seen: set[int] = set()
    for table in tables:
        new: set[int] = set()
        for row in range(len(table)):
            words = {name: column[row] for name, column in table.columns.items()}
            # Only the hash is kept: a million keys as tuples would take 200 MB.
            key = hash((table.ids[row], words["sku"], words["status"]))
            if table.ids[row] and key in seen:
                continue
            new.add(key)
            builder.add(table.ids[row], table.days[row], table.hours[row], table.quantities[row], **words)
        seen |= new
    merged = builder.table
    merged.sources = tuple(source for table in tables for source in table.sources)
    return merged
