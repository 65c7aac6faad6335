"""Cold start, memory and throughput of the linter, beside what else is installed, in one run.

    python benchmarks/lint_speed.py [--keep]

Compared are the bare interpreter, proselint, write-good and codespell (those that are on
PATH or beside the interpreter; none is needed, and those that are not there are named).
Times are the median of several fresh processes, with compiled modules and rules in their
caches as after the first run. The cost against the number of phrases is measured with a
folder of own rules that holds ten times, then fifty times as many phrases as ours.
``--keep`` appends the figures to ``docs/benchmarks.md``.
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
OTHERS = (("proselint", ["check"]), ("write-good", []), ("codespell", []))
# As users run it: a switch of the caller's that keeps Python from caching its modules is no part of the measure.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


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
        child = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT
        )
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        if run:
            walls.append((time.perf_counter() - start) * 1000)
            processors.append((usage.ru_utime + usage.ru_stime) * 1000)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(walls), statistics.median(processors), peak


def installed(name: str) -> str | None:
    """Where the program stands: on PATH, or beside the interpreter that runs this."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return shutil.which(name, path=beside)


def phrase_rows(folder: Path) -> list[str]:
    """Processor time of one file of 100 KB against the number of phrases, ours and those of an own folder."""
    from appeal_tool.guide.lint_rules import load_lint_rules

    ours = sum(
        len(phrases)
        for rule in load_lint_rules().values()
        for lang in ("fr", "en")
        for phrases in rule.lexicon.get(lang, {}).values()
    )
    long = folder / "long.md"
    long.write_bytes("".join(appeals()).encode()[:100_000].decode(errors="ignore").encode())
    lint = [sys.executable, "-m", "appeal_tool", "lint", "--format", "json", "--no-model", str(long)]
    lines = [f"| {ours} (ours) | {process(lint, 5)[1]:.0f} ms |"]
    for times in (10, 50):
        own = folder / f"own-{times}" / "lint"
        own.mkdir(parents=True)
        (own / "own-phrases.yaml").write_text(own_rule(ours * (times - 1) // 2), encoding="utf-8")
        empty = folder / "empty.md"
        empty.write_text("Rosa counted the stock.\n", encoding="utf-8")
        rules = ["--rules", str(own.parent)]
        loading = process([*lint[:-1], *rules, str(empty)], 3)[1] - process([*lint[:-1], str(empty)], 3)[1]
        whole = process([*lint, *rules], 3)[1]
        lines.append(
            f"| {ours * times} | {whole - loading:.0f} ms, and {loading:.0f} ms to read the own rule's YAML |"
        )
    return lines


def own_rule(number: int) -> str:
    """A rule record of a user with ``number`` phrases in each language, which begin as real phrases do."""
    begins = ("we", "our", "nous", "notre", "the", "les", "it is", "c'est", "because", "parce que")
    phrases = [
        f"{begins[n % len(begins)]} (word{n}|other{n}) * ending{n % 97}"  # nothing of it stands in a text
        for n in range(number)
    ]
    same = {"fr": "Un texte.", "en": "A text."}
    examples = {"bad": [f"Bad {n}." for n in range(5)], "good": [f"Good {n}." for n in range(5)]}
    record = {
        "title": same, "text": same, "why": same, "source": "benchmark", "level": "warning", "scope": "sentence",
        "messages": {"default": same}, "fix": same, "better": same, "examples": {"fr": examples, "en": examples},
        "lexicon": {"fr": {"sure": phrases}, "en": {"sure": phrases}},
    }  # fmt: skip
    return json.dumps(record)


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
    for name, options in OTHERS:
        if found := installed(name):
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
        phrases = phrase_rows(Path(folder))
    lines = [
        f"### lint speed, {date.today()}, Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}",
        "",
        "| | cold start, 3 KB: wall | processor | memory | throughput (processor time) | memory, 200 files |",
        "|---|---|---|---|---|---|",
        *(f"| {name} | {cells} |" for name, cells in table),
        "",
        *(f"Not installed, so not measured: {name}." for name, _ in OTHERS if not installed(name)),
        "",
        "| phrases | `--no-model`, 100 KB, processor time |",
        "|---|---|",
        *phrases,
    ]
    print("\n".join(lines))
    if args.keep:
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
