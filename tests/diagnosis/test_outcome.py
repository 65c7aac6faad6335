"""Stage, route and what is told beside them: which notice counts, and where data and notice disagree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diagnosis_accounts import account

from appeal_tool.account.load import load_account
from appeal_tool.account.model import InputError, Problem
from appeal_tool.account.notice import Notice, Reading
from appeal_tool.diagnosis.diagnose import diagnose
from appeal_tool.diagnosis.outcome import notice_to_answer
from appeal_tool.diagnosis.report import as_text
from appeal_tool.diagnosis.words import say, say_problem
from appeal_tool.i18n import text

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


MAIL = """Hello,
{fact}
Please send us within 7 days a plan of action with:
- the root cause of the problem
- the steps you have taken to prevent it
"""
UNKNOWN_SUBJECT = MAIL.format(
    fact="Your store page shows our logo without permission, and your selling privileges are limited."
)


def told(found, lang="en") -> str:
    return as_text(found, lang, 1000)


def read(tmp_path, text: str, name: str = "mail.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("lang", "nothing"), [("en", "nothing to send"), ("fr", "rien à envoyer")])
def test_an_account_at_risk_is_told_to_answer_only_when_a_notice_asks(lang, nothing):
    late = account(notices=["late-shipment-rate stage at-risk asked cause:late-shipment"], metrics=[LATE])
    assert nothing not in told(diagnose(late), lang)
    assert "stages/at-risk/asked" in [e.code for e in diagnose(late).explanations]
    timed = replace(late, notices=(replace(late.notices[0], asked=(), days=14),))
    assert nothing not in told(diagnose(timed), lang)
    assert nothing in told(diagnose(account(metrics=[LATE])), lang)
    warned = replace(late, notices=(replace(late.notices[0], asked=(), route="plan"),))
    assert nothing in told(diagnose(warned), lang)
    assert text("diagnosis", "route-plan", lang, route="X").partition("X")[0] not in told(
        diagnose(warned), lang
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_suspended_account_is_asked_for_a_plan_only_where_the_route_is_one(lang):
    asked = {"en": "A plan of action is asked for", "fr": "Un plan d’action est demandé"}[lang]
    papers = account(notices=["related-accounts stage suspended route documents asked evidence"])
    assert diagnose(papers).route == "documents"
    assert asked not in told(diagnose(papers), lang)
    assert asked in told(diagnose(account(notices=["inauthentic stage suspended asked cause"])), lang)


def test_a_message_without_a_known_subject_keeps_what_it_asks(tmp_path):
    found = diagnose(load_account([read(tmp_path, UNKNOWN_SUBJECT)]))
    assert found.notice is not None
    assert (found.notice.type, found.notice.days, found.route) == (None, 7, "plan")
    assert {item.part for item in found.notice.asked} == {"cause", "preventive"}
    listing = MAIL.format(fact="Your listings were joined as variations against our detail page policies.")
    found = diagnose(load_account([read(tmp_path, listing)]))
    assert found.notice is not None
    assert (found.notice.type, found.notice.days, found.route) == (None, 7, "plan")


def test_a_lone_text_that_is_no_message_is_refused_in_one_line(tmp_path):
    recipe = read(tmp_path, "Peel the apples. Cut them into slices and bake them for an hour in the oven.")
    with pytest.raises(InputError) as refused:
        load_account([recipe])
    for lang in ("fr", "en"):
        error = refused.value
        said = say_problem(Problem(error.code, error.params, error.source), lang)
        assert said.endswith("(mail.txt)")
        assert "\n" not in said


def test_what_only_a_notice_says_is_not_shown_by_data():
    alone = diagnose(account(notices=["late-shipment-rate asked cause:late-shipment"]))
    assert alone.causes[0].certainty == "certain"
    assert "named by the notice" in told(alone)
    assert "100%" not in told(alone)
    both = diagnose(account(notices=["late-shipment-rate"], metrics=[LATE]))
    assert "clearly shown by the data" in told(both)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_account_with_nothing_judged_is_not_called_healthy(lang):
    healthy = text("names", "stage.healthy", lang).upper()
    unknown = diagnose(account(metrics=["refund_rate 3/30"]))
    assert [item.verdict for item in unknown.metrics] == ["not-judged"]
    said = told(unknown, lang)
    assert healthy not in said
    assert "✓" not in said
    assert unknown.stage == "healthy"  # the contract of the JSON
    assert healthy in told(diagnose(account(metrics=["cancellation_rate 1/300"])), lang)


def test_attempts_left_are_said_in_words():
    base = account(notices=["refusal stage suspended asked cause"])

    def with_attempts(number: int) -> str:
        return told(diagnose(replace(base, notices=(replace(base.notices[0], attempts=number),))), "fr")

    assert "Plus aucune tentative possible" in with_attempts(0)
    assert "Il reste 1 tentative" in with_attempts(1)
    assert "Il reste 2 tentatives" in with_attempts(2)
