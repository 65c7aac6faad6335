"""Which answer a text is, and that each is judged by the rules that fit it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from appeal_tool.lint import reading, routes
from appeal_tool.lint.checks.document import left_out
from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.text import parse
from tests.lint.given import options

ANSWERS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "answers.yaml").read_text(encoding="utf-8")
)
PLANS = [answer for answer in ANSWERS if answer["route"] == "plan"]
OTHERS = [answer for answer in ANSWERS if answer["route"] != "plan"]
DOCUMENT_RULES = {*left_out(LintOptions())}


def route_of(text: str, given: LintOptions | None = None) -> str:
    document = parse(text)
    return routes.route_of(document, reading.read(document, {}), given or LintOptions())


def raised(text: str, given: LintOptions) -> set[str]:
    return {finding.rule for finding in lint_text(text, options=given).findings}


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer["id"])
def test_a_text_says_which_answer_it_is(answer: dict[str, Any]) -> None:
    assert route_of(answer["text"]) == answer["route"]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer["id"])
def test_it_is_judged_by_the_rules_that_fit_it(answer: dict[str, Any]) -> None:
    found = raised(answer["text"], LintOptions()) & DOCUMENT_RULES
    assert found - set(answer.get("may", ())) == set(answer["must"]) - set(answer.get("may", ()))


@pytest.mark.parametrize("answer", OTHERS, ids=lambda answer: answer["id"])
def test_that_needs_no_model(answer: dict[str, Any]) -> None:
    assert raised(answer["text"], LintOptions(use_model=False)).isdisjoint(DOCUMENT_RULES)


@pytest.mark.parametrize("answer", OTHERS, ids=lambda answer: answer["id"])
def test_the_reader_is_told_what_a_text_was_judged_as(answer: dict[str, Any]) -> None:
    assert any("plan" in note for note in lint_text(answer["text"]).notes)
    assert not lint_text(PLANS[0]["text"]).notes


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_where_the_notice_wants_a_plan_documents_and_corrections_do_not_do(lang: str) -> None:
    wants_plan = options({"notice": {"type": "late-shipment-rate"}}, use_model=False)
    wants_fix = options({"notice": {"type": "invoice-defect-rate"}}, use_model=False)
    fixed = {
        "fr": "Le 4 mai, Odile a corrigé les 12 factures (export joint).",
        "en": "On 4 May Odile corrected the 12 invoices (export attached).",
    }
    assert route_of(fixed[lang], wants_fix) == "fix-only"
    assert route_of("Bonjour." if lang == "fr" else "Hello.", wants_fix) == "plan"
    for answer in OTHERS:
        if answer["id"].startswith(lang):
            disputes = answer["route"] == "dispute"
            assert route_of(answer["text"], wants_plan) == ("dispute" if disputes else "plan")
            assert route_of(answer["text"], wants_fix) == answer["route"]


@pytest.mark.parametrize("answer", PLANS, ids=lambda answer: answer["id"])
def test_a_plan_of_action_stays_one_where_the_notice_wants_one(answer: dict[str, Any]) -> None:
    given = options({"notice": {"type": "inauthentic", "asked": [{"part": "cause"}]}})
    assert route_of(answer["text"], given) == "plan"


@pytest.mark.parametrize(
    "text",
    [
        "We dispute your decision: this is an error of your system. We have 4.9 stars and 99 % positive feedback.",
        "Nous contestons votre décision : c'est une erreur de votre système. Nous avons 99 % d'avis positifs.",
        "Our handling time was set to one day by mistake. The list is attached. Mia sets it anew each month.",
        "Le délai était réglé par erreur sur un jour. La liste est jointe. Mia le relit chaque mois.",
        "This is a mistake of ours: nobody read the sheet. The list is attached.",
        "C'est une erreur de notre part : personne ne lisait la fiche. La liste est jointe.",
    ],
)
def test_no_dispute_without_a_document_and_none_where_the_mistake_is_ones_own(text: str) -> None:
    assert route_of(text) == "plan"


def test_a_dispute_of_a_case_must_show_a_proof() -> None:
    given = LintOptions(route="dispute", use_model=False)
    bare = "We sold the knife as new, and it was new. We ask you to withdraw the complaint."
    assert raised(bare, given) == {"measure-without-proof"}
    assert raised(bare + " The invoice of 4 May is attached.", given) == set()


def test_a_correction_still_says_what_was_corrected_and_when() -> None:
    given = LintOptions(route="fix-only", use_model=False)
    assert "missing-corrective-action" in raised("We have read your message about our titles.", given)
    assert "missing-root-cause" not in raised("We have read your message about our titles.", given)


def test_a_refusal_asks_no_measures_of_a_dispute() -> None:
    asked = [{"part": part} for part in ("cause", "corrective", "preventive", "evidence")]
    given = options({"refusal": {"asked": asked}}, use_model=False)
    for answer in OTHERS:
        if answer["route"] == "dispute":
            assert "asked-item-not-answered" not in raised(answer["text"], given)
