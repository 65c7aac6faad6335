"""How many of something the seller has: "our three packers" against "we have only ever had one packer"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from appeal_tool.lint.figures import number
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.text import Sentence

_NUMBER = r"(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze)"
_NOUN = r"(?: (?:single|full-time|part-time|different|other|seule?s?|meme))* (?P<noun>[a-z][a-z-]{3,})"
_OWN = Lazy(
    rf"\b(?:our|my|nos|mes|(?:we|i) (?:have|had|employ|employed|used|use)|nous (?:avons|avions|employons|employions)|j'(?:ai|avais)|on a|on avait) {_NUMBER}{_NOUN}"
)
_ONLY = Lazy(
    rf"\b(?:only ever|never|always|from the start|jamais|toujours|de tout temps)\b[^.;]{{0,40}}?\b(?:had|have|been|employed|worked with|used|eu|employe|travaille|ete|avons|avais|avions)\b[^.;]{{0,20}}?(?:\b(?:more than|but|only|plus d(?:e |'))|\bqu(?:e |')|\bwith\b|\bavec\b)? ?\b{_NUMBER}{_NOUN}",
    needs="ever|never|always|start|jamais|toujours|temps",
)
"""A number that is said to hold for all time; only such a one is at odds with another number of the same."""
_EXCLUSIVE = Lazy(
    r"\b(?:only|single|more than|but|seule?s?|plus d)\b|\bqu(?:e |')",
    needs="only|single|more|but|seul|plus|qu",
)
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Count:
    """``number`` of ``noun`` (without the ending of the plural); ``ever``: of all time and no more."""

    number: float
    noun: str
    ever: bool
    sentence: Sentence


def read(sentences: Iterable[Sentence]) -> list[Count]:
    """What sentences say of how many people or things the seller has."""
    return [count for sentence in sentences for count in _counts(sentence)]


def contradicted(sentence: Sentence, earlier: list[Count]) -> Sentence | None:
    """The earlier sentence that gives another number of the same, where one of both is said to hold for all time."""
    for count in _counts(sentence) if earlier else ():
        for other in earlier:
            if count.noun == other.noun and count.number != other.number and (count.ever or other.ever):
                return other.sentence
    return None


def _counts(sentence: Sentence) -> Iterator[Count]:
    folded = sentence.own[:_LONGEST]
    for pattern, ever in ((_ONLY, True), (_OWN, False)):
        for match in pattern.finditer(folded):
            if ever and not _EXCLUSIVE.search(match.group()):
                continue
            value = 1.0 if match["number"] in ("a", "an", "un", "une") else number(match["number"])
            if value is not None:
                yield Count(value, match["noun"].rstrip("sx"), ever, sentence)
