"""A-to-z claims and chargebacks on a page."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from appeal_tool.account.figures import amount, day_at, fold, moment, squeeze
from appeal_tool.account.figures import day as read_day
from appeal_tool.account.model import Chargeback, Claim
from appeal_tool.account.page import words
from appeal_tool.account.page.lines import Line, Page
from appeal_tool.account.part import Part

_CLAIM_FIELDS = (
    "state",
    "answer_before",
    "order_id",
    "buyer",
    "amount",
    "reason",
    "promised",
    "comment",
    "changed",
)
_WITHOUT_COLON = ("promised", "comment", "changed")
_PRINTED_ORDER = re.compile(r"[\d-]{5,19}")
_CLAIM_LINES = 25
_CHARGEBACK_CELLS = 7
_MONEY = re.compile(
    r"(?:[€£$¥]|EUR|GBP|USD) ?\d[\d  .,]{0,14}|\d[\d  .,]{0,14} ?(?:[€£$¥]|EUR|GBP|USD|zł|PLN|SEK)"
)
_BUTTONS = re.compile(
    r"(?:^|\s)\d{0,3}\s*(?:consulter l'historique|view order and claim|rembourser l'acheteur|refund (?:customer|buyer))"
)


@cache
def _fields() -> re.Pattern[str]:
    options = []
    for name in _CLAIM_FIELDS:
        colon = r" ?:? ?" if name in _WITHOUT_COLON else r" ?: ?"
        options.append(rf"(?P<{name}>(?:{words.pattern('claims', name)}){colon})")
    return re.compile(r"(?<!\w)(?:" + "|".join(options) + ")")


@cache
def _claim_start() -> re.Pattern[str]:
    return re.compile(rf"(?:{words.pattern('claims', 'state')}) ?:")


def read_claims(page: Page, part: Part) -> None:
    """Every claim of ``page`` into ``part``."""
    index = 0
    while index < len(page.lines):
        if index in page.taken or not _claim_start().match(page.lines[index].folded):
            index += 1
            continue
        end = _claim_end(page, index)
        part.claims.append(_claim(page, index, end))
        page.take(index, end)
        index = end


def _claim_end(page: Page, index: int) -> int:
    """A claim ends before the next one or another section, or with its "last changed" line."""
    blanks = 0
    for end in range(index + 1, min(index + _CLAIM_LINES, len(page.lines))):
        line = page.lines[end]
        if not line.plain:
            blanks += 1
            if blanks > 2:
                return end
            continue
        if (
            _claim_start().match(line.folded)
            or end in page.taken
            or words.section_phrases().at(line.folded, 0)
        ):
            return end
        if re.match(rf"(?:{words.pattern('claims', 'changed')})", line.folded):
            return end + 1
        blanks = 0
    return min(index + _CLAIM_LINES, len(page.lines))


def _claim(page: Page, index: int, end: int) -> Claim:
    text = "\n".join(line.plain for line in page.lines[index:end])
    folded = fold(text)
    found = [(match.lastgroup or "", match.start(), match.end()) for match in _fields().finditer(folded)]
    values: dict[str, str] = {}
    for place, (name, _, begin) in enumerate(found):
        stop = found[place + 1][1] if place + 1 < len(found) else len(text)
        values.setdefault(name, text[begin:stop].strip())
    first, last, product = _promised(values.get("promised", ""), page)
    order = _PRINTED_ORDER.match(values.get("order_id", ""))
    money = amount(values["amount"].split("\n")[0]) if values.get("amount") else None
    comment = values.get("comment", "")
    if button := _BUTTONS.search(fold(comment)):
        comment = comment[: button.start()]
    guilty = words.patterns("claims", "not_at_fault").search(folded)
    return Claim(
        source=page.content.source(page.lines[index].number),
        order_id=order.group() if order else None,
        reason=values.get("reason", "").split("\n")[0].strip(),
        comment=page.content.mask(squeeze(comment)),
        product=page.content.mask(product),
        amount=money[0] if money else None,
        currency=money[1] if money else None,
        state=values.get("state", "").split("\n")[0].strip(),
        answer_before=moment(values.get("answer_before", ""), page.order),
        promised_from=first,
        promised_to=last,
        at_fault=False if guilty else None,
    )


def _promised(text: str, page: Page) -> tuple[date | None, date | None, str]:
    """The estimated delivery, from and to, and the product that stands behind it."""
    flat = squeeze(text)
    first = day_at(flat, page.order)
    if first is None:
        return None, None, flat[:200]
    dash = re.compile(r" ?(?:-|–|—|au|to|bis|al) ?").match(flat, first[1])
    second = day_at(flat, page.order, dash.end()) if dash else None
    rest = flat[second[1] if second else first[1] :].strip()
    return first[0], second[0] if second else first[0], rest[:200]


def read_chargebacks(page: Page, part: Part) -> None:
    """Every row under a head of the chargebacks table."""
    index = 0
    while index < len(page.lines):
        line = page.lines[index]
        index += 1
        if index - 1 in page.taken or not line.folded.startswith(words.words("chargebacks", "header")):
            continue
        page.take(index - 1, index)
        while index < len(page.lines):
            line = page.lines[index]
            end = index + 1
            if line.plain and line.folded not in words.noise():
                line, end = _one_a_line(page, index)
                if not _chargeback(line, page, part):
                    break
            page.take(index, end)
            index = end


def _one_a_line(page: Page, index: int) -> tuple[Line, int]:
    """The row at ``index``; if its cells stand one a line, all of them in one, and where it ends."""
    line = page.lines[index]
    first = day_at(line.plain, page.order)
    if first is None or first[1] != len(line.plain):
        return line, index + 1
    cells, end = [line.plain], index + 1
    while end < min(index + 16, len(page.lines)):
        following = page.lines[end].plain
        found = day_at(following, page.order)
        if (found and found[1] == len(following)) or words.section_phrases().at(page.lines[end].folded, 0):
            break
        if following:
            cells.append(following)
        end += 1
        if len(cells) >= _CHARGEBACK_CELLS:
            break
    return Line(line.number, "\t".join(cells)), end


def _chargeback(line: Line, page: Page, part: Part) -> bool:
    first = day_at(line.plain, page.order)
    if first is None:
        return False
    cells = [cell for cell in line.cells if cell]
    rest = line.plain[first[1] :].strip()
    order = re.search(r"\d{3}-\d{7}(?:-\d{1,7})?|\d{3}-\d[\d-]{3,16}", rest)
    before = rest[: order.start()] if order else rest
    behind = rest[order.end() :] if order else ""
    money = _MONEY.search(behind)
    order_cell = next((cell for cell in cells if order and order.group() in cell), "")
    product = (
        order_cell[order_cell.find(order.group()) + len(order.group()) :] if order and len(cells) > 3 else ""
    )
    if not product and money:
        product = behind[: money.start()]
    sum_of = amount(money.group()) if money else None
    tail = behind[money.end() :] if money else behind
    state = re.search(rf"\b(?:{words.pattern('chargebacks', 'states')})\b", fold(tail))
    part.chargebacks.append(
        Chargeback(
            source=page.content.source(line.number),
            day=first[0],
            answer_before=moment(before, page.order) if read_day(before, page.order) else None,
            order_id=order.group() if order else None,
            product=page.content.mask(product.strip()),
            amount=sum_of[0] if sum_of else None,
            currency=sum_of[1] if sum_of else None,
            state=tail[state.start() : state.end()] if state else "",
            at_fault=False if words.patterns("claims", "not_at_fault").search(fold(tail)) else None,
        )
    )
    return True
