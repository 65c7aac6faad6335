"""Findings that the author waives in place: ``<!-- appeal-tool: allow RULE reason -->``.

A comment speaks of the line it ends on and of the block that begins on the
next line; before any other text it speaks of the whole document. A reason is
mandatory; a comment without one, for an unknown rule or without any finding
is told as a note.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from appeal_tool.i18n import text as say
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.text import Document

_ALLOW = Lazy(r"(?s:<!--\s*appeal-tool\s*:\s*allow\b\s*([\w-]*)\s*(.*?)\s*-->)")


@dataclass(frozen=True, slots=True)
class Allowance:
    """One comment: the rule, the reason, the line it stands on, and from where to where it holds (offsets)."""

    rule: str
    reason: str
    line: int
    start: int
    end: int


def apply(
    document: Document, findings: Iterable[Finding], rules: Collection[str], lang: str
) -> tuple[list[Finding], list[str]]:
    """The findings that no comment waives, and notes about comments that are wrong or unused."""
    allowances: list[Allowance] = []
    notes: list[str] = []
    for begin, end in document.comments:
        allowance = _read(document, begin, end)
        if allowance is None:
            continue
        problem = _problem(allowance, rules, lang)
        if problem:
            notes.append(problem)
        else:
            allowances.append(allowance)
    used: set[Allowance] = set()
    kept: list[Finding] = []
    for finding in findings:
        waiver = next((a for a in allowances if a.rule == finding.rule and _holds(a, finding)), None)
        if waiver is None:
            kept.append(finding)
        else:
            used.add(waiver)
    notes += [
        say("lint", "allow-unused", lang, line=allowance.line, rule=allowance.rule)
        for allowance in allowances
        if allowance not in used
    ]
    return kept, notes


def _holds(allowance: Allowance, finding: Finding) -> bool:
    return finding.offset < allowance.end and finding.end_offset > allowance.start


def _read(document: Document, begin: int, end: int) -> Allowance | None:
    match = _ALLOW.match(document.text, begin, end)
    if match is None:
        return None
    line, _ = document.position(begin)
    start, stop = document.line_starts[line - 1], end
    if not document.text[:begin].strip():
        start, stop = 0, len(document.text) + 1
    elif not document.text[start:begin].strip():
        following = next((b for b in document.blocks if b.start >= end), None)
        if following is not None:
            stop = following.end
    return Allowance(match.group(1), match.group(2), line, start, stop)


def _problem(allowance: Allowance, rules: Collection[str], lang: str) -> str | None:
    if allowance.rule not in rules:
        from difflib import get_close_matches

        near = get_close_matches(allowance.rule, rules, n=1)
        return say(
            "lint",
            "allow-unknown-near" if near else "allow-unknown",
            lang,
            line=allowance.line,
            rule=allowance.rule,
            near="".join(near),
        )
    if not allowance.reason:
        return say("lint", "allow-reason", lang, line=allowance.line, rule=allowance.rule)
    return None
