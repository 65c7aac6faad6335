"""Delimited tables (tabs, commas, semicolons), read row by row; what does not fit is counted with its lines.

Reports of the marketplace are separated by tabs and quote nothing; spreadsheets save
them with commas or semicolons and quote what needs it. Only one row is in memory.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from appeal_tool.account.model import Problem, Source

SHOWN_LINES = 10
"""Line numbers given for each kind of unread row; the others are only counted."""
MAX_ROWS = 200_000
"""Rows kept of a table whose rows become values one by one (orders are kept in columns instead)."""


@dataclass(slots=True)
class Rejects:
    """Rows that were not read, or not wholly: for each reason how many, and the first line numbers."""

    lines: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str, line: int) -> None:
        """Count one row; ``reason`` is the rest of a message code, ``table-<reason>``."""
        count = self.counts[reason] = self.counts.get(reason, 0) + 1
        if count <= SHOWN_LINES:
            self.lines.setdefault(reason, []).append(line)

    def problems(self, source: Callable[[int | None], Source]) -> list[Problem]:
        """One problem for each reason, at its first line."""
        return [
            Problem(
                f"table-{reason}",
                {"count": count, "lines": ", ".join(map(str, self.lines[reason])) + _more(count)},
                source(self.lines[reason][0]),
            )
            for reason, count in self.counts.items()
        ]


def _more(count: int) -> str:
    return ", …" if count > SHOWN_LINES else ""


def delimiter(line: str) -> str | None:
    """What separates the cells of a header line; ``None`` if it has one cell only."""
    outside = "".join(line.split('"')[::2])
    found = max("\t;,|", key=lambda mark: outside.count(mark))
    return found if outside.count(found) else None


def cells(line: str, mark: str) -> list[str]:
    """The cells of one line, without spaces around them."""
    if mark == "\t":
        # Tab reports quote nothing; what a spreadsheet put in quotes is whole in its cell.
        if '"' not in line:
            return [cell.strip() for cell in line.split("\t")]
        return [_unquoted(cell.strip()) for cell in line.split("\t")]
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark), [])]
    except csv.Error:
        return [cell.strip().strip('"') for cell in line.split(mark)]


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"')
    return cell


def rows(lines: Iterable[str], mark: str, first_line: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells of every row that is not empty. A quoted cell may hold line breaks."""
    number, start, held = first_line - 1, first_line, ""
    for line in lines:
        number += 1
        # Tab reports quote nothing: there a lone quote is only a quote.
        if mark != "\t" and (held or line.count('"') % 2):
            odd = bool(line.count('"') % 2)
            if not held:
                start, held = number, line
                continue
            held = f"{held}\n{line}"
            if odd:
                yield start, _quoted(held, mark)
                held = ""
            elif len(held) > 100_000 or number - start > 200:
                # A quote that nobody closed: its lines are read one by one.
                yield from _singly(held, mark, start)
                held = ""
            continue
        if line.strip():
            yield number, cells(line, mark)
    if held:
        yield from _singly(held, mark, start)


def _quoted(text: str, mark: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), [])]
    except csv.Error:
        return [cell.strip().strip('"') for cell in text.replace("\n", " ").split(mark)]


def _singly(text: str, mark: str, start: int) -> Iterator[tuple[int, list[str]]]:
    for offset, line in enumerate(text.split("\n")):
        if line.strip():
            yield start + offset, [cell.strip().strip('"') for cell in line.split(mark)]


def positions(header: list[str], wanted: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Where the wanted columns stand, by the first of their names that the header has.

    Names are compared without case, spaces, hyphens and underscores.
    """
    places: dict[str, int] = {}
    for index, name in enumerate(header):
        places.setdefault(plain(name), index)
    found = {}
    for column, names in wanted.items():
        place = next((places[plain(name)] for name in names if plain(name) in places), None)
        if place is not None:
            found[column] = place
    return found


def duplicates(header: list[str]) -> list[str]:
    """Column names that stand more than once; the first of each is read."""
    names = [plain(name) for name in header if name]
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def plain(name: str) -> str:
    """A column name for comparing."""
    from appeal_tool.account.figures import fold

    return "".join(c for c in fold(name) if c.isalnum())
