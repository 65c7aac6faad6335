"""What says the same twice: one answer compared with another, so that a plan says everything once.

The measures are rough on purpose and only ever leave a repetition out; no word is changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SMALL_TALK = frozenset(
    ["les", "des", "tous", "toutes", "tout", "soit", "une", "dont", "the", "all", "these", "there", "are"]
)
_NUMBERS = {
    word: str(number)
    for words in (
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze",
        "zero one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(words.split())
    if word != "un"
}
_CLOCK = re.compile(r"\b\d{1,2}(?:\s?h(?:\s?\d\d)?|:\d\d)(?!\w)")
_TIMES = re.compile(r"(\w+)\s(?:fois par jour|times a day)", re.I)
_STEM = 5
"""Letters of a word that are compared where endings must not matter."""


def folded(text: str) -> str:
    """``text`` in small letters without accents; numbers up to twelve as figures."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[a-z]+", lambda word: _NUMBERS.get(word[0], word[0]), plain)


def tokens(text: str) -> frozenset[str]:
    """The words of ``text`` that carry meaning, folded."""
    return frozenset(word for word in re.findall(r"[^\W_]+", folded(text)) if len(word) > 2 or word.isdigit())


def stems(text: str) -> frozenset[str]:
    """As ``tokens``, each cut after its first letters, so that singular and plural are one; small words left out."""
    return frozenset(word[:_STEM] for word in tokens(text) - _SMALL_TALK)


def says_too(text: str, other: str) -> bool:
    """True if ``text`` already says (nearly) all that ``other`` says."""
    wanted = tokens(other)
    return not wanted or len(wanted & tokens(text)) / len(wanted) >= 0.7


def counts_too(text: str, other: str) -> bool:
    """True if ``text`` already gives the extent ``other``: all of it, or its numbers where little else is said."""
    numbers = set(re.findall(r"\d+", folded(other)))
    if numbers and len(stems(other) - stems(text) - numbers) <= 2:
        return numbers <= set(re.findall(r"\d+", folded(text)))
    return says_too(text, other)


def numbers_in(text: str) -> frozenset[int]:
    """The whole numbers of ``text``, in figures or in words, digits grouped or not."""
    plain = re.sub(r"(?<=\d)[\s,](?=\d{3}\b)", "", folded(text))
    return frozenset(int(number) for number in re.findall(r"\d+", plain))


def tells_times(text: str, often: str) -> bool:
    """True if ``often`` says "three times a day" and ``text`` gives as many times of the day."""
    found = _TIMES.search(often)
    count = folded(found[1]) if found is not None else ""
    return count.isdigit() and len(_CLOCK.findall(text)) == int(count)


def overlap(text: str, other: str) -> float:
    """The part of the shorter text that the other one says too, 0 to 1."""
    one, two = stems(text), stems(other)
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def unsaid(texts: Sequence[str], said: str) -> list[int]:
    """The places of those ``texts`` that ``said`` does not say already.

    The one nearest to ``said`` is the general form of what it tells, so it is left out; so is each that is much alike.
    """
    likeness = [overlap(text, said) for text in texts]
    nearest = max(range(len(texts)), key=lambda place: likeness[place], default=-1)
    return [place for place, much in enumerate(likeness) if place != nearest and much < 0.4]
