"""One line a finding: ``path:line:column: level: message [rule]``."""

from __future__ import annotations

from collections.abc import Sequence

from appeal_tool.lint.finding import FileReport
from appeal_tool.lint.reports import printable


def render(reports: Sequence[FileReport], lang: str) -> str:
    """All findings, one a line; empty if there are none."""
    return "".join(
        f"{printable(report.path)}:{f.line}:{f.column}: {f.level}: {printable(f.message)} [{f.rule}]\n"
        for report in reports
        for f in report.findings
    )
