"""Ask the teacher how probable each rule is, on many sentences without labels.

    python -m training.distil BUILD_DIR TEACHER NAME [--fold K/N] [--most N]

Writes ``BUILD_DIR/NAME.npz``: texts, the teacher's outputs and the mean of its last layer. ``--fold`` keeps out what
the named part of the corpus says and what is made from it.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch

from training.data import RULES, read_corpus
from training.teach import LONGEST
from training.teacher import Cutter, Source, Teacher, Thoughts, weights_file
from training.train import leave_out, outputs
from training.variants import variants


def main() -> None:
    """Ask the teacher that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("teacher")
    parser.add_argument("name")
    parser.add_argument("--fold", default="")
    parser.add_argument("--most", type=int, default=36_000)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()

    torch.set_num_threads(args.threads)
    source = Source(weights_file())
    cutter = Cutter(source)
    model = Teacher(source, cutter.rows, len(RULES))
    model.load_state_dict(torch.load(args.build / f"{args.teacher}.pt"), strict=False)
    records, _ = leave_out([r for r in read_corpus() if not r.held_back], args.fold)
    texts = variants(records)
    random.Random(1).shuffle(texts)
    texts = texts[: args.most]
    with torch.autocast("cpu", torch.bfloat16):
        told = outputs(
            Thoughts(model), [cutter.encode(text)[:LONGEST] for text in texts], len(RULES) + source.width
        )
    np.savez(
        args.build / f"{args.name}.npz",
        texts=np.array(texts),
        logits=told[:, : len(RULES)],
        thoughts=told[:, len(RULES) :].astype(np.float16),
    )
    print(f"{len(texts)} sentences asked about")


if __name__ == "__main__":
    main()
