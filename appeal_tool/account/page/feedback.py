"""Evaluations on a page: the table of shares, and single evaluations with their remarks."""

from __future__ import annotations

import re
from functools import cache

from appeal_tool.account.figures import COUNT, fold, integer, percentage
from appeal_tool.account.figures import day as read_day
from appeal_tool.account.model import Feedback, FeedbackSummary, Window
from appeal_tool.account.page import words
from appeal_tool.account.page.lines import Line, Page
from appeal_tool.account.part import Part

_DATE = r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[-/]\d{2}[-/]\d{2})"
_ROW = re.compile(rf"({_DATE}),?\s+([1-5])(?=[\s★☆/]|$)")
_DATE_ALONE = re.compile(_DATE)
_ORDER_ID = re.compile(r"\d{3}-\d{7}-\d{0,7}")
_SHARE = re.compile(rf"(\d{{1,3}}(?:[.,]\d{{1,2}})? ?%)(?: ?\( ?({COUNT}) ?\))?|({COUNT})")
_SPAN = re.compile(r"(\d{1,4}) ")
_COMMENT_LINES = 12


def read_feedback(page: Page, part: Part) -> None:
    """Every evaluation and every summary table of ``page`` into ``part``."""
    columns: list[str] = []
    index = 0
    while index < len(page.lines):
        line = page.lines[index]
        if index in page.taken or not line.plain:
            index += 1
        elif head := _header(line):
            columns = head
            page.take(index, index + 1)
            index += 1
        elif _ROW.match(line.raw.lstrip()):
            index = _evaluation(page, part, index, columns)
        elif cells := _one_a_line(page, index):
            index = _evaluation_in_lines(page, part, index, cells, columns)
        elif _summary_start(page, index):
            index = _summary(page, part, index)
        else:
            index += 1


def _header(line: Line) -> list[str]:
    """The columns of the table's head, by their names in the label file."""
    found = []
    for cell in line.cells:
        name = next((name for name in _COLUMNS if fold(cell) in words.words("feedback", "columns", name)), "")
        found.append(name)
    if "date" in found and "rating" in found and "comment" in found:
        return found
    folded = line.folded
    if folded.startswith(words.words("feedback", "columns", "date")) and "\t" not in line.text:
        hits = [any(word in folded for word in words.words("feedback", "columns", name)) for name in _COLUMNS]
        if sum(hits) >= 4:
            return ["date", "rating", "comment"]
    return []


_COLUMNS = ("date", "rating", "comment", "on_time", "as_described", "service", "order_id", "email", "role")


def _evaluation(page: Page, part: Part, index: int, columns: list[str]) -> int:
    line = page.lines[index]
    start = _ROW.match(line.raw.lstrip())
    if start is None:
        return index + 1
    source = page.content.source(line.number)
    day = read_day(start[1], page.order)
    if day is None:
        part.problem("date-uncertain", source, text=start[1])
    cells = line.cells
    fields = dict(zip(columns, cells, strict=False)) if len(cells) > 3 and "comment" in columns else {}
    rest = " ".join(line.raw.lstrip()[start.end() :].split())
    comment = fields.get("comment") or ""
    order = _ORDER_ID.search(fields.get("order_id", "") or rest)
    if not comment:
        comment, fields = _run_together(rest)
    text, response, responsible, end = _following(page, index + 1)
    comment = " ".join(piece for piece in (_without_buttons(comment), text) if piece)
    answers = {name: _yes_no(fields.get(name, "")) for name in ("on_time", "as_described", "service")}
    part.feedback.append(
        Feedback(
            source=source,
            rating=int(start[2]),
            comment=page.content.mask(comment),
            day=day,
            order_id=order.group() if order else None,
            response=page.content.mask(response),
            on_time=answers["on_time"],
            as_described=answers["as_described"],
            service=answers["service"],
            marketplace_responsible=responsible,
        )
    )
    page.take(index, end)
    return end


@cache
def _buttons() -> re.Pattern[str]:
    return re.compile(rf"(?:\s|^)(?:{words.pattern('feedback', 'buttons')}|resoutre)\b.*$")


def _without_buttons(text: str) -> str:
    """``text`` up to the row's buttons, which are printed in capitals."""
    match = re.search(r"\s\[?(?:RÉPONDRE|REPONDRE|RÉSO\w+|RESPOND|RESOLVE|REPLY)\b.*$", f" {text}")
    return (f" {text}"[: match.start()] if match else text).strip(" []")


def _run_together(text: str) -> tuple[str, dict[str, str]]:
    """A row without tabs: the comment ends where the three yes/no answers or the order id start."""
    order = _ORDER_ID.search(text)
    text = (text[: order.start()] if order else text).strip()
    answers = re.search(r"(?:^| )(Oui|Non|Yes|No|--) (Oui|Non|Yes|No|--) (Oui|Non|Yes|No|--)$", text)
    if answers is None:
        return text, {}
    fields = dict(zip(("on_time", "as_described", "service"), answers.groups(), strict=True))
    return text[: answers.start()].strip(), fields


def _one_a_line(page: Page, index: int) -> list[int]:
    """The indices of a row whose cells stand one a line: a date alone, a rating alone, the rest."""
    if not _DATE_ALONE.fullmatch(page.lines[index].plain):
        return []
    rating = index + 1 + int(page.blank(index + 1))
    if page.blank(rating) or not re.fullmatch("[1-5]", page.lines[rating].plain):
        return []
    rows = [index, rating]
    for below in range(rating + 1, min(rating + 24, len(page.lines))):
        line = page.lines[below]
        if (
            _DATE_ALONE.fullmatch(line.plain)
            or below in page.taken
            or (line.plain and _starts_something(line))
        ):
            break
        if line.plain:
            rows.append(below)
    return rows


def _evaluation_in_lines(page: Page, part: Part, index: int, rows: list[int], columns: list[str]) -> int:
    """The row at ``rows`` (indices), read as if its cells stood in one line."""
    cells = [page.lines[row].plain for row in rows]
    messages = (place for place, row in enumerate(rows) if _is_message(page.lines[row]))
    width = min(len(columns) if columns else len(cells), next(messages, len(cells)))
    joined = Line(page.lines[index].number, "\t".join(cells[: max(3, width)]))
    end = rows[-1] + 1
    following = [page.lines[row] for row in rows[max(3, width) :]]
    _evaluation(Page(page.content, [joined, *following], page.order), part, 0, columns or list(_COLUMNS))
    page.take(index, end)
    return end


def _following(page: Page, index: int) -> tuple[str, str, bool, int]:
    """The remarks under a row: more of the comment, the seller's response, the marketplace's message."""
    comment: list[str] = []
    response: list[str] = []
    responsible = False
    place = comment
    end = index
    while end < index + _COMMENT_LINES and end not in page.taken:
        if page.blank(end) and not (end + 1 < len(page.lines) and _is_message(page.lines[end + 1])):
            break
        line = page.lines[end]
        if _ROW.match(line.raw.lstrip()) or _header(line) or _starts_something(line):
            break
        if not line.plain:
            pass
        elif _is_message(line):
            responsible = responsible or bool(words.patterns("feedback", "responsible").search(line.folded))
            place = []
        elif answer := re.match(rf"(?:{words.pattern('feedback', 'answer')}) ?:? ?", line.folded):
            place = response
            place.append(line.plain[answer.end() :])
        elif not _buttons().fullmatch(line.folded):
            place.append(_without_buttons(line.plain))
        end += 1
    return " ".join(comment).strip(), " ".join(response).strip(), responsible, end


def _is_message(line: Line) -> bool:
    return line.folded.startswith(words.words("feedback", "marketplace_message"))


def _starts_something(line: Line) -> bool:
    if words.metric_phrases().at(line.folded, 0) or words.section_phrases().at(line.folded, 0):
        return True
    return line.folded in words.noise() and not _buttons().fullmatch(line.folded)


def _yes_no(text: str) -> bool | None:
    folded = fold(text)
    return {"oui": True, "yes": True, "ja": True, "non": False, "no": False, "nein": False}.get(folded)


def _row_kind(line: Line) -> str:
    for kind in ("positive", "neutral", "negative", "total"):
        match = re.match(rf"(?:{words.pattern('feedback', 'summary_rows', kind)})(?=\s|:|$)", line.folded)
        if match and re.fullmatch(r"[\d\s%().,:'’-]*", line.folded[match.end() :]):
            return kind
    return ""


def _summary_start(page: Page, index: int) -> bool:
    """Whether a head of the table of shares stands here: windows, then a row of positive ones."""
    if not _spans(page.lines[index]):
        return False
    following = (line for line in page.lines[index + 1 : index + 12] if line.plain)
    first = next((line for line in following if not _spans(line)), None)
    return first is not None and _row_kind(first) == "positive"


@cache
def _span_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<days>\d{{1,4}}) (?:{words.pattern('days')})(?!\w)|(?P<months>\d{{1,2}}) (?:{words.pattern('months')})(?!\w)"
        rf"|(?P<life>{words.pattern('lifetime')})"
    )


def _spans(line: Line) -> list[Window]:
    spans = []
    for match in _span_pattern().finditer(line.folded):
        days = int(match["days"]) if match["days"] else None
        if match["months"]:
            days = 365 if int(match["months"]) == 12 else int(match["months"]) * 30
        spans.append(Window(days=days))
    return spans


def _summary(page: Page, part: Part, index: int) -> int:
    head = index
    windows: list[Window] = []
    while head < len(page.lines) and (page.blank(head) or _spans(page.lines[head])):
        windows += _spans(page.lines[head])
        head += 1
    summaries = [FeedbackSummary(page.content.source(page.lines[index].number), window) for window in windows]
    values: list[dict[str, float | int]] = [{} for _ in windows]
    end = head
    while end < len(page.lines) and end <= head + 40:
        line = page.lines[end]
        kind = _row_kind(line)
        below = end + 1
        if kind and line.folded in words.words("feedback", "summary_rows", kind):
            while below < len(page.lines) and (
                page.blank(below) or _SHARE.fullmatch(page.lines[below].plain)
            ):
                below += 1
            cells = [line.plain, *(under.plain for under in page.lines[end + 1 : below] if under.plain)]
            line = Line(line.number, "\t".join(cells))
            end = below - 1
        if line.plain and not kind:
            break
        if kind:
            shares = _shares(line, len(windows))
            if len(shares) != len(windows):
                source = page.content.source(line.number)
                part.problem(
                    "row-short" if len(shares) < len(windows) else "row-long",
                    source,
                    label=line.cells[0][:40],
                    values=len(shares),
                    columns=len(windows),
                )
            for place, share in zip(values, shares, strict=False):
                _share(place, kind, share)
        end += 1
    for summary, place in zip(summaries, values, strict=True):
        part.feedback_summary.append(
            FeedbackSummary(summary.source, summary.window, **place)  # type: ignore[arg-type]
        )
    page.take(index, end)
    return end


def _shares(line: Line, wanted: int) -> list[re.Match[str]]:
    """The cells of a row; without tabs, what looks like one after another."""
    cells = [cell for cell in line.cells if cell][1:]
    if not cells and len(pieces := line.plain.split(" ")[1:]) == wanted:
        cells = pieces
    if len(cells) > 1:
        found = [_SHARE.match(cell) for cell in cells]
        return [match for match in found if match]
    return list(_SHARE.finditer(line.plain[len(line.plain.split(" ")[0]) :]))


def _share(place: dict[str, float | int], kind: str, share: re.Match[str]) -> None:
    rate = percentage(share[1]) if share[1] else None
    count = integer((share[2] or share[3] or "").strip())
    if rate is not None and kind != "total":
        place[f"{kind}_rate"] = rate
    if count is not None:
        place[kind] = count
