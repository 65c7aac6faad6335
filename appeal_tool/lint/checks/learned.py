"""The learned layer: what the small encoder makes of each sentence, and which words weighed most."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from appeal_tool.lint.finding import SENTENCE_RULES

if TYPE_CHECKING:
    from appeal_tool.lint.learned.network import Network

_FOLDER = Path(__file__).resolve().parent.parent / "learned" / "model"
_LONGEST = 1200
"""Characters of a sentence that the encoder reads; no honest sentence is longer."""
_SHOWN = 3
_SPACE = "\u2581"


@cache
def network() -> Network | None:
    """The encoder, or ``None`` where numpy or the weights are not installed."""
    try:
        from appeal_tool.lint.learned.network import Network

        return Network(_FOLDER)
    except (ImportError, OSError):
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


def telling_words(text: str, rule: str) -> list[str]:
    """The words of ``text`` that weighed most for ``rule``, at most three, in the order of the text."""
    model = network()
    if model is None:
        return []
    text = text[:_LONGEST]
    numbers, weights = model.weight_of_pieces(text, SENTENCE_RULES.index(rule))
    words: list[tuple[str, float]] = []
    for number, weight in zip(numbers[1:-1], weights[1:-1].tolist(), strict=True):
        piece = model.pieces.text(number)
        if piece.startswith(_SPACE) or not words:
            words.append((piece.lstrip(_SPACE), weight))
        else:
            words[-1] = (words[-1][0] + piece, words[-1][1] + weight)
    said = [word.strip(".,;:!?()\"'«»-").lower() for word in text.replace("’", "'").split()]
    ranked = sorted(
        (
            (weight, place)
            for place, (word, weight) in enumerate(words)
            if len(word.strip(".,;:!?()\"'«»-")) > 2 and weight > 0
        ),
        reverse=True,
    )[:_SHOWN]
    chosen = [
        words[place][0].strip(".,;:!?()\"'«»-") for _, place in sorted(ranked, key=lambda pair: pair[1])
    ]
    return [word for word in dict.fromkeys(chosen) if word.lower() in said]
