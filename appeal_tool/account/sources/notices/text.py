"""A pasted message as sentences: typography folded, wrapped lines joined, quoting marks taken off.

What is compared with phrases is folded text: lower case without accents,
ordinary apostrophes, quotes and spaces. Every sentence keeps the line that it
begins on.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MAX_SENTENCE = 2_000
"""Characters of one sentence that are looked at; a longer one is cut."""
MAX_ITEM = 160
"""Characters of a line that can be a list item without a mark."""

_MAP = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": '"', "›": '"',
        "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "‒": "-",
        "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "…": "...",
        "\u00ad": None, "\ufeff": None,
    }
)  # fmt: skip
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Text as phrases are compared with it: no accents, no typography, lower case, single spaces."""
    text = unicodedata.normalize("NFKD", text.translate(_MAP)).translate(_MAP)
    kept = (c for c in text if not unicodedata.combining(c) and unicodedata.category(c) not in ("Cf", "Cc"))
    spaced = "".join(kept) if text.isprintable() else "".join(_printable(text))
    return _SPACES.sub(" ", spaced).strip().lower()


def _printable(text: str) -> Iterable[str]:
    for char in text:
        if char.isspace():
            yield " "
        elif not unicodedata.combining(char) and unicodedata.category(char) not in ("Cf", "Cc"):
            yield char


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its quoting marks; ``depth`` is how many there were."""

    number: int
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item. ``folded`` is what phrases are compared with."""

    line: int
    text: str
    folded: str
    bullet: bool
    first: bool
    """Whether it begins its line group: a heading can only stand there."""
    alone: bool
    """Whether it is the whole of its line group."""


_QUOTE = re.compile(r"[ \t]{0,3}((?:[>|][ \t]?)+)")
_BULLET = re.compile(
    r"\s*(?:[-*•·▪◦●○■□–—→➔►✓]{1,3}|\(?\d{1,2}[.)]|\(?[a-hA-H][.)]|o(?=\s{2,}|\t))\s*(?=\S)(?!\d)"
)
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s+\S")
_BREAK = re.compile(r"(?<=[.!?])[\"”»'’)]{0,2}\s+(?=[\"“«(¿]{0,2}\s?[^\W\d_a-zà-ÿ])|(?<=;)\s+(?=[^\W\d_])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|ex|p\.ex|c\.-à-d|n°|no|art|approx|etc|Mr|Mrs|Ms|M|Dr|St|vs|env|max|min)\.$"
)
_ITEM_START = re.compile(
    r"(?:the|la|les|le|l'|des|vos|votre|your) ?(?:root |corrective |preventive )?(?:causes?|reasons?|actions?|steps?|measures?|"
    r"mesures?|raisons?|etapes?|origine|factures?|documents?|invoices?|methods?|methodes?|liste?)\b|(?:what|how|why|greater|"
    r"plus de|pourquoi|comment|ce que|ce qui)\b"
)
_ADDRESS = re.compile(r"https?://\S{1,500}|[\w.+-]{1,64}@[\w.-]{1,100}|\bwww\.\S{1,300}")
_GREETING = re.compile(
    r"(?:dear|hello|hi|bonjour|cher|chere|madame|monsieur|greetings|good (?:morning|afternoon|day))\b[^.?!\d]{0,60}[,:!.]?$"
)


def lines_of(text: str) -> list[Line]:
    """The lines of a text with their quoting marks counted and taken off."""
    result: list[Line] = []
    for number, raw in enumerate(text.splitlines(), 1):
        match = _QUOTE.match(raw)
        marks = match[1] if match else ""
        # A table of pipes is no quotation: only ">" or a bar alone at the edge is one.
        depth = marks.count(">") + marks.count("|") if ">" in marks or raw.count("|") == 1 else 0
        content = raw[match.end() :] if match and depth else raw
        result.append(Line(number, html.unescape(content) if "&" in content else content, depth))
    return result


def is_greeting(folded: str) -> bool:
    """Whether a line only greets: "Dear seller," or « Bonjour, »."""
    return len(folded.split()) < 8 and _GREETING.match(folded) is not None


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Groups of lines between empty lines; a greeting is a group of its own."""
    groups: list[list[Line]] = []
    open_group: list[Line] = []
    for line in lines:
        stripped = line.text.strip()
        greeting = bool(stripped) and len(stripped) < 80 and is_greeting(fold(stripped))
        if not stripped or greeting:
            if open_group:
                groups.append(open_group)
                open_group = []
            if greeting:
                groups.append([line])
            continue
        open_group.append(line)
    if open_group:
        groups.append(open_group)
    return groups


def sentences(group: Sequence[Line], *, listed: bool = False) -> list[Sentence]:
    """The sentences and list items of one paragraph; ``listed`` if the one before ended with a colon."""
    result: list[Sentence] = []
    for start, text, bullet in _joined(group, listed=listed):
        pieces = _split(text)
        for index, piece in enumerate(pieces):
            folded = fold(_ADDRESS.sub(" ", piece))[:MAX_SENTENCE]
            if folded:
                result.append(Sentence(start, piece, folded, bullet, index == 0, len(pieces) == 1))
    return result


def _joined(group: Sequence[Line], *, listed: bool) -> list[tuple[int, str, bool]]:
    """Soft-wrapped lines joined: a break is soft where the next word would not have fitted.

    Lines behind a colon are list items even without a mark, if they are short.
    """
    width = max((len(line.text.rstrip()) for line in group), default=0)
    items: list[tuple[int, str, bool]] = []
    previous, marked = "", False
    for line in group:
        text = line.text.strip()
        marker = _BULLET.match(line.text)
        content = line.text[marker.end() :].strip() if marker else text
        if previous.endswith(":"):
            listed, marked = True, False
        if items and not marker and _soft(previous, text, width, listed=listed and not marked):
            start, before, was_item = items[-1]
            items[-1] = (start, before + " " + text, was_item)
        elif content:
            marked = marked or bool(marker)
            # A question, or a line without a mark behind lines with one, ends the list.
            listed = listed and (bool(marker) or not (marked or text.endswith("?")))
            short = len(text) < MAX_ITEM and ". " not in text
            items.append((line.number, content, bool(marker) or (listed and short)))
        previous = line.text.rstrip()
    return items


def _soft(previous: str, text: str, width: int, *, listed: bool) -> bool:
    first = text[:1]
    fits = len(previous) + 1 + len(text.split(" ", 1)[0]) <= width - 2
    if listed and (
        previous.endswith((":", ";"))
        or not first.islower()
        or (fits and len(previous) < width - 12)
        or _ITEM_START.match(fold(text[:40]))
    ):
        return False
    if previous.endswith(("?", ":")) and not first.islower():
        return False
    if first.islower() or previous.endswith((",", "(", "-", "/")) or first in "),.;%":
        return True
    return width <= 130 and not fits


def _split(text: str) -> list[str]:
    """A joined text at the ends of its sentences; abbreviations end none."""
    pieces: list[str] = []
    begin = 0
    for match in _BREAK.finditer(text):
        piece = text[begin : match.start()]
        if _ABBREVIATION.search(piece[-8:]):
            continue
        pieces.append(piece.strip())
        begin = match.end()
    pieces.append(text[begin:].strip())
    return [piece for piece in pieces if piece]
