"""The checklist of metrics as lines: one headed group a metric, one line a window.

Pure: a diagnosis in, ``Item``s out. What is met, missed or not judged is said by a sign,
a word and a colour together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content

from appeal_tool.i18n.formats import decimal, integer, percent
from appeal_tool.tui.widgets.choices import Item

if TYPE_CHECKING:
    from appeal_tool.account.model import Target, Window
    from appeal_tool.diagnosis.model import Diagnosis, JudgedMetric
    from appeal_tool.tui.session import Session

SIGNS = {"met": ("✓", "$success"), "missed": ("✗", "bold $error"), "not-judged": ("–", "$quiet")}
HEADLINES = (
    "order_defect_rate",
    "cancellation_rate",
    "late_shipment_rate",
    "policy_violations",
    "response_under_24h_rate",
)
"""The five that the marketplace shows on top, in its order."""
PARTS_OF = {
    "negative_feedback_rate": "order_defect_rate",
    "a_to_z_claim_rate": "order_defect_rate",
    "chargeback_rate": "order_defect_rate",
}
POINTS = frozenset({"account_health_rating"})
BAR = 10
BARS = "▁▂▃▄▅▆▇█"
WIDE = 86
"""Columns from which dates and bars have room."""


def capital(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def groups(diagnosis: Diagnosis) -> list[tuple[str, list[tuple[int, JudgedMetric]]]]:
    """Metrics with their windows, in the order of the page; numbers are indexes into ``diagnosis.metrics``."""
    numbered = sorted(enumerate(diagnosis.metrics), key=lambda pair: _rank(pair[1].metric.id, diagnosis))
    return [(id, list(found)) for id, found in groupby(numbered, key=lambda pair: pair[1].metric.id)]


def _rank(id: str, diagnosis: Diagnosis) -> int:
    order = list(dict.fromkeys(judged.metric.id for judged in diagnosis.metrics))
    return order.index(id)


def worst(judged: Sequence[JudgedMetric]) -> str:
    """The verdict that counts for several windows: missed before met before not judged."""
    verdicts = {item.verdict for item in judged}
    return next(verdict for verdict in ("missed", "met", "not-judged") if verdict in verdicts)


def headlines(diagnosis: Diagnosis, session: Session) -> list[tuple[str, str]]:
    """The tiles on top: name and worst verdict of the marketplace's own checklist, as far as they are known."""
    by_id = {id: [item for _, item in found] for id, found in groups(diagnosis)}
    return [(session.say(f"tile.{id}"), worst(by_id[id])) for id in HEADLINES if id in by_id]


def checklist(diagnosis: Diagnosis, session: Session, width: int) -> list[Item]:
    """All metrics for a list ``width`` columns wide. The id of a line is its metric's index."""
    items: list[Item] = []
    for id, found in groups(diagnosis):
        if id in PARTS_OF and all(item.target is None for _, item in found):
            items.append(Item(_part(id, found, session, width), str(found[0][0])))
            continue
        sign, style = SIGNS[worst([item for _, item in found])]
        target = next((item.target for _, item in found if item.target), None)
        name = capital(session.name(id))
        goal = session.say("check.target", target=target_text(id, target, session)) if target else ""
        drawn = course([item for _, item in found])
        drawn = f"  {drawn}" if drawn else ""
        gap = " " * max(2, width - len(name) - len(drawn) - len(goal) - 4)
        line = ((f"{sign} ", style), (name, "bold"), (drawn, style), (f"{gap}{goal}", "$quiet"))
        items.append(Item(Content.assemble(*line)))
        items += [Item(_line(item, session, width), str(number)) for number, item in found]
    return items + _contacts(diagnosis, session, width)


def course(found: Sequence[JudgedMetric]) -> str:
    """The values of one metric from its longest window to its shortest, one bar each; empty without a course.

    Windows that are told apart by more than their length (by fulfilment, say) make no course.
    """
    lengths = [_length(item.metric.window) for item in found]
    values = [item.metric.value for item in found]
    known = [value for value in values if value is not None]
    if len(found) < 2 or len(known) < len(values) or 0 in lengths or len(set(lengths)) < len(lengths):
        return ""
    top = max(known)
    ordered = [value for _, value in sorted(zip(lengths, known, strict=True), reverse=True)]
    return "".join(BARS[round((len(BARS) - 1) * value / top) if top > 0 else 0] for value in ordered)


def _length(window: Window) -> int:
    """Days of a window, 0 where its source does not say."""
    if window.start and window.end:
        return (window.end - window.start).days + 1
    return window.days or 0


def _contacts(diagnosis: Diagnosis, session: Session, width: int) -> list[Item]:
    """Counts of buyers' messages, which no target judges. Their ids are ``contact-NUMBER``."""
    items: list[Item] = []
    for number, times in enumerate(diagnosis.account.contact_times):
        counts = (("unanswered", times.unanswered), ("over-24h", times.over_24h))
        said = [session.say(f"contact.{name}", count=count) for name, count in counts if count is not None]
        if times.average_hours:
            said.append(session.say("contact.average", hours=times.average_hours))
        if said:
            when = window_text(times.window, session, dates=width >= WIDE)
            text = f"    {when:<{36 if width >= WIDE else 14}} {', '.join(said)}"
            items.append(Item(text, f"contact-{number}"))
    if items:
        items.insert(0, Item(Content.assemble(("· ", "$quiet"), (session.say("contact.title"), "bold"))))
    return items


def _part(id: str, found: Sequence[tuple[int, JudgedMetric]], session: Session, width: int) -> Content:
    """A part of the order defect rate on one line: its value in each window."""
    values = " · ".join(
        f"{value_text(id, item.metric.value, session)} {count_text(item, session, short=True)}".strip()
        for _, item in found
    )
    return Content.assemble(
        (f"    {capital(session.name(id)):<{44 if width >= 70 else 30}} ", "$quiet"), values
    )


def _line(item: JudgedMetric, session: Session, width: int) -> Content:
    metric = item.metric
    sign, style = SIGNS[item.verdict]
    wide = width >= WIDE
    when = window_text(metric.window, session, dates=wide)
    value = value_text(metric.id, metric.value, session)
    parts: list[str | tuple[str, str]] = [
        f"    {when:<{36 if wide else 14}} ",
        (f"{value:>10}", "bold"),
        f"  {count_text(item, session):<{20 if width >= 70 else 12}} ",
        (f"{sign} {session.name(f'verdict.{item.verdict}'):<11}", style),
    ]
    if wide and item.target and metric.value is not None and metric.id not in POINTS:
        parts.append((f" {_bar(metric.value, item.target)}", style))
    return Content.assemble(*parts)


def missed(diagnosis: Diagnosis, session: Session) -> list[str]:
    """Every missed metric in one sentence-like line: name, window, value, count and total, target."""
    found = []
    for judged in diagnosis.metrics:
        metric = judged.metric
        if judged.verdict == "missed":
            parts = (
                value_text(metric.id, metric.value, session),
                count_text(judged, session),
                target_text(metric.id, judged.target, session),
            )
            when = window_text(metric.window, session, dates=False)
            figures = " · ".join(filter(None, parts))
            name = capital(session.name(metric.id))
            found.append(session.say("check.missed", name=name, when=when, figures=figures))
    return found


def value_text(id: str, value: float | None, session: Session) -> str:
    """A metric's value as its source gives it: per cent for rates, points or counts for the others."""
    if value is None:
        return "–"
    if id.endswith("_rate"):
        return percent(value, session.lang)
    return integer(int(value), session.lang) if float(value).is_integer() else decimal(value, session.lang)


def target_text(id: str, target: Target | None, session: Session) -> str:
    """A target with its sign: « < 2,5 % »."""
    if target is None:
        return ""
    sign = {"<=": "≤", ">=": "≥"}.get(target.comparison, target.comparison)
    return f"{sign} {value_text(id, target.value, session)}"


def count_text(item: JudgedMetric, session: Session, *, short: bool = False) -> str:
    """Count and total: « 21 sur 73 », or what of it is known. ``short``: the count alone, « (21) »."""
    metric = item.metric
    if short:
        return "" if metric.count is None else f"({integer(metric.count, session.lang)})"
    if metric.count is None:
        return "" if metric.total is None else session.say("check.total", total=metric.total)
    if metric.total is None:
        return f"({integer(metric.count, session.lang)})"
    return session.say("check.of", count=metric.count, total=metric.total)


def window_text(window: Window, session: Session, *, dates: bool) -> str:
    """The name of a window, with its dates where there is room."""
    if window.period:
        name = session.say(f"window.{window.period}")
    elif window.days:
        name = session.say("window.days", days=window.days)
    elif not (window.start and window.end):
        return session.say("window.now")
    else:
        name = ""
    if not (dates and window.start and window.end):
        return name or f"{window.end:%d/%m/%Y}"
    return f"{name:<13} {window.start:%d/%m/%y} – {window.end:%d/%m/%y}".strip()


def _bar(value: float, target: Target) -> str:
    """The value drawn against its target: the mark is the target, full width twice the target or the whole."""
    scale = 1.0 if target.value >= 0.5 else max(value, target.value * 2)
    if scale <= 0:
        return ""
    filled = round(BAR * min(1.0, value / scale))
    goal = min(BAR - 1, round(BAR * target.value / scale))
    cells = ["█"] * filled + ["░"] * (BAR - filled)
    cells[goal] = "┃"
    return "".join(cells)
