"""Days in a seller's words: which one a text names, whether it begins with one, and windows as people write them."""

from __future__ import annotations

import re
from datetime import date

from appeal_tool.i18n import formats


def names_day(text: str, value: date, lang: str) -> bool:
    """True if ``text`` itself gives the day: in words, with or without its year, or in figures."""
    words = formats.day(value, lang)
    forms = (
        words,
        words.rpartition(" ")[0],
        value.isoformat(),
        value.strftime("%d/%m/%Y"),
        value.strftime("%d/%m"),
        *([f"{formats.months(lang)[value.month - 1]} {value.day}"] if lang == "en" else []),
    )
    plain = " ".join(text.split())
    return any(re.search(rf"(?<!\d){re.escape(form)}(?!\w)", plain) for form in forms)


_MONTH = "|".join(month for lang in ("fr", "en") for month in formats.months(lang))
_WEEKDAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = (
    rf"(?:(?:{_WEEKDAY}),?\s)?(?:\d{{1,2}}(?:er|st|nd|rd|th)?(?:\s(?:of\s)?(?:{_MONTH})|\s(?:au|et|to|and)\s(?:le\s)?\d{{1,2}}(?:er)?\s(?:{_MONTH}))"
    rf"|(?:{_MONTH})\s\d{{1,2}}\b|\d{{1,2}}[/.-]\d{{1,2}}\b|\d{{4}}-\d\d|⟨)"
)
_LEADING_DAY = re.compile(
    rf"(?:depuis|dès|le|au|du|à partir du|à compter du|entre|since|on|from|as of|by|between)\s(?:le\s|ce\s|the\s)?{_DAY}"
    rf"|(?:en|in|depuis|since|début|fin)\s(?:{_MONTH})\b",
    re.I,
)


def begins_with_day(text: str) -> bool:
    """True if ``text`` itself begins by saying when: no other day is then put before it."""
    return _LEADING_DAY.match(text) is not None


def begins_with_other_day(text: str, value: date, lang: str) -> bool:
    """True if ``text`` begins by naming a day that cannot be ``value``: another number, or another month."""
    found = _LEADING_DAY.match(text)
    if found is None or names_day(text, value, lang):
        return False
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", found[0])]
    named = re.findall(rf"(?:{_MONTH})\b", text[: found.end() + 12].casefold())
    if not numbers:
        return False
    if value.day not in numbers:
        return True
    names = [formats.months("fr")[value.month - 1], formats.months("en")[value.month - 1].casefold()]
    return bool(named) and not set(named) & set(names)


def period(start: date | None, end: date | None, days: int | None, lang: str) -> str:
    """A window: « du 18 au 25 septembre 2012 », "from 18 to 25 September 2012", or « sur 30 jours »."""
    if start is None or end is None:
        if days is None:
            return ""
        return f"sur {days} jours" if lang == "fr" else f"over {days} days"
    first, last = formats.day(start, lang), formats.day(end, lang)
    if start.year == end.year:
        first = first.rpartition(" ")[0]
        if start.month == end.month:
            first = first.partition(" ")[0]
    return f"du {first} au {last}" if lang == "fr" else f"from {first} to {last}"
