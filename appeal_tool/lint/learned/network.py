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
"""Width of each branch's window and how many pieces of it stand to the left; the wider ones come last."""
SENTENCE_SCALE = np.float32(22.6)
_LEAST = np.float32(1e-12)
_STEP = np.float32(1 / 512)
"""The memory of pieces holds whole numbers of this step, in 16 bits: up to 64 either way."""
_BATCH_TOKENS = 1024
_NOTHING = 8192
"""Rows of the memory of pieces; the row after them is zeros, where windows that leave their sentence look."""
_KEPT = 2048
"""The first of these rows are kept for the most frequent pieces; the others are forgotten when they are full."""
_LONGEST = 1200
"""Pieces of a sentence that are read, so that each batch finds room."""

Floats = npt.NDArray[np.float32]
Shorts = npt.NDArray[np.int16]
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
        self._gamma = np.concatenate([weights[f"ln_g{n}"] for n, _ in ORDERS])
        self._beta = np.concatenate([weights[f"ln_b{n}"] for n, _ in ORDERS])
        self._proj = np.concatenate([weights[f"proj{n}"] for n, _ in ORDERS], axis=1)
        self._proj_b = np.concatenate([weights[f"proj_b{n}"] for n, _ in ORDERS])
        self._token = self._table.shape[1]
        self._branch = self._proj.shape[1] // len(ORDERS)
        # The memory of pieces: what depends on a piece alone. Pages are taken only as rows are used.
        self._place_of = np.full(len(self._table), -1, dtype=np.int64)
        self._used = _KEPT
        self._row_kept = np.full(len(self._table), -1, dtype=np.int64)
        self._row_kept[np.argsort(-weights["scores"], kind="stable")[:_KEPT]] = np.arange(_KEPT)
        self._embedded = np.empty((_NOTHING + 1, self._token), dtype=np.int16)
        self._projected = np.empty((_NOTHING + 1, len(ORDERS) * self._branch), dtype=np.int16)
        self._bias = np.concatenate([weights[f"b1_{n}"] for n, _ in ORDERS])
        # What a piece adds to the sums of its neighbours, by how far they stand from it.
        self._reach = [(step, self._reached(step)) for step in (0, 1, -1, 2, -2)]
        self._products = {
            step: np.empty((_NOTHING + 1, len(slots) * self._branch), dtype=np.int16)
            for step, slots in self._reach
        }
        for product in self._products.values():
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
        features, starts, ends = self._normed(group)
        scale, shift = self._w["ln_g"], self._w["ln_b"]
        size = len(scale)
        answers: list[tuple[list[int], Floats]] = []
        for numbers, rule, start, end in zip(group, rules, starts.tolist(), ends.tolist(), strict=True):
            own = features[start:end]
            head: Floats = self._w["head"][:, rule] * self._w["norm_g"]
            mean, top = head[-2 * size : -size], head[-size:]
            weight: Floats = (own @ (scale * mean) + shift @ mean) / np.float32(len(own))
            highest = own.max(axis=0)
            weight += (own == highest).astype(np.float32) @ ((highest * scale + shift) * top)
            answers.append((numbers, weight))
        return answers

    def _forward(self, group: list[list[int]]) -> Floats:
        """Logits of the sentences."""
        w = self._w
        features, starts, ends = self._normed(group)
        lengths = ends - starts
        # The scale of the norm, which is never negative, is applied after the maximum.
        total = np.empty((len(group), features.shape[1]), dtype=np.float32)
        top = np.empty_like(total)
        for row, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            features[start:end].sum(axis=0, out=total[row])
            features[start:end].max(axis=0, out=top[row])
        counts = lengths.astype(np.float32)[:, None]
        total *= w["ln_g"]
        total += counts * w["ln_b"]
        top *= w["ln_g"]
        top += w["ln_b"]
        root = np.sqrt(counts)
        mean = total / root
        y0 = np.maximum(mean @ w["m0"] + root * w["c0"], 0)
        y1 = np.maximum(mean @ w["m1"] + root * w["c1"] + y0 @ w["d1"], 0)
        y2 = np.maximum(y1 @ w["d2"], 0)
        sentence = np.tanh(y1 @ w["p3"] + y2 @ w["d3"])
        sentence *= SENTENCE_SCALE / np.maximum(np.linalg.norm(sentence, axis=1, keepdims=True), _LEAST)
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
        features *= np.reciprocal(
            np.sqrt(square - mean_of_row * mean_of_row + np.float32(self._eps) / _STEP**2)
        )
        return features, starts, ends

    @staticmethod
    def _reached(step: int) -> list[tuple[int, int]]:
        """The branches whose window holds the piece ``step`` places on, and its slot there; always the last ones."""
        return [(n, step + left) for n, left in ORDERS if 0 <= step + left < n]

    def _token_features(self, flat: Numbers, starts: Numbers, ends: Numbers, lengths: Numbers) -> Floats:
        place = self._places(flat)
        count, width = len(flat), self._projected.shape[1]
        features = np.empty((count, self._token + width), dtype=np.float32)
        looked_up = np.empty((count, max(self._token, width)), dtype=np.int16)

        def look_up(memory: Shorts, rows: Numbers) -> Shorts:
            return memory.take(rows, axis=0, out=_part(looked_up, count, memory.shape[1]), mode="clip")

        features[:, : self._token] = look_up(self._embedded, place)
        begin, end = np.repeat(starts, lengths), np.repeat(ends, lengths)
        position = np.arange(count)
        sums = features[:, self._token :]
        for step, _ in self._reach:
            product = self._products[step]
            if step == 0:
                sums[:] = look_up(product, place)
                continue
            at = position + step
            inside = (at >= begin) & (at < end)
            rows = np.where(inside, place[np.where(inside, at, 0)], _NOTHING)
            sums[:, width - product.shape[1] :] += look_up(product, rows)
        np.maximum(sums, 0, out=sums)
        sums += look_up(self._projected, place)
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
            self._embedded[rows] = _short(embedded)
            projected = _norm(embedded @ self._proj + self._proj_b, self._gamma, self._beta, self._eps)
            self._projected[rows] = _short(projected)
            size = self._branch
            own = {n: projected[:, k * size : (k + 1) * size] for k, (n, _) in enumerate(ORDERS)}
            for step, slots in self._reach:
                found = [own[n] @ self._w[f"w1_{n}"][slot * size : (slot + 1) * size] for n, slot in slots]
                product = np.concatenate(found, axis=1)
                self._products[step][rows] = _short(product + self._bias if step == 0 else product)
            self._place_of[new] = rows
        places: Numbers = self._place_of[flat]
        return places


def _short(values: Floats) -> Shorts:
    """``values`` in whole steps."""
    steps: Shorts = np.rint(np.clip(values / _STEP, -32767, 32767)).astype(np.int16)
    return steps


def _part(memory: Shorts, rows: int, columns: int) -> Shorts:
    """The first numbers of ``memory`` as a matrix of that shape."""
    return memory.reshape(-1)[: rows * columns].reshape(rows, columns)
