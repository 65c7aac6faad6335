"""The list of defects, order by order, that a seller downloads from the account health page.

Its columns differ from page to page and language to language, so they are found by
name in ``labels/defect_list.json``. A user adds names of his own in a file of the same
shape, ``defect_columns.json`` in the configuration folder (``appeal-tool doctor`` names
it) or wherever the variable ``APPEAL_TOOL_DEFECT_COLUMNS`` points.

Which defect a row is, is told by a column with its kind, by yes/no columns, or by columns
that only one kind of list has (an expected ship date, a reason for cancelling).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from appeal_tool.account import figures
from appeal_tool.account.content import Content
from appeal_tool.account.figures import DayOrder
from appeal_tool.account.marketplaces import country, marketplace_id
from appeal_tool.account.model import Defect, DefectKind, InputError, Source
from appeal_tool.account.part import Part
from appeal_tool.account.table import (
    MAX_ROWS,
    Rejects,
    cells,
    delimiter,
    duplicates,
    plain,
    positions,
    rows,
)

FORMAT = "defect-list"
USER_FILE = "APPEAL_TOOL_DEFECT_COLUMNS"
_ORDER = re.compile(r"\d{3}-\d{7}-\d{7}")
_TITLE_LINES = 10
"""Lines with titles and dates that may stand above the header."""
_Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Labels:
    """The alias table: names of columns and values for each thing that is looked for."""

    columns: _Names
    flags: _Names
    inverse_flags: _Names
    values: _Names
    header_kinds: _Names
    yes: frozenset[str]
    no: frozenset[str]
    fault: str | None = None
    """The user's own table, if it could not be read."""


@cache
def labels() -> Labels:
    """The alias table with the user's own names added; they come first."""
    own, fault = _user_table()
    packed = json.loads(
        (Path(__file__).parent.parent / "labels" / "defect_list.json").read_text(encoding="utf-8")
    )

    def names(section: str) -> dict[str, tuple[str, ...]]:
        extra = own.get(section)
        extra = extra if isinstance(extra, dict) else {}
        return {
            key: (*(str(name) for name in extra.get(key, []) if isinstance(extra.get(key), list)), *known)
            for key, known in packed[section].items()
        }

    return Labels(
        names("columns"),
        names("flags"),
        names("inverse_flags"),
        names("values"),
        names("header_kinds"),
        frozenset(map(figures.fold, packed["yes"])),
        frozenset(map(figures.fold, packed["no"])),
        fault,
    )


def _user_table() -> tuple[dict[str, object], str | None]:
    path = _user_path()
    try:
        if path is None or not path.is_file():
            return {}, None
        table = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}, str(path)
    return (table, None) if isinstance(table, dict) else ({}, str(path))


def _user_path() -> Path | None:
    if given := os.environ.get(USER_FILE):
        return Path(given)
    import platformdirs

    try:
        return Path(platformdirs.user_config_path("appeal-tool", appauthor=False)) / "defect_columns.json"
    except (OSError, RuntimeError):
        return None


@dataclass(frozen=True, slots=True)
class _Header:
    line: int
    mark: str
    names: list[str]
    at: dict[str, int]
    flags: dict[str, int]
    inverse: dict[str, int]
    kind: str | None


def _header(lines: list[str]) -> _Header | None:
    """The first line that names an order id and something that tells the kind of defect."""
    table = labels()
    for number, line in enumerate(lines[:_TITLE_LINES], 1):
        mark = delimiter(line)
        if mark is None:
            continue
        names = cells(line, mark)
        at = positions(names, dict(table.columns))
        if "order_id" not in at and "asin" not in at:
            continue
        flags = positions(names, dict(table.flags))
        inverse = positions(names, dict(table.inverse_flags))
        kinds = positions(names, dict(table.header_kinds))
        if "kind" in at or flags or inverse or kinds:
            return _Header(number, mark, names, at, flags, inverse, next(iter(kinds), None))
    return None


def recognises(content: Content) -> float:
    """Good if a header names an order id and a kind of defect."""
    header = _header(content.head.split("\n"))
    if header is None:
        return 0.0
    return 0.85 if "order_id" in header.at else 0.6


def read(content: Content) -> Part:
    """One defect for each row and kind; what a buyer wrote is masked."""
    part, rejects = Part(), Rejects()
    header = _header(content.head.split("\n"))
    if header is None:
        raise InputError("file-unknown", content.source())
    if fault := labels().fault:
        part.problem("defects-user-table", Source(fault))
    for name in duplicates(header.names):
        part.problem("table-column-twice", content.source(header.line), column=content.excerpt(name))
    lines = content.lines()
    for _ in range(header.line):
        next(lines, None)
    kept: list[tuple[int, list[str]]] = []
    for line, row in rows(lines, header.mark, header.line + 1):
        if len(row) > len(header.names) and any(row[len(header.names) :]):
            rejects.add("ragged", line)
        elif len(kept) >= MAX_ROWS:
            rejects.add("too-many", line)
        else:
            kept.append((line, row + [""] * (len(header.names) - len(row))))
    order = _order(header, kept)
    for line, row in kept:
        part.defects.extend(_defects(header, row, line, order, content, rejects))
    part.problems += rejects.problems(content.source)
    return part


def _defects(
    header: _Header, row: list[str], line: int, order: DayOrder | None, content: Content, rejects: Rejects
) -> list[Defect]:
    def cell(name: str) -> str:
        place = header.at.get(name)
        return row[place] if place is not None else ""

    kinds = _kinds(header, row)
    if kinds is None:
        rejects.add("defect-kind", line)
        return []
    order_id = cell("order_id")
    if order_id and not _ORDER.fullmatch(order_id):
        rejects.add("order-id-unread", line)
        order_id = ""
    if not order_id and not cell("asin") and not cell("sku"):
        rejects.add("ragged", line)
        return []
    day = _day(cell("day"), order, line, rejects)
    market = cell("marketplace")
    return [
        Defect(
            source=content.source(line),
            kind=cast("DefectKind", kind),
            order_id=order_id or None,
            day=day,
            asin=cell("asin") or None,
            sku=cell("sku") or None,
            reason=content.mask(cell("reason")),
            comment=content.mask(cell("comment")),
            carrier=cell("carrier") or None,
            destination=cell("destination") or None,
            marketplace=marketplace_id(market) if market else None,
        )
        for kind in kinds
    ]


def _kinds(header: _Header, row: list[str]) -> list[str] | None:
    """The kinds of one row: by its own word, by its flags, by the kind of the list; ``None`` if unknown."""
    table = labels()
    place = header.at.get("kind")
    if place is not None and row[place]:
        word = plain(row[place])
        for kind, values in table.values.items():
            if word in {plain(value) for value in values}:
                return [kind]
        if not header.kind and not header.flags:
            return None
    if header.flags or header.inverse:
        found = [kind for kind, at in header.flags.items() if figures.fold(row[at]) not in table.no]
        found += [
            kind
            for kind, at in header.inverse.items()
            if row[at] and figures.fold(row[at]) in table.no and kind not in found
        ]
        if found or not header.kind:
            return found
    return [header.kind] if header.kind else None


def _day(text: str, order: DayOrder | None, line: int, rejects: Rejects) -> date | None:
    if not text or text in ("-", "--"):
        return None
    day = figures.day(text, order)
    if day is None:
        ambiguous = order is None and figures.day(text, "dmy") and figures.day(text, "mdy")
        rejects.add("date-ambiguous" if ambiguous else "date-unread", line)
    return day


def _order(header: _Header, kept: list[tuple[int, list[str]]]) -> DayOrder | None:
    """Which comes first in numeric dates: by the marketplace named, or by a day above 12 in the list."""
    at, market = header.at.get("day"), header.at.get("marketplace")
    if market is not None:
        named = {marketplace_id(row[market]) for _, row in kept if row[market]} - {None}
        places = {country(name) for name in named if name}
        if places and not places & {"US", "CA", "JP"}:
            return "dmy"
        if places == {"US"}:
            return "mdy"
    if at is None:
        return None
    orders: set[DayOrder] = set()
    for _, row in kept:
        parts = re.split(r"[/.-]", row[at].split(" ")[0])
        if len(parts) == 3 and all(part.isdigit() and len(part) <= 4 for part in parts) and len(parts[0]) < 3:
            if int(parts[0]) > 12:
                orders.add("dmy")
            elif int(parts[1]) > 12:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else None
