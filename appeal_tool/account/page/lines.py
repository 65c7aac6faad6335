"""The lines of a page, and which of them a reader has taken."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from appeal_tool.account.figures import DayOrder, fold
from appeal_tool.account.page.tokens import cells, plain

if TYPE_CHECKING:
    from appeal_tool.account.content import Content


@dataclass
class Line:
    """One line: its number, counted from 1, and its text in the forms that readers compare."""

    number: int
    text: str

    @cached_property
    def cells(self) -> list[str]:
        """The cells between tabs, squeezed, empty ones kept."""
        return cells(self.text)

    @cached_property
    def plain(self) -> str:
        """All of it as one squeezed string, without markup."""
        return " ".join(cell for cell in self.cells if cell)

    @cached_property
    def folded(self) -> str:
        """``plain`` for comparing, as long as ``plain`` itself."""
        return fold(self.plain)

    @cached_property
    def raw(self) -> str:
        """The line without markup, its tabs kept."""
        return plain(self.text)


def lines_of(text: str) -> list[Line]:
    """The lines of a page; those of a sheet saved as CSV have their cells put between tabs."""
    lines = text.split("\n")
    delimiter = _sheet_delimiter(lines)
    if delimiter:
        lines = ["\t".join(_cells_of_row(line, delimiter)) if line else "" for line in lines]
    return [Line(number, line) for number, line in enumerate(lines, 1)]


def _sheet_delimiter(lines: list[str]) -> str:
    """``;`` or ``,`` if the page went through a spreadsheet, which gives every row as many cells."""
    sample = [line for line in lines[:300] if line.strip()]
    if len(sample) < 3 or any("\t" in line for line in sample):
        return ""
    for delimiter in (";", ","):
        widths = {len(_cells_of_row(line, delimiter)) for line in sample}
        if len(widths) == 1 and widths != {1}:
            return delimiter
    return ""


def _cells_of_row(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [""])
    except csv.Error:
        return [line]


@dataclass
class Page:
    """A page on its way into a part: its lines, its language's order of dates.

    ``taken`` are the indices of lines that a reader has understood, ``said`` those that
    are part of a notice (they may hold figures as well).
    """

    content: Content
    lines: list[Line]
    order: DayOrder | None = None
    taken: set[int] = field(default_factory=set)
    said: set[int] = field(default_factory=set)

    def take(self, start: int, end: int) -> None:
        """Mark the lines ``start`` up to ``end`` (indices) as understood."""
        self.taken.update(range(start, end))

    def blank(self, index: int) -> bool:
        """Whether there is nothing at ``index``, or no such line."""
        return index >= len(self.lines) or not self.lines[index].plain
