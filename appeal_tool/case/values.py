"""What a seller typed, as a value: dates, numbers, choices, persons, text without control characters.

``parse`` never guesses: what cannot be read raises ``ValueProblem`` with a
message that says what would work, and the caller keeps what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from pydantic import JsonValue

from appeal_tool.i18n import Lang

_MONTHS = {
    **{
        name: number
        for number, names in enumerate(
            (
                ("janvier", "janv", "january", "jan"),
                ("fevrier", "fevr", "february", "feb"),
                ("mars", "march", "mar"),
                ("avril", "avr", "april", "apr"),
                ("mai", "may"),
                ("juin", "june", "jun"),
                ("juillet", "juil", "july", "jul"),
                ("aout", "august", "aug"),
                ("septembre", "sept", "september", "sep"),
                ("octobre", "oct", "october"),
                ("novembre", "nov", "november"),
                ("decembre", "dec", "december"),
            ),
            1,
        )
        for name in names
    }
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z")
_WORDS = re.compile(r"(?:le )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)\.?,? (\d{4})\Z")
_YES = frozenset({"yes", "y", "oui", "o", "true", "vrai"})
_NO = frozenset({"no", "n", "non", "false", "faux"})
_ID_LIKE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
"""A single lower-case word with hyphens: how ids look, and hardly any answer in words."""
_SHORTEST_ID = 4
_SPACES = re.compile(r"[^\S\n\u00a0\u202f]+")


class ValueProblem(ValueError):
    """A value that cannot be read: a message code of ``case.*.json`` and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, object] = params


def parse(
    kind: str, raw: Any, *, choices: dict[str, tuple[str, str]] | None = None, own_words: bool = False
) -> JsonValue:
    """``raw`` as a value of the question type ``kind``; null for a blank one.

    ``choices`` maps each id to its texts; a choice may be given by id or by one
    of its texts. Dates come back as ISO text, percentages as ratios.
    """
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        return None
    if kind == "date":
        return parse_date(raw).isoformat()
    if kind in ("number", "percent"):
        number = parse_number(raw)
        return number / 100 if kind == "percent" else number
    if kind == "yesno":
        return _yes_no(raw)
    if kind == "choice":
        return _choice(raw, choices or {}, own_words)
    if kind == "multi":
        items = raw if isinstance(raw, list) else re.split(r"[,;\n]", str(raw))
        chosen = [_choice(item, choices or {}, own_words) for item in items if clean(str(item))]
        return list(dict.fromkeys(chosen)) or None
    if isinstance(raw, (dict, list)):
        raise ValueProblem("not-a-text")
    return clean(raw.isoformat() if isinstance(raw, date) else str(raw), lines=kind == "long")


def clean(text: str, *, lines: bool = False) -> str:
    """``text`` as said, without what is no text: control and bidi characters, doubled spaces, outer blanks.

    Line breaks become spaces unless ``lines``; nothing else is touched. Escape
    sequences of terminals lose their escape character and so their force.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    kept = "".join(
        c
        for c in text
        if c == "\n" or c == "\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    )
    if not lines:
        kept = kept.replace("\n", " ")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in kept.split("\n")).strip()


def parse_date(raw: Any) -> date:
    """A day from ``2013-05-03``, ``03/05/2013`` (day first), « 3 mai 2013 » or "3 May 2013"."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    plain = _plain(str(raw))
    try:
        if found := _ISO.match(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SLASHED.match(plain):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if (found := _WORDS.match(plain)) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError:
        raise ValueProblem("no-such-day", value=str(raw)) from None
    raise ValueProblem("not-a-date", value=str(raw)[:60])


def parse_number(raw: Any) -> int | float:
    """A number from 12, ``1 234``, ``12,5`` or ``12.5 %``."""
    if isinstance(raw, bool):
        raise ValueProblem("not-a-number", value=str(raw))
    if isinstance(raw, int | float):
        return raw
    text = re.sub(r"[\s%]", "", str(raw))
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    text = text.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text):
        raise ValueProblem("not-a-number", value=str(raw)[:60])
    return float(text) if "." in text else int(text)


def is_free_text(kind: str, value: JsonValue, choices: dict[str, tuple[str, str]]) -> bool:
    """True if ``value`` is words of the seller's own: it then has a language, and is not translated."""
    if kind in ("text", "long"):
        return True
    if kind == "person":
        return not is_name(str(value))
    values = value if isinstance(value, list) else [value]
    return kind in ("choice", "multi") and any(str(item) not in choices for item in values)


_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "d'",
        "d’",
        "van",
        "von",
        "der",
        "den",
        "da",
        "di",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ben",
    ]
)


def is_name(text: str) -> bool:
    """True for a bare name such as "Camille Roux" or "Anne de Vries": the same in every language."""
    words = text.replace("-", " ").split()
    return (
        bool(words)
        and all(word in _PARTICLES or word[:1].isupper() for word in words)
        and words[0].casefold()
        not in {"le", "la", "les", "l'", "l’", "the", "notre", "our", "mon", "ma", "my"}
    )


_SIGNS: dict[Lang, frozenset[str]] = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "un",
            "une",
            "des",
            "du",
            "de",
            "et",
            "à",
            "nous",
            "avons",
            "est",
            "dans",
            "pour",
            "qui",
            "que",
            "chaque",
            "par",
            "sur",
            "au",
            "aux",
            "ne",
            "pas",
            "ce",
            "cette",
            "notre",
            "nos",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "a",
            "an",
            "of",
            "and",
            "to",
            "we",
            "have",
            "is",
            "in",
            "for",
            "which",
            "that",
            "each",
            "every",
            "by",
            "on",
            "at",
            "not",
            "this",
            "our",
            "with",
            "was",
            "were",
            "are",
            "from",
            "has",
        ]
    ),
}


def language_of(text: str) -> Lang | None:
    """The language of a seller's words by their small words; null if they do not tell."""
    words = re.findall(r"[a-zà-ÿ]+", text.casefold())
    french, english = (sum(word in _SIGNS[lang] for word in words) for lang in ("fr", "en"))
    # A name or a title may hold a small word of the other language: one alone proves nothing.
    if max(french, english) < 2 or abs(french - english) < 2:
        return None
    return "fr" if french > english else "en"


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", clean(text).casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def _yes_no(raw: Any) -> str:
    word = _plain(str(raw))
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    raise ValueProblem("not-yes-or-no", value=str(raw)[:60])


def _choice(raw: Any, choices: dict[str, tuple[str, str]], own_words: bool) -> str:
    said = clean(str(raw))
    wanted = _plain(said)
    for choice, texts in choices.items():
        if wanted in (_plain(choice), *map(_plain, texts)):
            return choice
    near = _near_choice(said, choices)
    if near is not None:
        raise ValueProblem("near-choice-own" if own_words else "near-choice", value=said[:60], near=near)
    if own_words and choices and _ID_LIKE.fullmatch(said):
        raise ValueProblem("id-like", value=said[:60], choices=list(choices))
    if own_words:
        return said
    raise ValueProblem("not-a-choice", value=said[:60], choices=list(choices))


def _near_choice(said: str, choices: dict[str, tuple[str, str]]) -> str | None:
    """The id that ``said`` misses by a slip of the hand: one edit, or a word with hyphens much like an id."""
    near = next((choice for choice in choices if _one_edit(said.casefold(), choice)), None)
    if near is None and _ID_LIKE.fullmatch(said):
        near = next(iter(get_close_matches(said, choices, n=1, cutoff=0.75)), None)
    return near


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter added, left out or changed, or two neighbours swapped, make ``one`` into ``other``."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < _SHORTEST_ID:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
