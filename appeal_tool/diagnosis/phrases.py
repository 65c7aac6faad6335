"""Finding set phrases in buyers' comments: folded words, small gaps, no regular expressions.

A phrase is written as words with spaces between them:

- ``word`` is that word; ``word*`` any word that starts so; ``a|b|c*`` one of several;
- ``~3`` up to three words of any kind; ``word?`` or ``a|b?`` may be missing.

Words are compared folded: no accents, no case, « œ » as "oe", "n't" as "not", and
anything but letters and digits separates words. A comment is cut into clauses at
punctuation, and a phrase never reaches over a clause, nor a gap over "mais" / "but".
The work is bounded by (words x phrases x gap): linear in the comment, whatever
it holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

Words = tuple[str, ...]

_CLAUSE = re.compile(r"[.!?;:,()\[\]\n\r…/]+|\s[-–—]+\s")
_WORD = re.compile(r"[a-z0-9]+")
_CONTRACTIONS = (
    (re.compile(r"\b(?:can'?t|cannot)\b"), "can not"),
    (re.compile(r"\bwon'?t\b"), "will not"),
    (re.compile(r"\b(do|does|did|is|was|were|are|has|have|had|would|could|should)n'?t\b"), r"\1 not"),
)
TURNS = frozenset(
    {"mais", "but", "however", "cependant", "pourtant", "toutefois", "although", "sauf", "except"}
)
"""Words after which a sentence turns: no gap reaches over them, and no negation."""
_MAX_GAP = 9
_LETTERS = 3  # a phrase may begin with an open word (`refus*`) of at least so many letters


def fold(text: str) -> str:
    """``text`` without accents and case, typographic apostrophes and ligatures as plain ones."""
    plain = text.replace("’", "'").replace("‘", "'").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def clauses(text: str) -> list[Words]:
    """The clauses of a comment, each as its folded words."""
    folded = fold(text)
    for pattern, replacement in _CONTRACTIONS:
        folded = pattern.sub(replacement, folded)
    found = (tuple(_WORD.findall(part)) for part in _CLAUSE.split(folded))
    return [words for words in found if words]


@dataclass(frozen=True, slots=True)
class _Step:
    """One element of a phrase: whole words, beginnings of words, or a gap of up to ``gap`` words."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    gap: int = 0
    optional: bool = False

    def accepts(self, word: str) -> bool:
        return word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings))


class Phrase:
    """One compiled phrase. Raises ``ValueError`` for a phrase without a word, or with a gap over 9."""

    __slots__ = ("_steps", "needed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._steps = tuple(_step(element) for element in text.split())
        last = next((step for step in reversed(self._steps) if step.words and not step.optional), None)
        self.needed = last.words if last and not last.beginnings else None
        """Words of which a clause must hold one for the phrase to match at all; ``None`` if open words will do."""
        if not self._steps or self._steps[0].gap or self._steps[0].optional:
            raise ValueError(f"a phrase begins with a word: {text!r}")
        if any(len(beginning) < _LETTERS for beginning in self._steps[0].beginnings):
            raise ValueError(f"an open word that begins a phrase has {_LETTERS} letters or more: {text!r}")

    @property
    def first(self) -> _Step:
        """The element that a match begins with."""
        return self._steps[0]

    def match(self, words: Words, start: int) -> int | None:
        """The index after the shortest match that begins at ``start``, or ``None``."""
        return self._from(words, start, 0)

    def _from(self, words: Words, at: int, step: int) -> int | None:
        if step == len(self._steps):
            return at
        current = self._steps[step]
        if current.gap:
            for skip in range(min(current.gap, len(words) - at) + 1):
                if skip and words[at + skip - 1] in TURNS:
                    return None
                end = self._from(words, at + skip, step + 1)
                if end is not None:
                    return end
            return None
        if at < len(words) and current.accepts(words[at]):
            end = self._from(words, at + 1, step + 1)
            if end is not None:
                return end
        return self._from(words, at, step + 1) if current.optional else None


class PhraseSet:
    """Several phrases, looked up by their first word or its first letters."""

    __slots__ = ("_by_letters", "_by_word")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        self._by_letters: dict[str, list[Phrase]] = {}
        for text in dict.fromkeys(phrases):
            phrase = _compiled(text)
            for word in phrase.first.words:
                self._by_word.setdefault(word, []).append(phrase)
            for letters in {beginning[:_LETTERS] for beginning in phrase.first.beginnings}:
                self._by_letters.setdefault(letters, []).append(phrase)

    def find(self, words: Words) -> list[tuple[int, int, str]]:
        """Every match as (first word, word after the last, the phrase), in the order of the words."""
        found = []
        present = frozenset(words)
        for start, word in enumerate(words):
            for phrase in (*self._by_word.get(word, ()), *self._by_letters.get(word[:_LETTERS], ())):
                if phrase.needed is not None and present.isdisjoint(phrase.needed):
                    continue
                end = phrase.match(words, start)
                if end is not None:
                    found.append((start, end, phrase.text))
        return found


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Phrase:
    return Phrase(text)


def _step(element: str) -> _Step:
    if element.startswith("~"):
        number = element[1:]
        if not number.isdigit() or not 0 < int(number) <= _MAX_GAP:
            raise ValueError(f"a gap is ~1 to ~{_MAX_GAP}: {element!r}")
        return _Step(gap=int(number))
    optional = element.endswith("?")
    parts = [part for part in element.rstrip("?").split("|") if part]
    if not parts or any(not _WORD.fullmatch(fold(part.rstrip("*"))) for part in parts):
        raise ValueError(f"not a word: {element!r}")
    return _Step(
        words=frozenset(fold(part) for part in parts if not part.endswith("*")),
        beginnings=tuple(fold(part.rstrip("*")) for part in parts if part.endswith("*")),
        optional=optional,
    )
