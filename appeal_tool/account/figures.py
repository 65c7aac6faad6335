"""Numbers, percentages and dates as pages print them, in five languages.

Spaces of all kinds between thousands, a comma or a dot before decimals, months in words
or figures. A numeric date whose day and month could change places is read only if the
caller knows the order.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Literal

DayOrder = Literal["dmy", "mdy", "ymd"]

COUNT = r"\d{1,3}(?:[ .,'’]\d{3})+(?![\d.,]\d)|\d{1,12}"
"""A whole number with or without separators between thousands."""
PERCENT = r"-?\d{1,3}(?:[.,]\d{1,6})? ?%"

_COUNT = re.compile(rf"(?:{COUNT})")
_PERCENT = re.compile(r"(-?\d{1,9}(?:[.,]\d{1,9})?) ?%")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,3})?")
_WORD_DAY = re.compile(
    r"(?:[^\W\d]{2,12}\.?,? )?(\d{1,2})(?:er|st|nd|rd|th|\.|º)? (?:de )?([^\W\d]{3,10})\.?,? (?:de )?(\d{4}|\d{2})(?!\d)"
)
_WORD_MONTH_FIRST = re.compile(
    r"(?:[^\W\d]{2,12}\.?, )?([^\W\d]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}|\d{2})(?!\d)"
)
_NUMERIC_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")
_ISO_DAY = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"\b(\d{1,2})[:h](\d{2})(?::(\d{2}))?")


def squeeze(text: str) -> str:
    """``text`` with every run of spaces, of whatever kind, as one ordinary space."""
    return " ".join(text.split())


@cache
def _folded(character: str) -> str:
    if character in "’‘ʼ´`":
        return "'"
    if character in "–—−‐‑":
        return "-"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """``text`` for comparing: small letters, no accents, plain apostrophes; as long as ``text`` itself."""
    lowered = text.lower()
    if text.isascii():
        return lowered.replace("`", "'")
    return "".join(map(_folded, text))


def integer(text: str) -> int | None:
    """``"2 455"``, ``"2,455"`` or ``"2.455"`` as 2455."""
    match = _COUNT.fullmatch(squeeze(text))
    return int(re.sub(r"\D", "", match.group())) if match else None


def number(text: str) -> float | None:
    """A plain number with a decimal comma or dot."""
    plain = re.sub(r"\s", "", text)
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    return float(plain) if _NUMBER.fullmatch(plain) else None


def percentage(text: str) -> float | None:
    """``"28,77 %"`` as the ratio 0.2877."""
    match = _PERCENT.fullmatch(squeeze(text))
    if not match:
        return None
    try:
        return float(Decimal(match[1].replace(",", ".")) / 100)
    except InvalidOperation:
        return None


def amount(text: str) -> tuple[float, str | None] | None:
    """``"9,00 €"`` or ``"£12.50"`` as the sum and the currency's code."""
    currency = next((code for sign, code in _CURRENCIES.items() if sign in text), None)
    digits = re.sub(r"[^\d.,]", "", text).strip(".,")
    whole, separator, cents = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
    if separator and len(cents) == 2:
        digits = re.sub(r"\D", "", whole) + "." + cents
    else:
        digits = re.sub(r"\D", "", digits)
    return (float(digits), currency) if digits and len(digits) < 16 else None


_CURRENCIES = {
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "$": "USD", "USD": "USD",
    "¥": "JPY", "JPY": "JPY", "zł": "PLN", "PLN": "PLN", "SEK": "SEK",
}  # fmt: skip


@cache
def _months() -> dict[str, int]:
    path = Path(__file__).parent / "labels" / "months.json"
    languages: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        word: month
        for months in languages.values()
        for month, words in enumerate(months, 1)
        for word in words.split()
    }


def day(text: str, order: DayOrder | None = None) -> date | None:
    """The date that ``text`` starts with, ``None`` if there is none, if it cannot exist, or
    if its day and month could change places and ``order`` does not say which is which.
    """
    found = day_at(squeeze(text), order)
    return found[0] if found else None


def day_at(text: str, order: DayOrder | None = None, start: int = 0) -> tuple[date | None, int] | None:
    """The date at ``start`` of ``text`` and where it ends; the date is ``None`` if it is not certain."""
    if match := _ISO_DAY.match(text, start):
        return _date(match[1], match[3], match[4]), match.end()
    if match := _NUMERIC_DAY.match(text, start):
        return _numeric(match, order), match.end()
    folded = fold(text[start : start + 60])
    if (match := _WORD_DAY.match(folded)) and (month := _months().get(match[2])):
        return _date(match[3], month, match[1]), start + match.end()
    if (match := _WORD_MONTH_FIRST.match(folded)) and (month := _months().get(match[1])):
        return _date(match[3], month, match[2]), start + match.end()
    return None


def moment(text: str, order: DayOrder | None = None) -> datetime | None:
    """A date with the clock time after it, midnight if there is none. The printed time zone is not applied."""
    text = squeeze(text)
    found = day_at(text, order)
    if not found or found[0] is None:
        return None
    clock = _CLOCK.search(text, found[1])
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return datetime(found[0].year, found[0].month, found[0].day, hour, minute, second)


def _numeric(match: re.Match[str], order: DayOrder | None) -> date | None:
    first, second = int(match[1]), int(match[3])
    if order is None:
        if match[2] == "." or first > 12:
            order = "dmy"
        elif second > 12:
            order = "mdy"
        elif first != second:
            return None
    if order == "ymd":
        return _date(match[1], match[3], match[4])
    if order == "mdy":
        return _date(match[4], match[1], match[3])
    return _date(match[4], match[3], match[1])


def _date(year: str | int, month: str | int, day_of_month: str | int) -> date | None:
    whole = int(year) + (2000 if int(year) < 100 else 0)
    try:
        return date(whole, int(month), int(day_of_month))
    except ValueError:
        return None
