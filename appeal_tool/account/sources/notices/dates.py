"""Dates, times to answer and number words of a notice, in folded text of either language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan janv", "february fevrier feb fevr fev", "march mars mar",
            "april avril apr avr", "may mai", "june juin jun", "july juillet jul juil",
            "august aout aug", "september septembre sept sep", "october octobre oct",
            "november novembre nov", "december decembre dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_ORDINAL = r"(?:st|nd|rd|th|er|e)?"

NUMBERS = {
    word: number
    for number, words in {
        1: "one a an un une single first seul seule", 2: "two deux", 3: "three trois", 4: "four quatre",
        5: "five cinq", 6: "six", 7: "seven sept", 8: "eight huit", 9: "nine neuf", 10: "ten dix",
        11: "eleven onze", 12: "twelve douze", 13: "thirteen treize", 14: "fourteen quatorze",
        15: "fifteen quinze", 16: "sixteen seize", 17: "seventeen dix-sept", 18: "eighteen dix-huit",
        19: "nineteen dix-neuf", 20: "twenty vingt", 21: "twenty-one vingt-et-un", 24: "twenty-four vingt-quatre",
        28: "twenty-eight vingt-huit", 30: "thirty trente", 36: "thirty-six trente-six",
        45: "forty-five quarante-cinq", 48: "forty-eight quarante-huit", 60: "sixty soixante",
        72: "seventy-two soixante-douze", 90: "ninety quatre-vingt-dix", 120: "one-hundred-twenty cent-vingt",
        180: "one-hundred-eighty cent-quatre-vingts",
    }.items()
    for word in words.split()
}  # fmt: skip
_WORD = "|".join(re.escape(w).replace(r"\-", "[- ]") for w in sorted(NUMBERS, key=len, reverse=True))
NUMBER = rf"(\d{{1,3}}|{_WORD})"
UNIT = (
    r"(hours?|hrs?|heures?|h|(?:business|working|calendar|full)[- ]days?|days?"
    r"|jours?(?: (?:ouvres?|ouvrables?|calendaires?|francs))?|weeks?|semaines?|months?|mois|years?|ans?|annees?)"
)

_PATTERNS = (
    (re.compile(rf"\b(\d{{1,2}}){_ORDINAL}(?: of| de)?[ -]{_MONTH},?[ -](\d{{4}})\b"), "dmy"),
    (re.compile(rf"\b{_MONTH} (\d{{1,2}}){_ORDINAL},? (\d{{4}})\b"), "mdy"),
    (re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), "ymd"),
    (re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/.-]?\d)"), "?"),
    (re.compile(rf"\b(\d{{1,2}}){_ORDINAL} {_MONTH}(?! ?,? ?\d{{4}})\b"), "dm"),
    (re.compile(rf"\b{_MONTH} (\d{{1,2}}){_ORDINAL}\b(?! ?,? ?\d{{4}})"), "md"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text; ``day`` is ``None`` if day and month cannot be told apart."""

    start: int
    end: int
    day: date | None


def number(word: str) -> int | None:
    """The value of digits or of a number word."""
    return int(word) if word.isdigit() else NUMBERS.get(word.replace(" ", "-"))


def days_in(text: str, day_first: bool | None, year_from: date | None = None) -> list[Found]:
    """All dates of a folded text in their order.

    ``day_first`` tells how the marketplace writes 03/04/2025, ``None`` if it is
    not known. A date without its year is read as the next one after ``year_from``.
    """
    found: list[Found] = []
    for pattern, order in _PATTERNS:
        for match in pattern.finditer(text):
            if any(f.start < match.end() and match.start() < f.end for f in found):
                continue
            day, possible = _date(match.groups(), order, day_first, year_from)
            if possible:
                found.append(Found(match.start(), match.end(), day))
    return sorted(found, key=lambda f: f.start)


def day_in(text: str, day_first: bool | None) -> Found | None:
    """The first date of a folded text."""
    found = days_in(text, day_first)
    return found[0] if found else None


def _date(
    groups: tuple[str, ...], order: str, day_first: bool | None, year_from: date | None
) -> tuple[date | None, bool]:
    """The date, and whether there is one at all (an ambiguous one is ``None, True``)."""
    if order == "ymd":
        return _made(int(groups[0]), int(groups[1]), int(groups[2]))
    if order in ("dmy", "mdy"):
        day, month = (groups[0], groups[1]) if order == "dmy" else (groups[1], groups[0])
        return _made(int(groups[2]), MONTHS[month], int(day))
    if order in ("dm", "md"):
        if year_from is None:
            return None, False
        day, month = (groups[0], groups[1]) if order == "dm" else (groups[1], groups[0])
        this, real = _made(year_from.year, MONTHS[month], int(day))
        if this is None or this >= year_from:
            return this, real
        return _made(year_from.year + 1, MONTHS[month], int(day))
    first, second, year = map(int, groups)
    if first > 12 or first == second:
        return _made(year, second, first)
    if second > 12:
        return _made(year, first, second)
    if day_first is None:
        return None, True
    return _made(year, second, first) if day_first else _made(year, first, second)


def _made(year: int, month: int, day: int) -> tuple[date | None, bool]:
    try:
        return date(year, month, day), True
    except ValueError:
        return None, False


def in_days(amount: int, unit: str) -> int:
    """A time in days; hours that are no whole days are rounded up."""
    if unit.startswith(("hour", "hr", "heure")) or unit == "h":
        return -(-amount // 24)
    if unit.startswith(("week", "semaine")):
        return amount * 7
    if unit.startswith("mo"):
        return amount * 30
    if unit.startswith(("year", "an")):
        return amount * 365
    return amount


def is_working(unit: str) -> bool:
    """Whether a unit counts working days only."""
    return unit.startswith(("business", "working")) or "ouvr" in unit


def after(day: date, days: int, *, working: bool) -> date:
    """The day that is ``days`` (working days if ``working``: Monday to Friday) after ``day``."""
    if not working:
        return day + timedelta(days=days)
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
