"""JUnit XML: one suite a file, one case a rule that was raised, or one that passed."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from appeal_tool.lint.finding import FileReport
from appeal_tool.lint.reports import counts, printable


def render(reports: Sequence[FileReport], lang: str) -> str:
    """All reports as XML; suggestions are passed cases with their text as output."""
    total = sum(max(1, len(report.findings)) for report in reports)
    failed = sum(count for level, count in counts(reports).items() if level != "suggestion")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="appeal-tool" tests="{total}" failures="{failed}">')
    for report in reports:
        lines += _suite(report)
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _suite(report: FileReport) -> list[str]:
    name = quoteattr(printable(report.path))
    failures = sum(finding.level != "suggestion" for finding in report.findings)
    lines = [
        f'  <testsuite name={name} tests="{max(1, len(report.findings))}" failures="{failures}" errors="0">'
    ]
    for finding in report.findings:
        case = quoteattr(f"{finding.rule} ({finding.line}:{finding.column})")
        body = escape(printable(f"{finding.excerpt} - {finding.why} {finding.fix}"))
        message = quoteattr(printable(finding.message))
        lines.append(f"    <testcase name={case} classname={name}>")
        if finding.level == "suggestion":
            lines.append(f"      <system-out>{escape(printable(finding.message))} {body}</system-out>")
        else:
            lines.append(f"      <failure type={quoteattr(finding.level)} message={message}>{body}</failure>")
        lines.append("    </testcase>")
    if not report.findings:
        lines.append(f'    <testcase name="appeal" classname={name}/>')
    lines.append("  </testsuite>")
    return lines
