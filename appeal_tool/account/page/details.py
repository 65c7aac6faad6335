"""The small boxes of a page: perfect orders, product performance, account status, banners."""

from __future__ import annotations

import re

from appeal_tool.account.figures import COUNT, day_at, fold, integer, percentage
from appeal_tool.account.model import AccountStatus, Metric, ProductPerformance, StatusChange, Window
from appeal_tool.account.page import words
from appeal_tool.account.page.lines import Page
from appeal_tool.account.part import Part

_OF = re.compile(rf"({COUNT}) ?/ ?({COUNT})(?![\w%])")
_PRODUCT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})? ?%)\s+(\S.{0,200})")
_PERFECT_LINES = 6


def read_perfect_orders(page: Page, part: Part) -> None:
    """``3 932 / 3 995``, ``98.42% parfait`` and the number of days, under their heading."""
    for index, line in enumerate(page.lines):
        if index in page.taken or not _is_heading(line.folded, "perfect"):
            continue
        count = total = days = None
        value = None
        at = line
        last = index
        for below in range(index + 1, min(index + 1 + _PERFECT_LINES, len(page.lines))):
            text = page.lines[below].folded
            used = False
            if total is None and (pair := _OF.match(text)):
                count, total, used = integer(pair[1]), integer(pair[2]), True
            if value is None and (share := re.search(words.labels()["perfect_pattern"], text)):
                value, used = percentage(f"{share[1]}%"), True
                at = page.lines[below]
            if days is None and (span := re.search(words.labels()["perfect_days"], text)):
                days, used = int(span[1]), True
            if used:
                last = below
                page.take(below, below + 1)
        if value is None and total is None:
            continue
        page.take(index, last + 1)
        source = page.content.source(at.number)
        part.metrics.append(
            Metric(
                "perfect_order_rate", source, count=count, total=total, value=value, window=Window(days=days)
            )
        )


def read_products(page: Page, part: Part) -> None:
    """The lists of best and worst products, each ``98.7% Name``."""
    best: bool | None = None
    for index, line in enumerate(page.lines):
        if index in page.taken or not line.plain:
            continue
        if _is_heading(line.folded, "best") or _is_heading(line.folded, "worst"):
            best = _is_heading(line.folded, "best")
            page.take(index, index + 1)
        elif best is not None and (row := _PRODUCT.fullmatch(line.plain)) and not row[2].startswith("("):
            rate = percentage(row[1])
            if rate is not None:
                name = page.content.mask(row[2])
                part.products.append(ProductPerformance(page.content.source(line.number), name, rate, best))
                page.take(index, index + 1)
        else:
            best = None


def _is_heading(folded: str, section: str) -> bool:
    return folded.rstrip(" :") in words.words("sections", section)


def read_status(page: Page, part: Part) -> None:
    """The account's status, where a label or a banner says it."""
    label = re.compile(rf"(?:{words.pattern('status_label')}) ?(?P<colon>:)? ?(?P<state>.*)")
    for index, line in enumerate(page.lines):
        if index in page.taken or not line.plain or len(line.plain) > 2000:
            continue
        if (match := label.fullmatch(line.folded)) and not line.folded.startswith("status quo"):
            state = match["state"] if match["state"] else _next_cell(page, index)
            status = _status(state)
            if status and (match["colon"] or not match["state"] or len(state.split()) <= 4):
                printed = line.plain[match.start("state") :] or state
                _keep_status(page, part, index, status, printed)
                page.take(index, index + (1 if match["state"] else 2))
                continue
        for status_name in ("suspended", "at-risk"):
            found = words.patterns("banners", status_name).search(line.folded)
            if found and not _conditional(line.folded, found.start()):
                printed = line.plain[found.start() : found.end()]
                _keep_status(page, part, index, status_name, printed)
                page.take(index, index + 1)
                break


def _conditional(folded: str, start: int) -> bool:
    """Whether the sentence speaks of what would be ("Si votre compte est suspendu ...")."""
    sentence = re.split(r"[.!?:;]", folded[max(0, start - 60) : start])[-1]
    return bool(set(re.findall(r"[\w']+", sentence)) & set(words.words("conditional")))


def read_rating(page: Page, part: Part) -> None:
    """An account health rating whose number stands above its name, with nothing but prose behind it."""
    for index, line in enumerate(page.lines):
        found = words.metric_phrases().at(line.folded, 0)
        if index in page.taken or found is None or found[0] != "account_health_rating":
            continue
        above = next((n for n in range(index - 1, max(-1, index - 4), -1) if not page.blank(n)), None)
        below = next((page.lines[n] for n in range(index + 1, index + 4) if not page.blank(n)), None)
        number = page.lines[above].plain if above is not None else ""
        if not re.fullmatch(r"\d{1,4}", number) or int(number) > 1000 or re.search(r"\d", line.plain):
            continue
        if above is None or above in page.taken or (below and re.fullmatch(r"\d{1,4}", below.plain)):
            continue
        before = next(
            (page.lines[n] for n in range(above - 1, max(-1, above - 4), -1) if not page.blank(n)), None
        )
        if before is not None and words.metric_phrases().at(before.folded, 0):
            continue
        source = page.content.source(page.lines[above].number, line.plain[: found[1]])
        part.metrics.append(Metric("account_health_rating", source, value=float(number)))
        page.take(above, above + 1)
        page.take(index, index + 1)


def _next_cell(page: Page, index: int) -> str:
    if page.blank(index + 1):
        return ""
    following = page.lines[index + 1].folded
    return following if _status(following) else ""


def _status(folded: str) -> AccountStatus | None:
    text = folded.strip(" .:;()")
    if len(text) > 60:
        return None
    for status in ("closed", "suspended", "at-risk", "normal"):
        if any(re.match(rf"(?:{re.escape(word)})(?!\w)", text) for word in words.words("statuses", status)):
            return status
    return None


def _keep_status(page: Page, part: Part, index: int, status: AccountStatus, printed: str) -> None:
    source = page.content.source(page.lines[index].number)
    part.status_changes.append(StatusChange(source, status, page.content.mask(printed[:200])))
    grave = ("normal", "at-risk", "suspended", "closed")
    if part.status is None or grave.index(status) > grave.index(part.status):
        part.status = status


def read_notifications(page: Page, part: Part) -> None:
    """The list of performance notifications: each is named, so that its text is asked for."""
    listing = False
    for index, line in enumerate(page.lines):
        if not line.plain or index in page.taken:
            continue
        if _is_heading(line.folded, "notifications"):
            listing = True
            continue
        found = day_at(line.plain, page.order) if listing else None
        subject = line.plain[found[1] :].strip(" -:|") if found else ""
        if found is None or len(subject) < 8:
            listing = listing and line.folded in words.noise()
            continue
        source = page.content.source(line.number)
        part.problem(
            "page-notification", source, subject=page.content.excerpt(subject), text=line.plain[: found[1]]
        )
        page.take(index, index + 1)


def unanswered_sentence(folded: str) -> int | None:
    """The number in "Vous avez 4 messages auxquels vous n'avez pas répondu"."""
    match = words.patterns("contact_sentence").search(fold(folded))
    return int(next(group for group in match.groups() if group)) if match else None
