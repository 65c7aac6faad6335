"""Numbers, dates and plurals as French and English write them.

The patterns are those of the Unicode CLDR for ``fr`` and ``en-GB``: French has a
narrow no-break space between thousands, a decimal comma and a no-break space
before the per cent sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from string import Formatter
from typing import Any

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}


def integer(value: int, lang: str) -> str:
    """``2455`` as « 2 455 » or "2,455"."""
    return f"{value:,}".replace(",", NARROW_NBSP if lang == "fr" else ",")


def decimal(value: float, lang: str, digits: int = 2) -> str:
    """A number with at most ``digits`` decimals, trailing zeros dropped: ``12.5`` as « 12,5 »."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    fraction = fraction.rstrip("0")
    shown = integer(int(whole), lang)
    if fraction:
        shown += ("," if lang == "fr" else ".") + fraction
    return f"-{shown}" if rounded < 0 else shown


def percent(ratio: float, lang: str, digits: int = 2) -> str:
    """A ratio as a percentage: ``0.2877`` as « 28,77 % » or "28.77%"."""
    return decimal(float(Decimal(repr(ratio)) * 100), lang, digits) + (f"{NBSP}%" if lang == "fr" else "%")


def months(lang: str) -> list[str]:
    """The names of the months, January first."""
    return _MONTHS[lang].split()


def day(value: date, lang: str) -> str:
    """A date in words: « 1er mars 2012 », "1 March 2012"."""
    number = "1er" if lang == "fr" and value.day == 1 else str(value.day)
    return f"{number} {months(lang)[value.month - 1]} {value.year}"


def enumeration(values: Iterable[str], lang: str) -> str:
    """Words joined as a sentence joins them: "a, b and c"."""
    items = list(values)
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + (" et " if lang == "fr" else " and ") + items[-1]


def is_singular(count: float, lang: str) -> bool:
    """French takes the singular below 2 (0 and 1,5 too), English for 1 alone."""
    return abs(count) < 2 if lang == "fr" else count == 1


class MessageFormatter(Formatter):
    """``str.format`` with the formats ``int``, ``number``, ``percent``, ``date``, ``list``, ``name`` and ``plural``.

    ``{metric:name}`` looks an id up in the catalogue ``names`` (metrics, causes,
    stages, routes ...); ``{items:names}`` does so for several.
    """

    def __init__(self, lang: str, names: Mapping[str, str]) -> None:
        self._lang = lang
        self._names = names

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Only named parameters: a message never depends on the order of its words."""
        return kwargs[str(key)]

    def format_field(self, value: Any, format_spec: str) -> str:
        """Format one value by this package's formats, else by Python's."""
        kind, _, rest = format_spec.partition(":")
        match kind:
            case "int":
                return integer(value, self._lang)
            case "number":
                return decimal(value, self._lang)
            case "percent":
                return percent(value, self._lang)
            case "date":
                return day(value, self._lang)
            case "list":
                return enumeration(map(str, value), self._lang)
            case "name":
                return self._names.get(value, str(value))
            case "names":
                return enumeration((self._names.get(v, str(v)) for v in value), self._lang)
            case "plural":
                one, _, many = rest.partition("|")
                return one if is_singular(value, self._lang) else many
        return str(super().format_field(value, format_spec))
