"""Stage, route and what is told beside them: which notice counts, and where data and notice disagree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diagnosis_accounts import account

from appeal_tool.account.notice import Notice, Reading
from appeal_tool.diagnosis.diagnose import diagnose
from appeal_tool.diagnosis.outcome import notice_to_answer
from appeal_tool.diagnosis.words import say

LATE = "late_shipment_rate 31/352 30d <0.04"


def codes(given) -> list[str]:
    return [problem.code for problem in diagnose(given).problems]


def test_the_newest_notice_is_answered():
    found = diagnose(account(notices=["refusal ago 3", "late-shipment-rate ago 40", "verification ago 90"]))
    assert found.notice.type == "refusal"


def test_among_undated_notices_a_refusal_is_answered_else_the_last():
    def undated(*types: str) -> Notice:
        base = account(notices=types)
        return notice_to_answer(replace(base, notices=tuple(replace(n, day=None) for n in base.notices)))

    assert undated("refusal", "late-shipment-rate").type == "refusal"
    assert undated("late-shipment-rate", "verification").type == "verification"


def test_a_text_that_is_no_notice_is_none():
    base = account(notices=["refusal"])
    found = diagnose(replace(base, notices=(replace(base.notices[0], type=None),)))
    assert (found.notice, found.stage, found.route) == (None, "healthy", "none")


def test_a_notice_that_the_figures_contradict_is_told_as_a_possible_dispute():
    given = account(
        notices=["late-shipment-rate stage suspended"], metrics=["late_shipment_rate 1/900 30d <0.04"]
    )
    assert "diagnosis-notice-differs" in codes(given)
    assert "diagnosis-notice-differs" not in codes(account(notices=["late-shipment-rate"], metrics=[LATE]))


def test_data_about_another_cause_than_the_notice_is_told():
    assert "diagnosis-notice-and-data" in codes(account(notices=["inauthentic"], metrics=[LATE]))
    assert "diagnosis-notice-and-data" not in codes(account(notices=["late-shipment-rate"], metrics=[LATE]))


def test_two_close_readings_of_a_notice_are_told():
    base = account(notices=["inauthentic"])
    close = replace(base.notices[0], readings=(Reading("inauthentic", 5.0), Reading("used-sold-as-new", 4.5)))
    far = replace(base.notices[0], readings=(Reading("inauthentic", 5.0), Reading("used-sold-as-new", 1.0)))
    assert "diagnosis-notice-unsure" in codes(replace(base, notices=(close,)))
    assert "diagnosis-notice-unsure" not in codes(replace(base, notices=(far,)))


def test_a_normal_status_beside_a_missed_target_is_told():
    assert "diagnosis-status-normal" in codes(account(metrics=[LATE], status="normal"))
    assert "diagnosis-status-normal" not in codes(account(status="normal"))


@pytest.mark.parametrize("stage", ["under-review", "suspended", "closed", "sales-spike", "at-risk"])
def test_every_stage_of_the_guides_table_says_what_happens_and_what_to_do(stage):
    found = diagnose(account(notices=[f"order-defect-rate stage {stage}"]))
    assert found.stage == stage
    for lang in ("fr", "en"):
        assert all(say(s, lang) for s in (*found.explanations, *found.steps, *found.cautions))
    assert found.explanations
    assert found.steps
    assert found.cautions


def test_the_guides_words_on_a_suspension():
    found = diagnose(account(notices=["cancellation-rate stage suspended"]))
    said = " ".join(say(s, "fr") for s in (*found.explanations, *found.steps))
    for words in ("paiements sont bloqués", "plan d’action", "Continuez à traiter les commandes"):
        assert words in said


def test_no_step_is_said_twice():
    found = diagnose(
        account(notices=["inauthentic stage suspended"], metrics=[LATE], claims=["Wrong item sent"] * 4)
    )
    said = [say(s, "en") for s in (*found.steps, *found.cautions)]
    assert len(said) == len(set(said))


def test_an_account_without_figures_is_not_praised():
    unknown = [s.code for s in diagnose(account(feedbacks=["1 Jamais reçu"])).explanations]
    known = [s.code for s in diagnose(account(metrics=["order_defect_rate 2/2455 60d <0.01"])).explanations]
    assert "explain-unknown" in unknown
    assert "explain-unknown" not in known
