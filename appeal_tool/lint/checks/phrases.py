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
from itertools import pairwise
from typing import Any, NamedTuple

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
        for words in filter(None, map(WORD.findall, match[1].split("|"))):
            first[words[0]] = (*first.get(words[0], ()), tuple(words[1:]))
        if first:
            parts.append(Part(first, bool(match[2]), False))
    return tuple(parts)


class Entry(NamedTuple):
    """What may follow a first word: the phrase, the place after that word, and the rest of the option that it begins.

    One of ``needed`` stands in every text that holds the phrase; without any the phrase is followed anyway.
    """

    phrase: Phrase
    place: int
    rest: Option
    needed: frozenset[str]


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
                needed = _needed(phrase.parts[place + 1 :])
                for word, rests in part.first.items():
                    followed = self._by_word.setdefault(word, {})
                    for rest in rests:
                        for second in _seconds(phrase.parts, place + 1, rest):
                            followed.setdefault(second, []).append(Entry(phrase, place + 1, rest, needed))
                if not part.optional:
                    break

    def find(self, folded: str) -> list[Hit]:
        """All phrases in ``folded`` (lower case, no accents), the longest of each rule at each place."""
        said: list[str] = WORD.findall(folded)
        bag = frozenset(said)
        places: list[tuple[int, int]] = []
        hits: list[Hit] = []
        by_word = self._by_word
        for start, (word, second) in enumerate(pairwise([*said, _ANY])):
            followed = by_word.get(word)
            if followed is None:
                continue
            entries = followed.get(_ANY, _NONE)
            if second in followed and second is not _ANY:
                entries = entries + followed[second]
            if not entries:
                continue
            for (rule, sure), end in _longest(entries, said, bag, start + 1):
                # Where the words stand is asked for only once a phrase is found.
                places = places or [match.span() for match in WORD.finditer(folded)]
                hits.append(Hit(rule, sure, places[start][0], places[end - 1][1]))
        return hits


def _needed(parts: tuple[Part, ...]) -> frozenset[str]:
    """The words one of which stands in every text in which ``parts`` follow: those of the last that must be there."""
    return next(
        (frozenset(part.first) for part in reversed(parts) if part.first and not part.optional), frozenset()
    )


def _longest(
    entries: list[Entry], said: list[str], bag: frozenset[str], at: int
) -> Iterable[tuple[tuple[str, bool], int]]:
    """For each rule, sure or not, where the longest of its phrases ends whose first word stands before ``at``."""
    best: dict[tuple[str, bool], int] = {}
    for phrase, place, rest, needed in entries:
        if needed and needed.isdisjoint(bag):
            continue
        after = at + len(rest)
        if rest and tuple(said[at:after]) != rest:
            continue
        if end := _follow(phrase.parts, place, said, after):
            key = (phrase.rule, phrase.sure)
            best[key] = max(end, best.get(key, 0))
    return best.items()


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
