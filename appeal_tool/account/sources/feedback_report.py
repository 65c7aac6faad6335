"""The feedback report (GET_SELLER_FEEDBACK_DATA), tab-separated: evaluations, in its three layouts.

Columns are read by position, since the header is in the account's language and its
spellings are not known. Dates are numeric and follow the marketplace (US month first,
Japan year first, others day first); the marketplace is told by the raters' addresses.
Without one, the order is taken from a day above 12 somewhere in the file; if there is
none, the dates stay unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appeal_tool.account import figures
from appeal_tool.account.content import Content
from appeal_tool.account.figures import DayOrder
from appeal_tool.account.marketplaces import country, marketplaces_in
from appeal_tool.account.model import Feedback, InputError
from appeal_tool.account.part import Part
from appeal_tool.account.table import MAX_ROWS, Rejects, cells, delimiter, rows

FORMAT = "feedback-report"
_ORDER = re.compile(r"\d{3}-\d{7}-\d{7}")
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_HEADER = re.compile(r"(?i)^\ufeff?\"?date\"?[\t;,]\"?rating\"?[\t;,]")
_YES = frozenset(["yes", "oui", "ja", "sí", "si", "sì", "y", "o", "j", "1", "true", "はい"])
_NO = frozenset(["no", "non", "nein", "n", "0", "false", "nee", "いいえ"])
_ORDER_AT = {6: 4, 9: 7, 10: 7}
"""The place of the order id in each layout."""


def recognises(content: Content) -> float:
    """Sure if the first rows have a date, one to five stars and an order id where a layout has them."""
    lines = [line for line in content.head.split("\n")[:6] if line.strip()]
    if not lines:
        return 0.0
    mark = delimiter(lines[0])
    if mark is None:
        return 0.0
    if any(_layout(cells(line, mark)) for line in lines):
        return 0.95
    return 0.9 if _HEADER.match(lines[0]) and len(cells(lines[0], mark)) in _ORDER_AT else 0.0


def read(content: Content) -> Part:
    """Every evaluation; e-mail addresses of raters are not kept, comments are masked."""
    part, rejects = Part(), Rejects()
    kept: list[tuple[int, list[str], int]] = []
    addresses: set[str] = set()
    for line, row, layout in _data(content, rejects):
        if len(kept) >= MAX_ROWS:
            rejects.add("too-many", line)
            continue
        addresses.update(marketplaces_in(row[_ORDER_AT[layout] + 1]))
        kept.append((line, row[: layout - 1], layout))
    if not kept and not rejects.counts and not _HEADER.match(content.head):
        raise InputError("file-unknown", content.source())
    part.marketplace = addresses.pop() if len(addresses) == 1 else None
    order = _day_order(part.marketplace, [row[0] for _, row, _ in kept])
    for line, row, layout in kept:
        day = figures.day(row[0], order)
        if day is None:
            certain = order is not None or not _swappable(row[0])
            rejects.add("date-unread" if certain else "date-ambiguous", line)
        extra = row[4:7] if layout > 6 else ["", "", ""]
        part.feedback.append(
            Feedback(
                source=content.source(line),
                rating=int(row[1]),
                comment=content.mask(row[2]),
                day=day,
                order_id=row[_ORDER_AT[layout]] or None,
                response=content.mask(row[3]),
                on_time=_yes(extra[0]),
                as_described=_yes(extra[1]),
                service=_yes(extra[2]),
                marketplace=part.marketplace,
            )
        )
    part.problems += rejects.problems(content.source)
    return part


def _data(content: Content, rejects: Rejects) -> Iterator[tuple[int, list[str], int]]:
    """The rows that are evaluations; a tab inside a comment is mended by the place of the order id."""
    mark = delimiter(next((line for line in content.head.split("\n") if line.strip()), "")) or "\t"
    for number, (line, row) in enumerate(rows(content.lines(), mark)):
        layout = _layout(row)
        if layout is None and (mended := _mended(row)):
            row, layout = mended
        if layout is not None:
            yield line, row, layout
        elif number > 0:
            rejects.add("rating" if _rating_is_wrong(row) else "ragged", line)


def _layout(row: list[str]) -> int | None:
    """Which layout a row has: its number of columns, if date, stars and order id stand where they must."""
    count = len(row)
    while count > 6 and count not in _ORDER_AT and not row[count - 1]:
        count -= 1
    place = _ORDER_AT.get(count)
    if place is None or not _DATE.match(row[0]) or row[1] not in ("1", "2", "3", "4", "5"):
        return None
    return count if not row[place] or _ORDER.fullmatch(row[place]) else None


def _mended(row: list[str]) -> tuple[list[str], int] | None:
    """A row whose comment holds separators, or whose last empty cells were cut off."""
    place = next((i for i in range(len(row) - 1, 3, -1) if _ORDER.fullmatch(row[i])), None)
    if place is None or not _DATE.match(row[0]) or row[1] not in ("1", "2", "3", "4", "5"):
        return None
    tail = row[place:]
    answers = row[place - 3 : place]
    if place >= 7 and all(_yes(cell) is not None or not cell for cell in answers) and any(answers):
        comment = " ".join(row[2 : place - 4]) if place > 7 else row[2]
        return [row[0], row[1], comment, row[place - 4], *answers, *tail, "", ""][:9], 9
    if place == 4:
        return [*row, "", ""][:6], 6
    return [row[0], row[1], " ".join(row[2 : place - 1]), row[place - 1], *tail, "", ""][:6], 6


def _rating_is_wrong(row: list[str]) -> bool:
    return len(row) > 4 and bool(_DATE.match(row[0])) and row[1] not in ("1", "2", "3", "4", "5")


def _yes(text: str) -> bool | None:
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else None


def _day_order(marketplace: str | None, dates: list[str]) -> DayOrder | None:
    if marketplace is not None:
        where = country(marketplace)
        return "mdy" if where == "US" else "ymd" if where == "JP" else None if where == "CA" else "dmy"
    orders: set[DayOrder] = set()
    for text in dates:
        parts = [int(part) for part in re.split(r"[/.-]", text.split(" ")[0]) if part.isdigit()]
        if len(parts) != 3 or parts[0] > 31:
            continue
        if parts[0] > 12:
            orders.add("dmy")
        elif parts[1] > 12:
            orders.add("mdy")
    return orders.pop() if len(orders) == 1 else None


def _swappable(text: str) -> bool:
    parts = [int(part) for part in re.split(r"[/.-]", text.split(" ")[0]) if part.isdigit()]
    return len(parts) == 3 and parts[0] <= 12 and parts[1] <= 12
