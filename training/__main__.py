"""All steps from the labelled sentences to the weights that the tool carries.

    python -m training BUILD_DIR

A teacher that leaves out a part of the corpus and is asked about sentences without
labels; one run that leaves out the same part, for the thresholds, and one on everything
but the held-back part, which is the model. Each run goes on once more at half the rates.
Seeds are fixed.
"""

from __future__ import annotations

import subprocess
import sys

LEFT_OUT = "0/5"
UNLABELLED = "66000"
"""Variants that are asked about at most; those that come twice fall out."""


def step(module: str, *arguments: str) -> None:
    """Run one step; stops everything if it fails."""
    print(f"== {module} {' '.join(arguments)}", flush=True)
    subprocess.run([sys.executable, "-m", f"training.{module}", *arguments], check=True)


def main() -> None:
    """Prepare, teach, ask, train, export, calibrate."""
    build = sys.argv[1] if len(sys.argv) > 1 else "build/training"
    step("prepare", build)
    step("teach", build, "teacher", "--fold", LEFT_OUT)
    step("distil", build, "teacher", "told", "--fold", LEFT_OUT, "--most", UNLABELLED)
    for name, seeds, fold in (("fold0", (10, 11), ["--fold", LEFT_OUT]), ("whole", (21, 31), [])):
        first, second = map(str, seeds)
        step("train", build, name, "--seed", first, "--told", "told", *fold)
        again = ["--after", name, "--passes", "5"]
        step("train", build, f"{name}b", "--seed", second, "--told", "told", *again, *fold)
    step("export", build, "wholeb")
    step("calibrate", build, "fold0b")


if __name__ == "__main__":
    main()
