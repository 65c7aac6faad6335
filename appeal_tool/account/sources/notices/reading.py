"""A text read as a notice, with all that the model holds of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from appeal_tool.account.marketplaces import country, marketplaces_in
from appeal_tool.account.model import Problem, Source
from appeal_tool.account.notice import NOTICE_TYPES, AskedItem, Notice, Reading
from appeal_tool.account.sources.notices import asked, cut, sections, terms, types
from appeal_tool.account.sources.notices.phrases import any_found, phrases
from appeal_tool.account.sources.notices.sections import Placed
from appeal_tool.account.sources.notices.text import fold

MAX_CHARACTERS = 200_000
"""A notice is a page or two; of a longer text only its beginning is read as one."""

_ASIN = re.compile(r"(?<![0-9A-Za-z])B0[0-9A-Z]{8}(?![0-9A-Za-z])")
_ISBN = re.compile(r"\bASINs?\b[^\n]{0,12}?\b(\d{9}[\dX])\b")
_ORDER = re.compile(r"(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])")
_FRENCH = frozenset(
    [
        "le",
        "la",
        "les",
        "des",
        "une",
        "vous",
        "votre",
        "vos",
        "nous",
        "est",
        "sont",
        "pour",
        "dans",
        "avec",
        "sur",
        "pas",
        "que",
        "qui",
        "du",
        "au",
        "aux",
        "et",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "and",
        "you",
        "your",
        "our",
        "is",
        "are",
        "for",
        "with",
        "not",
        "that",
        "this",
        "have",
        "has",
        "been",
        "we",
        "to",
        "of",
        "on",
        "in",
        "a",
    ]
)


def read_notice(
    text: str, file: str, *, as_of: date | None = None, marketplace: str | None = None
) -> tuple[Notice, list[Problem]]:
    """What a text says as a notice; ``type`` is ``None`` if it is none.

    ``as_of`` stands in for the mail's own date where that is not printed;
    ``marketplace`` (an id) tells how 03/04/2025 is meant where no address does.
    Takes time in proportion to the length of the text, at most 200,000 characters.
    """
    problems: list[Problem] = []
    if len(text) > MAX_CHARACTERS:
        problems.append(Problem("notice-too-long", {"limit": MAX_CHARACTERS}, Source(file)))
        text = text[:MAX_CHARACTERS]
    marketplace = next(iter(marketplaces_in(text)), marketplace)
    day_first = _day_first(marketplace, text)
    found, placed, readings = _notice_in(text, day_first)
    own = "\n".join(item.sentence.text for item in placed)
    first_line = min((item.sentence.line for item in placed), default=1)
    source = Source(file, first_line)
    kind = readings[0].type if readings else None
    if not placed:
        return Notice(Source(file, 1), None, language=_language(fold(text[:20_000])), text=text), problems
    if kind is None:
        # It asks and sets a time: that is a message, though none of our types is its subject.
        problems.append(Problem("notice-no-type", {}, source))
        kind = ""
    elif kind not in NOTICE_TYPES:
        # A notice of a kind that has no name of its own (detail pages, variations): all but the type is read.
        problems.append(Problem("notice-other-kind", {"kind": kind}, source))
    if kind in NOTICE_TYPES and types.close(readings):
        problems.append(
            Problem("notice-close-readings", {"first": readings[0].type, "second": readings[1].type}, source)
        )
    limit = terms.deadline(placed, found.message.day or as_of, day_first)
    if found.message.day is None and found.message.ambiguous_day is not None:
        line = found.message.ambiguous_day
        problems.append(
            Problem("notice-ambiguous-date", {"text": line.text.strip()[:60]}, Source(file, line.number))
        )
    if limit.ambiguous_line is not None:
        problems.append(Problem("notice-ambiguous-deadline", {}, Source(file, limit.ambiguous_line)))
    cells = asked.cells(placed, kind)
    left = terms.attempts(placed)
    status, stage = terms.status(placed, kind)
    final = left == 0
    if final and kind == "refusal":
        status, stage = "closed", "closed"
    if kind == "refusal" and status is None:
        status, stage = "suspended", "suspended"
    spike = kind == "seller-review" and _spike(placed)
    notice = Notice(
        source=source,
        type=kind if kind in NOTICE_TYPES else None,
        readings=tuple(readings),
        route=asked.route(placed, kind, cells, final=final),
        subjects=_subjects(placed),
        asked=tuple(AskedItem(cell.part, cell.about, Source(file, cell.line)) for cell in cells),
        day=found.message.day,
        deadline=limit.from_day(found.message.day or as_of),
        days=limit.days,
        attempts=left,
        reply_language=terms.reply_language(placed),
        funds_days=terms.funds_days(placed),
        asins=_unique([*_ASIN.findall(own), *_ISBN.findall(own)]),
        order_ids=_unique(_ORDER.findall(own)),
        status=status,
        stage="sales-spike" if spike and stage in (None, "under-review") else stage,
        language=_language(fold(own)),
        marketplace=marketplace,
        text=own,
        asks=asked.wants_answer(placed, cells),
    )
    return notice, problems


def _notice_in(text: str, day_first: bool | None) -> tuple[cut.Cut, list[Placed], list[Reading]]:
    """The first message of a paste that is a notice, without sentences if none is.

    A short message that is hardly more than a statement is one if its subject is clear;
    without a known subject it must ask for parts of an answer and set a time for it.
    """
    untyped: tuple[cut.Cut, list[Placed]] | None = None
    for found in cut.cuts(text, day_first):
        placed = sections.place(found.paragraphs, found.message.subject)
        readings = types.readings(placed)
        if readings and found.score + min(1.0, readings[0].score / 3) >= cut.ENOUGH:
            return found, placed, readings
        if untyped is None and not readings and found.score >= cut.ENOUGH and _asks_in_time(placed):
            untyped = found, placed
    if untyped is not None:
        return *untyped, []
    return cut.Cut(cut.Message(), (), 0.0), [], []


def _asks_in_time(placed: list[Placed]) -> bool:
    limit = terms.deadline(placed, None, None)
    return bool(asked.cells(placed, "")) and (limit.days is not None or limit.day is not None)


def is_notice(text: str) -> bool:
    """Whether a text holds a message of the marketplace about an account."""
    return bool(_notice_in(text, None)[1])


def with_deadline(notice: Notice, as_of: date) -> Notice:
    """The notice with its deadline counted from ``as_of``, if the mail itself had no date."""
    if notice.deadline is not None or notice.day is not None or notice.days is None:
        return notice
    return replace(notice, deadline=terms.Deadline(days=notice.days).from_day(as_of))


def _subjects(placed: list[Placed]) -> tuple[str, ...]:
    """The causes that the notice names anywhere but in its "in error" branch and its help links."""
    found: dict[str, None] = {}
    for item in placed:
        if item.section in ("subject", "why", "how"):
            found.update(dict.fromkeys(asked.causes_in(item.sentence.folded)))
    return tuple(found)


def _spike(placed: list[Placed]) -> bool:
    spike = phrases("spike", "phrases")
    return any(any_found(spike, item.sentence.folded) for item in placed)


def _unique(items: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _day_first(marketplace: str | None, text: str) -> bool | None:
    """Whether 03/04/2025 is 3 April: known from the marketplace, else where the text is French."""
    where = country(marketplace) if marketplace else None
    if where == "CA":
        return None
    if where is not None and where != "US":
        return True
    if _language(fold(text[:5_000])) == "fr":
        return True
    return False if where == "US" else None


def _language(folded: str) -> str | None:
    words = re.findall(r"[a-z]+", folded)[:2_000]
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if max(french, english) < 2 or french == english:
        return None
    return "fr" if french > english else "en"
