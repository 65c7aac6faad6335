"""The two returns reports: of the seller's own shipping (33 columns by position) and of FBA (by header).

Seller-fulfilled: GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE, dates ``dd-MMM-yyyy``, flags
Y and N, the A-to-z flag among them. FBA: GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA, ISO
dates, with the customer's comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from appeal_tool.account import figures
from appeal_tool.account.content import Content
from appeal_tool.account.model import InputError, Return
from appeal_tool.account.part import Part
from appeal_tool.account.table import MAX_ROWS, Rejects, cells, delimiter, duplicates, positions, rows

FORMAT = "returns-report"
_WIDTH = 33
_AT = {
    "order": 0, "ordered": 1, "day": 2, "carrier": 9, "a_to_z": 12, "asin": 14, "sku": 15, "product": 16,
    "quantity": 17, "reason": 18,
}  # fmt: skip
_FBA: dict[str, tuple[str, ...]] = {
    "order": ("order-id",),
    "day": ("return-date",),
    "asin": ("asin",),
    "sku": ("sku",),
    "product": ("product-name",),
    "quantity": ("quantity",),
    "reason": ("reason",),
    "comment": ("customer-comments",),
    "disposition": ("detailed-disposition",),
}
_ORDER = re.compile(r"\d{3}-\d{7}-\d{7}")
_WORDED = re.compile(r"\d{1,2}-[^\W\d]{3,4}\.?-\d{4}")


def recognises(content: Content) -> float:
    """Sure of an FBA header, or of 33 columns with an order id and a date ``dd-MMM-yyyy`` in front."""
    lines = [line for line in content.head.split("\n")[:4] if line.strip()]
    mark = delimiter(lines[0]) if lines else None
    if mark is None:
        return 0.0
    if _is_fba(cells(lines[0], mark)):
        return 1.0
    rows_ = [cells(line, mark) for line in lines]
    if any(len(row) >= 20 and _ORDER.fullmatch(row[0]) and _WORDED.match(row[1]) for row in rows_):
        return 0.95
    header = [figures.fold(cell) for cell in rows_[0]]
    return 0.9 if len(header) == _WIDTH and "a-to-z claim" in header else 0.0


def read(content: Content) -> Part:
    """Every returned item; what a customer wrote is masked."""
    part, rejects = Part(), Rejects()
    lines = content.lines()
    number, first = next(((n, text) for n, text in enumerate(lines, 1) if text.strip()), (0, ""))
    mark = delimiter(first)
    if mark is None:
        raise InputError("file-unknown", content.source())
    header = cells(first, mark)
    fba = _is_fba(header)
    at = positions(header, _FBA) if fba else _AT
    for name in duplicates(header) if fba else []:
        part.problem("table-column-twice", content.source(number), column=content.excerpt(name))
    data = rows(lines, mark, number + 1)
    if not fba and _ORDER.fullmatch(header[0]):
        data = _with_first((number, header), data)
    need = max(at["order"], at["day"]) + 1 if fba else at["reason"] + 1
    for line, row in data:
        if len(row) < need:
            rejects.add("ragged", line)
        elif len(part.returns) >= MAX_ROWS:
            rejects.add("too-many", line)
        else:
            part.returns.append(_return(row, at, line, fba, content, rejects))
    part.problems += rejects.problems(content.source)
    return part


def _is_fba(header: list[str]) -> bool:
    names = {cell.lower() for cell in header}
    return {"return-date", "order-id"} <= names and bool(names & {"fnsku", "detailed-disposition", "reason"})


def _with_first(
    first: tuple[int, list[str]], rest: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rest


def _return(
    row: list[str], at: dict[str, int], line: int, fba: bool, content: Content, rejects: Rejects
) -> Return:
    def cell(name: str) -> str:
        place = at.get(name)
        return row[place] if place is not None and place < len(row) else ""

    def day(name: str) -> date | None:
        text = cell(name)
        found = figures.day(text.replace("-", " ") if _WORDED.match(text) else text)
        if text and found is None:
            rejects.add("date-unread", line)
        return found

    quantity = figures.integer(cell("quantity"))
    if cell("quantity") and quantity is None:
        rejects.add("quantity-unread", line)
    order = cell("order")
    if order and not _ORDER.fullmatch(order):
        rejects.add("order-id-unread", line)
        order = ""
    flag = cell("a_to_z").upper()[:1]
    return Return(
        source=content.source(line),
        order_id=order or None,
        day=day("day"),
        ordered=day("ordered"),
        asin=cell("asin") or None,
        sku=cell("sku") or None,
        product=cell("product"),
        quantity=quantity,
        reason=cell("reason"),
        comment=content.mask(cell("comment")),
        a_to_z={"Y": True, "N": False}.get(flag),
        carrier=cell("carrier") or None,
        fulfilment="marketplace" if fba else "seller",
    )
