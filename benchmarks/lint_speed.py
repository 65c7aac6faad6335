"""Cold start, memory and throughput of the linter, beside what else is installed, in one run.

    python benchmarks/lint_speed.py [--keep]

Compared are the bare interpreter, proselint, write-good and codespell (those that are on
PATH; none is needed). Times are the median of several fresh processes. ``--keep`` appends
the figures to ``docs/benchmarks.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

CORPUS = ROOT / "training" / "corpus"
HISTORY = ROOT / "docs" / "benchmarks.md"


def appeals() -> list[str]:
    """The whole appeals of the corpora, as texts."""
    texts: dict[str, list[str]] = {}
    for file in sorted(CORPUS.glob("??-appeals*.jsonl")):
        if not file.name.endswith(".docs.jsonl"):
            for line in file.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                texts.setdefault(record["doc"], []).append(record["text"])
    return ["\n\n".join(lines) + "\n" for lines in texts.values()]


def write(folder: Path) -> tuple[Path, list[Path]]:
    """One text of 3 KB and 200 files of about 1 MB together."""
    texts = appeals()
    small = folder / "small.md"
    small.write_bytes("".join(texts).encode()[:3000].decode(errors="ignore").encode())
    many = []
    for number in range(200):
        path = folder / f"{number}.md"
        path.write_text(texts[number % len(texts)] + texts[(number * 7) % len(texts)], encoding="utf-8")
        many.append(path)
    return small, many


def process(command: list[str], times: int) -> tuple[float, float, float]:
    """Median wall and processor time in ms, and peak memory in MiB, of a fresh process."""
    walls, processors, peak = [], [], 0.0
    for run in range(times + 1):
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        if run:
            walls.append((time.perf_counter() - start) * 1000)
            processors.append((usage.ru_utime + usage.ru_stime) * 1000)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(walls), statistics.median(processors), peak


def rows(folder: Path) -> list[tuple[str, str]]:
    small, many = write(folder)
    size = sum(path.stat().st_size for path in many) / 1e6
    lint = [sys.executable, "-m", "appeal_tool", "lint", "--format", "json"]
    commands = {
        "bare interpreter": ([sys.executable, "-c", "pass"], False),
        "appeal-tool --version": ([sys.executable, "-m", "appeal_tool", "--version"], False),
        "lint --no-model": ([*lint, "--no-model"], True),
        "lint": (lint, True),
    }
    for name, options in (("proselint", ["check"]), ("write-good", []), ("codespell", [])):
        if found := shutil.which(name):
            commands[name] = ([found, *options], True)
    table = []
    for name, (command, takes_files) in commands.items():
        files = [str(small)] if takes_files else []
        wall, cpu, memory = process([*command, *files], 7)
        cells = f"{wall:.0f} ms | {cpu:.0f} ms | {memory:.0f} MiB"
        if takes_files:
            _, busy, memory = process([*command, *map(str, many)], 1)
            cells += f" | {size / (busy - cpu) * 1000:.2f} MB/s | {memory:.0f} MiB"
        else:
            cells += " | - | -"
        table.append((name, cells))
    return table


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = rows(Path(folder))
    lines = [
        f"### lint speed, {date.today()}, Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}",
        "",
        "| | cold start, 3 KB: wall | processor | memory | throughput (processor time) | memory, 200 files |",
        "|---|---|---|---|---|---|",
        *(f"| {name} | {cells} |" for name, cells in table),
    ]
    print("\n".join(lines))
    if args.keep:
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
