"""Workflow commands, from which the forge makes annotations in the margin of a change."""

from __future__ import annotations

from collections.abc import Sequence

from appeal_tool.lint.finding import FileReport
from appeal_tool.lint.reports import printable

_KIND = {"error": "error", "warning": "warning", "suggestion": "notice"}


def render(reports: Sequence[FileReport], lang: str) -> str:
    """All findings, one command a line."""
    return "".join(
        f"::{_KIND[f.level]} file={_property(report.path)},line={f.line},endLine={f.end_line},col={f.column},"
        f"endColumn={f.end_column},title={_property(f.rule)}::{_data(f'{f.message} {f.fix}')}\n"
        for report in reports
        for f in report.findings
    )


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
