"""The encoder's forward pass in numpy: pieces in, one number a rule out.

The same arithmetic as ``training/encoder.py``; the tests hold the two together by
stored outputs. Sentences are laid end to end in one matrix of pieces, so that each
weight is read once a batch; a window that reaches over the edge of its sentence
finds zeros there. What depends on a piece alone (its embedding, the projection of
each branch, the convolution's products) is worked out once and then looked up, as long
as the memory of pieces lasts.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

# One thread: an appeal is too small to share, and idle threads that spin cost more than they give.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import numpy.typing as npt

from appeal_tool.lint.learned.pieces import Pieces

ORDERS = ((2, 0), (3, 1), (5, 2))
"""Width of each branch's window and how many pieces of it stand to the left."""
TOKEN_DIM, BRANCH_DIM = 512, 256
SENTENCE_SCALE = np.float32(22.6)
_BATCH_TOKENS = 1024
_NOTHING = 2048
"""Rows of the memory of pieces; the row after them is zeros, where windows that leave their sentence look."""
_KEPT = 832
"""The first of these rows are kept for the most frequent pieces; the others are forgotten when they are full."""
_LONGEST = _NOTHING - _KEPT
"""Pieces of a sentence that are read, so that each batch finds room."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


def _norm(x: Floats, gamma: Floats, beta: Floats, eps: float) -> Floats:
    """Layer norm over the rows, in place."""
    x -= x.mean(axis=-1, keepdims=True)
    deviation = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[-1])
    x *= np.reciprocal(np.sqrt(deviation + np.float32(eps)))[:, None]
    x *= gamma
    x += beta
    return x


class Network:
    """The trained encoder, its table memory-mapped from ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._table = np.load(folder / "table.npy", mmap_mode="r")
        with np.load(folder / "dense.npz") as stored:
            raw: dict[str, Any] = {name: stored[name] for name in stored.files}
        weights: dict[str, Floats] = {}
        for name, value in raw.items():
            if name.endswith(":scale"):
                continue
            scale = raw.get(f"{name}:scale")
            weights[name] = value if scale is None else value.astype(np.float32) * scale
        self._w = weights
        self._row_scale, self._row_low = weights["row_scale"], weights["row_low"]
        self._eps = float(weights["eps"])
        self._negative = np.flatnonzero(weights["ln_g"] < 0)
        self._gamma = np.concatenate([weights[f"ln_g{n}"] for n, _ in ORDERS])
        self._beta = np.concatenate([weights[f"ln_b{n}"] for n, _ in ORDERS])
        self._proj = np.concatenate([weights[f"proj{n}"] for n, _ in ORDERS], axis=1)
        self._proj_b = np.concatenate([weights[f"proj_b{n}"] for n, _ in ORDERS])
        # The memory of pieces: what depends on a piece alone. Pages are taken only as rows are used.
        self._place_of = np.full(len(self._table), -1, dtype=np.int64)
        self._used = _KEPT
        self._row_kept = np.full(len(self._table), -1, dtype=np.int64)
        self._row_kept[np.argsort(-weights["scores"], kind="stable")[:_KEPT]] = np.arange(_KEPT)
        self._embedded = np.empty((_NOTHING + 1, TOKEN_DIM), dtype=np.float32)
        self._projected = [np.empty((_NOTHING + 1, BRANCH_DIM), dtype=np.float32) for _ in ORDERS]
        self._products = [
            np.empty((_NOTHING + 1, BRANCH_DIM), dtype=np.float32)
            for width, _ in ORDERS
            for _ in range(width)
        ]
        for product in self._products:
            product[_NOTHING] = 0
        self.pieces = Pieces(
            (folder / "pieces.txt").read_text(encoding="utf-8").split("\n"), weights["scores"].tolist()
        )

    def logits(self, texts: Sequence[str]) -> Floats:
        """One row a text, one column a rule; above 0 the rule is more likely than not."""
        out = np.empty((len(texts), len(self._w["head_b"])), dtype=np.float32)
        # Neighbours in length share a batch: windows and reductions then work on blocks of like size.
        group: list[list[int]] = []
        first = tokens = 0
        for position, text in enumerate(texts):
            numbers = self.pieces.encode(text)[:_LONGEST]
            if group and tokens + len(numbers) > _BATCH_TOKENS:
                out[first:position] = self._forward(group)
                group, first, tokens = [], position, 0
            group.append(numbers)
            tokens += len(numbers)
        if group:
            out[first:] = self._forward(group)
        return out

    def weights_of_pieces(self, questions: Sequence[tuple[str, int]]) -> list[tuple[list[int], Floats]]:
        """For each text and rule the text's pieces and how much each spoke for the rule.

        By the mean and maximum features; the sentence vector is left out.
        """
        answers: list[tuple[list[int], Floats]] = []
        group: list[list[int]] = []
        rules: list[int] = []
        tokens = 0
        for text, rule in questions:
            numbers = self.pieces.encode(text)[:_LONGEST]
            if group and tokens + len(numbers) > _BATCH_TOKENS:
                answers += self._weights(group, rules)
                group, rules, tokens = [], [], 0
            group.append(numbers)
            rules.append(rule)
            tokens += len(numbers)
        return answers + self._weights(group, rules) if group else answers

    def _weights(self, group: list[list[int]], rules: list[int]) -> list[tuple[list[int], Floats]]:
        features, _, _ = self._normed(group)
        features *= self._w["ln_g"]
        features += self._w["ln_b"]
        size = features.shape[1]
        answers: list[tuple[list[int], Floats]] = []
        start = 0
        for numbers, rule in zip(group, rules, strict=True):
            own = features[start : start + len(numbers)]
            start += len(numbers)
            head: Floats = self._w["head"][:, rule] * self._w["norm_g"]
            weight: Floats = (own @ head[-2 * size : -size]) / np.float32(len(numbers))
            weight += np.where(own == own.max(axis=0), own, np.float32(0)) @ head[-size:]
            answers.append((numbers, weight))
        return answers

    def _forward(self, group: list[list[int]]) -> Floats:
        """Logits of the sentences."""
        w = self._w
        features, starts, ends = self._normed(group)
        lengths = ends - starts
        # The scale of the norm is applied after the maximum; where it is negative that is the minimum.
        total = np.empty((len(group), features.shape[1]), dtype=np.float32)
        top = np.empty_like(total)
        for row, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            features[start:end].sum(axis=0, out=total[row])
            features[start:end].max(axis=0, out=top[row])
            top[row, self._negative] = features[start:end, self._negative].min(axis=0)
        counts = lengths.astype(np.float32)[:, None]
        total *= w["ln_g"]
        total += counts * w["ln_b"]
        top *= w["ln_g"]
        top += w["ln_b"]
        mean = total @ w["cnn_W"] + counts * w["cnn_b"]
        mean *= np.reciprocal(np.sqrt(counts))
        y0 = np.maximum(mean @ w["d0"], 0)
        y1 = np.maximum(mean @ w["p1"] + y0 @ w["d1"], 0)
        y2 = np.maximum(y1 @ w["d2"], 0)
        sentence = np.tanh(y1 @ w["p3"] + y2 @ w["d3"])
        sentence *= SENTENCE_SCALE / np.maximum(
            np.linalg.norm(sentence, axis=1, keepdims=True), np.float32(1e-12)
        )
        pooled = np.concatenate([sentence, total / counts, top], axis=1)
        _norm(pooled, w["norm_g"], w["norm_b"], 1e-5)
        logits: Floats = pooled @ w["head"] + w["head_b"]
        return logits

    def _normed(self, group: list[list[int]]) -> tuple[Floats, Numbers, Numbers]:
        """The token features of all sentences, normed but not yet scaled, and where each sentence begins and ends."""
        lengths = np.fromiter(map(len, group), dtype=np.int64, count=len(group))
        flat = np.fromiter(chain.from_iterable(group), dtype=np.int64, count=int(lengths.sum()))
        ends = np.cumsum(lengths)
        starts = ends - lengths
        features = self._token_features(flat, starts, ends, lengths)
        mean_of_row = features.mean(axis=1, keepdims=True)
        square = np.einsum("ij,ij->i", features, features)[:, None] / np.float32(features.shape[1])
        features -= mean_of_row
        features *= np.reciprocal(np.sqrt(square - mean_of_row * mean_of_row + np.float32(self._eps)))
        return features, starts, ends

    def _token_features(self, flat: Numbers, starts: Numbers, ends: Numbers, lengths: Numbers) -> Floats:
        w = self._w
        count = len(flat)
        place = self._places(flat)
        features = np.empty((count, TOKEN_DIM + len(ORDERS) * BRANCH_DIM), dtype=np.float32)
        looked_up = np.empty((count, TOKEN_DIM), dtype=np.float32)
        features[:, :TOKEN_DIM] = self._embedded.take(place, axis=0, out=looked_up, mode="clip")
        begin = np.repeat(starts, lengths)
        end = np.repeat(ends, lengths)
        position = np.arange(count)
        neighbours: dict[int, Numbers] = {0: place}
        for step in (-2, -1, 1, 2):
            at = position + step
            inside = (at >= begin) & (at < end)
            neighbours[step] = np.where(inside, place[np.where(inside, at, 0)], _NOTHING)
        looked_up = np.empty((count, BRANCH_DIM), dtype=np.float32)
        products = iter(self._products)
        for branch, (width, left) in enumerate(ORDERS):
            out = np.empty((count, BRANCH_DIM), dtype=np.float32)
            out[:] = w[f"b1_{width}"]
            for slot in range(width):
                out += next(products).take(neighbours[slot - left], axis=0, out=looked_up, mode="clip")
            np.maximum(out, 0, out=out)
            out += self._projected[branch].take(place, axis=0, out=looked_up, mode="clip")
            column = TOKEN_DIM + branch * BRANCH_DIM
            features[:, column : column + BRANCH_DIM] = out
        return features

    def _places(self, flat: Numbers) -> Numbers:
        """Where each piece of ``flat`` stands in the memory of pieces; those not seen lately are worked out."""
        new = np.unique(flat[self._place_of[flat] < 0])
        if self._used + int((self._row_kept[new] < 0).sum()) > _NOTHING:
            self._place_of[self._place_of >= _KEPT] = -1
            self._used = _KEPT
            new = np.unique(flat[self._place_of[flat] < 0])
        if len(new):
            rows = self._row_kept[new]
            rare = rows < 0
            rows[rare] = np.arange(self._used, self._used + rare.sum())
            self._used += int(rare.sum())
            embedded = self._table[new].astype(np.float32)
            embedded *= self._row_scale[new, None]
            embedded += self._row_low[new, None]
            self._embedded[rows] = embedded
            projected = _norm(embedded @ self._proj + self._proj_b, self._gamma, self._beta, self._eps)
            products = iter(self._products)
            for branch, (width, _) in enumerate(ORDERS):
                own = projected[:, branch * BRANCH_DIM : (branch + 1) * BRANCH_DIM]
                self._projected[branch][rows] = own
                for slot in range(width):
                    kernel = self._w[f"w1_{width}"][slot * BRANCH_DIM : (slot + 1) * BRANCH_DIM]
                    next(products)[rows] = own @ kernel
            self._place_of[new] = rows
        places: Numbers = self._place_of[flat]
        return places
