"""The learned layer: what the small encoder makes of each sentence, and which words weighed most."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from appeal_tool.lint.finding import SENTENCE_RULES

if TYPE_CHECKING:
    from appeal_tool.lint.learned.network import Network

_FOLDER = Path(__file__).resolve().parent.parent / "learned" / "model"
_FUNCTION_WORDS = _FOLDER.parent / "function_words.json"
_LONGEST = 1200
"""Characters of a sentence that the encoder reads; no honest sentence is longer."""
_SHOWN = 3
_SPACE = "\u2581"
_JOINTS = re.compile("['’-]")
_EDGES = ".,;:!?()\"'«»-"


@cache
def _say_nothing() -> frozenset[str]:
    """Words that say nothing by themselves: articles, pronouns, prepositions, auxiliaries and their like."""
    lists: dict[str, str] = json.loads(_FUNCTION_WORDS.read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words.split())


@cache
def network() -> Network | None:
    """The encoder, or ``None`` where numpy or the weights are not installed, or cannot be read."""
    from zipfile import BadZipFile

    try:
        from appeal_tool.lint.learned.network import Network

        return Network(_FOLDER)
    except (ImportError, OSError, ValueError, KeyError, BadZipFile):
        return None


def opinions(texts: Sequence[str]) -> list[dict[str, float]] | None:
    """For each text the number of each sentence rule (above 0: rather yes); ``None`` without the encoder."""
    model = network()
    if model is None:
        return None
    different = list(dict.fromkeys(text[:_LONGEST] for text in texts))
    rows = model.logits(different).tolist() if different else []
    by_text = {
        text: dict(zip(SENTENCE_RULES, row, strict=True)) for text, row in zip(different, rows, strict=True)
    }
    return [by_text[text[:_LONGEST]] for text in texts]


def telling_words(questions: Sequence[tuple[str, str]]) -> list[list[str]]:
    """For each text and rule the words that weighed most, at most three, in the order of the text."""
    model = network() if questions else None
    if model is None:
        return [[] for _ in questions]
    asked = [(text[:_LONGEST], SENTENCE_RULES.index(rule)) for text, rule in questions]
    return [
        _words(text, [model.pieces.text(number) for number in numbers[1:-1]], weights[1:-1].tolist())
        for (text, _), (numbers, weights) in zip(asked, model.weights_of_pieces(asked), strict=True)
    ]


def _words(text: str, pieces: list[str], weights: list[float]) -> list[str]:
    words: list[tuple[str, float]] = []
    for piece, weight in zip(pieces, weights, strict=True):
        if piece.startswith(_SPACE) or not words:
            words.append((piece.lstrip(_SPACE), weight))
        else:
            words[-1] = (words[-1][0] + piece, words[-1][1] + weight)
    said = {word.strip(_EDGES).lower() for word in text.replace("’", "'").split()}
    ranked = sorted(
        (
            (weight, place)
            for place, (word, weight) in enumerate(words)
            if weight > 0 and _tells(word.strip(_EDGES))
        ),
        reverse=True,
    )[:_SHOWN]
    chosen = [words[place][0].strip(_EDGES) for _, place in sorted(ranked, key=lambda pair: pair[1])]
    return [word for word in dict.fromkeys(chosen) if word.lower() in said]


def _tells(word: str) -> bool:
    """Whether ``word`` says something by itself; "qu'en" is two words that do not."""
    return any(len(part) > 2 and part not in _say_nothing() for part in _JOINTS.split(word.lower()))
