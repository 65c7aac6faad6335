"""Accounts written in a line or two each, for tables of cases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from appeal_tool.account.model import (
    Account,
    Chargeback,
    Claim,
    ContactTimes,
    Defect,
    Feedback,
    Metric,
    Return,
    Source,
    StatusChange,
    Target,
    Window,
)
from appeal_tool.account.notice import AskedItem, Notice

TODAY = date(2026, 5, 20)
_METRIC = re.compile(
    r"(?P<id>\w+) (?:(?P<count>\d+)(?:/(?P<total>\d+))?)?(?:=(?P<value>[\d.]+))?"
    r"(?: (?P<days>\d+)d)?(?: (?P<cmp><=|>=|<|>|=)(?P<goal>[\d.]+))?(?: (?P<said>met|missed|not-judged))?"
    r"(?: by (?P<by>seller|marketplace))?(?: ago (?P<ago>\d+))?(?: at (?P<at>\w+))?$"
)


def source(line: int = 1, file: str = "page.txt") -> Source:
    return Source(file, line)


def metric(text: str, line: int = 1, today: date = TODAY) -> Metric:
    """``cancellation_rate 21/73 7d <0.025 missed by seller ago 400 at DE``: everything after the id may be missing."""
    match = _METRIC.match(text)
    assert match, text
    get = match.groupdict()
    count = int(get["count"]) if get["count"] else None
    total = int(get["total"]) if get["total"] else None
    value = float(get["value"]) if get["value"] else None
    is_rate = get["id"].endswith("_rate")
    if value is None and count is not None and total and is_rate:
        value = round(count / total, 4)
    if value is None and count is not None and not is_rate:
        value = float(count)
    end = today - timedelta(days=int(get["ago"] or 0))
    days = int(get["days"]) if get["days"] else None
    return Metric(
        id=get["id"],
        source=source(line),
        count=count,
        total=total,
        value=value,
        window=Window(end - timedelta(days=days - 1) if days else None, end, days),
        target=Target(get["cmp"], float(get["goal"])) if get["cmp"] else None,  # type: ignore[arg-type]
        stated_verdict=get["said"],  # type: ignore[arg-type]
        fulfilment=get["by"],  # type: ignore[arg-type]
        marketplace=get["at"],
    )


def feedback(text: str, line: int, today: date = TODAY) -> Feedback:
    """``1 Jamais reçu`` (stars, comment), ``1@500 ...`` (days ago), ``1! ...`` (the marketplace takes it)."""
    match = re.match(r"([1-5])(!?)(?:@(\d+))? ?(.*)", text, re.DOTALL)
    assert match, text
    return Feedback(
        source=source(line, "feedback.txt"),
        rating=int(match[1]),
        comment=match[4],
        day=today - timedelta(days=int(match[3] or 20)),
        marketplace_responsible=bool(match[2]),
    )


def notice(text: str, today: date = TODAY) -> Notice:
    """``late-shipment-rate asked cause:late-shipment,evidence stage suspended route plan status closed ago 3``."""
    words = text.split()
    options = dict(zip(words[1::2], words[2::2], strict=True))
    asked = []
    for item in filter(None, options.get("asked", "").split(",")):
        part, _, about = item.partition(":")
        asked.append(AskedItem(part, about or None, source(5, "notice.txt")))  # type: ignore[arg-type]
    return Notice(
        source=source(1, "notice.txt"),
        type=words[0],
        asked=tuple(asked),
        subjects=tuple(filter(None, options.get("subjects", "").split(","))),
        stage=options.get("stage"),
        status=options.get("status"),  # type: ignore[arg-type]
        route=options.get("route"),
        day=today - timedelta(days=int(options.get("ago", 2))),
        marketplace=options.get("at"),
    )


def account(
    *,
    metrics: Iterable[str] = (),
    feedbacks: Iterable[str] = (),
    claims: Iterable[str] = (),
    returns: Iterable[str] = (),
    defects: Iterable[str] = (),
    notices: Iterable[str] = (),
    contact: tuple[int, float] | None = None,
    chargebacks: int = 0,
    status: str | None = None,
    settled: int | None = None,
    marketplace: str | None = "A13V1IB3VIYZZH",
    today: date = TODAY,
) -> Account:
    """An account as of ``today``. A claim or defect that begins with ``!`` is not the seller's fault."""
    return Account(
        marketplace=marketplace,
        status=status,  # type: ignore[arg-type]
        as_of=today,
        metrics=tuple(metric(text, line, today) for line, text in enumerate(metrics, 1)),
        feedback=tuple(feedback(text, line, today) for line, text in enumerate(feedbacks, 1)),
        claims=tuple(
            Claim(
                source(line, "claims.txt"),
                reason=text.lstrip("!"),
                at_fault=False if text[0] == "!" else None,
            )
            for line, text in enumerate(claims, 1)
        ),
        chargebacks=tuple(
            Chargeback(source(line, "chargebacks.txt"), day=today, at_fault=False)
            for line in range(1, chargebacks + 1)
        ),
        returns=tuple(
            Return(source(line, "returns.txt"), day=today, reason=text)
            for line, text in enumerate(returns, 1)
        ),
        defects=tuple(
            Defect(
                source(line, "defects.txt"),
                kind=text.partition(" ")[0],
                day=today,
                reason=text.partition(" ")[2],
            )  # type: ignore[arg-type]
            for line, text in enumerate(defects, 1)
        ),
        notices=tuple(notice(text, today) for text in notices),
        contact_times=(
            (ContactTimes(source(9), Window(days=90), unanswered=contact[0], average_hours=contact[1]),)
            if contact
            else ()
        ),
        status_changes=(
            (
                StatusChange(
                    source(1, "status.json"),
                    "normal",
                    "NORMAL",
                    when=datetime.combine(today - timedelta(days=settled), datetime.min.time()),
                ),
            )
            if settled is not None
            else ()
        ),
    )
