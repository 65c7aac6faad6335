"""The six formats: contracts for programs, and nothing in a text acts on a terminal or a parser."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.finding import FileReport, Finding
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.reports import FORMATS, render

EVIL = "We hope\x1b[31m to <b>improve</b> & \u202e]]> our ::error:: 100% service, [insert name].\n"
REPORT = lint_text(EVIL, path="a b,c:%.md", options=LintOptions(use_model=False))
EMPTY = FileReport("fine.md", "en", 10)


def test_json_contract() -> None:
    data = json.loads(render("json", [REPORT, EMPTY], "en"))
    assert list(data) == ["schema", "tool", "files", "summary"]
    assert data["schema"] == 1
    assert data["tool"].startswith("appeal-tool ")
    assert list(data["files"][0]) == ["path", "language", "ready", "characters", "findings"]
    assert list(data["files"][0]["findings"][0]) == [
        *("rule", "level", "line", "column", "end_line", "end_column", "offset", "end_offset"),
        *("excerpt", "message", "why", "fix", "source"),
    ]
    assert data["files"][1]["ready"] is True
    assert data["summary"]["files"] == 2
    assert data["summary"]["error"] == sum(f.level == "error" for f in REPORT.findings)


def test_same_input_same_bytes() -> None:
    again = lint_text(EVIL, path="a b,c:%.md", options=LintOptions(use_model=False))
    for name in FORMATS:
        assert render(name, [REPORT], "fr") == render(name, [again], "fr")


@pytest.mark.parametrize("name", ["text", "line", "github", "junit"])
def test_no_control_characters_reach_the_output(name: str) -> None:
    output = render(name, [REPORT, EMPTY], "en")
    assert "\x1b" not in output
    assert "\u202e" not in output


def test_colour_only_on_demand() -> None:
    assert "\x1b[31m" in render("text", [REPORT], "en", colour=True)


def test_line_and_github_have_one_line_a_finding() -> None:
    count = len(REPORT.findings)
    assert len(render("line", [REPORT, EMPTY], "en").splitlines()) == count
    commands = render("github", [REPORT, EMPTY], "en").splitlines()
    assert len(commands) == count
    for command in commands:
        kind, properties, message = (
            command.split("::", 2)[1].split(" ")[0],
            command.split("::")[1],
            command.split("::", 2)[2],
        )
        assert kind in ("error", "warning", "notice")
        assert "file=a b%2Cc%3A%25.md," in properties
        assert "%" not in message.replace("%25", "")


def test_junit_is_xml_with_true_counts() -> None:
    root = ElementTree.fromstring(render("junit", [REPORT, EMPTY], "en"))
    failures = sum(f.level != "suggestion" for f in REPORT.findings)
    assert int(root.attrib["failures"]) == failures == len(root.findall(".//failure"))
    assert int(root.attrib["tests"]) == len(root.findall(".//testcase")) == len(REPORT.findings) + 1


def test_sarif_has_what_the_standard_demands() -> None:
    """What sections 3.13 to 3.30 of SARIF 2.1.0 ask beyond the schema, which ``test_sarif.py`` holds the logs against."""
    log = json.loads(render("sarif", [REPORT, EMPTY], "en"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "appeal-tool"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert len(run["results"]) == len(REPORT.findings)
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert rule["shortDescription"]["text"]
    for result, finding in zip(run["results"], REPORT.findings, strict=True):
        assert ids[result["ruleIndex"]] == result["ruleId"] == finding.rule
        assert result["level"] in ("note", "warning", "error")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        artifact = run["artifacts"][place["artifactLocation"]["index"]]
        assert artifact["location"]["uri"] == place["artifactLocation"]["uri"] == "a%20b%2Cc%3A%25.md"
        region = place["region"]
        assert 1 <= region["startLine"] <= region["endLine"]
        assert region["startColumn"] >= 1
        assert EVIL[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]


def test_text_report_shows_line_reason_question_and_example() -> None:
    report = lint_text("Write to [insert name] today.\n", options=LintOptions(use_model=False))
    finding = next(f for f in report.findings if f.rule == "placeholder")
    shown = render("text", [FileReport("x.md", "en", 10, (finding,))], "en")
    assert f"{finding.line}:{finding.column}" in shown
    assert "^^^" in shown
    for part in (finding.message, finding.why, finding.fix):
        assert part in shown


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_does_not_stand_in_the_text_has_no_words_to_show(lang: str) -> None:
    text = "# A plan\n\nWe have done nothing about it yet.\n"
    report = lint_text(text, options=LintOptions(use_model=False, lang=lang))
    by_rule = {f.rule: f for f in report.findings}
    absent = FileReport("x.md", "en", 10, (by_rule["missing-preventive-action"],))
    shown = render("text", [absent], lang)
    assert "^" not in shown
    assert "A plan" not in shown
    assert {"en": "whole text", "fr": "tout le texte"}[lang] in shown
    assert json.loads(render("json", [absent], lang))["files"][0]["findings"][0]["line"] == 1


@pytest.mark.parametrize(
    ("lang", "head"),
    [("en", "no error, 2 warnings to look at"), ("fr", "aucune erreur, 2 avertissements à regarder")],
)
def test_warnings_alone_are_not_called_ready(lang: str, head: str) -> None:
    finding = next(f for f in REPORT.findings if f.rule == "too-short")
    assert head in render("text", [FileReport("x.md", "en", 10, (finding, finding))], lang)


def test_findings_are_plain_values() -> None:
    assert all(isinstance(f, Finding) for f in REPORT.findings)
