"""Where each rule is raised, as probable and as certain: thresholds from sentences that no run had seen.

    python -m training.calibrate BUILD_DIR FOLD_RUN... [--out FILE]

Each run left out one part of the sentences to learn from and wrote its outputs for it.
Together with what the phrases and shapes see, these give, for each rule, the threshold
with the best F1 (``suggestion``) and those from which on 90 % (``warning``) and 95 %
(``certain``) of what is raised is right, all by the probabilities that a logistic sum of
the layers gives: counted on a sample, such thresholds flatter themselves; of those
reckoned with the probabilities, as many were right on other sentences as should be. The
shipped model is the mean of other runs and speaks on another scale: thresholds are
carried over by rank, on the held-back texts without their labels.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from appeal_tool.lint.checks import guards, sentence
from appeal_tool.lint.checks.specificity import kinds
from appeal_tool.lint.learned.network import Network
from appeal_tool.lint.text import parse
from training.data import RULES, Labelled, read_corpus
from training.encoder import Encoder
from training.train import labels_of, outputs, starting_point

PROBABLE, CERTAIN = 0.90, 0.95
LEAST_FOR_SURE = 3.5


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


def surroundings(records: list[Labelled]) -> tuple[np.ndarray, np.ndarray]:
    """Whether a guard of each rule stands in the sentence, and how many kinds of specifics do."""
    guarded = np.zeros((len(records), len(RULES)), dtype=bool)
    concrete = np.zeros(len(records))
    for row, record in enumerate(records):
        folded = " ".join(part.folded for part in parse(record.text, record.language).sentences)
        guarded[row] = [guards.held(rule, folded) for rule in RULES]
        concrete[row] = len(kinds(folded, record.text))
    return guarded, concrete


def logistic(features: np.ndarray, truth: np.ndarray, ridge: float = 2.0) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method; the first column is the constant."""
    weights = np.zeros(features.shape[1])
    penalty = np.full(features.shape[1], ridge)
    penalty[0] = 1e-3
    for _ in range(30):
        p = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (p - truth) + penalty * weights
        curve = (features * (p * (1 - p))[:, None]).T @ features + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights


def best_f1(score: np.ndarray) -> float:
    """The lowest threshold whose F1, expected of ``score`` (log odds), is as good as the highest (within 1 %)."""
    score = -np.sort(-score)
    p = 1 / (1 + np.exp(-score))
    f1 = 2 * np.cumsum(p) / (np.arange(1, len(p) + 1) + p.sum())
    return float(score[np.flatnonzero(f1 >= 0.99 * f1.max()).max()])


def from_precision(score: np.ndarray, wanted: float) -> float:
    """The lowest threshold above which a share ``wanted`` is to be expected right."""
    score = -np.sort(-score)
    precision = np.cumsum(1 / (1 + np.exp(-score))) / np.arange(1, len(score) + 1)
    good = np.flatnonzero(precision >= wanted)
    return float(score[good.max()]) if len(good) else float(score[0]) + 1.0


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
    held = [r for r in everything if r.held_back]
    cutter, tensors = starting_point(args.build)
    single = []
    for run in args.runs:
        model = Encoder(tensors, len(RULES))
        model.load_state_dict(torch.load(args.build / f"{run}.pt"))
        single.append(outputs(model, [cutter.encode(r.text) for r in held]))
    singles = np.concatenate(single)
    mean = Network(args.model).logits([r.text for r in held])

    result: dict[str, dict[str, float]] = {}
    said = {"suggestion": np.zeros_like(truth), "warning": np.zeros_like(truth)}
    guarded, concrete = surroundings(records)
    for column, rule in enumerate(RULES):
        use = counted[:, column] > 0
        features = np.stack(
            [
                np.ones(len(records)),
                score[:, column],
                layers[:, column] == 2,
                layers[:, column] == 1,
                guarded[:, column],
                concrete,
            ],
            axis=1,
        ).astype(float)
        worth = logistic(features[use], truth[use, column])
        # What stands in a list of phrases shall count for something even where the corpus hardly has it.
        worth[2] = max(worth[2], LEAST_FOR_SURE)
        worth[3] = max(worth[3], 0.0)
        whole = features @ worth
        low = best_f1(whole[use])
        middle = max(low, from_precision(whole[use], PROBABLE))
        high = max(middle, from_precision(whole[use], CERTAIN))
        # The mean of the runs speaks on another scale than each of them: matched where the thresholds lie.
        from_, to = (np.quantile(some[:, column], [0.85, 0.97]) for some in (mean, singles))
        scale = float((to[1] - to[0]) / (from_[1] - from_[0]))
        names = ("bias", "opinion", "sure", "maybe", "guard", "kinds")
        result[rule] = {name: round(float(value), 3) for name, value in zip(names, worth, strict=True)} | {
            "scale": round(scale, 3), "shift": round(float(to[0] - scale * from_[0]), 3),
            "suggestion": round(low, 3), "warning": round(middle, 3), "certain": round(high, 3),
        }  # fmt: skip
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
