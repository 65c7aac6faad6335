"""Invented sellers of every other cause: what they answered becomes a plan that is ready, true and theirs.

The figures that a plan gives, its dates, names and ids all stand in the
seller's answers, the account's figures or the notice.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
import yaml

from appeal_tool.case.load import load
from appeal_tool.diagnosis.model import CAUSES
from appeal_tool.guide.causes import load_causes
from appeal_tool.guide.location import data_folder
from appeal_tool.i18n import catalogue
from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.options import LintOptions
from appeal_tool.plan.build import build_plan, open_problems
from appeal_tool.plan.markdown import render
from appeal_tool.plan.tree import Plan
from tests.plan.test_every_cause import numbers

FOLDER = Path(__file__).parent / "sellers"
FILES = sorted(FOLDER.glob("*.??.yaml"))
PLANS = [file for file in FILES if file.name.split(".")[0] in CAUSES]
EXAMPLES = {"customer-service", "late-shipment", "cancellation", "inauthentic", "not-as-described"}
"""The causes whose sellers are in ``examples/``."""
_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_NAME = re.compile(r"(?<![.:!?«\n-] )(?<=\s)[A-ZÀ-ÞŒ][\w’'-]+")
_ID = re.compile(r"\bB0[A-Z0-9]{6,8}\b|\b\d{3}-\d{7}-\d{7}\b")


@cache
def made(file: Path) -> tuple[Plan, str]:
    """The plan of a seller a month after the account's figures, and its text."""
    loaded = load(file)
    assert not loaded.problems, loaded.problems
    day = max(re.findall(r"as_of: (\d{4}-\d\d-\d\d)", given(file)), default="2025-09-01")
    plan = build_plan(loaded.case, loaded.diagnosis, today=date.fromisoformat(day) + timedelta(days=30))
    return plan, render(plan, plan.language)


def given(file: Path) -> str:
    """The answers and the account's files that they name, as one text."""
    answers = file.read_text(encoding="utf-8")
    raw = yaml.safe_load(answers)
    others = [*raw.get("account", ()), *raw.get("notice", ())]
    return "\n".join([answers, *((FOLDER / name).read_text(encoding="utf-8") for name in others)])


def days(text: str, lang: str) -> set[str]:
    """Every day of a text as ``2025-03-04``; the first day of a span takes its month and year from the last."""
    plain = re.sub(r"\s", " ", text)
    found = set(re.findall(r"\d{4}-\d\d-\d\d", plain))
    months = "|".join(_MONTHS[lang])
    year = ""
    for match in reversed(list(re.finditer(rf"(\d{{1,2}})(?:er)? ({months})(?: (\d{{4}}))?", plain, re.I))):
        year = match[3] or year
        month = [name.casefold() for name in _MONTHS[lang]].index(match[2].casefold()) + 1
        found.add(f"{year}-{month:02}-{int(match[1]):02}")
        span = re.search(r"(?:du|from|of) (\d{1,2})(?:er)? (?:au|to) $", plain[: match.start()])
        if span:
            found.add(f"{year}-{month:02}-{int(span[1]):02}")
    return found


def fold(text: str) -> str:
    """Text for comparison: straight apostrophes, one space, small letters."""
    return re.sub(r"\s+", " ", text.replace("’", "'")).casefold()


def test_every_cause_has_a_seller_in_both_languages() -> None:
    found = {file.name for file in FILES}
    for cause in set(CAUSES) - EXAMPLES:
        assert {f"{cause}.fr.yaml", f"{cause}.en.yaml"} <= found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_document_is_ready(file: Path) -> None:
    plan, text = made(file)
    assert plan.language == file.stem[-2:]
    assert not open_problems(plan, (plan.language,)), open_problems(plan, (plan.language,))
    assert "⟨" not in text
    assert not re.search(r"\(\w+[^()]*\) \(", text), "two brackets in a row"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_number_day_name_or_id_that_was_not_given(file: Path) -> None:
    plan, text = made(file)
    lang = plan.language
    source = given(file)
    whole = numbers(re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "", source))
    whole |= {str(int(number)) for number in whole if number.isdigit()}
    whole |= {str(line.number) for line in plan.exhibits}
    assert numbers(re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)) <= whole, sorted(numbers(text) - whole)
    known_days = days(source, "fr") | days(source, "en")
    assert days(text, lang) <= known_days, sorted(days(text, lang) - known_days)
    assert set(_ID.findall(text)) <= set(_ID.findall(source))
    names = {name for name in _NAME.findall(text) if name not in {"I", "Annexe", "Exhibit", "Je", "Nous"}}
    own = fold(
        "\n".join(
            path.read_text(encoding="utf-8") for path in (data_folder("plan_templates") / lang).glob("*.md")
        )
    )
    own += fold("\n".join(catalogue("names", lang).values()))
    said = fold(source)
    strange = {name for name in names if fold(name) not in said and fold(name) not in own}
    assert not strange, strange


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
def test_the_linter_finds_the_plan_ready(file: Path) -> None:
    plan, text = made(file)
    report = lint_text(text, options=LintOptions(lang="en", text_lang=plan.language))
    found = [
        (finding.rule, finding.excerpt)
        for finding in report.findings
        if finding.level in ("error", "warning")
    ]
    assert not found


def test_the_sellers_choose_practices_of_their_cause() -> None:
    for file in PLANS:
        cause = file.name.split(".")[0]
        answers = yaml.safe_load(file.read_text(encoding="utf-8"))["causes"][cause]
        assert set(answers["subcauses"]) <= {item.id for item in load_causes()[cause].subcauses}
