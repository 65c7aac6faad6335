"""Days that a sentence names, in French and English: « du 9 au 19 octobre », "since 12 March", ``09/10/2025``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_NAMES = (
    "janvier january janv jan", "fevrier february fevr fev feb", "mars march mar", "avril april avr apr", "mai may",
    "juin june jun", "juillet july juil jul", "aout august aug", "septembre september sept sep",
    "octobre october oct", "novembre november nov", "decembre december dec",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"\d{1,2}(?:er|st|nd|rd|th)?"
_FIRST = rf"(?:({_DAY}) (?:au|a|to|until|till|and|et|-|\u2013) (?:the |le )?)?"
_NAMED = re.compile(
    rf"\b{_FIRST}({_DAY}) (?:of )?({_MONTH})\b\.?(?: ?,? ?(\d{{4}}))?"
    rf"|\b({_MONTH})\.? ({_DAY})(?: ?(?:-|\u2013|to|and) ?({_DAY}))?\b(?:,? (\d{{4}}))?"
    r"|\b(\d{4})-(\d\d)-(\d\d)\b"
    r"|\b(\d\d)(?:/(\d\d)(?:/(\d{4}|\d\d))?|\.(\d\d)\.(\d{4}|\d\d))\b(?! ?%)"
)
_BARE_MONTH = re.compile(rf"\b(?:en|in|of|de|d'|mid|mi-|fin|debut|since|depuis) ?({_MONTH})\b(?: (\d{{4}}))?")
_BACK = timedelta(days=60)
_WORDS = re.compile(rf"\b(?:{_MONTH})\b|\d[/.-]\d")


@dataclass(frozen=True, slots=True)
class Named:
    """A day as it is named: ``day`` is ``None`` for a month alone, ``year`` where none is said."""

    day: int | None
    month: int
    year: int | None
    begin: int
    end: int

    def near(self, about: date) -> date | None:
        """The day itself; a month alone is its first day. Without a year: the one in the months before ``about``, or soon after."""
        years = (self.year,) if self.year else (about.year - 1, about.year, about.year + 1)
        found = [day for year in years if (day := _date(year, self.month, self.day or 1))]
        return min(found, key=lambda day: abs(day - about + _BACK), default=None)


def named(folded: str) -> Iterator[Named]:
    """The days and months named in a folded sentence, those of a range one by one."""
    if _WORDS.search(folded) is None:
        return
    taken: list[tuple[int, int]] = []
    for match in _NAMED.finditer(folded):
        taken.append(match.span())
        first, day, month, year, month2, day2, until, year2, y, m, d, *short = match.groups()
        days: tuple[str | None, ...]
        if month:
            days, number, said = (first, day), _MONTHS[month], year
        elif month2:
            days, number, said = (day2, until), _MONTHS[month2], year2
        elif y:
            days, number, said = (d,), int(m), y
        else:
            in_month, with_slash, year_slash, with_dot, year_dot = short
            short_year = year_slash or year_dot
            days, number = (in_month,), int(with_slash or with_dot)
            said = short_year and f"20{short_year[-2:]}"
        if not 1 <= number <= 12:
            continue
        for one in filter(None, days):
            value = int(re.sub(r"\D", "", one))
            if 1 <= value <= 31:
                yield Named(value, number, int(said) if said else None, *match.span())
    for match in _BARE_MONTH.finditer(folded):
        if any(begin < match.end() and match.start() < end for begin, end in taken):
            continue
        yield Named(None, _MONTHS[match[1]], int(match[2]) if match[2] else None, *match.span())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
