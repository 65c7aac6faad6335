"""Fine-tune the encoder end to end on the corpus: one run, one seed.

    python -m training.train BUILD_DIR NAME [--fold K/N] [--seed N] [--told NAME]

``--fold K/N`` leaves out the K-th of N parts (by pair and document) of the shared
corpora and writes the run's outputs for it, from which ``calibrate`` takes its
thresholds; the mean of N such runs has then seen everything but the held-back part.
Writes ``BUILD_DIR/NAME.pt`` (weights) and ``NAME.npz`` (outputs).
"""

from __future__ import annotations

import argparse
import random
import time
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from appeal_tool.lint.learned.pieces import Pieces
from training.augment import augment
from training.data import RULES, Labelled, bucket, read_corpus
from training.encoder import POOLED, Encoder

AUGMENTED = 0.6
"""Share of the sentences that are written differently in each pass."""
BATCH, TOLD_BATCH = 32, 64
HEARD = 2.0
"""What the teacher's word weighs beside a label."""
THOUGHT, THOUGHT_DIM = 0.2, 384
"""What it weighs that the sentence's features hold those of the teacher, and how many these are."""
HEAD_RATE, TABLE_RATE, REST_RATE = 3e-3, 5e-4, 3e-4


def labels_of(record: Labelled) -> tuple[list[float], list[float]]:
    """Targets, and weights that are 0 for the labels which only *may* be raised."""
    return [float(r in record.must) for r in RULES], [float(r not in record.may) for r in RULES]


def leave_out(records: list[Labelled], fold: str) -> tuple[list[Labelled], list[Labelled]]:
    """``records`` without those of the fold ``K/N``, and these; only the shared corpora are left out."""
    if not fold:
        return records, []
    part, parts = map(int, fold.split("/"))
    out = [r for r in records if bucket(r.group, "fold") % parts == part and "-own-" not in r.source]
    out_ids = {r.id for r in out}
    return [r for r in records if r.id not in out_ids], out


def class_weights(truth: torch.Tensor) -> torch.Tensor:
    """For each rule the root of how much rarer it is than its absence."""
    share = truth.mean(0)
    return ((1 - share) / share).sqrt()


def batches(groups: list[str], lengths: list[int], chance: random.Random) -> list[list[int]]:
    """Random batches that keep the sentences of a pair together: what differs between them is what counts.

    Other sentences travel two by two; a batch holds sentences of similar length.
    """
    together: dict[str, list[int]] = {}
    for i, group in enumerate(groups):
        together.setdefault(group, []).append(i)
    loose = [i for rows in together.values() if len(rows) != 2 for i in rows]
    chance.shuffle(loose)
    loose.sort(key=lambda i: lengths[i] + chance.uniform(-6, 6))
    twins = [rows for rows in together.values() if len(rows) == 2]
    twins += [loose[i : i + 2] for i in range(0, len(loose), 2)]
    twins.sort(key=lambda rows: max(lengths[i] for i in rows) + chance.uniform(-4, 4))
    half = BATCH // 2
    batched = [list(chain.from_iterable(twins[i : i + half])) for i in range(0, len(twins), half)]
    chance.shuffle(batched)
    return batched


def padded(ids: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """A matrix of pieces and its mask."""
    width = max(map(len, ids))
    out = torch.zeros(len(ids), width, dtype=torch.long)
    mask = torch.zeros(len(ids), width, dtype=torch.bool)
    for row, one in enumerate(ids):
        out[row, : len(one)] = torch.tensor(one)
        mask[row, : len(one)] = True
    return out, mask


@torch.no_grad()
def outputs(model: torch.nn.Module, ids: list[list[int]], width: int = len(RULES)) -> np.ndarray:
    """What the model says of all sentences, ``width`` numbers each."""
    model.eval()
    out = np.zeros((len(ids), width), dtype=np.float32)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    for start in range(0, len(order), 64):
        rows = order[start : start + 64]
        out[rows] = model(*padded([ids[i] for i in rows])).numpy()
    return out


def starting_point(build: Path) -> tuple[Pieces, dict[str, torch.Tensor]]:
    """The pieces and the weights that ``prepare`` wrote."""
    with np.load(build / "start.npz") as start:
        cutter = Pieces(start["pieces"].tolist(), start["scores"].tolist())
        tensors = {
            k: torch.tensor(start[k], dtype=torch.float32)
            for k in start.files
            if k not in ("pieces", "scores")
        }
    return cutter, tensors


def micro_f1(truth: np.ndarray, weight: np.ndarray, logits: np.ndarray, threshold: float = 0.0) -> float:
    """Over all rules; outputs on labels that may be raised are left out."""
    said = (logits > threshold) * weight
    hit = (said * truth).sum()
    return float(2 * hit / max(1, said.sum() + (truth * weight).sum()))


class Told:
    """Sentences without labels, how probable the teacher finds each rule, and its last layer of them."""

    def __init__(self, path: Path | None) -> None:
        self.texts: list[str] = []
        rows, thoughts = np.zeros((0, len(RULES))), np.zeros((0, THOUGHT_DIM))
        if path is not None:
            with np.load(path) as stored:
                self.texts, rows, thoughts = stored["texts"].tolist(), stored["logits"], stored["thoughts"]
            thoughts = thoughts.astype(np.float32)
            thoughts = (thoughts - thoughts.mean(0)) / thoughts.std(0)
        self.shares = torch.sigmoid(torch.tensor(rows, dtype=torch.float32))
        self.thoughts = torch.tensor(thoughts, dtype=torch.float32)

    def draw(self, lengths: list[int], share: float, chance: random.Random) -> list[list[int]]:
        """Batches of about a ``share`` of the sentences, drawn anew for each pass."""
        rows = chance.sample(range(len(lengths)), round(len(lengths) * share))
        rows.sort(key=lambda i: lengths[i] + chance.uniform(-4, 4))
        return [rows[i : i + TOLD_BATCH] for i in range(0, len(rows), TOLD_BATCH)]


def main() -> None:
    """Run the training that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("name")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", default="")
    parser.add_argument("--told", default="", help="the teacher's word, as distil wrote it")
    parser.add_argument(
        "--share", type=float, default=0.5, help="of the sentences without labels, in each pass"
    )
    parser.add_argument("--passes", type=int, default=7)
    parser.add_argument("--after", default="", help="go on from this run, at half the rates")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()

    torch.set_num_threads(args.threads)
    chance = random.Random(args.seed)
    cutter, tensors = starting_point(args.build)
    records, left_out = leave_out([r for r in read_corpus() if not r.held_back], args.fold)
    told = Told(args.build / f"{args.told}.npz" if args.told else None)
    print(
        f"{len(records)} to learn from, {len(left_out)} left out, {len(told.texts)} without labels",
        flush=True,
    )

    # Only the rows of pieces that the corpus uses can learn anything; the others stay as they are.
    used = {0, 1, 2}
    for text in told.texts:
        used.update(cutter.encode(text))
    for record in records + left_out:
        used.update(cutter.encode(record.text))
        for _ in range(4):
            used.update(cutter.encode(augment(record.text, record.language, chance)))
    rows_used = sorted(used)
    place = np.zeros(len(tensors["table"]), dtype=np.int64)
    place[rows_used] = np.arange(len(rows_used))
    whole_table = tensors["table"]
    tensors = {**tensors, "table": whole_table[rows_used]}

    def encode(text: str) -> list[int]:
        numbers: list[int] = place[cutter.encode(text)].tolist()
        return numbers

    truth = torch.tensor([labels_of(r)[0] for r in records])
    weight = torch.tensor([labels_of(r)[1] for r in records])
    positive = class_weights(truth)

    # All runs begin at the same point, so that the mean of their weights makes sense.
    torch.manual_seed(1)
    model = Encoder(tensors, len(RULES))
    if args.after:
        state = torch.load(args.build / f"{args.after}.pt")
        model.load_state_dict({**state, "table": state["table"][rows_used]})
        whole_table = state["table"]
    torch.manual_seed(args.seed)
    pupil = torch.nn.Sequential(torch.nn.LayerNorm(POOLED), torch.nn.Linear(POOLED, THOUGHT_DIM))
    pace = 0.5 if args.after else 1.0
    groups = model.groups(pace * HEAD_RATE, pace * TABLE_RATE, pace * REST_RATE)
    groups.append({"params": list(pupil.parameters()), "lr": pace * REST_RATE, "weight_decay": 0.01})
    optimiser = torch.optim.AdamW(groups, fused=True)
    told_ids = [encode(text) for text in told.texts]
    a_pass = len(batches([r.group for r in records], [0] * len(records), random.Random(0)))
    a_pass += len(told.draw([0] * len(told_ids), args.share, random.Random(0)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [float(group["lr"]) for group in groups],  # type: ignore[arg-type]
        total_steps=args.passes * a_pass,
        pct_start=0.15,
    )
    left_ids = [encode(r.text) for r in left_out]
    left_truth = np.array([labels_of(r)[0] for r in left_out])
    left_weight = np.array([labels_of(r)[1] for r in left_out])
    clock = time.time()
    for number in range(args.passes):
        model.train()
        ids = [
            encode(augment(r.text, r.language, chance) if chance.random() < AUGMENTED else r.text)
            for r in records
        ]
        work = [
            (rows, True) for rows in batches([r.group for r in records], [len(i) for i in ids], chance)
        ] + [(rows, False) for rows in told.draw([len(i) for i in told_ids], args.share, chance)]
        chance.shuffle(work)
        lost = 0.0
        for rows, labelled in work:
            source = ids if labelled else told_ids
            with torch.autocast("cpu", torch.bfloat16):
                pooled = model.pooled(*padded([source[i] for i in rows]))
                logits = model.judged(pooled)
                thought = None if labelled else pupil(pooled)
            logits = logits.float()
            if thought is None:
                loss = F.binary_cross_entropy_with_logits(
                    logits, truth[rows], weight=weight[rows], pos_weight=positive
                )
            else:
                loss = HEARD * F.binary_cross_entropy_with_logits(logits, told.shares[rows])
                loss = loss + THOUGHT * F.mse_loss(thought.float(), told.thoughts[rows])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            model.keep_positive()
            schedule.step()
            lost += loss.item()
        line = f"{args.name} pass {number + 1}: loss {lost / len(work):.4f}, {time.time() - clock:.0f} s"
        if left_out and (number % 2 == 1 or number == args.passes - 1):
            logits_out = outputs(model, left_ids)
            scores = [micro_f1(left_truth, left_weight, logits_out, t) for t in (-1, -0.5, 0, 0.5, 1)]
            line += " F1 at -1..1: " + " ".join(f"{s:.3f}" for s in scores)
        print(line, flush=True)

    state = model.state_dict()
    state["table"] = whole_table.index_copy(0, torch.tensor(rows_used), state["table"])
    torch.save(state, args.build / f"{args.name}.pt")
    np.savez(
        args.build / f"{args.name}.npz",
        ids=np.array([r.id for r in left_out]),
        logits=outputs(model, left_ids) if left_out else np.zeros((0, len(RULES))),
    )


if __name__ == "__main__":
    main()
