"""How right the sentence rules are: precision, recall and F1 on sentences that no run has learnt from.

    python -m benchmarks.lint_quality [--no-model] [--record] [--errors N]

Measured on the held-back part of the shared corpora in ``training/corpus`` (by pair and
by document, chosen by a hash, tuned on by nobody; the ``-own-`` files are left out, as
many of their sentences have a rendering in the other language on the other side of the
split). A label that *may* be raised counts neither way.
Sentences of whole appeals are read in their place, so that neighbours may silence
them. Intervals are 95 % of a bootstrap over pairs and documents. ``--record`` adds the
table to ``docs/benchmarks.md``.
"""

from __future__ import annotations

import argparse
import random
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from appeal_tool.lint.checks.sentence import check
from appeal_tool.lint.finding import SENTENCE_RULES
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.text import parse
from training.data import Labelled, read_corpus

HISTORY = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
ROUNDS = 1000
Said = dict[str, str]
"""What was raised about one sentence: rule to highest level."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled sentence and what was said of it."""

    record: Labelled
    said: Said


def read(record_group: list[Labelled], options: LintOptions) -> list[Judged]:
    """Lint the sentences of one document in their order, or one sentence alone."""
    text, places = "", []
    for record in record_group:
        if text:
            text += "\n" if record.text.startswith(("- ", "* ", "• ")) else "\n\n"
        places.append((len(text), len(text) + len(record.text)))
        text += record.text
    said: list[Said] = [{} for _ in record_group]
    for found in check(parse(text, record_group[0].language), options):
        for number, (start, end) in enumerate(places):
            if start <= found.offset < end and said[number].get(found.rule) not in ("error", "warning"):
                said[number][found.rule] = found.level
    return [Judged(record, one) for record, one in zip(record_group, said, strict=True)]


def held_back(use_model: bool) -> list[list[Judged]]:
    """All held-back sentences as judged, in groups that belong together."""
    options = LintOptions(use_model=use_model)
    groups: dict[str, list[Labelled]] = defaultdict(list)
    for record in read_corpus():
        if record.held_back and "-own-" not in record.source:
            groups[record.group].append(record)
    judged = []
    for group in groups.values():
        parts = [group] if "-doc-" in group[0].group else [[record] for record in group]
        judged.append([one for part in parts for one in read(part, options)])
    return judged


def counts(judged: Iterable[Judged], rules: Iterable[str], levels: tuple[str, ...]) -> tuple[int, int, int]:
    """Rightly raised, raised, and to be raised."""
    right = raised = wanted = 0
    for one in judged:
        for rule in rules:
            if rule in one.record.may:
                continue
            is_said = one.said.get(rule) in levels
            is_due = rule in one.record.must
            right += is_said and is_due
            raised += is_said
            wanted += is_due
    return right, raised, wanted


def scores(right: int, raised: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    return (
        right / raised if raised else 1.0,
        right / wanted if wanted else 1.0,
        2 * right / max(1, raised + wanted),
    )


def interval(groups: list[list[Judged]], measure: Callable[[list[Judged]], float]) -> tuple[float, float]:
    """95 % of ``measure`` over groups drawn again."""
    chance = random.Random(1)
    drawn = sorted(
        measure([one for group in chance.choices(groups, k=len(groups)) for one in group])
        for _ in range(ROUNDS)
    )
    return drawn[int(ROUNDS * 0.025)], drawn[int(ROUNDS * 0.975)]


ANY = ("error", "warning", "suggestion")
FIRM = ("error", "warning")


def false_alarms(judged: list[Judged], levels: tuple[str, ...]) -> float:
    """Share of the clean sentences about which anything was raised at one of ``levels``."""
    clean = [one for one in judged if not one.record.must and not one.record.may]
    return sum(any(level in levels for level in one.said.values()) for one in clean) / max(1, len(clean))


def table(groups: list[list[Judged]]) -> str:
    """The figures as Markdown."""
    lines = [
        "| rule | language | sentences | P | R | F1 (95 %) | P at warning or above | R |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for rule in (*SENTENCE_RULES, "all (micro)"):
        rules = SENTENCE_RULES if rule.startswith("all") else (rule,)
        for language in ("fr", "en"):
            mine = [group for group in groups if group[0].record.language == language]
            judged = [one for group in mine for one in group]
            precision, recall, f1 = scores(*counts(judged, rules, ANY))
            low, high = interval(mine, lambda some, r=rules: scores(*counts(some, r, ANY))[2])  # type: ignore[misc]
            firm_p, firm_r, _ = scores(*counts(judged, rules, FIRM))
            wanted = counts(judged, rules, ANY)[2]
            lines.append(
                f"| {rule} | {language} | {wanted} | {precision:.2f} | {recall:.2f} | {f1:.2f} ({low:.2f}-{high:.2f})"
                f" | {firm_p:.2f} | {firm_r:.2f} |"
            )
    lines.append("")
    for language in ("fr", "en"):
        mine = [group for group in groups if group[0].record.language == language]
        judged = [one for group in mine for one in group]
        low, high = interval(mine, lambda some: false_alarms(some, FIRM))
        clean = sum(not one.record.must and not one.record.may for one in judged)
        lines.append(
            f"Clean sentences ({language}, {clean}): {false_alarms(judged, FIRM):.1%} ({low:.1%}-{high:.1%}) with a finding"
            f" at warning or above, {false_alarms(judged, ANY):.1%} with any."
        )
    return "\n".join(lines)


def worst(groups: list[list[Judged]], number: int) -> str:
    """Some sentences that were misread: what was missed, what was raised wrongly."""
    lines = []
    for one in (one for group in groups for one in group):
        missed = sorted(one.record.must - set(one.said))
        wrong = sorted(
            f"{r} ({level})" for r, level in one.said.items() if r not in one.record.must | one.record.may
        )
        if missed or wrong:
            firm = any("(error)" in w or "(warning)" in w for w in wrong)
            lines.append(
                (not firm, f"- missed {missed or 'none'}, wrong {wrong or 'none'}: {one.record.text}")
            )
    return "\n".join(line for _, line in sorted(lines)[:number])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-model", action="store_true")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    groups = held_back(not args.no_model)
    shown = table(groups)
    print(shown)
    if args.errors:
        print(worst(groups, args.errors))
    if args.record:
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
        ).stdout.strip()
        layers = "without the model" if args.no_model else "all layers"
        if not HISTORY.exists():
            HISTORY.write_text("# Benchmarks\n", encoding="utf-8")
        with HISTORY.open("a", encoding="utf-8") as history:
            history.write(
                f"\n## lint_quality, {layers}, {date.today()}, after {commit or 'no commit'}\n\n{shown}\n"
            )


if __name__ == "__main__":
    main()
