"""Cutting a sentence into the sub-word pieces that the encoder knows.

A unigram model: of all ways to cut a word into known pieces, the one with the
highest sum of log-probabilities. Words are cut one by one (no piece spans a
space) and remembered, so that the cost of a long text is that of its different
words. Linear in the length of a word, as no piece is longer than ``MAX_PIECE``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

UNKNOWN, BEGIN, END = 0, 1, 2
MAX_PIECE = 16
_SPACE = "\u2581"
_MAX_WORD = 64
_MEMORY = 50_000

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-",
        "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None, "\u00ad": None,
        "*": None, "_": " ",
    }
)  # fmt: skip


def normal_form(text: str) -> str:
    """``text`` as the encoder reads it: one form of accents, quotes, dashes and spaces; shouting lowered."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_PLAIN))
    else:
        text = text.translate(_PLAIN)
    letters = sum(map(str.isalpha, text))
    if letters > 12 and sum(map(str.isupper, text)) > 0.7 * letters:
        text = text.lower()
        text = text[:1].upper() + text[1:]
    return text


class Pieces:
    """The pieces with their scores, and the words cut so far."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self._pieces = pieces
        self._scores = scores
        self._known = dict(zip(pieces, range(len(scores)), strict=True))
        for special in pieces[:3]:
            del self._known[special]
        self._unknown_score = min(scores) - 10.0
        self._memory: dict[str, list[int]] = {}

    def text(self, number: int) -> str:
        """The piece of that number."""
        return self._pieces[number]

    def encode(self, text: str) -> list[int]:
        """Numbers of the pieces of ``text``, between those that begin and end a sentence."""
        memory = self._memory
        numbers = [BEGIN]
        for word in normal_form(text).split():
            cut = memory.get(word)
            if cut is None:
                cut = self._cut_long(word)
                if len(memory) >= _MEMORY:
                    memory.clear()
                memory[word] = cut
            numbers += cut
        numbers.append(END)
        return numbers

    def _cut_long(self, word: str) -> list[int]:
        numbers = self._cut(_SPACE + word[:_MAX_WORD])
        for start in range(_MAX_WORD, len(word), _MAX_WORD):
            numbers += self._cut(word[start : start + _MAX_WORD])
        return numbers

    def _cut(self, word: str) -> list[int]:
        known, scores, unknown_score = self._known, self._scores, self._unknown_score
        length = len(word)
        best = [0.0] + [-1e18] * length
        came_from = [0] * (length + 1)
        piece_at = [UNKNOWN] * (length + 1)
        for start in range(length):
            base = best[start]
            score = base + unknown_score
            if score > best[start + 1]:
                best[start + 1], came_from[start + 1], piece_at[start + 1] = score, start, UNKNOWN
            for end in range(start + 1, min(start + MAX_PIECE, length) + 1):
                piece = known.get(word[start:end])
                if piece is not None and base + scores[piece] > best[end]:
                    best[end], came_from[end], piece_at[end] = base + scores[piece], start, piece
        numbers = []
        end = length
        while end:
            numbers.append(piece_at[end])
            end = came_from[end]
        numbers.reverse()
        return numbers
