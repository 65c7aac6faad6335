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


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled phrase: all of ``wanted`` and none of ``unwanted`` must be found in a sentence."""

    text: str
    wanted: tuple[re.Pattern[str], ...]
    unwanted: tuple[re.Pattern[str], ...]

    def found(self, sentence: str) -> bool:
        """Whether the phrase stands in one folded sentence."""
        return all(pattern.search(sentence) for pattern in self.wanted) and not any(
            pattern.search(sentence) for pattern in self.unwanted
        )


def compile_phrase(text: str) -> Phrase:
    """Compile one phrase; ``re.error`` if its brackets do not match."""
    parts = [part.strip() for part in text.split("&")]
    return Phrase(
        text=text,
        wanted=tuple(_pattern(part) for part in parts if not part.startswith("!")),
        unwanted=tuple(_pattern(part[1:]) for part in parts if part.startswith("!")),
    )


def _pattern(part: str) -> re.Pattern[str]:
    source = _STAR.sub(_star, part.strip().replace(" ... ", "\0"))
    return re.compile(r"\b(?:" + source.replace(" ", _BETWEEN).replace("\0", _GAP) + r")\b")


def _star(match: re.Match[str]) -> str:
    """A star after a word means any ending; after a bracket, up to four repeats."""
    return match[1] or ("){0,4}" if match[2] else r"\w*")


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
