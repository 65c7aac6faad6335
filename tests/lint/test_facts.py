"""The text against the account's data, the refusal, the notice and the version sent before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from appeal_tool.account.model import Source, Window
from appeal_tool.account.notice import Notice
from appeal_tool.diagnosis.model import CauseFinding, Certainty, JudgedMetric
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
        "Our late shipment rate has always stayed below 4 %.",
        "Our late shipment rate has never exceeded the target.",
        "At no time has our cancellation rate passed your limit.",
        "The cancellation rate was constantly under 3 %.",
        "Our parcels have all left on time.",
        "Every parcel left the workshop on time.",
        "Notre taux d'annulation est toujours resté sous le seuil.",
        "Notre taux d'expéditions en retard n'a jamais dépassé 4 %.",
        "À aucun moment notre taux d'annulation n'a franchi l'objectif.",
        "Nos colis sont tous partis à l'heure.",
        "Chacun de nos envois, sans exception, est parti : tous nos colis étaient à temps.",
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
        "Since 12 May our late shipment rate has always been below 4 %.",
        "Our late shipment rate has never exceeded 9 %.",
        "Our late shipment rate must never exceed the target again.",
        "Not all parcels left on time.",
        "Our order defect rate has never exceeded the target.",
        "Depuis le 12 mai, notre taux d'annulation est toujours resté sous 1 %.",
        "Notre taux d'annulation ne doit jamais dépasser l'objectif.",
        "Rosa vérifie que tous les colis partent à l'heure avant de fermer.",
    ],
)
def test_statements_that_claim_nothing(text: str) -> None:
    assert raised(text, DATA, "claim-contradicts-data") == []


STATE = {
    "metrics": [
        {"id": "negative_feedback_rate", "count": 1, "total": 9, "value": 0.1111},
        {"id": "order_defect_rate", "count": 2, "total": 9, "value": 0.2222, "target": "< 0.01"},
    ],
    "breaches": ["order_defect_rate"],
}


@pytest.mark.parametrize(
    "text",
    [
        "You will see that our feedback is excellent.",
        "You'll notice that our reviews are very good.",
        "A look at our account will show that all metrics are excellent.",
        "As the dashboard will confirm, our metrics are in order.",
        "If you look at our account, you will see that our metrics are all green.",
        "Before you decide, note that our feedback is excellent.",
        "We have been selling since 2016 and our metrics are excellent.",
        "Vous verrez que nos évaluations sont excellentes.",
        "Un coup d'œil à notre compte montrera que nos indicateurs sont excellents.",
        "Si vous regardez notre page, vous verrez que nos indicateurs sont tous au vert.",
        "Avant de décider, notez que nos évaluations sont excellentes.",
        "Nous vendons depuis 2016 et nos indicateurs sont excellents.",
    ],
)
def test_what_is_said_around_a_claim_does_not_take_it_back(text: str) -> None:
    assert raised(text, STATE, "claim-contradicts-data") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "By 1 June our metrics will be within the targets.",
        "We will see to it that our metrics are in order again.",
        "Since 12 May, our metrics have been within the targets.",
        "We reopen the offers only once our metrics are within the limits.",
        "Rosa checks every morning whether our metrics are good.",
        "Depuis le 12 mai, nos indicateurs sont dans les limites.",
        "Avant mars, nos indicateurs étaient bons.",
        "Rosa vérifie chaque matin que nos indicateurs sont bons.",
        "Nous surveillons le taux de commandes défectueuses (objectif : dans la limite de 1 %).",
        "We watch the order defect rate (target: within the limit of 1%).",
    ],
)
def test_what_is_wished_for_or_of_another_time_is_no_claim(text: str) -> None:
    assert raised(text, STATE, "claim-contradicts-data") == []


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


DATED = {
    "metrics": [
        {
            "id": "late_shipment_rate",
            "count": 31,
            "total": 402,
            "value": 0.0771,
            "target": "< 0.04",
            "window": Window(date(2025, 8, 9), date(2025, 9, 19), 42),
        },
        {"id": "response_under_24h_rate", "count": 65, "value": 0.15, "target": "> 0.9"},
    ],
    "breaches": ["late_shipment_rate", "response_under_24h_rate"],
}


@pytest.mark.parametrize(
    "text",
    [
        "Expéditions en retard : 0 sur 41 du 9 au 19 octobre.",
        "Taux d'expéditions en retard en octobre : 0,4 %.",
        "Late shipment rate, 6 to 12 October: 0.4%.",
        "Since 20 September: 0 late shipments, a late shipment rate of 0% (0 of 214).",
        "Late shipment rate (09/10 - 19/10): 0 of 41.",
        "Late shipment rate over the last 14 days: 1.2%.",
        "## From 9 to 19 October\n\nLate shipment rate: 0 of 41.",
        "Results from 22 September to 3 October:\n\n- Late shipment rate: 0.5%\n",
        "| Late shipment rate: 0.4% | 9 to 19 October |",
    ],
)
def test_the_data_refute_no_figure_of_another_time(text: str) -> None:
    assert raised(text, DATED, "figure-not-in-data") == []


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("From 9 August to 19 September our late shipment rate was 3%.", "3%"),
        ("Du 9 août au 19 septembre, notre taux d'expéditions en retard était de 3 %.", "3 %"),
        ("In 42 days our late shipment rate was 3%.", "3%"),
    ],
)
def test_the_data_refute_a_figure_of_their_own_time(text: str, excerpt: str) -> None:
    assert raised(text, DATED, "figure-not-in-data") == [excerpt]


def test_a_time_after_the_notice_is_not_that_of_the_data() -> None:
    given = options(
        {**DATED, "notice": {"type": "late-shipment-rate", "day": date(2025, 9, 1)}}, use_model=False
    )
    text = "On 12 September and in the days after it our late shipment rate was 1%."
    assert [f for f in lint_text(text, options=given).findings if f.rule == "figure-not-in-data"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Indicateur « réponses en moins de 24 heures » : 15 %.",
        "Nous surveillons le taux « réponses en moins de 24 heures ».",
        "Le taux de réponses en moins de 24 heures était de 15 %.",
        "Rosa lit chaque matin l'indicateur réponses en moins de 24 heures.",
        "Metric “answers within 24 hours”: 15%, target 90%.",
        "Our target is to answer within 24 hours.",
        "En octobre, toutes nos commandes sont parties dans les délais.",
    ],
)
def test_to_name_a_metric_claims_nothing(text: str) -> None:
    assert raised(text, DATED, "claim-contradicts-data") == []


@pytest.mark.parametrize(
    ("sure", "certainty", "notice", "level"),
    [
        (True, "possible", "inauthentic", "error"),
        (False, "certain", "inauthentic", "error"),
        (False, "likely", "inauthentic", "warning"),
        (False, "possible", "inauthentic", "suggestion"),
        (False, "possible", None, "warning"),
        (False, "possible", "cancellation-rate", "error"),
    ],
)
def test_silence_on_a_cause_weighs_what_the_diagnosis_is_sure_of(
    sure: bool, certainty: Certainty, notice: str | None, level: str
) -> None:
    given = options(
        {"metrics": [{"id": "cancellation_rate", "count": 1, "total": 9}], "breaches": ["cancellation_rate"]}
    )
    assert given.account is not None
    assert given.diagnosis is not None
    diagnosis = replace(
        given.diagnosis,
        metrics=(JudgedMetric(given.account.metrics[0], None, "missed", (0.02, 0.43), sure=sure),),
        causes=(CauseFinding("cancellation", "cancellation", 1.0, certainty, ()),),
        notice=Notice(source=Source("given"), type=notice) if notice else None,
    )
    facts = replace(given, diagnosis=diagnosis, notice=diagnosis.notice, use_model=False)
    text = "We sold a counterfeit lamp without an invoice of the supplier."
    found = [f.level for f in lint_text(text, options=facts).findings if f.rule == "cause-not-addressed"]
    assert set(found) == {level}


@pytest.mark.parametrize(("sure", "level"), [(True, "error"), (False, "warning")])
def test_a_breach_that_may_be_chance_makes_a_flat_denial_a_warning(sure: bool, level: str) -> None:
    given = options(DATA, use_model=False)
    assert given.account is not None
    assert given.diagnosis is not None
    judged = tuple(
        JudgedMetric(metric, metric.target, "missed", sure=sure) for metric in given.account.metrics
    )
    given = replace(given, diagnosis=replace(given.diagnosis, metrics=judged))
    report = lint_text("Our cancellation rate has always been below 2 %.", options=given)
    (found,) = (f for f in report.findings if f.rule == "claim-contradicts-data")
    assert found.level == level


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("In May our two drivers shared the week.", "There has never been more than one driver."),
        ("We employed four clerks for the returns.", "We have only ever had a single clerk."),
        ("We have always worked with only one supplier.", "Our three suppliers sent the invoices in June."),
        (
            "En mai, nos deux chauffeurs se partageaient la semaine.",
            "Nous n'avons jamais eu qu'un seul chauffeur.",
        ),
        ("Nous employions quatre vendeuses au comptoir.", "Nous n'avons toujours eu qu'une vendeuse."),
        (
            "Nous n'avons jamais eu plus d'un fournisseur.",
            "Nos trois fournisseurs ont envoyé les factures en juin.",
        ),
    ],
)
def test_another_number_of_people_for_all_time_is_a_contradiction(before: str, now: str) -> None:
    assert raised(now, {"previous": before}, "contradicts-earlier") == [now]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("In May our two drivers shared the week.", "Since 1 June we have three drivers."),
        ("In May our two drivers shared the week.", "We have never had more than two drivers."),
        ("In May our two drivers shared the week.", "We have only ever had one scanner for both."),
        (
            "En mai, nos deux chauffeurs se partageaient la semaine.",
            "Depuis juin, nous avons trois chauffeurs.",
        ),
        (
            "En mai, nos deux chauffeurs se partageaient la semaine.",
            "Nous n'avons jamais eu qu'un seul dépôt.",
        ),
    ],
)
def test_a_number_that_may_have_changed_is_none(before: str, now: str) -> None:
    assert raised(now, {"previous": before}, "contradicts-earlier") == []


@pytest.mark.parametrize(
    "text",
    [
        "## Cause\n\nWe packed in the order of the paper pile and nobody read the promised day.\n",
        "## Cause\n\nNous préparions dans l'ordre des feuilles et personne ne lisait la date promise.\n",
    ],
)
def test_late_shipments_may_be_spoken_of_in_the_words_of_packing(text: str) -> None:
    given = {"refusal": {"asked": [{"part": "cause", "about": "late-shipment"}]}}
    assert raised(text, given, "asked-item-not-answered") == []


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("On 3 May Rosa swept the yard.", True),
        ("Le 3 mai, Rosa a balayé la cour.", True),
        ("On 3 May Rosa split the listings that we had joined as variations.", False),
        ("Le 3 mai, Rosa a séparé les fiches que nous avions réunies.", False),
    ],
)
def test_a_subject_without_a_type_of_its_own_must_be_spoken_of_too(text: str, missed: bool) -> None:
    given = {"notice": {"asked": [{"part": "cause", "about": "listing-policy"}]}}
    assert (raised(text, given, "cause-not-addressed") != []) is missed
