"""Fine-tune the teacher on the corpus.

    python -m training.teach BUILD_DIR NAME [--fold K/N] [--seed N]

The lower half of its layers and its table stay as they are; the others learn the faster
the nearer they are to the labels. Writes ``BUILD_DIR/NAME.pt`` and, for the sentences of
the fold that it left out, its outputs to ``NAME.npz``.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from training.augment import augment
from training.data import RULES, read_corpus
from training.teacher import Cutter, Source, Teacher, weights_file
from training.train import batches, class_weights, labels_of, leave_out, micro_f1, outputs, padded

AUGMENTED = 0.35
FROZEN = 6
RATE, HEAD_RATE = 3e-4, 1e-3
LONGEST = 160
"""Pieces of a sentence that are read."""


def main() -> None:
    """Train the teacher that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("name")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", default="")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()

    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    source = Source(weights_file())
    cutter = Cutter(source)
    records, left_out = leave_out([r for r in read_corpus() if not r.held_back], args.fold)
    print(f"{len(records)} to learn from, {len(left_out)} left out", flush=True)

    def encode(text: str) -> list[int]:
        return cutter.encode(text)[:LONGEST]

    model = Teacher(source, cutter.rows, len(RULES))
    model.freeze(FROZEN)
    truth = torch.tensor([labels_of(r)[0] for r in records])
    weight = torch.tensor([labels_of(r)[1] for r in records])
    positive = class_weights(truth)
    groups = model.groups(RATE, HEAD_RATE)
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    a_pass = len(batches([r.group for r in records], [0] * len(records), random.Random(0)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [float(group["lr"]) for group in groups],  # type: ignore[arg-type]
        total_steps=args.passes * a_pass,
        pct_start=0.1,
        anneal_strategy="linear",
        cycle_momentum=False,
    )
    clock = time.time()
    for number in range(args.passes):
        model.train()
        lost = 0.0
        ids = [
            encode(augment(r.text, r.language, chance) if chance.random() < AUGMENTED else r.text)
            for r in records
        ]
        for rows in batches([r.group for r in records], [len(i) for i in ids], chance):
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(*padded([ids[i] for i in rows]))
            loss = F.binary_cross_entropy_with_logits(
                logits, truth[rows], weight=weight[rows], pos_weight=positive
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            lost += loss.item()
        print(
            f"{args.name} pass {number + 1}: loss {lost / a_pass:.4f}, {time.time() - clock:.0f} s",
            flush=True,
        )
        torch.save(model.learnt(), args.build / f"{args.name}.pt")

    with torch.autocast("cpu", torch.bfloat16):
        told = outputs(model, [encode(r.text) for r in left_out])
    np.savez(args.build / f"{args.name}.npz", ids=np.array([r.id for r in left_out]), logits=told)
    if left_out:
        due = [np.array([labels_of(r)[k] for r in left_out]) for k in (0, 1)]
        print(" ".join(f"{micro_f1(*due, told, t):.3f}" for t in (-1, -0.5, 0, 0.5, 1)))


if __name__ == "__main__":
    main()
