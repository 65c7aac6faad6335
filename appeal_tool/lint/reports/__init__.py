"""Findings as output: one module a format, each with ``render(reports, lang, ...) -> str``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from appeal_tool.lint.finding import LEVELS, FileReport

FORMATS = ("text", "json", "sarif", "github", "junit", "line")


def render(
    format_name: str, reports: Sequence[FileReport], lang: str, *, colour: bool = False, explain: bool = False
) -> str:
    """All ``reports`` in one of ``FORMATS``; ``colour`` and ``explain`` only concern the text."""
    from importlib import import_module

    module = import_module(f"appeal_tool.lint.reports.{format_name}_report")
    if format_name == "text":
        return str(module.render(reports, lang, colour=colour, explain=explain))
    return str(module.render(reports, lang))


def counts(reports: Iterable[FileReport]) -> dict[str, int]:
    """How many findings of each level."""
    found = Counter(finding.level for report in reports for finding in report.findings)
    return {level: found[level] for level in LEVELS}


def printable(text: str) -> str:
    """Text of a file made harmless for a terminal or a log: one line, no control or direction marks."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
