"""The text against the account's data, the refusal, the notice and the version sent before."""

from __future__ import annotations

from typing import Any

import pytest

from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.figures import figures, number
from appeal_tool.lint.text import parse
from tests.lint.given import options

DATA = {
    "metrics": [
        {"id": "cancellation_rate", "count": 21, "total": 73, "value": 0.2877, "target": "< 0.025"},
        {"id": "late_shipment_rate", "count": 31, "total": 402, "value": 0.0771, "target": "< 0.04"},
        {"id": "response_under_24h_rate", "count": 65, "value": 0.15, "target": "> 0.9"},
    ],
    "breaches": ["cancellation_rate", "late_shipment_rate", "response_under_24h_rate"],
}


def raised(text: str, given: dict[str, Any], rule: str) -> list[str]:
    report = lint_text(text, options=options(given, use_model=False))
    return [finding.excerpt for finding in report.findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("2 455", 2455),
        ("6,822", 6822),
        ("28,77", 28.77),
        ("vingt et un", 21),
        ("soixante-treize", 73),
        ("quatre-vingt-dix", 90),
        ("deux cent six", 206),
        ("twenty-one", 21),
        ("one thousand nineteen", 1019),
        ("mille", 1000),
        ("stock", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "Our late shipment rate was 7.7%.",
        "Our late shipment rate was 7.71 per cent, against a target of 4%.",
        "31 of 402 orders were shipped late, a late shipment rate of about 8%.",
        "Le taux d'expéditions en retard était de 7,71 % (31 sur 402).",
        "Nous visons un taux d'expéditions en retard inférieur à 1 %.",
        "Since 12 May our late shipment rate has been 0.4%.",
        "Rosa corrected 12% of the 212 quantities.",
        "Nineteen of the cancellations came from kits.",
        "On 4 March 2025 we cancelled the contract with the carrier.",
    ],
)
def test_figures_that_the_data_hold_or_that_are_free(text: str) -> None:
    assert raised(text, DATA, "figure-not-in-data") == []


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("Our late shipment rate was 3.2%.", "3.2%"),
        ("Notre taux d'annulation était de 2 %.", "2 %"),
        ("Notre taux d’annulation était de\u00a0deux pour cent.", "deux pour cent"),
        ("The cancellation rate was 12 out of 73.", "12 out of 73"),
    ],
)
def test_figures_that_the_data_do_not_hold(text: str, excerpt: str) -> None:
    assert raised(text, DATA, "figure-not-in-data") == [excerpt]


def test_every_figure_keeps_its_place() -> None:
    sentence = parse("Le taux  d'annulation était, en réalité, de 28,77 %.").sentences[0]
    (figure,) = figures(sentence)
    start, end = sentence.span(figure.begin, figure.end)
    assert sentence.text[start - sentence.start : end - sentence.start] == "28,77 %"


@pytest.mark.parametrize(
    "text",
    [
        "All our metrics are excellent.",
        "Nos indicateurs sont tous dans le vert.",
        "We have never shipped an order late.",
        "We answer every message within 24 hours.",
        "Nous répondons à tous les messages sous 24 heures.",
        "Our cancellation rate is within the target.",
    ],
)
def test_claims_that_the_data_refute(text: str) -> None:
    assert raised(text, DATA, "claim-contradicts-data") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Our metrics were not good in March.",
        "Since 12 May we have answered every message within 24 hours.",
        "Nous voulons que nos indicateurs soient de nouveau dans les limites.",
        "Amazon wrote that “all metrics of the account are excellent in every way” in 2019.",
        "Rosa looks at the metrics every morning.",
    ],
)
def test_statements_that_claim_nothing(text: str) -> None:
    assert raised(text, DATA, "claim-contradicts-data") == []


def test_a_healthy_account_refutes_no_praise() -> None:
    healthy = {
        "metrics": [{"id": "cancellation_rate", "count": 0, "total": 73, "value": 0.0, "target": "< 0.025"}]
    }
    assert raised("All our metrics are excellent.", healthy, "claim-contradicts-data") == []


def test_each_silent_breach_is_named_once() -> None:
    text = "Our stock was copied on Mondays only, so that 21 orders were cancelled."
    report = lint_text(text, options=options(DATA, use_model=False))
    missing = [f.message for f in report.findings if f.rule == "cause-not-addressed"]
    assert missing == [
        "The text does not speak of this: late shipment rate.",
        "The text does not speak of this: answers within 24 hours.",
    ]


def test_the_notices_subject_must_be_spoken_of() -> None:
    notice = {"notice": {"type": "intellectual-property"}}
    assert raised("Our parcels left late.", notice, "cause-not-addressed")
    assert not raised("We used a trademark in the title of nine listings.", notice, "cause-not-addressed")


def test_each_empty_cell_of_a_refusal() -> None:
    refusal = {
        "refusal": {
            "asked": [
                {"part": "cause", "about": "late-shipment"},
                {"part": "corrective", "about": "late-shipment"},
                {"part": "preventive", "about": "cancellation"},
            ]
        }
    }
    text = (
        "We printed the orders only once a day, after the carrier had come, so that shipments left late.\n\n"
        "On 3 May Rosa handed the 21 late parcels to the carrier and told the buyers (list attached).\n\n"
        "Since 5 May Rosa has printed the orders at 9 and at 13, before the collection, so that none ships late.\n"
    )
    report = lint_text(text, options=options(refusal, use_model=False))
    asked = [f.message for f in report.findings if f.rule == "asked-item-not-answered"]
    assert len(asked) == 1
    assert "order cancellations" in asked[0]


def test_repeated_sentences_each_at_their_place() -> None:
    before = (
        "We now check every parcel before it leaves the warehouse. Thank you for your time and your patience."
    )
    text = "On 3 May Rosa counted the stock.\n\nWe now check every parcel before it leaves the warehouse.\n\nThank you for your time and your patience."
    assert raised(text, {"previous": before}, "repeated-text") == [
        "We now check every parcel before it leaves the warehouse."
    ]
