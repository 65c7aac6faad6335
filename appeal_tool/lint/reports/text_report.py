"""The report for people: each finding with the line it stands in, why it matters, what to ask, and an example."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from appeal_tool.i18n import text as say
from appeal_tool.lint.engine import rules
from appeal_tool.lint.finding import ABSENCES, FileReport, Finding
from appeal_tool.lint.reports import counts, printable

_COLOURS = {"error": "31", "warning": "33", "suggestion": "36"}
_WIDTH = 96
Paint = Callable[[str, str], str]
"""Colours a text by an ANSI code, or leaves it as it is."""


def render(reports: Sequence[FileReport], lang: str, *, colour: bool = False, explain: bool = False) -> str:
    """All reports; ``explain`` adds for each finding why it is raised and a better sentence."""
    paint = _paint if colour else _plain
    lines: list[str] = []
    for report in reports:
        lines += _file(report, lang, paint, explain)
    total = counts(reports)
    lines.append(say("lint", "total", lang, files=len(reports), **total))
    return "\n".join(lines) + "\n"


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _plain(text: str, code: str) -> str:
    return text


def _file(report: FileReport, lang: str, paint: Paint, explain: bool) -> list[str]:
    warnings = sum(finding.level == "warning" for finding in report.findings)
    key = "file-not-ready" if not report.ready else "file-warnings" if warnings else "file-ready"
    head = say("lint", key, lang, path=printable(report.path), warnings=warnings)
    lines = [paint(head, "1"), ""]
    told: set[str] = set()
    for finding in report.findings:
        lines += _finding(finding, lang, paint, explain or finding.rule not in told)
        told.add(finding.rule)
    return lines


def _finding(finding: Finding, lang: str, paint: Paint, whole: bool) -> list[str]:
    level = say("lint", f"level-{finding.level}", lang)
    absent = _is_of_an_absence(finding, lang)
    place = f"{finding.line}:{finding.column}"
    if absent and finding.line == 1:
        place = say("lint", "whole-text", lang)
    lines = [
        f"{place}  {paint(level, _COLOURS[finding.level])}  "
        f"{printable(finding.message)}  {paint(f'[{finding.rule}]', '2')}"
    ]
    excerpt = "" if absent else _first_line(finding.excerpt)
    if excerpt:
        lines += [f"    | {excerpt}", f"    | {paint('^' * len(excerpt), _COLOURS[finding.level])}"]
    if whole:
        lines.append(f"    {say('lint', 'why', lang, why=finding.why)}")
    lines.append(f"    {say('lint', 'ask', lang, fix=finding.fix)}")
    rule = rules().get(finding.rule)
    if whole and rule is not None:
        lines.append(f"    {say('lint', 'better', lang, better=rule.better[lang])}")
    return [*lines, ""]


def _is_of_an_absence(finding: Finding, lang: str) -> bool:
    """Whether nothing in the text can be shown; where the text says itself that nothing was done, that can."""
    rule = rules().get(finding.rule)
    said = rule.messages.get("said", {}).get(lang) if rule is not None else None
    return finding.rule in ABSENCES and finding.message != said


def _first_line(excerpt: str) -> str:
    shown = printable(excerpt.replace("**", "").replace("__", ""))
    return shown if len(shown) <= _WIDTH else shown[: _WIDTH - 1] + "\u2026"
