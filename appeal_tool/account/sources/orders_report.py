"""The all-orders report (GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL), tab-separated, streamed.

Its header is in English in every marketplace seen; columns are found by name, so that
one left out or added does no harm. It has neither ship dates nor promised dates: no
late-shipment rate can be computed from it. Buyers' towns and post codes are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appeal_tool.account.content import Content
from appeal_tool.account.marketplaces import marketplace_id
from appeal_tool.account.model import InputError
from appeal_tool.account.orders import COLUMNS, UNKNOWN_HOUR, UNKNOWN_QUANTITY, OrderTable, OrderTableBuilder
from appeal_tool.account.part import Part
from appeal_tool.account.table import Rejects, cells, delimiter, duplicates, positions, rows

FORMAT = "orders-report"
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("amazon-order-id",),
    "date": ("purchase-date",),
    "quantity": ("quantity",),
    "item_status": ("item-status",),
    "status": ("order-status",),
    "fulfilment": ("fulfillment-channel", "fulfilment-channel"),
    "sku": ("sku",),
    "asin": ("asin",),
    "product": ("product-name",),
    "country": ("ship-country",),
    "region": ("ship-state",),
    "service_level": ("ship-service-level",),
    "sales_channel": ("sales-channel",),
}
_CANCELLED = "Cancelled"
_WORD_LENGTH = 200


def recognises(content: Content) -> float:
    """Certain if the header names an order id and a purchase date."""
    first = content.head.lstrip().split("\n", 1)[0].lower()
    return 1.0 if "amazon-order-id" in first and "purchase-date" in first else 0.0


def read(content: Content) -> Part:
    """All rows as an ``OrderTable``; rows with impossible dates or quantities are counted, not read."""
    part, rejects = Part(), Rejects()
    lines = content.lines()
    header_line, first = _header(lines, content)
    mark = delimiter(first) or "\t"
    header = [cell.strip().strip('"') for cell in first.split(mark)]
    at = positions(header, _NAMES)
    if "id" not in at or "date" not in at:
        raise InputError("file-unknown", content.source(header_line))
    for name in duplicates(header):
        part.problem("table-column-twice", content.source(header_line), column=content.excerpt(name))
    data = _tabbed(lines, header_line + 1) if mark == "\t" else rows(lines, mark, header_line + 1)
    table = _fill(data, at, len(header), rejects)
    table.sources = (content.source(),)
    part.orders = table
    part.problems += rejects.problems(content.source)
    part.captured = table.last_day
    part.marketplace = _marketplace(table)
    return part


def _header(lines: Iterator[str], content: Content) -> tuple[int, str]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            return number, line
    raise InputError("file-empty", content.source())


def _tabbed(lines: Iterator[str], first: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a report as the marketplace writes it; quicker than ``rows``, which a spreadsheet's quotes need."""
    for number, line in enumerate(lines, first):
        if '"' in line:
            yield number, cells(line, "\t")
        elif line and not line.isspace():
            yield number, line.split("\t")


def _fill(
    numbered: Iterator[tuple[int, list[str]]], at: dict[str, int], width: int, rejects: Rejects
) -> OrderTable:
    builder = OrderTableBuilder()
    table, code = builder.table, builder.code
    codes_of = builder.codes
    words = [(name, at[name], table.columns[name].codes) for name in COLUMNS if name in at]
    missing = [table.columns[name].codes for name in COLUMNS if name not in at]
    status_codes = table.columns["status"].codes
    order_at, date_at = at["id"], at["date"]
    quantity_at, item_at = at.get("quantity"), at.get("item_status")
    needed = max(at.get(name, 0) for name in ("id", "date", "quantity", "sku", "asin", "status"))
    known_days: dict[str, int | None] = {}
    for line, row in numbered:
        if len(row) != width:
            # Empty cells at the end are sometimes cut off, and sometimes doubled.
            if (len(row) > width and any(row[width:])) or len(row) <= needed:
                rejects.add("ragged", line)
                continue
            row += [""] * (width - len(row))
        number = _number(row[order_at])
        if number is None:
            rejects.add("order-id", line)
            continue
        when = row[date_at]
        day = known_days.get(when[:10], 0)
        if day == 0:
            day = known_days[when[:10]] = _ordinal(when[:10])
        if day is None:
            rejects.add("date", line)
            continue
        quantity = UNKNOWN_QUANTITY
        if quantity_at is not None and (text := row[quantity_at]):
            quantity = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -2
            if quantity == -2:
                rejects.add("quantity", line)
                continue
        table.ids.append(number)
        table.days.append(day)
        table.hours.append(_hour(when))
        table.quantities.append(quantity)
        for name, place, codes in words:
            word = row[place]
            known = codes_of[name].get(word)
            codes.append(code(name, word.strip()[:_WORD_LENGTH]) if known is None else known)
        for codes in missing:
            codes.append(0)
        # An item that was cancelled out of an order that went on is a cancelled row.
        if item_at is not None and row[item_at][:6].lower() == "cancel":
            status_codes[-1] = code("status", _CANCELLED)
    return table


def _number(text: str) -> int | None:
    """The digits of an order id, 0 for the id of an order from another shop, ``None`` for what is no id."""
    if len(text) == 19 and text[3] == "-" == text[11]:
        digits = text[:3] + text[4:11] + text[12:]
        if digits.isascii() and digits.isdigit():
            return int(digits)
    return 0 if text[:1] in "SsDdPp" and text[1:3].isdigit() and text[3:4] == "-" else None


def _ordinal(text: str) -> int | None:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def _hour(text: str) -> int:
    hour = text[11:13]
    return int(hour) if hour.isascii() and hour.isdigit() and hour < "24" else UNKNOWN_HOUR


def _marketplace(table: OrderTable) -> str | None:
    """The one marketplace that all rows' sales channels name."""
    names = {marketplace_id(name) for name in table.columns["sales_channel"].values if name}
    names.discard(None)
    return names.pop() if len(names) == 1 else None
