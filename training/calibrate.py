"""Where each rule is raised, as probable and as certain: thresholds from sentences that no run had seen.

    python -m training.calibrate BUILD_DIR FOLD_RUN... [--out FILE]

Each run left out one part of the sentences to learn from and wrote its outputs for it.
Together with what the phrases and shapes see, these give, for each rule, the threshold
with the best F1 (``suggestion``) and those from which on 87 % (``warning``) and 93 %
(``certain``) of what is raised is right. The shipped model is the mean of the runs and
speaks on another scale: thresholds are carried over by rank, on the held-back texts
without their labels.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from appeal_tool.lint.checks import sentence
from appeal_tool.lint.learned.network import Network
from appeal_tool.lint.learned.pieces import Pieces
from appeal_tool.lint.text import parse
from training.data import RULES, Labelled, read_corpus
from training.encoder import Encoder
from training.train import labels_of, outputs

PROBABLE, CERTAIN = 0.87, 0.94
ROUNDS = 40


def seen(records: list[Labelled]) -> np.ndarray:
    """0 nothing, 1 an unsure phrase or shape, 2 a sure one; by sentence and rule."""
    out = np.zeros((len(records), len(RULES)), dtype=int)
    for row, record in enumerate(records):
        document = parse(record.text, record.language)
        for part in document.sentences:
            for rule, found in sentence.look(document, part).items():
                column = RULES.index(rule)
                out[row, column] = max(out[row, column], 2 if found.sure else 1)
    return out


def best_f1(score: np.ndarray, truth: np.ndarray) -> float:
    """The threshold with the highest F1."""
    order = np.argsort(-score)
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    at = int(f1.argmax())
    return float(score[order[at]] + (score[order[min(at + 1, len(order) - 1)]] - score[order[at]]) / 2)


def from_precision(score: np.ndarray, truth: np.ndarray, wanted: float) -> float:
    """The lowest threshold above which a share ``wanted`` is right (one error is always allowed for)."""
    order = np.argsort(-score)
    hits = np.cumsum(truth[order])
    precision = hits / np.arange(1, len(order) + 1)
    good = np.flatnonzero(precision[4:] >= wanted) + 4
    return float(score[order[good.max()]]) if len(good) else float(score[order[0]]) + 1.0


def main() -> None:
    """Calibrate on the runs that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("runs", nargs="+")
    parser.add_argument("--model", type=Path, default=Path("appeal_tool/lint/learned/model"))
    parser.add_argument("--out", type=Path, default=Path("appeal_tool/lint/learned/calibration.json"))
    args = parser.parse_args()

    everything = read_corpus()
    by_id = {record.id: record for record in everything}
    ids: list[str] = []
    logits: list[np.ndarray] = []
    for run in args.runs:
        with np.load(args.build / f"{run}.npz") as stored:
            for name, row in zip(stored["ids"].tolist(), stored["logits"], strict=True):
                if name in by_id:
                    ids.append(name)
                    logits.append(row)
    records = [by_id[name] for name in ids]
    score = np.array(logits)
    truth = np.array([labels_of(r)[0] for r in records])
    counted = np.array([labels_of(r)[1] for r in records])
    layers = seen(records)
    chance = np.random.default_rng(1)

    held = [r for r in everything if r.held_back]
    start = np.load(args.build / "start.npz")
    cutter = Pieces(start["pieces"].tolist(), start["scores"].tolist())
    tensors = {
        k: torch.tensor(start[k], dtype=torch.float32) for k in start.files if k not in ("pieces", "scores")
    }
    single = []
    for run in args.runs:
        model = Encoder(tensors, len(RULES))
        model.load_state_dict(torch.load(args.build / f"{run}.pt"))
        single.append(outputs(model, [cutter.encode(r.text) for r in held]))
    singles = np.concatenate(single)
    mean = Network(args.model).logits([r.text for r in held])

    result: dict[str, dict[str, float]] = {}
    said = {"suggestion": np.zeros_like(truth), "warning": np.zeros_like(truth)}
    for column, rule in enumerate(RULES):
        use = counted[:, column] > 0
        y = truth[use, column]
        options = []
        for sure in (1.5, 3.0, 5.0):
            for maybe in (0.0, 0.4, 0.8, 1.5):
                z = score[use, column] + np.choose(layers[use, column], [0.0, maybe, sure])
                t = best_f1(z, y)
                options.append(
                    (2 * y[z >= t].sum() / ((z >= t).sum() + y.sum()) - 0.002 * maybe, sure, maybe)
                )
        _, sure, maybe = max(options)
        z = score[use, column] + np.choose(layers[use, column], [0.0, maybe, sure])
        draws = [chance.integers(0, len(y), len(y)) for _ in range(ROUNDS)]
        low = float(np.median([best_f1(z[d], y[d]) for d in draws]))
        middle = max(low, float(np.median([from_precision(z[d], y[d], PROBABLE) for d in draws])))
        high = max(middle, float(np.median([from_precision(z[d], y[d], CERTAIN) for d in draws])))

        def carried(value: float, column: int = column) -> float:
            rank = (singles[:, column] < value).mean()
            spread = mean[:, column].std() / singles[:, column].std()
            if rank > 0.995 or rank < 0.005:
                # Beyond the ranks that the texts cover: by the ratio of the spreads.
                edge = np.quantile(singles[:, column], 0.995)
                return float(np.quantile(mean[:, column], 0.995) + (value - edge) * spread)
            return float(np.quantile(mean[:, column], rank))

        result[rule] = {
            "suggestion": round(carried(low), 3), "warning": round(carried(middle), 3), "certain": round(carried(high), 3),
            "sure": sure, "maybe": maybe,
        }  # fmt: skip
        whole = score[:, column] + np.choose(layers[:, column], [0.0, maybe, sure])
        said["suggestion"][:, column] = (whole >= low) * counted[:, column]
        said["warning"][:, column] = (whole >= middle) * counted[:, column]
        p = said["suggestion"][:, column]
        w = said["warning"][:, column]
        print(
            f"{rule:18} F1 {2 * (p * truth[:, column]).sum() / (p.sum() + (truth * counted)[:, column].sum()):.2f}"
            f" | probable: P {(w * truth[:, column]).sum() / max(1, w.sum()):.2f}"
            f" R {(w * truth[:, column]).sum() / (truth * counted)[:, column].sum():.2f} | {low:.2f} {middle:.2f} {high:.2f} -> {result[rule]}"
        )
    clean = np.array([not r.must and not r.may for r in records])
    for language in ("fr", "en", ""):
        rows = np.array([r.language == language or not language for r in records])
        for level, flags in said.items():
            f, t = flags[rows], (truth * counted)[rows]
            hit = (f * t).sum()
            print(
                f"{language or 'both'} {level}: P {hit / f.sum():.3f} R {hit / t.sum():.3f} F1 {2 * hit / (f.sum() + t.sum()):.3f}"
                f" clean flagged {flags[rows & clean].any(1).mean():.3f}"
            )
    args.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
