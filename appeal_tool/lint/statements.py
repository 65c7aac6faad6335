"""What each sentence of an appeal says: an own failing, a symptom, a correction done, a standing rule, or none of these.

A small linear classifier over words, word pairs, word beginnings and endings,
the grammar of ``evidence`` and the heading above decides. Its weights are the
data file ``statements.json``, made by ``training/statements.py`` from the
labelled appeals; ``docs/model.md`` describes the larger learned layer, this
one always runs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp
from pathlib import Path

from appeal_tool.lint import evidence
from appeal_tool.lint.normal import plain
from appeal_tool.lint.text import Document, Sentence

CLASSES = ("cause", "corrective", "preventive", "symptom", "evidence", "other")
_TOKEN = re.compile(r"[a-z]+'?|\d[\d.,:]*|[^\sa-z0-9]")
_WEIGHTS = Path(__file__).with_name("statements.json")
_SINCE = re.compile(r"\b(?:since|depuis|des|from|a partir d)\b")
_EVERY = re.compile(
    r"\b(?:every|each|daily|weekly|monthly|per (?:day|week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)days|chaque|tous les|toutes les"
    r"|quotidien\w*|hebdomadaire\w*|mensuel\w*|par (?:jour|semaine|mois)|une fois|any new|no \w+ (?:goes|leaves|is|may|can)|toute? nouve\w+|aucune?|plus aucun)\b"
)
_NEGLECT = re.compile(
    r"\b(?:never|nobody|no one|nothing|did not|didn't|had not|hadn't|was not|were not|without|forgot|failed|only|instead|wrong|personne|jamais|n'avai\w+|n'etai\w+"
    r"|ne (?:\w+ )?(?:pas|plus|jamais)|sans|oubli\w*|au lieu|seulement|qu'une|aucun\w*|rien)\b"
)
_BECAUSE = re.compile(
    r"\b(?:because|since|so that|which meant|as|therefore|parce que|car|puisque|si bien que|du coup|donc|faute de|de sorte)\b"
)
_WE_DID = re.compile(
    r"\b(?:we|i|he|she|they) (?:\w+ed|have|took|put|set|made|wrote|sent)\b|\b(?:avons|ai|a|ont) (?:\w+ )?\w+(?:e|es|i|is|u|us|it|ert)\b"
)
WILL = re.compile(
    r"\b(?:will|shall|going to|would|could|might|hope|plan|intend|\w+rons|\w+rai|\w+ront|allons|prevoyons|esperons|pourrait|devrait)\b"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence with the probabilities of ``CLASSES`` and what makes a measure checkable in it."""

    sentence: Sentence
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


def features(text: str, folded: str, heading: str) -> Iterator[str]:
    """The features of one sentence; ``heading`` is the role that the heading above announces, or ``none``."""
    words = ["#" if word[0].isdigit() else word for word in _TOKEN.findall(folded)]
    yield from (f"w:{word}" for word in words)
    yield from (f"b:{one} {two}" for one, two in pairwise(words))
    for word in words:
        if len(word) > 5:
            yield f"p:{word[:5]}"
            yield f"s:{word[-3:]}"
    yield from (f"f:{word}" for word in words[:3])
    yield f"h:{heading}"
    yield f"n:{min(len(words) // 8, 5)}"
    signs = (
        evidence.has_owner(text, folded),
        evidence.has_date(folded),
        evidence.has_proof(folded),
        _SINCE.search(folded) is not None,
        _EVERY.search(folded) is not None,
        _NEGLECT.search(folded) is not None,
        _BECAUSE.search(folded) is not None,
        _WE_DID.search(folded) is not None,
        WILL.search(folded) is not None,
    )
    yield from (f"g:{number}" for number, sign in enumerate(signs) if sign)
    yield f"g:{signs[0]:d}{signs[1]:d}{signs[2]:d}"
    if signs[3] and signs[4]:
        yield "g:since-every"


@cache
def _weights() -> tuple[dict[str, list[float]], list[float]]:
    raw = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return raw["weights"], raw["bias"]


def probabilities(found: set[str]) -> list[float]:
    """The probabilities of ``CLASSES`` for a set of features."""
    weights, bias = _weights()
    scale = len(found) ** -0.5 if found else 0.0
    totals = [0.0] * len(bias)
    for feature in found:
        row = weights.get(feature)
        if row is not None:
            for number, weight in enumerate(row):
                totals[number] += weight
    logits = [total * scale / 100 + base for total, base in zip(totals, bias, strict=True)]
    top = max(logits)
    powers = [exp(logit - top) for logit in logits]
    return [power / sum(powers) for power in powers]


def read(document: Document) -> list[Statement]:
    """What the author's own sentences say, in order; headings and quotations are left out."""
    statements: list[Statement] = []
    for sentence in document.sentences:
        if sentence.quoted or sentence.kind == "heading" or sentence.folded.count(" ") < 2:
            continue
        text = plain(sentence.text)
        folded = sentence.folded
        heading = sentence.role if sentence.role_from_heading else "none"
        shares = probabilities(set(features(text, folded, heading)))
        statements.append(
            Statement(
                sentence,
                cause=shares[0],
                corrective=shares[1],
                preventive=shares[2],
                symptom=shares[3],
                owner=evidence.has_owner(text, folded),
                date=evidence.has_date(folded),
                proof=evidence.has_proof(folded),
            )
        )
    return statements
