"""The invented sellers of the guide's accounts: their plans are ready, true to the page, and pass the linter."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from appeal_tool.account.load import load_account
from appeal_tool.case.load import load
from appeal_tool.diagnosis.diagnose import diagnose
from appeal_tool.guide.location import data_folder
from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.options import LintOptions
from appeal_tool.plan.build import build_plan
from appeal_tool.plan.markdown import render
from tests.plan.test_every_cause import numbers

TODAY = date(2026, 1, 15)
FILES = sorted(data_folder("examples").glob("*/answers*.yaml"))
MONTHS = (
    "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)


def test_every_account_that_needs_answers_has_them_in_both_languages() -> None:
    found = {(file.parent.name, file.stem) for file in FILES}
    for name in ("cancellation", "counterfeit", "customer-service", "late-shipment"):
        assert {(name, "answers"), (name, "answers-en")} <= found


def inputs(file: Path) -> set[str]:
    """Every number of the answers, the page and the notice, days of abbreviated years written out."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in file.parent.glob("*.txt"))
    text += file.read_text(encoding="utf-8")
    whole = numbers(re.sub(r"(?<=\d) (?=\d{3}\b)", "", text))
    years = {f"20{year}" for year in re.findall(rf"(?:{MONTHS})\.? (\d\d)\b", text)}
    days = {str(int(number)) for number in whole if number.isdigit()}
    exhibits = yaml.safe_load(file.read_text(encoding="utf-8"))["exhibits"]
    return whole | days | years | {str(number + 1) for number in range(len(exhibits))}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_plan_is_ready_and_true(file: Path) -> None:
    loaded = load(file)
    assert not loaded.problems
    plan = build_plan(loaded.case, loaded.diagnosis, today=TODAY)
    assert plan.ready(plan.language), (plan.open, plan.blocking, plan.untranslated(plan.language))
    text = render(plan, plan.language)
    assert numbers(text) <= inputs(file), sorted(numbers(text) - inputs(file))
    assert 250 <= len(text.split()) <= 1000


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_linter_has_nothing_to_refuse(file: Path) -> None:
    loaded = load(file)
    text = render(build_plan(loaded.case, loaded.diagnosis, today=TODAY), loaded.case.language)
    account = load_account([file.parent / "page.txt", file.parent / "notice.txt"])
    notice = next((item for item in account.notices if item.type is not None), None)
    options = LintOptions(
        lang="en", text_lang=loaded.case.language, account=account, diagnosis=diagnose(account), notice=notice
    )
    report = lint_text(text, options=options)
    assert report.ready, [(f.rule, f.excerpt) for f in report.findings if f.level == "error"]


def test_the_figures_are_those_of_the_page() -> None:
    loaded = load(data_folder("examples") / "cancellation" / "answers.yaml")
    text = render(build_plan(loaded.case, loaded.diagnosis, today=TODAY), "fr")
    assert "28,77\u00a0% (21 commandes sur 73) du 18 au 25 septembre 2012" in text
    assert "16,17\u00a0% (93 commandes sur 575) du 26 août au 25 septembre 2012" in text
    assert "inférieur à 2,5\u00a0%" in text


def test_the_twin_marks_what_is_still_to_translate() -> None:
    loaded = load(data_folder("examples") / "cancellation" / "answers.yaml")
    plan = build_plan(loaded.case, loaded.diagnosis, today=TODAY)
    twin = render(plan, "en")
    assert not plan.ready("en")
    assert "⟨to translate from French: Du 26 août au 25 septembre 2012" in twin
    # What the guide and the data say is in English, and nothing is lost.
    assert "The pre-fulfilment cancellation rate was 28.77% (21 of 73 orders)" in twin
    for words in plan.untranslated("en"):
        assert words.any.split()[-1].strip(".").replace("'", "’") in twin
