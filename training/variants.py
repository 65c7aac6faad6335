"""Sentences without labels, made from those that have some: what the teacher is asked about.

Parts of sentences, halves of two sentences put together and words put in the place of
others that stand between the same neighbours. Most read like something a hurried seller
would write; what they are faulty of only the teacher says.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable

from training.data import Labelled

_JOINT = re.compile(
    r"(?<=[,;:–—])\s+|\s+(?=(?:and|but|because|so|which|while|when|if|et|mais|parce|car|donc|qui|quand|si|alors)\s)"
)
_LEAST = 4
"""Words of a part that can stand alone."""
_SWAPS = 2
"""Words of a sentence that are changed."""


def _halves(text: str) -> list[tuple[str, str, str]]:
    """All ways to cut ``text`` in two at a joint: beginning, end, and the word or sign between."""
    found = []
    for joint in _JOINT.finditer(text):
        begin, end = text[: joint.start()], text[joint.end() :]
        if min(len(begin.split()), len(end.split())) >= _LEAST:
            sign = begin[-1] if begin[-1] in ",;:–—" else end.split()[0]
            found.append((begin, end, sign))
    return found


def _alone(part: str) -> str:
    part = part.rstrip(" ,;:–—")
    part = part[:1].upper() + part[1:]
    return part if part[-1] in ".!?" else f"{part}."


def variants(records: Iterable[Labelled], seed: int = 1) -> list[str]:
    """For each record one new sentence of each kind, where one can be made, without repeats."""
    chance = random.Random(seed)
    records = list(records)
    known = {r.text for r in records}
    ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    between: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for record in records:
        for _, end, sign in _halves(record.text):
            ends[record.language, sign].append(end)
        words = record.text.split()
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            between[record.language, before.lower(), after.lower()].append(word)
    made: dict[str, None] = {}
    for record in records:
        cuts = _halves(record.text)
        if cuts:
            begin, end, sign = chance.choice(cuts)
            made[_alone(chance.choice((begin, end)))] = None
            made[f"{begin} {chance.choice(ends[record.language, sign])}"] = None
        words = record.text.split()
        swapped = 0
        for place in chance.sample(range(1, max(1, len(words) - 1)), max(0, len(words) - 2)):
            around = between[record.language, words[place - 1].lower(), words[place + 1].lower()]
            others = [word for word in around if word.lower() != words[place].lower()]
            if others and swapped < _SWAPS:
                words[place] = chance.choice(others)
                swapped += 1
        if swapped:
            made[" ".join(words)] = None
    return [text for text in made if text not in known]
