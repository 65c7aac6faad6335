"""What must not mislead: praise with bad words, zeros, tiny totals, old windows, other marketplaces, quotations."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diagnosis_accounts import account
from diagnosis_table import CASES
from diagnosis_traps import HARMLESS, ODR, OK, TRAPS

from appeal_tool.diagnosis.diagnose import diagnose


def test_there_are_as_many_traps_as_right_accounts():
    assert len(HARMLESS) + len(TRAPS) >= len(CASES) >= 60


@pytest.mark.parametrize("comment", HARMLESS)
def test_harmless_comment_names_no_cause(comment):
    found = diagnose(account(metrics=[ODR], feedbacks=[comment]))
    assert found.causes == ()
    assert found.root_cause is None


@pytest.mark.parametrize("comment", HARMLESS)
def test_harmless_comment_leaves_a_healthy_account_healthy(comment):
    found = diagnose(account(metrics=OK, feedbacks=[comment]))
    assert (found.stage, found.route, found.root_cause) == ("healthy", "none", None)


@pytest.mark.parametrize("name", TRAPS)
def test_trap(name):
    given, breaches, stage, absent = TRAPS[name]
    found = diagnose(account(**given))
    assert found.breaches == breaches
    assert found.stage == stage
    assert absent not in [cause.id for cause in found.causes]


def test_a_praise_beside_a_complaint_hides_nothing():
    comments = ["5 Aucune contrefaçon chez eux", "1 ATTENTION PRODUIT CONTREFAIT"]
    assert [c.id for c in diagnose(account(metrics=OK, feedbacks=comments)).causes] == ["inauthentic"]


def test_an_order_counts_once_however_often_its_buyer_complains():
    twice = account(metrics=[ODR], feedbacks=["1 Jamais reçu", "1 Jamais reçu"])
    one_order = replace(
        twice, feedback=tuple(replace(f, order_id="403-1234567-1234567") for f in twice.feedback)
    )
    assert diagnose(one_order).causes[0].score < diagnose(twice).causes[0].score


def test_two_of_nine_is_not_certain_where_two_hundred_of_nine_hundred_is():
    few = diagnose(account(metrics=["cancellation_rate 2/9 7d <0.025"]))
    many = diagnose(account(metrics=["cancellation_rate 200/900 7d <0.025"]))
    assert few.causes[0].certainty == "possible"
    assert many.causes[0].certainty == "certain"
    assert few.causes[0].score < many.causes[0].score
