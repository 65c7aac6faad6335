"""The text in a shape that rules can match: one character for one, then shorter with a map back.

``flatten`` works on the whole text at once and keeps its length: lower case,
typographic apostrophes and quotation marks as plain ones, no-break spaces and
line breaks as spaces, accents dropped in a second version. Characters that
carry nothing (controls, zero-width marks) become ``DROP``. Only where the
length must change (collapsed spaces, ligatures, decomposed accents, dropped
marks) does ``compress`` build an offset map, for one passage.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache

from appeal_tool.lint.lazy import Lazy

DROP = "\x00"
"""Stands for a character that no rule sees; no text keeps its own U+0000."""

_SPACES = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INVISIBLE = (
    "".join(map(chr, [*range(0, 9), *range(14, 28), *range(127, 133), *range(134, 160)]))
    + "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_PLAIN = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _INVISIBLE), DROP),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u00b4\u2032`"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u2013\u2014\u2015"), "\u2013"),
    ord("\u0130"): "I",
}
_ODD = re.compile("[\x00\u0153\u00e6\u0300-\u036f]|  ")


_NOT_PLAIN = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
# To replace the few odd characters of a text is ten times faster than to look each character up.


@cache
def _made_plain(found: str) -> str:
    return found.translate(_PLAIN)


@cache
def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def plain(text: str) -> str:
    """``text`` with typographic variants made plain; the same length, the case kept."""
    return _NOT_PLAIN.sub(lambda found: _made_plain(found[0]), text)


def without_accents(text: str) -> str:
    """``text`` with each precomposed letter as its base letter; the same length."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda found: _base(found[0]), text)


class Normal:
    """A normalised passage: ``text`` (accents kept), ``folded`` (accents dropped), both of one length.

    ``origin`` gives the offset in the document of a position of either.
    """

    __slots__ = ("_shifts", "_stops", "folded", "text")

    def __init__(
        self,
        text: str,
        stops: list[int] | None,
        shifts: list[int] | None,
        start: int,
        folded: str | None = None,
    ) -> None:
        self.text = text
        self.folded = without_accents(text) if folded is None else folded
        self._stops = stops
        self._shifts = shifts if shifts is not None else [start]

    def origin(self, position: int) -> int:
        """The offset in the document of ``position`` in ``text`` or ``folded``."""
        if self._stops is None:
            return position + self._shifts[0]
        return position + self._shifts[bisect_right(self._stops, position) - 1]


def compress(flat: str, start: int, end: int, folded: str | None = None) -> Normal:
    """The normalised form of ``flat[start:end]``, where ``flat`` is a lower-cased ``plain`` text.

    ``folded`` is ``flat`` without accents, where that is known.
    """
    passage = flat[start:end]
    if _ODD.search(passage) is None:
        return Normal(passage, None, None, start, folded and folded[start:end])
    out: list[str] = []
    stops = [0]
    shifts = [start]
    length = 0
    position = 0
    for match in _CHANGED.finditer(passage):
        kept = passage[position : match.start()]
        length += len(kept)
        out.append(kept)
        put = _replacement(match.group(), out, length)
        position = match.end()
        out.append(put)
        for extra in range(1, len(put)):
            # The second letter of a ligature stands where the first does.
            stops.append(length + extra)
            shifts.append(start + match.start() - length - extra)
        length += len(put)
        stops.append(length)
        shifts.append(start + position - length)
    out.append(passage[position:])
    return Normal("".join(out), stops, shifts, start)


_CHANGED = Lazy(
    "\u0153|\u00e6|[a-z]\x00*[\u0300-\u036f]+| [ \x00\u0300-\u036f]+|[\x00\u0300-\u036f][ \x00\u0300-\u036f]*"
)


def _replacement(found: str, out: list[str], length: int) -> str:
    if found == "\u0153":
        return "oe"
    if found == "\u00e6":
        return "ae"
    if found[0].isalpha():
        composed = unicodedata.normalize("NFC", found.replace(DROP, ""))
        return composed[0]
    return " " if " " in found and length else ""
