"""Phrases of the rule records, matched in one pass over the words of a sentence.

Phrases are kept by their first word: a word of the text costs one look-up, and only
the few phrases that begin with it are followed further, however many there are. A
phrase is written as plain words; ``(a|b c)`` chooses, ``(a)?`` may be absent, ``*``
stands for up to four words of the same clause. Accents, case and apostrophes do not
matter: "n'est" is ``n est``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from appeal_tool.lint.normal import without_accents

WORD = re.compile(r"[a-z0-9%$#@]+|[^\sa-z0-9'_-]")
_PART = re.compile(r"\(([^()]*)\)(\??)|([^\s()]+)")
_GAP = 4
_ANY = ""
"""Stands for any second word."""
_STOPS = frozenset(".,;:!?()")

Option = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: whose rule it is, whether it is sure by itself, and where in the folded sentence."""

    rule: str
    sure: bool
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a phrase: the first words of what may stand there, and the rest of each; a gap has none."""

    first: Mapping[str, tuple[Option, ...]]
    optional: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a rule, cut into its places."""

    rule: str
    sure: bool
    parts: tuple[Part, ...]


def cut(phrase: str) -> tuple[Part, ...]:
    """The places of ``phrase``."""
    parts: list[Part] = []
    for match in _PART.finditer(without_accents(phrase.lower())):
        if match[3] == "*":
            parts.append(Part({}, False, True))
            continue
        if match[3] is not None:
            # "n'est" is two words, one after the other.
            parts.extend(Part({word: ((),)}, False, False) for word in WORD.findall(match[3]))
            continue
        first: dict[str, tuple[Option, ...]] = {}
        for option in match[1].split("|"):
            words = WORD.findall(option)
            first[words[0]] = (*first.get(words[0], ()), tuple(words[1:]))
        parts.append(Part(first, bool(match[2]), False))
    return tuple(parts)


Entry = tuple[Phrase, int, Option]
"""A phrase, the place after its first word, and the rest of the option that the word begins."""
_NONE: list[Entry] = []


class Phrases:
    """The phrases of one language, by their first words, and by the second where only some can follow."""

    def __init__(self) -> None:
        self._by_word: dict[str, dict[str, list[Entry]]] = {}

    def add(self, rule: str, phrases: Iterable[str], *, sure: bool) -> None:
        """Add the phrases of ``rule``."""
        for text in phrases:
            phrase = Phrase(rule, sure, cut(text))
            for place, part in enumerate(phrase.parts):
                for word, rests in part.first.items():
                    followed = self._by_word.setdefault(word, {})
                    for rest in rests:
                        for second in _seconds(phrase.parts, place + 1, rest):
                            followed.setdefault(second, []).append((phrase, place + 1, rest))
                if not part.optional:
                    break

    def find(self, folded: str) -> list[Hit]:
        """All phrases in ``folded`` (lower case, no accents), the longest of each rule at each place."""
        said: list[str] = WORD.findall(folded)
        words: list[re.Match[str]] = []
        hits: list[Hit] = []
        by_word = self._by_word
        for start, word in enumerate(said):
            followed = by_word.get(word)
            if followed is None:
                continue
            best: dict[tuple[str, bool], int] = {}
            second = said[start + 1] if start + 1 < len(said) else _ANY
            entries = followed.get(_ANY, _NONE)
            if second is not _ANY:
                entries = entries + followed.get(second, _NONE)
            for phrase, place, rest in entries:
                after = start + 1 + len(rest)
                if rest and tuple(said[start + 1 : after]) != rest:
                    continue
                end = _follow(phrase.parts, place, said, after)
                if end:
                    key = (phrase.rule, phrase.sure)
                    best[key] = max(end, best.get(key, 0))
            if best and not words:
                # Where the words stand is asked for only once a phrase is found.
                words = list(WORD.finditer(folded))
            for (rule, sure), end in best.items():
                hits.append(Hit(rule, sure, words[start].start(), words[end - 1].end()))
        return hits


def _seconds(parts: tuple[Part, ...], place: int, rest: Option) -> Iterable[str]:
    """The words one of which must come second, ``_ANY`` where that cannot be told."""
    if rest:
        return rest[:1]
    if place == len(parts) or parts[place].gap or parts[place].optional:
        return (_ANY,)
    return parts[place].first


def _follow(parts: tuple[Part, ...], place: int, said: list[str], at: int) -> int:
    """Where the phrase ends if its places from ``place`` on stand from ``at`` on, else 0."""
    if place == len(parts):
        return at
    part = parts[place]
    if part.gap:
        for skipped in range(_GAP + 1):
            if at + skipped >= len(said):
                return 0
            if end := _follow(parts, place + 1, said, at + skipped):
                return end
            if said[at + skipped] in _STOPS:
                return 0
        return 0
    if at < len(said):
        for rest in part.first.get(said[at], ()):
            after = at + 1 + len(rest)
            if (not rest or tuple(said[at + 1 : after]) == rest) and (
                end := _follow(parts, place + 1, said, after)
            ):
                return end
    return _follow(parts, place + 1, said, at) if part.optional else 0


def build(lexicons: Mapping[str, Mapping[str, Any]], lang: str) -> Phrases:
    """The phrases of ``lang`` from the ``lexicon`` of each rule: ``{fr: {sure: [...], maybe: [...]}}``."""
    found = Phrases()
    for rule, lexicon in lexicons.items():
        spoken = lexicon.get(lang, {})
        found.add(rule, spoken.get("sure", ()), sure=True)
        found.add(rule, spoken.get("maybe", ()), sure=False)
    return found
