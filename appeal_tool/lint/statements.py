"""What each sentence of an appeal says: an own failing, a symptom, a correction done, a standing rule, or none of these.

A small linear classifier over words, word pairs, word beginnings and endings,
the grammar of ``evidence`` and the heading above decides. Its weights are the
data file ``statements.json``, made by ``training/statements.py`` from the
labelled appeals; ``docs/model.md`` describes the larger learned layer, this
one always runs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import exp
from pathlib import Path

from appeal_tool.lint.evidence import Words, is_day
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.normal import plain
from appeal_tool.lint.text import Document, Sentence

_LONGEST = 3000
"""Characters of a sentence that are read: nobody states a measure in more."""
CLASSES = ("cause", "corrective", "preventive", "symptom", "evidence", "other")
_WEIGHTS = Path(__file__).with_name("statements.json")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SINCE = _set("since depuis des from")
_EVERY = _set(
    """every each daily weekly monthly per mondays tuesdays wednesdays thursdays fridays saturdays sundays chaque tous toutes quotidien quotidienne quotidiennement
    hebdomadaire hebdomadaires mensuel mensuelle mensuellement any no nouveau nouvel nouvelle aucun aucune before avant"""
)
_NEGLECT = _set(
    """never nobody nothing not hadn't didn't wasn't weren't without forgot failed only instead wrong personne jamais sans oublie oubliais oubli pas plus lieu seulement qu'
    aucun aucune rien although while although alors"""
)
_BECAUSE = _set("because so which as therefore parce car puisque bien donc faute sorte coup")
_AUXILIARY = _set("have has had avons ai ont a took put set made wrote sent")
WILL = _set(
    """will shall going would could might hope plan intend want allons prevoyons esperons pourrait devrait pourraient devraient comptons envisageons souhaitons should planned
    announced prevu prevus prevue prevues sera seront bientot soon"""
)
_FUTURE = Lazy(r"(?:[eid]rons|[ei]rai)\b", needs="rons|rai")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence with the probabilities of ``CLASSES`` and what makes a measure checkable in it."""

    sentence: Sentence
    words: Words
    cause: float
    corrective: float
    preventive: float
    symptom: float
    owner: bool
    date: bool
    proof: bool

    @property
    def measure(self) -> float:
        """How likely it states a measure, done or standing."""
        return self.corrective + self.preventive


def features(said: Words, heading: str) -> set[str]:
    """The features of one sentence; ``heading`` is the role that the heading above announces, or ``none``."""
    words = ["#" if word[0].isdigit() else word for word in said.words] if said.may_count else said.words
    found = {f"b:{one} {two}" for one, two in pairwise(words)}
    found.update([f"f:{word}" for word in words[:3]])
    found.update(*map(_of_word, {*words}))
    bag = said.bag
    owner, date, proof = said.held
    since, every = not _SINCE.isdisjoint(bag), not _EVERY.isdisjoint(bag)
    signs = (owner, date, proof, since, every, not _NEGLECT.isdisjoint(bag), not _BECAUSE.isdisjoint(bag))
    found.update([f"g:{number}" for number, sign in enumerate(signs) if sign])
    found.add(f"h:{heading}")
    found.add(f"n:{min(len(words) // 8, 5)}")
    found.add(f"e:{owner:d}{date:d}{proof:d}")
    if not _AUXILIARY.isdisjoint(bag):
        found.add("g:done")
    if promises(said):
        found.add("g:will")
    if since and every:
        found.add("g:since-every")
    return found


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[str, ...]:
    """A word, its beginning and its ending as features."""
    if len(word) > 5:
        return f"w:{word}", f"p:{word[:5]}", f"s:{word[-3:]}"
    return (f"w:{word}",)


def promises(said: Words) -> bool:
    """Whether the sentence speaks of what is still to come."""
    return not WILL.isdisjoint(said.bag) or _FUTURE.search(said.folded) is not None


@cache
def _weights() -> tuple[dict[str, list[float]], list[float]]:
    raw = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return raw["weights"], raw["bias"]


def probabilities(found: set[str]) -> list[float]:
    """The probabilities of ``CLASSES`` for a set of features."""
    weights, bias = _weights()
    rows = list(filter(None, map(weights.get, found)))
    totals = map(sum, zip(*rows, strict=True)) if rows else [0] * len(bias)
    scale = 0.01 * len(found) ** -0.5 if found else 0.0
    logits = [total * scale + base for total, base in zip(totals, bias, strict=True)]
    top = max(logits)
    powers = [exp(logit - top) for logit in logits]
    whole = sum(powers)
    return [power / whole for power in powers]


def read(document: Document) -> list[Statement]:
    """What the author's own sentences say, in order; headings and quotations are left out."""
    statements: list[Statement] = []
    text = plain(document.text)
    for sentence in document.sentences:
        if sentence.quoted or sentence.kind == "heading" or sentence.folded.count(" ") < 2:
            continue
        end = min(sentence.end, sentence.start + _LONGEST)
        said = Words(text[sentence.start : end], sentence.folded[:_LONGEST])
        if sentence.kind == "cell" and is_day(said):
            continue
        found = features(said, sentence.role if sentence.role_from_heading else "none")
        shares = probabilities(found)
        owner, date, proof = said.held
        statements.append(
            Statement(
                sentence,
                said,
                cause=shares[0],
                corrective=shares[1],
                preventive=shares[2],
                symptom=shares[3],
                owner=owner,
                date=date,
                proof=proof,
            )
        )
    return statements
