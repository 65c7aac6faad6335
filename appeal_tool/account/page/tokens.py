"""The text of a page as tokens: labels, window headers, values, targets.

A page copied from a browser comes with tabs, with one cell a line, or with all cells of a
row run together. All three give the same sequence of tokens, which ``tables.py`` puts back
into rows and columns.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast

from appeal_tool.account.figures import COUNT, DayOrder, day_at, fold, integer, percentage, squeeze
from appeal_tool.account.model import Comparison, Verdict
from appeal_tool.account.page import words

Kind = Literal[
    "label",
    "header",
    "range",
    "orders",
    "objective",
    "prefix-target",
    "target",
    "value",
    "of",
    "paren",
    "duration",
    "empty",
    "fulfilment",
    "icon",
    "section",
    "noise",
    "text",
]
MAX_CELL = 600
"""Characters of one cell; what is longer is prose."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a line. Which fields are set depends on ``kind``.

    ``name``: metric id, section, period, or the verdict of an icon. ``value`` is a ratio,
    a number of hours or a target; ``decimals`` the printed decimals of a per cent.
    ``cell`` counts the cells of the line from 0.
    """

    kind: Kind
    line: int
    cell: int
    text: str = ""
    name: str = ""
    count: int | None = None
    total: int | None = None
    value: float | None = None
    decimals: int = 0
    days: int | None = None
    start: date | None = None
    end: date | None = None
    comparison: Comparison | None = None


_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()\s]{0,300}\)")
_HELP = re.compile(
    r"\\?\[\\?\[?\?\\?\]?\\?\](?:\([^()\s]{0,300}\))?|\(\?\)|\((?:AHR|ODR|LSR|LDR|VTR|OTDR|IDR|PFCR|CR)\)"
)
_ESCAPED = re.compile(r"\\([\[\]()*_.#+-])")
_BULLET = re.compile(r"(?:[-–—•*·▪◦]+ )+")
_SEPARATOR = re.compile(r"[ |·;:,\"]+")


def plain(line: str) -> str:
    """A line without the markup of a converted page: links, emphasis, help marks, entities."""
    if "&" in line:
        line = html.unescape(line)
    if "[" in line or "(" in line:
        line = _HELP.sub("", line)
        line = _LINK.sub(r"\1", line)
    if "\\" in line:
        line = _ESCAPED.sub(r"\1", line)
    return line.replace("**", "")


def cells(line: str) -> list[str]:
    """The cells of a line, squeezed; runs of spaces are no cell borders."""
    return [squeeze(cell) for cell in plain(line).split("\t")]


@cache
def _grammar() -> dict[str, re.Pattern[str]]:
    units, days = words.pattern("units"), words.pattern("days")
    comparison = "|".join(
        [r"[<>≤≥=]=?", *(words.pattern("comparisons", key) for key in ("<", ">", ">=", "<="))]
    )
    objective = words.pattern("objective")
    percent = r"-?\d{1,4}(?:[.,]\d{1,8})? ?%"
    hours = "heures?|hours?|h|stunden?|ore|ora|horas?"
    empty = words.pattern("empty")
    sources = {
        "prefix-target": rf"(?:{objective}) ?:? ?(?P<sign>{comparison}) ?(?P<value>{percent})",
        "objective": rf"(?:{objective})(?!\w)",
        "period": rf"(?P<short>{words.pattern('periods', 'short-term')})|(?P<long>{words.pattern('periods', 'long-term')})",
        "days": rf"(?:(?:au cours|sur|over|in|the|des|les|last|past|letzten?|ultimi|ultimos) ){{0,3}}(?P<days>\d{{1,4}}) (?:derniers? )?(?:{days})(?!\w)",
        "orders": rf"(?:{words.pattern('orders')}) ?: ?(?P<count>{COUNT})(?!\d)",
        "of": rf"(?P<count>{COUNT}) (?:{words.pattern('of')}) (?P<total>{COUNT})(?: (?:{units}))?(?![\w%])",
        "target": rf"(?P<sign>{comparison}) ?(?P<value>{percent})",
        "percent": rf"(?P<open>\()?(?P<value>{percent})(?(open)\))",
        "empty": rf"(?:{empty})(?=[\s(]|$)",
        "counts": rf" ?\( ?(?P<count>{COUNT})(?: ?/ ?(?P<total>{COUNT}))? ?\)",
        "count": rf"(?P<count>{COUNT})(?: ?/ ?(?P<total>{COUNT}))?(?![\w%])",
        "duration": rf"(?:(?P<days>\d{{1,4}}) (?:{days}))? ?(?:(?P<hours>\d{{1,4}}) (?:{hours}))?"
        r" ?(?:(?P<minutes>\d{1,4}) (?:minutes?|min|minuten|minuti|minutos?))?(?!\w)",
        "fulfilment": "|".join(
            f"(?P<{key}>{words.pattern('fulfilment', key)})" for key in ("seller", "marketplace")
        ),
        "icon": r"(?P<yes>[✓✔✅☑])\ufe0f?|(?P<no>[✗✘✖❌☒])\ufe0f?|(?P<warn>[⚠❗])\ufe0f?",
        "cross": r"x(?=\s|$)",
    }
    return {name: re.compile(source) for name, source in sources.items()}


class Tokeniser:
    """Lines to tokens. ``order`` is how the page's language writes numeric dates."""

    def __init__(self, order: DayOrder | None) -> None:
        self._order = order
        self._label = ""

    def line(self, text: str, number: int) -> list[Token]:
        """The tokens of one line; a part that means nothing is one ``text`` token."""
        tokens: list[Token] = []
        for index, cell in enumerate(cells(text)):
            if cell:
                tokens += self._cell(cell, number, index)
        return tokens

    def _cell(self, cell: str, line: int, index: int) -> list[Token]:
        folded = fold(cell)
        if (
            folded in words.noise()
            and not words.section_phrases().at(folded, 0)
            and not self._is_label(folded)
        ):
            return [Token("noise", line, index, cell)]
        if words.noise_patterns().fullmatch(folded[:2000]):
            return [Token("noise", line, index, cell[:MAX_CELL])]
        if len(cell) > MAX_CELL:
            return [Token("text", line, index, cell[:MAX_CELL])]
        tokens: list[Token] = []
        position = 0
        while position < len(cell):
            if separator := _SEPARATOR.match(cell, position):
                position = separator.end()
                continue
            if not tokens and (bullet := _BULLET.match(cell)) and bullet.end() < len(cell):
                position = max(position, bullet.end())
            found = self._next(cell, folded, position, line, index, tokens)
            if found is None:
                rest = cell[position:]
                if fold(rest) in words.noise() or words.noise_patterns().fullmatch(fold(rest)):
                    tokens.append(Token("noise", line, index, rest))
                elif tokens and tokens[0].kind in ("label", "section"):
                    return self._labelled_prose(cell, folded, tokens, rest, line, index)
                elif tokens and self._label == "account_health_rating" and words.rating_state(fold(rest)):
                    # "164 At Risk": the points and their state share a cell.
                    tokens.append(Token("text", line, index, rest))
                elif not tokens and (metric := words.rate_by_stems(folded)):
                    self._label = metric
                    return [Token("label", line, index, cell, name=metric)]
                else:
                    return [Token("text", line, index, cell)]
                break
            token, position = found
            if token.kind == "label":
                self._label = token.name
            tokens.append(token)
        return tokens

    def _labelled_prose(
        self, cell: str, folded: str, tokens: list[Token], rest: str, line: int, index: int
    ) -> list[Token]:
        """A cell that starts with a label and goes on with words: a heading of a page, or prose."""
        if tokens[0].kind == "section" and len(cell) < 120:
            return [tokens[0], Token("noise", line, index, rest)]
        if len(tokens) > 1 and any(t.kind in ("value", "of") for t in tokens) and len(rest) <= 60:
            return [*tokens, Token("text", line, index, rest)]
        return [Token("text", line, index, cell)]

    def _is_label(self, folded: str) -> bool:
        return words.metric_phrases().at(folded, 0) is not None

    def _next(
        self, cell: str, folded: str, at: int, line: int, index: int, before: list[Token]
    ) -> tuple[Token, int] | None:
        grammar = _grammar()
        if found := words.metric_phrases().at(folded, at):
            section = words.section_phrases().at(folded, at)
            if not section or section[1] <= found[1]:
                return Token("label", line, index, cell[at : found[1]], name=found[0]), found[1]
        if found := words.section_phrases().at(folded, at):
            return Token("section", line, index, cell[at : found[1]], name=found[0]), found[1]
        if self._label == "contact:average_hours" and folded[at].isdigit():
            match = grammar["duration"].match(folded, at)
            if match and match.end() > at + 1:
                return self._duration(match, line, index), match.end()
        if match := grammar["prefix-target"].match(folded, at):
            return self._target("prefix-target", match, line, index, cell), match.end()
        if match := grammar["objective"].match(folded, at):
            return Token("objective", line, index, match.group()), match.end()
        if match := grammar["period"].match(folded, at):
            name = "short-term" if match["short"] else "long-term"
            return Token("header", line, index, match.group(), name=name), match.end()
        if match := grammar["days"].match(folded, at):
            return Token("header", line, index, match.group(), days=int(match["days"])), match.end()
        if found_range := self._range(cell, at, line, index):
            return found_range
        if match := grammar["orders"].match(folded, at):
            return Token("orders", line, index, match.group(), count=integer(match["count"])), match.end()
        return self._figure(cell, folded, at, line, index, before) or self._menu(
            cell, folded, at, line, index
        )

    def _menu(self, cell: str, folded: str, at: int, line: int, index: int) -> tuple[Token, int] | None:
        """A word of a menu or a button; several stand in one line where a page has no tabs."""
        found = words.noise_phrases().at(folded, at)
        return (Token("noise", line, index, cell[at : found[1]]), found[1]) if found else None

    def _figure(
        self, cell: str, folded: str, at: int, line: int, index: int, before: list[Token]
    ) -> tuple[Token, int] | None:
        grammar = _grammar()
        if match := grammar["target"].match(folded, at):
            return self._target("target", match, line, index, cell), match.end()
        if match := grammar["of"].match(folded, at):
            count, total = integer(match["count"]), integer(match["total"])
            return Token("of", line, index, match.group(), count=count, total=total), match.end()
        if match := grammar["percent"].match(folded, at):
            return self._value(match["value"], match.end(), folded, line, index)
        if match := grammar["empty"].match(folded, at):
            token = Token("empty", line, index, match.group())
            end = match.end()
            if grammar["counts"].match(folded, end):
                return self._value("", end, folded, line, index)
            return token, end
        if match := grammar["counts"].match(folded, at):
            count, total = integer(match["count"]), integer(match["total"] or "")
            return Token("paren", line, index, match.group(), count=count, total=total), match.end()
        if match := grammar["count"].match(folded, at):
            count, total = integer(match["count"]), integer(match["total"] or "")
            return Token("value", line, index, match.group(), count=count, total=total), match.end()
        if match := grammar["fulfilment"].match(folded, at):
            return Token("fulfilment", line, index, match.group(), name=match.lastgroup or ""), match.end()
        if match := grammar["icon"].match(cell, at):
            verdict = {"yes": "met", "no": "missed"}.get(match.lastgroup or "", "")
            return Token("icon", line, index, match.group(), name=verdict), match.end()
        after_value = before and before[-1].kind in ("value", "paren", "of")
        if after_value and (match := grammar["cross"].match(folded, at)):
            return Token("icon", line, index, match.group(), name="missed"), match.end()
        return None

    def _value(self, printed: str, end: int, folded: str, line: int, index: int) -> tuple[Token, int]:
        counts = _grammar()["counts"].match(folded, end)
        decimals = len(re.split(r"[.,]", printed.rstrip(" %"))[1]) if re.search(r"[.,]", printed) else 0
        token = Token(
            "value",
            line,
            index,
            printed or "n/a",
            name="percent",
            value=percentage(printed) if printed else None,
            decimals=decimals,
            count=integer(counts["count"]) if counts else None,
            total=integer(counts["total"] or "") if counts else None,
        )
        return token, counts.end() if counts else end

    def _target(self, kind: Kind, match: re.Match[str], line: int, index: int, cell: str) -> Token:
        return Token(
            kind,
            line,
            index,
            cell[match.start() : match.end()],
            value=percentage(match["value"]),
            comparison=_comparison(match["sign"]),
        )

    def _duration(self, match: re.Match[str], line: int, index: int) -> Token:
        days, hours, minutes = (int(match[name] or 0) for name in ("days", "hours", "minutes"))
        return Token("duration", line, index, match.group(), value=days * 24 + hours + minutes / 60)

    def _range(self, cell: str, at: int, line: int, index: int) -> tuple[Token, int] | None:
        """``(11 juil. 12 - 9 sept. 12)``, with or without brackets."""
        start = at + 1 if cell[at] == "(" else at
        if not cell[start : start + 1].isalnum():
            return None
        first = day_at(cell, self._order, start)
        if first is None:
            return None
        dash = _DASH.match(cell, first[1])
        second = day_at(cell, self._order, dash.end()) if dash else None
        if second is None:
            return None
        end = second[1]
        if cell[end : end + 1] == ")":
            end += 1
        return Token("range", line, index, cell[at:end], start=first[0], end=second[0]), end


_DASH = re.compile(r" ?(?:-|–|—|−|to|au|à|bis|al|a) ?")


@cache
def _comparison(sign: str) -> Comparison:
    signs = {"≤": "<=", "≥": ">=", "==": "="}
    sign = signs.get(sign, sign)
    for comparison in ("<", ">", ">=", "<="):
        if sign in words.words("comparisons", comparison):
            sign = comparison
    return cast("Comparison", sign)


def verdict_of(token: Token) -> Verdict | None:
    """What an icon says."""
    return cast("Verdict | None", token.name or None) if token.kind == "icon" else None
