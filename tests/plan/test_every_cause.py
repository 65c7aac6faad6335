"""Every cause, both languages: a full set of answers is ready to send, an empty one is nothing but gaps."""

from __future__ import annotations

import re
from datetime import date

import pytest

from appeal_tool.case import interview
from appeal_tool.case.model import in_memory
from appeal_tool.diagnosis.model import CAUSES
from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.options import LintOptions
from appeal_tool.plan.build import build_plan
from appeal_tool.plan.markdown import render
from tests.plan.full_answers import ALL, full_case, inputs_of

TODAY = date(2026, 1, 15)
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")


def numbers(text: str) -> set[str]:
    """Every number of a text, without the marks that group its digits."""
    return {re.sub(r"[\u00a0\u202f]", "", found).replace(",", ".") for found in NUMBER.findall(text)}


@pytest.mark.parametrize(("cause", "lang"), ALL)
def test_a_full_set_of_answers_is_ready(cause: str, lang: str) -> None:
    plan = build_plan(full_case(cause, lang), today=TODAY)
    assert not plan.open
    assert not plan.blocking
    assert not plan.untranslated(lang)
    text = render(plan, lang)
    assert "⟨" not in text
    report = lint_text(text, options=LintOptions(lang="en", text_lang=lang))  # type: ignore[arg-type]
    assert report.ready, [(f.rule, f.excerpt) for f in report.findings if f.level == "error"]


@pytest.mark.parametrize(("cause", "lang"), ALL)
def test_no_number_that_the_seller_did_not_give(cause: str, lang: str) -> None:
    case = full_case(cause, lang)
    text = render(build_plan(case, today=TODAY), lang)
    given = numbers(inputs_of(case)) | {"1"}  # the number of the one exhibit
    assert numbers(text) <= given, sorted(numbers(text) - given)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("cause", CAUSES)
def test_an_empty_set_is_nothing_but_gaps(cause: str, lang: str) -> None:
    case = in_memory("fr" if lang == "fr" else "en")
    interview.take(case, "causes", [cause])
    plan = build_plan(case, today=TODAY)
    assert not plan.ready(lang)
    text = render(plan, lang)
    body = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert body
    assert all("⟨" in line for line in body)
    assert not numbers(re.sub(r"⟨[^⟩]*⟩", "", text))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_measure_whose_day_is_not_known_shows_a_gap_there(lang: str) -> None:
    case = in_memory("fr" if lang == "fr" else "en")
    interview.take(case, "causes", ["cancellation"])
    interview.take(case, "causes/cancellation/preventive/1/who", "Anna")
    text = render(build_plan(case, today=TODAY), lang)
    assert re.search(r"Depuis le ⟨" if lang == "fr" else r"since ⟨", text)


def test_the_same_answers_give_the_same_text_and_two_sellers_differ() -> None:
    def text(measures: int) -> str:
        return render(build_plan(full_case("cancellation", "fr", measures=measures), today=TODAY), "fr")

    assert text(2) == text(2)
    one, two = text(1), text(2)
    assert one != two
    # One measure is a paragraph, several are a list.
    assert "\n- " not in one.split("## Annexes")[0]
    assert "\n- " in two


def test_today_never_reaches_the_text() -> None:
    case = full_case("cancellation", "fr")
    assert render(build_plan(case, today=date(2025, 6, 1)), "fr") == render(
        build_plan(case, today=TODAY), "fr"
    )
