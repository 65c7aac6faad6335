"""A page of the seller's account, copied from a browser as text: the page of 2013, or today's.

The layout is that of the founding guide (Customer Metrics: defect table, 7/30/90 days,
response times, evaluations, claims, chargebacks, perfect orders) and of the Account Health
page; the words stand in ``labels/page.json``, in French, English, German, Spanish and Italian.
Tabs may be there or not, cells may stand one a line. What is not understood is reported.
"""

from __future__ import annotations

import re
from dataclasses import replace

from appeal_tool.account.content import Content
from appeal_tool.account.figures import DayOrder, day, fold, squeeze
from appeal_tool.account.marketplaces import marketplaces_in
from appeal_tool.account.model import ContactTimes, InputError, Metric, Source
from appeal_tool.account.page import details, words
from appeal_tool.account.page.disputes import read_chargebacks, read_claims
from appeal_tool.account.page.feedback import read_feedback
from appeal_tool.account.page.lines import Line, Page, lines_of
from appeal_tool.account.page.tables import Tables
from appeal_tool.account.page.tokens import Token, Tokeniser
from appeal_tool.account.part import Part

FORMAT = "page"
MAX_BYTES = 6 << 20
"""A page of a browser has some 10 KB."""
MAX_NOTICE = 50_000
"""Characters of a page in which a notice is looked for."""
MAX_UNREAD = 200
"""Lines reported one by one; how many more there are is said in one problem."""
_NUMERIC = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
_MESSAGE = re.compile(
    r"(?:notification|objet|sujet|subject|de|from) ?:|(?:bonjour|cher|chere|dear|hello|greetings|hallo)\b.{0,60}[,!.]?$"
)
_CAPTURED = re.compile(
    r"(?:copie[e]? le|capture du|releve du|imprime le|a la date du|date de capture ?:?|as of|captured on|printed on|copied on)"
    r" ?:? ?(?=\S)"
)


def recognises(content: Content) -> float:
    """A good guess if labels of metrics stand beside figures; better the more there are."""
    head = content.head
    if head.lstrip().startswith(("{", "<")):
        return 0.0
    lines = [line for line in lines_of(head) if line.plain][:3000]
    language = words.language_of(fold(head[:20000]))
    tokeniser = Tokeniser(_day_order(language, head))
    labels = values = headers = 0
    for line in lines:
        kinds = [token.kind for token in tokeniser.line(line.text, line.number)]
        labels += kinds.count("label")
        values += sum(kind in ("value", "of") for kind in kinds)
        headers += kinds.count("header")
    if labels and values:
        return min(0.9, 0.45 + 0.05 * min(labels, values) + 0.1 * (headers > 0))
    page = Page(content, lines, _day_order(language, head))
    part = Part()
    _read_sections(page, part)
    found = any((part.feedback, part.claims, part.chargebacks, part.feedback_summary, part.metrics))
    return 0.7 if found else 0.0


def read(content: Content) -> Part:
    """All that the page says of the account."""
    text = content.text(MAX_BYTES)
    lines = lines_of(text)
    language = words.language_of(fold(text[:200_000]))
    page = Page(content, lines, _day_order(language, text))
    part = Part(language=language)
    found = marketplaces_in(text)
    part.marketplace = found[0] if len(found) == 1 else None
    _read_sections(page, part)
    _read_notice(page, part, text)
    tables = _read_tables(page, part)
    _one_account(part, content, tables.cards)
    taken = (
        part.metrics,
        part.contact_times,
        part.feedback,
        part.feedback_summary,
        part.claims,
        part.chargebacks,
    )
    if not any(taken) and not part.status_changes and not part.notices:
        raise InputError("file-no-metric", content.source())
    return part


def _read_sections(page: Page, part: Part) -> None:
    read_feedback(page, part)
    read_claims(page, part)
    read_chargebacks(page, part)
    details.read_perfect_orders(page, part)
    details.read_products(page, part)
    details.read_rating(page, part)
    details.read_status(page, part)
    details.read_notifications(page, part)


def _read_notice(page: Page, part: Part, text: str) -> None:
    """A notice shown on the page: the page of one performance notification holds figures beside it."""
    from appeal_tool.account.sources.notices import read_notice

    content = page.content
    marked = any(
        _MESSAGE.match(line.folded) for index, line in enumerate(page.lines) if index not in page.taken
    )
    if not marked or len(text) > MAX_NOTICE:
        return
    notice, problems = read_notice(content.mask(text), content.name)
    if not notice.is_message:
        return
    part.notices.append(notice)
    part.problems += problems
    said = squeeze(notice.text)
    for index, line in enumerate(page.lines):
        own = line.plain.lstrip("-•* ")
        if len(own) > 3 and own in said:
            page.said.add(index)


def _day_order(language: str | None, text: str) -> DayOrder | None:
    """How the page writes numeric dates; an English page tells it only by its marketplace."""
    if language in ("fr", "de", "es", "it"):
        return "dmy"
    domains = marketplaces_in(text[:200_000])
    if domains == ["ATVPDKIKX0DER"]:
        return "mdy"
    if domains and "ATVPDKIKX0DER" not in domains and "A2EUQ1WTGCTBG2" not in domains:
        return "dmy"
    return _order_by_days_above_twelve(text)


def _order_by_days_above_twelve(text: str) -> DayOrder | None:
    """The order that the page's own dates allow: one of 25/09/12 settles it for all."""
    first = second = False
    for match in _NUMERIC.finditer(text[:200_000]):
        first = first or 12 < int(match[1]) <= 31
        second = second or 12 < int(match[2]) <= 31
    if first == second:
        return None
    return "dmy" if first else "mdy"


def _read_tables(page: Page, part: Part) -> Tables:
    tokeniser = Tokeniser(page.order)
    tokens: list[Token] = []
    unread: list[int] = []
    for index, line in enumerate(page.lines):
        if not line.plain:
            continue
        if index in page.taken:
            tokens.append(Token("noise", line.number, 0))
            continue
        sentence = details.unanswered_sentence(line.folded) if len(line.folded) < 400 else None
        if sentence is not None:
            part.contact_times.append(
                ContactTimes(page.content.source(line.number), unanswered_last_7_days=sentence)
            )
            continue
        if captured := _CAPTURED.match(line.folded):
            part.captured = day(line.plain[captured.end() :], page.order) or part.captured
        found = tokeniser.line(line.text, line.number)
        if any(token.kind == "text" for token in found):
            found = _by_stems(line, _next_line(page, index), found)
        if any(token.kind == "text" for token in found):
            unread.append(index)
        tokens += found
    tables = Tables(page.content)
    tables.read(tokens)
    part.metrics += tables.metrics
    part.contact_times += tables.contact
    part.problems += tables.problems
    unread = [index for index in unread if page.lines[index].number not in tables.understood]
    unread += [token.line - 1 for token in tables.unread]
    _report(page, part, sorted(set(unread) - page.said))
    return tables


def _next_line(page: Page, index: int) -> str:
    return next((line.plain for line in page.lines[index + 1 : index + 3] if line.plain), "")


def _by_stems(line: Line, following: str, found: list[Token]) -> list[Token]:
    """A policy counter in words that the label file does not hold, its number beside or below it."""
    match = re.fullmatch(r"(?P<label>[^\d]{8,120}?)[ :]*(?P<count>\d{1,6})?", line.plain)
    counter = words.counter_by_stems(fold(match["label"])) if match else None
    if match is None or counter is None or not (match["count"] or re.fullmatch(r"\d{1,6}", following)):
        return found
    label = Token("label", line.number, 0, match["label"], name=counter)
    if not match["count"]:
        return [label]
    return [label, Token("value", line.number, 1, match["count"], count=int(match["count"]))]


def _report(page: Page, part: Part, unread: list[int]) -> None:
    for index in unread[:MAX_UNREAD]:
        line = page.lines[index]
        part.problem(
            "line-not-understood", page.content.source(line.number), text=page.content.excerpt(line.plain)
        )
    if len(unread) > MAX_UNREAD:
        last = page.lines[unread[MAX_UNREAD]]
        part.problem("lines-not-understood", page.content.source(last.number), count=len(unread) - MAX_UNREAD)


def _one_account(part: Part, content: Content, cards: list[list[Metric]]) -> None:
    """Refuse a text that shows one metric of one window twice with different figures.

    That is two accounts, or one at two times: merged, they would be neither.
    """
    card_of = {id(metric): number for number, card in enumerate(cards) for metric in card}
    seen: dict[tuple[object, ...], Metric] = {}
    kept: list[Metric] = []
    for metric in part.metrics:
        span = metric.window
        key = (metric.id, metric.fulfilment, span.period or span.days)
        first = seen.setdefault(key, metric)
        together = id(metric) in card_of and card_of[id(metric)] == card_of.get(id(first))
        if first is metric or (together and metric != first):
            kept.append(metric)
        elif replace(metric, source=first.source) != first:
            source = Source(content.name, first.source.line)
            raise InputError(
                "file-several-accounts",
                source,
                metric=metric.id,
                first=first.source.line or 0,
                second=metric.source.line or 0,
            )
    part.metrics[:] = kept
