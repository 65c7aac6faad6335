"""The small language of the phrase lists (``*.json`` beside this file), compiled to bounded patterns.

A phrase is matched against folded text (see ``text.fold``), whole words only::

    order defect rate           words in this order, whatever stands between them as punctuation
    cancel*                     a word that begins so
    (late|missed) shipments?    alternatives and optional letters, as in a regular expression
    rate ... exceed*            at most eight words between
    authentic* & complain*      both in the same sentence, in any order
    authentic* & !not apply     the second must not be there

Gaps and repeats are bounded, so that matching is linear in the length of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_BETWEEN = r"\W{1,4}"
_STAR = re.compile(r"(\\w\*)|(\)\*)|\*")
_GAP = r"\W{1,4}(?:\w+\W{1,4}){0,8}?"


class Pattern:
    """One part of a phrase. Compiled at its first use: most phrases never meet a text that may hold them."""

    __slots__ = ("_compiled", "hints", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.hints = _hints(source)
        self._compiled: re.Pattern[str] | None = None

    def search(self, sentence: str) -> bool:
        """Whether it stands in a folded sentence."""
        if self.hints and not any(hint in sentence for hint in self.hints):
            return False
        if self._compiled is None:
            self._compiled = _compiled(self.source)
        return self._compiled.search(sentence) is not None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: all of ``wanted`` and none of ``unwanted`` must be found in a sentence."""

    text: str
    wanted: tuple[Pattern, ...]
    unwanted: tuple[Pattern, ...]

    def found(self, sentence: str) -> bool:
        """Whether the phrase stands in one folded sentence."""
        return all(pattern.search(sentence) for pattern in self.wanted) and not any(
            pattern.search(sentence) for pattern in self.unwanted
        )


def compile_phrase(text: str) -> Phrase:
    """A phrase ready for use; its patterns are compiled when they are first needed."""
    parts = [part.strip() for part in text.split("&")]
    return Phrase(
        text=text,
        wanted=tuple(Pattern(part) for part in parts if not part.startswith("!")),
        unwanted=tuple(Pattern(part[1:].strip()) for part in parts if part.startswith("!")),
    )


def _compiled(part: str) -> re.Pattern[str]:
    source = _STAR.sub(_star, part.replace(" ... ", "\0"))
    return re.compile(r"\b(?:" + source.replace(" ", _BETWEEN).replace("\0", _GAP) + r")\b")


def _star(match: re.Match[str]) -> str:
    """A star after a word means any ending; after a bracket, up to four repeats."""
    return match[1] or ("){0,4}" if match[2] else r"\w*")


_LITERAL = re.compile(r"[a-z0-9]+")


def _hints(part: str) -> tuple[str, ...]:
    """Pieces of words of which a text that holds the part has at least one; none if that cannot be told.

    Of the words and brackets that the part needs, the one with the longest pieces is taken.
    """
    best: tuple[str, ...] = ()
    for token in _tokens(part):
        if token.startswith("("):
            found = tuple(_beginning(way) for way in _ways(token[1:-1]))
        else:
            found = (_beginning(token),)
        if all(len(piece) > 1 for piece in found) and _shortest(found) > _shortest(best):
            best = found
    return best


def _shortest(pieces: tuple[str, ...]) -> int:
    return min(map(len, pieces), default=0)


def _beginning(word: str) -> str:
    """The letters that a word must begin with."""
    match = _LITERAL.match(word)
    if match is None:
        return ""
    after = word[match.end() : match.end() + 1]
    return match[0][:-1] if after in ("?", "*", "{") and after != "*" else match[0]


def _tokens(part: str) -> list[str]:
    """The words and brackets that stand at the top of a part and cannot be left out."""
    if "|" in _outside(part):
        return []
    found: list[str] = []
    depth, start = 0, 0
    for place, char in enumerate(part + " "):
        depth += (char == "(") - (char == ")")
        if char == " " and depth == 0:
            found.append(part[start:place])
            start = place + 1
    return [
        token
        for token in found
        if token and (re.fullmatch(r"\([^?].*\)", token) or re.match(r"[a-z0-9]", token)) and _single(token)
    ]


def _single(token: str) -> bool:
    """Whether a bracket token is one bracket from its first sign to its last."""
    if not token.startswith("("):
        return True
    depth = 0
    for place, char in enumerate(token):
        depth += (char == "(") - (char == ")")
        if depth == 0 and place < len(token) - 1:
            return False
    return True


def _outside(part: str) -> str:
    depth, kept = 0, []
    for char in part:
        depth += (char == "(") - (char == ")")
        if depth == 0:
            kept.append(char)
    return "".join(kept)


def _ways(inner: str) -> list[str]:
    """The alternatives of a bracket."""
    ways, depth, start = [], 0, 0
    for place, char in enumerate(inner):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            ways.append(inner[start:place])
            start = place + 1
    return [*ways, inner[start:]]


def any_found(phrases: Iterable[Phrase], sentence: str) -> bool:
    """Whether at least one of the phrases stands in the sentence."""
    return any(phrase.found(sentence) for phrase in phrases)


@cache
def data(name: str) -> Mapping[str, Any]:
    """The content of one phrase list of this package."""
    text = files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    content: Mapping[str, Any] = json.loads(text)
    return content


@cache
def phrases(name: str, *path: str) -> tuple[Phrase, ...]:
    """The compiled phrases at one place of a list, those of all languages together."""
    node: Any = data(name)
    for key in path:
        node = node[key]
    texts = [text for part in node.values() for text in part] if isinstance(node, dict) else node
    return tuple(compile_phrase(text) for text in texts)
