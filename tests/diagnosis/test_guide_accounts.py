"""The guide's accounts, built by hand and read from the example pages: they come out as the guide tells them."""

from __future__ import annotations

from datetime import date

import pytest

from appeal_tool.account.load import load_account
from appeal_tool.account.model import Account, ContactTimes, Feedback, Metric, Source, Target, Window
from appeal_tool.diagnosis.diagnose import diagnose
from appeal_tool.diagnosis.words import say
from appeal_tool.guide.location import data_folder
from appeal_tool.guide.outcomes import load_remedies

ROOT = {
    "healthy": None,
    "customer-service": "customer-service",
    "cancellation": "cancellation",
    "counterfeit": "policy-violation",
    "late-shipment": "late-shipment",
}


def example(name: str):
    return diagnose(load_account([data_folder("examples") / name / "page.txt"]))


@pytest.mark.parametrize(("name", "root"), ROOT.items())
def test_example_page_has_the_guides_cause(name, root):
    assert example(name).root_cause == root


def test_healthy_account_has_no_breach_and_nothing_to_send():
    found = example("healthy")
    assert (found.breaches, found.stage, found.route, found.causes) == ((), "healthy", "none", ())
    shown = {(j.metric.count, j.metric.total) for j in found.metrics if j.metric.id == "order_defect_rate"}
    assert {(2, 2455), (9, 6822)} <= shown


def test_slow_answers_explain_but_put_no_account_at_risk():
    found = example("customer-service")
    assert {"response_under_24h_rate", "late_response_rate"} <= set(found.breaches)
    said = " ".join(say(e.statement, "en") for e in found.causes[0].evidence)
    assert "15% (65)" in said
    assert "206" in said
    if set(found.breaches) <= {"response_under_24h_rate", "late_response_rate"}:
        assert (found.stage, found.route) == ("healthy", "none")


def test_cancellations_say_what_the_seller_should_have_done():
    found = example("cancellation")
    assert found.breaches == ("cancellation_rate",)
    figures = {
        (j.metric.count, j.metric.total, j.metric.value) for j in found.metrics if j.verdict == "missed"
    }
    assert figures == {(21, 73, 0.2877), (93, 575, 0.1617)}
    steps = [say(s, "fr") for s in found.steps]
    assert "Retirez de la vente" in steps[0]
    assert "Avertissez les acheteurs" in steps[1]
    assert "Remboursez les acheteurs" in steps[2]
    assert found.causes[0].certainty == "certain"
    assert found.causes[0].subcauses[0] in {
        "channels-not-synchronised",
        "stock-updated-by-hand",
        "count-errors",
    }


def test_counterfeit_account_reads_the_two_evaluations():
    found = example("counterfeit")
    assert [c.id for c in found.causes][:2] == ["inauthentic", "not-as-described"]
    meanings = {c.id: say(c.evidence[0].statement, "fr") for c in found.causes[:2]}
    assert "risque de contrefaçon" in meanings["inauthentic"]
    assert "non conforme" in meanings["not-as-described"]
    assert all(c.certainty != "certain" for c in found.causes)
    short = next(j for j in found.metrics if (j.metric.count, j.metric.total) == (2, 9))
    assert short.clean_orders == 192
    assert short.interval == pytest.approx((0.0632, 0.5474), abs=0.0001)
    assert not short.sure


def test_late_shipments_of_the_example():
    found = example("late-shipment")
    assert "late_shipment_rate" in found.breaches
    assert found.stage == "at-risk"
    assert say(found.steps[0], "en") == load_remedies()["late-shipment"][0]["en"]


def test_customer_service_slide_alone():
    """The guide's table of response times and nothing else."""
    at = Source("page.txt", 3)
    end = date(2012, 9, 25)

    def rate(name: str, count: int, value: float, days: int, goal: Target) -> Metric:
        return Metric(name, at, count, None, value, Window(None, end, days), goal)

    under, late = Target(">", 0.9), Target("<=", 0.1)
    account = Account(
        as_of=end,
        metrics=(
            rate("response_under_24h_rate", 0, 0.0, 7, under),
            rate("response_under_24h_rate", 0, 0.0, 30, under),
            rate("response_under_24h_rate", 65, 0.15, 90, under),
            rate("late_response_rate", 3, 1.0, 7, late),
            rate("late_response_rate", 19, 1.0, 30, late),
            rate("late_response_rate", 383, 0.85, 90, late),
        ),
        contact_times=(ContactTimes(at, Window(days=90), unanswered=206, over_24h=77, average_hours=51),),
    )
    found = diagnose(account)
    assert found.root_cause == "customer-service"
    assert (found.stage, found.route) == ("healthy", "none")


def test_guide_evaluations_page_of_a_healthy_account():
    at = Source("page.txt", 3)
    comments = [
        (5, "rien à dire parfait", False),
        (1, "Article jamais reçu. Le vendeur ne répond pas. A éviter.", False),
        (3, "Normal, comme cela doit être au minimum.", True),
        (5, "conforme à la commande et livraison rapide", False),
    ]
    account = Account(
        metrics=(Metric("order_defect_rate", at, 9, 6822, 0.0013, Window(days=90), Target("<", 0.01)),),
        feedback=tuple(Feedback(at, r, c, marketplace_responsible=m) for r, c, m in comments),
    )
    found = diagnose(account)
    assert (found.root_cause, found.stage, found.route) == (None, "healthy", "none")
