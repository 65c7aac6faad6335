"""The JSON report: a contract for other programs (``"schema": 1``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from appeal_tool import __version__
from appeal_tool.lint.finding import FileReport, Finding
from appeal_tool.lint.reports import counts


def render(reports: Sequence[FileReport], lang: str) -> str:
    """All reports as one JSON object; keys in a fixed order."""
    return json.dumps(as_data(reports), ensure_ascii=False, indent=1) + "\n"


def as_data(reports: Sequence[FileReport]) -> dict[str, Any]:
    """The object that ``render`` writes."""
    return {
        "schema": 1,
        "tool": f"appeal-tool {__version__}",
        "files": [
            {
                "path": report.path,
                "language": report.language,
                "ready": report.ready,
                "characters": report.characters,
                "findings": [_finding(finding) for finding in report.findings],
            }
            for report in reports
        ],
        "summary": {"files": len(reports), **counts(reports)},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in Finding.__slots__}
