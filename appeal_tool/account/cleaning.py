"""Takes out of a text what only a machine sees, and mends text that was decoded wrongly once.

Done once, on reading, so that nothing behind it has to think of terminal escapes, bidi
tricks or NUL bytes. What was done is counted, so that it can be reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ESCAPE = re.compile(
    "\x1b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)|[ -/]*[0-~])?|\x9b[0-?]*[ -/]*[@-~]"
)
_SPACES = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")

# A byte 0x80..0xBF read as cp1252, or as ISO-8859-1, and back.
_BYTE_OF = {chr(byte): byte for byte in range(0x80, 0x100)}
for _byte in range(0x80, 0xC0):
    _BYTE_OF[bytes([_byte]).decode("cp1252", "ignore") or chr(_byte)] = _byte
_FOLLOW = "[" + re.escape("".join(c for c, byte in _BYTE_OF.items() if byte < 0xC0)) + "]"
# Only the leads of Latin letters, typographic marks, the euro sign and emoji: in the
# languages of the marketplaces no real text puts such a letter before such a sign.
_MOJIBAKE = re.compile(
    f"[\u00c2-\u00c5]{_FOLLOW}|[\u00e2\u00ef]{_FOLLOW}{_FOLLOW}|\u00f0{_FOLLOW}{_FOLLOW}{_FOLLOW}"
)

# Anything that the patterns above could touch; most lines have none of it, and one search tells.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u00c2-\u00c5\u00e2\u00ef\u00f0\u061c\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffd\U000e0000-\U000e007f]"
)

KINDS = ("mojibake", "escape", "control", "bidi", "invisible", "lost")


class Cleaner:
    """Cleans line after line and remembers, for each kind, the first line and how many.

    ``found`` maps a kind of ``KINDS`` to ``(first line, count)``; ``lost`` are
    characters that an earlier program had already replaced by U+FFFD.
    """

    def __init__(self) -> None:
        self.found: dict[str, tuple[int, int]] = {}

    def clean(self, text: str, line: int) -> str:
        """``text`` without what does not belong into it; ``line`` is its number, for the record."""
        if (text.isascii() and text.isprintable()) or not _SUSPECT.search(text):
            return text if text.isascii() else unicodedata.normalize("NFC", text)
        if not text.isascii():
            text = self._mend(text, line)
        for kind, pattern in (("escape", _ESCAPE), ("control", _CONTROL)):
            if kind == "control":
                text = _SPACES.sub(" ", text)
            text = self._remove(kind, pattern, text, line)
        if not text.isascii():
            text = self._remove("bidi", _BIDI, text, line)
            text = self._remove("invisible", _INVISIBLE, text, line)
            self._count("lost", line, text.count("\ufffd"))
            text = unicodedata.normalize("NFC", text)
        return text

    def _mend(self, text: str, line: int) -> str:
        for _ in range(2):  # some files went through the mill twice
            mended, count = _MOJIBAKE.subn(_decoded, text)
            if mended == text:
                break
            # The no-break space of a wrongly decoded "à" is often an ordinary one by now.
            text = mended.replace("Ã ", "à ")
            self._count("mojibake", line, count)
        return text

    def _remove(self, kind: str, pattern: re.Pattern[str], text: str, line: int) -> str:
        text, count = pattern.subn("", text)
        self._count(kind, line, count)
        return text

    def _count(self, kind: str, line: int, count: int) -> None:
        if count:
            first, before = self.found.get(kind, (line, 0))
            self.found[kind] = (first, before + count)


def clean_text(text: str) -> str:
    """``text`` cleaned, without a record; for strings that come out of an escape."""
    cleaner = Cleaner()
    return "\n".join(cleaner.clean(line, number) for number, line in enumerate(_lines(text), 1))


def _lines(text: str) -> Iterator[str]:
    yield from text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _decoded(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[c] for c in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
