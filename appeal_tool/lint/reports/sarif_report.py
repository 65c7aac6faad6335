"""SARIF 2.1.0 (OASIS standard), for code hosts and editors that gather results of many tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from appeal_tool import __version__
from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.lint.engine import rules
from appeal_tool.lint.finding import FileReport, Finding

_LEVEL = {"error": "error", "warning": "warning", "suggestion": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(reports: Sequence[FileReport], lang: str) -> str:
    """All reports as one run. Columns count Unicode code points."""
    known = rules()
    names = list(dict.fromkeys([*known, *(f.rule for report in reports for f in report.findings)]))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "appeal-tool",
                "semanticVersion": __version__,
                "rules": [_rule(name, known.get(name), lang) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _location(report.path)} for report in reports],
        "results": [
            _result(finding, number, report.path, names.index(finding.rule))
            for number, report in enumerate(reports)
            for finding in report.findings
        ],
    }
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _rule(name: str, rule: LintRule | None, lang: str) -> dict[str, Any]:
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.title[lang]},
        "fullDescription": {"text": rule.text[lang]},
        "help": {"text": f"{rule.why[lang]}\n{rule.fix[lang]}"},
        "defaultConfiguration": {"level": _LEVEL[rule.level]},
        "properties": {"source": rule.source},
    }


def _location(path: str) -> dict[str, Any]:
    return {"uri": quote(path.replace("\\", "/"))}


def _result(finding: Finding, artifact: int, path: str, rule: int) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "charOffset": finding.offset,
        "charLength": finding.end_offset - finding.offset,
        "snippet": {"text": finding.excerpt},
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVEL[finding.level],
        "message": {"text": f"{finding.message} {finding.fix}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {**_location(path), "index": artifact},
                    "region": region,
                }
            }
        ],
    }
