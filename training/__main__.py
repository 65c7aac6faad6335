"""All steps from the labelled sentences to the weights that the tool carries.

    python -m training BUILD_DIR

Seven runs, one after the other: three that each leave out a part, for the thresholds, and
four on everything but the held-back part, whose mean is the model. Seeds are fixed.
"""

from __future__ import annotations

import subprocess
import sys

FOLDS = [("fold0", "0/5", 10), ("fold1", "1/5", 11), ("fold2", "2/5", 12)]
WHOLE = [("whole1", 21), ("whole2", 22), ("whole3", 23), ("whole4", 24)]


def step(module: str, *arguments: str) -> None:
    """Run one step; stops everything if it fails."""
    print(f"== {module} {' '.join(arguments)}", flush=True)
    subprocess.run([sys.executable, "-m", f"training.{module}", *arguments], check=True)


def main() -> None:
    """Prepare, train, export, calibrate."""
    build = sys.argv[1] if len(sys.argv) > 1 else "build/training"
    step("prepare", build)
    for name, fold, seed in FOLDS:
        step("train", build, name, "--fold", fold, "--seed", str(seed))
    for name, seed in WHOLE:
        step("train", build, name, "--seed", str(seed))
    folds = [name for name, _, _ in FOLDS]
    step("export", build, *(name for name, _ in WHOLE))
    step("calibrate", build, *folds)


if __name__ == "__main__":
    main()
