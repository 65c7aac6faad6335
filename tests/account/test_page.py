"""Pages as sellers paste them: the guide's Customer Metrics pages and today's Account Health page."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import page_texts as pages
import pytest

from appeal_tool.account.content import from_bytes
from appeal_tool.account.load import load_account, read_content
from appeal_tool.account.model import InputError, Metric, Source, Target, Window
from appeal_tool.account.part import Part


def read(text: str, encoding: str = "utf-8", *, unmask: bool = False) -> Part:
    return read_content(from_bytes(text.encode(encoding), "page.txt", unmask=unmask)).part


def figures(part: Part, metric: str) -> list[tuple[int | None, int | None, float | None]]:
    return [(m.count, m.total, m.value) for m in part.metrics if m.id == metric]


def codes(part: Part) -> list[str]:
    return [problem.code for problem in part.problems]


def test_defect_table_short_and_long_term() -> None:
    part = read(pages.CUSTOMER_METRICS_FR)
    short, long = [m for m in part.metrics if m.id == "order_defect_rate"]
    assert (short.count, short.total, short.value) == (2, 9, 0.2222)
    assert short.window == Window(date(2012, 7, 11), date(2012, 9, 9), 61, "short-term")
    assert short.target == Target("<", 0.01)
    assert short.source == Source("page.txt", 3, "Taux de commandes défectueuses")
    assert (long.count, long.total, long.value) == (1, 8, 0.125)
    assert long.window.period == "long-term"
    assert part.language == "fr"


def test_a_row_that_counts_other_orders_than_its_header_keeps_its_own_and_is_told() -> None:
    part = read(pages.CUSTOMER_METRICS_FR)
    told = next(p for p in part.problems if p.code == "total-differs-from-header")
    assert dict(told.params) == {"metric": "order_defect_rate", "total": 8, "header": 9}
    assert told.source is not None
    assert told.source.line == 3


def test_parts_of_the_defect_rate() -> None:
    part = read(pages.CUSTOMER_METRICS_FR)
    assert figures(part, "negative_feedback_rate") == [(1, 9, 0.1111), (1, 8, 0.125)]
    assert figures(part, "a_to_z_claim_rate") == [(2, 9, 0.2222), (1, 8, 0.125)]
    assert figures(part, "chargeback_rate") == [(0, 9, 0.0), (0, 8, 0.0)]
    assert all(m.target is None for m in part.metrics if m.id == "chargeback_rate")


def test_windows_by_days_take_the_orders_of_their_header() -> None:
    part = read(pages.CUSTOMER_METRICS_FR)
    week, month = [m for m in part.metrics if m.id == "cancellation_rate"]
    assert (week.count, week.total, week.value) == (21, 73, 0.2877)
    assert week.window == Window(date(2012, 9, 17), date(2012, 9, 24), 7)
    assert week.target == Target("<", 0.025)
    assert (month.count, month.total, month.value) == (None, None, 0.0044), "a rate alone has no count"


def test_a_printed_na_is_no_value() -> None:
    late = [m for m in read(pages.CUSTOMER_METRICS_FR).metrics if m.id == "late_shipment_rate"]
    assert late[1].value is None
    assert late[1].count is None


def test_response_times() -> None:
    part = read(pages.RESPONSE_TIMES_FR)
    assert figures(part, "response_under_24h_rate") == [(0, None, None), (2, None, 0.5), (65, None, 0.15)]
    late = [m for m in part.metrics if m.id == "late_response_rate"]
    assert late[2].stated_verdict == "missed", "the page puts a cross there"
    assert late[0].target == Target("<=", 0.1)
    quarter = next(t for t in part.contact_times if t.window.days == 90)
    assert (quarter.unanswered, quarter.over_24h, quarter.average_hours) == (206, 77, 51.0)
    assert [t.unanswered_last_7_days for t in part.contact_times if t.unanswered_last_7_days is not None] == [
        4
    ]


def test_english_page() -> None:
    part = read(pages.CUSTOMER_METRICS_EN)
    assert figures(part, "order_defect_rate") == [(5, 1019, 0.0049), (2, 2455, 0.0008)]
    assert figures(part, "cancellation_rate") == [(21, 73, 0.2877), (93, 575, 0.1617)]
    assert part.metrics[0].window.end == date(2012, 9, 9)
    assert part.language == "en"


def test_a_table_copied_column_by_column() -> None:
    part = read(pages.COLUMN_BY_COLUMN_FR)
    assert figures(part, "order_defect_rate") == [(5, 1019, 0.0049), (None, None, 0.0044)]
    assert figures(part, "negative_feedback_rate") == [(5, 1019, 0.0049), (None, None, 0.0)]
    assert figures(part, "cancellation_rate") == [(21, 73, 0.2877), (93, 575, 0.1617)]
    assert figures(part, "late_shipment_rate") == [(0, 73, 0.0), (0, 575, 0.0)]
    assert "policy_violations" not in {m.id for m in part.metrics}, "the page shows no mark for it"
    assert codes(part) == []


def test_account_health_by_fulfilment() -> None:
    part = read(pages.ACCOUNT_HEALTH_EN)
    seller, marketplace = [m for m in part.metrics if m.id == "order_defect_rate"]
    assert (seller.count, seller.total, seller.value, seller.fulfilment) == (2, 139, 0.0144, "seller")
    assert (marketplace.count, marketplace.total, marketplace.fulfilment) == (0, 12, "marketplace")
    assert seller.window == Window(date(2026, 9, 4), date(2026, 11, 2), 60)
    assert seller.target == Target("<", 0.01)
    feedback = next(m for m in part.metrics if m.id == "negative_feedback_rate")
    assert feedback.window == seller.window, "a part of the rate stands in the rate's window"
    assert [m.value for m in part.metrics if m.id == "chargeback_rate"] == [None, None]


def test_two_figures_of_a_card_without_column_heads_are_both_kept_and_told() -> None:
    part = read(pages.ACCOUNT_HEALTH_EN.replace("\tSeller Fulfilled\tFulfilled by Amazon\n", ""))
    assert figures(part, "order_defect_rate") == [(2, 139, 0.0144), (0, 12, 0.0)]
    assert {m.fulfilment for m in part.metrics} == {None}
    assert "fulfilment-unknown" in codes(part)


def test_account_health_windows_counters_and_rating() -> None:
    part = read(pages.ACCOUNT_HEALTH_EN)
    assert [(m.window.days, m.count, m.total) for m in part.metrics if m.id == "late_shipment_rate"] == [
        (10, 22, 190),
        (30, 41, 575),
    ]
    rating = next(m for m in part.metrics if m.id == "account_health_rating")
    assert (rating.value, rating.count, rating.total, rating.stated_verdict) == (148.0, None, None, "missed")
    assert figures(part, "product_authenticity_complaints") == [(2, None, 2.0)]
    assert figures(part, "product_condition_complaints") == [(1, None, 1.0)]
    assert figures(part, "document_requests") == [(1, None, 1.0)]
    assert part.marketplace == "A1F83G8C2ARO7P"
    assert codes(part) == []


def test_account_health_in_french_side_by_side() -> None:
    part = read(pages.ACCOUNT_HEALTH_FR)
    assert [
        (m.count, m.total, m.value, m.fulfilment) for m in part.metrics if m.id == "order_defect_rate"
    ] == [
        (23, 1019, 0.0226, "seller"),
        (0, 0, 0.0, "marketplace"),
    ]
    assert part.status == "suspended"
    assert part.status_changes[0].source.line == 2
    assert figures(part, "received_ip_complaints") == [(2, None, 2.0)], "by the stems of unknown words"
    late = next(m for m in part.metrics if m.id == "late_shipment_rate")
    assert late.window == Window(date(2026, 11, 7), date(2026, 11, 16), 10)


@pytest.mark.parametrize(
    ("line", "metric"),
    [
        ("Rate an Bestellmängeln\t2,5 %", "order_defect_rate"),
        ("Stornorate\t2,5 %", "cancellation_rate"),
        ("Rate verspäteter Lieferungen\t2,5 %", "late_shipment_rate"),
        ("Percentuale spedizioni in ritardo\t2,5 %", "late_shipment_rate"),
        ("Percentuale annullamenti precedenti la spedizione\t2,5 %", "cancellation_rate"),
        ("Ratio de pedidos defectuosos\t2,5 %", "order_defect_rate"),
        ("Tasa de seguimiento válido\t2,5 %", "valid_tracking_rate"),
    ],
)
def test_german_italian_and_spanish_names(line: str, metric: str) -> None:
    part = read(line + "\n")
    assert [(m.id, m.value) for m in part.metrics] == [(metric, 0.025)]


def test_evaluations() -> None:
    part = read(pages.FEEDBACK_FR)
    first, second, third = part.feedback
    assert (first.rating, first.day, first.order_id) == (5, date(2013, 6, 5), "171-9348978-2043517")
    assert (first.on_time, first.as_described, first.service) == (True, True, True)
    assert (second.on_time, second.service) == (False, False)
    assert second.source.line == 10
    assert third.comment == "Correct, sans plus."
    assert third.marketplace_responsible
    assert not second.marketplace_responsible


def test_table_of_evaluations() -> None:
    month, quarter, _, life = read(pages.FEEDBACK_FR).feedback_summary
    assert (month.positive, month.positive_rate, month.negative, month.total) == (111, 0.99, 1, 112)
    assert (quarter.positive, quarter.negative, quarter.total, quarter.window.days) == (None, 6, 550, 90)
    assert (life.positive, life.neutral, life.window.days) == (13677, 120, None)


def test_claims_and_chargebacks() -> None:
    part = read(pages.CLAIMS_FR)
    (claim,) = part.claims
    assert claim.order_id == "403-8890127-4410936"
    assert claim.reason == "Article non reçu"
    assert claim.answer_before == datetime(2012, 9, 29, 12, 20, 5)
    assert (claim.promised_from, claim.promised_to) == (date(2012, 6, 23), date(2012, 7, 3))
    assert (claim.amount, claim.currency, claim.product) == (9.0, "EUR", "Montre à gousset")
    (chargeback,) = part.chargebacks
    assert chargeback.at_fault is False
    assert (chargeback.day, chargeback.answer_before) == (date(2012, 8, 14), datetime(2012, 8, 22, 8, 34))
    assert (chargeback.amount, chargeback.state) == (9.79, "Acceptée")


def test_english_sections() -> None:
    part = read(pages.SECTIONS_EN)
    assert figures(part, "account_health_rating") == [(None, None, 268.0)], "its number stands above its name"
    assert figures(part, "late_shipment_rate") == [(2, 139, 0.0144)]
    assert part.metrics[-1].target == Target(">", 0.95)
    never, wrong = part.feedback
    assert (never.day, wrong.day) == (date(2026, 9, 25), date(2026, 5, 6))
    assert (wrong.response, wrong.as_described, wrong.service) == ("Sorry, refunded.", False, True)
    (claim,) = part.claims
    assert (claim.answer_before, claim.amount, claim.currency) == (
        datetime(2026, 9, 26, 12, 20, 5),
        9.0,
        "USD",
    )
    assert (claim.product, claim.reason) == ("Pocket watch", "Item not received")
    assert "555" not in claim.comment
    assert part.chargebacks[0].at_fault is False
    assert part.status is None, "a sentence that begins with 'if' is no banner"


def test_days_above_twelve_settle_the_order_of_a_pages_dates() -> None:
    rows = "Date\tRating\tComments\n05/06/13\t1\tbad\n25/06/13\t2\tworse\n"
    assert [f.day for f in read(rows).feedback] == [date(2013, 6, 5), date(2013, 6, 25)]
    unsettled = read("Date\tRating\tComments\n05/06/13\t1\tbad\n")
    assert unsettled.feedback[0].day is None
    assert "date-uncertain" in codes(unsettled)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Votre compte a été suspendu", "suspended"),
        ("Votre compte Amazon.fr est actuellement désactivé.", "suspended"),
        ("Your selling privileges have been removed.", "suspended"),
        ("Your account is at risk of deactivation", "at-risk"),
        ("Statut du compte : Suspendu", "suspended"),
        ("Account Status\nActive", "normal"),
        ("Statut du compte : réouverture refusée", "closed"),
        ("Si votre compte a été suspendu, contestez.", None),
        ("When your account has been deactivated, appeal.", None),
        ("Compte courant", None),
    ],
)
def test_the_status_that_a_page_says(line: str, status: str | None) -> None:
    assert read(f"{line}\n\n{pages.CUSTOMER_METRICS_FR}").status == status


def test_perfect_orders_and_products() -> None:
    part = read(pages.PERFECT_FR + pages.FEEDBACK_FR)
    assert figures(part, "perfect_order_rate") == [(3932, 3995, 0.9842)]
    assert part.metrics[0].window.days == 90
    assert [(p.name, p.perfect_rate, p.best_seller) for p in part.products] == [
        ("Lanterne", 1.0, True),
        ("Applique", 0.75, False),
    ]


def test_buyers_are_masked_when_read_unless_asked_for() -> None:
    text = pages.FEEDBACK_FR + pages.CLAIMS_FR
    masked = repr(read(text))
    for personal in ("06 12 34 56 78", "marthe@exemple.fr", "MARTHE KERVEN", "abc@marketplace"):
        assert personal not in masked
    assert "403-7719035-2280415" in masked, "order ids are kept"
    assert "06 12 34 56 78" in repr(read(text, unmask=True))


VARIANTS = {
    "spaces for tabs": lambda text: text.replace("\t", " "),
    "one cell a line": lambda text: text.replace("\t", "\n"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow no-break spaces": lambda text: text.replace("\t", " ").replace(" ", "\u202f"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "doubled tabs": lambda text: text.replace("\t", "\t\t"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "decimal dots": lambda text: re.sub(r"(?<=\d),(?=\d)", ".", text),
    "blank before per cent": lambda text: text.replace("%", " %"),
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "decomposed accents": lambda text: unicodedata.normalize("NFD", text),
    "capitals": str.upper,
}


@pytest.mark.parametrize("page", ["CUSTOMER_METRICS_FR", "RESPONSE_TIMES_FR"])
@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_the_way_of_copying_changes_no_figure(page: str, variant: str) -> None:
    def plain(part: Part) -> list[Metric]:
        blank = Source("")
        return sorted((replace(m, source=blank) for m in part.metrics), key=repr)

    text = pages.ALL[page]
    whole, copied = read(text), read(VARIANTS[variant](text))
    assert plain(copied) == plain(whole)
    blank = Source("")
    assert [replace(t, source=blank) for t in copied.contact_times] == [
        replace(t, source=blank) for t in whole.contact_times
    ]


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("page", sorted(pages.ALL))
def test_a_page_that_went_through_a_spreadsheet(page: str, delimiter: str) -> None:
    rows = [line.split("\t") for line in pages.ALL[page].split("\n")]
    width = max(4, *map(len, rows))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(
        row + [""] * (width - len(row)) for row in rows
    )
    whole, sheet = read(pages.ALL[page]), read(out.getvalue())
    assert [(m.id, m.count, m.total, m.value, m.window) for m in sheet.metrics] == [
        (m.id, m.count, m.total, m.value, m.window) for m in whole.metrics
    ]
    assert [f.comment for f in sheet.feedback] == [f.comment for f in whole.feedback]
    assert [c.product for c in sheet.chargebacks] == [c.product for c in whole.chargebacks]


def test_notifications_in_a_list_are_named() -> None:
    text = "Performance Notifications\nSep 3, 2026\tYour listing was removed for a policy violation\n"
    part = read(pages.ACCOUNT_HEALTH_EN + text)
    assert [p.params["subject"] for p in part.problems if p.code == "page-notification"] == [
        "Your listing was removed for a policy violation"
    ]


def test_rates_in_words_that_no_label_holds() -> None:
    part = read(
        "Taux de factures non conformes\nObjectif : inférieur à 5 %\n4,2 %\n1 sur 24 commandes\n7 jours\n"
    )
    assert figures(part, "invoice_defect_rate") == [(1, 24, 0.042)]


def test_every_line_that_is_not_understood_is_told_with_its_number() -> None:
    part = read(pages.CUSTOMER_METRICS_FR + "\nUn texte que personne n'attend ici.\n")
    told = [p for p in part.problems if p.code == "line-not-understood"]
    assert [(p.source.line, p.params["text"]) for p in told if p.source] == [
        (14, "Un texte que personne n'attend ici.")
    ]


def test_two_accounts_in_one_file_are_not_merged() -> None:
    with pytest.raises(InputError) as caught:
        read(pages.CUSTOMER_METRICS_FR + pages.COLUMN_BY_COLUMN_FR)
    assert caught.value.code == "file-several-accounts"
    assert caught.value.params["first"] == 3


def test_the_same_page_twice_is_one_account() -> None:
    once, twice = read(pages.CUSTOMER_METRICS_FR), read(pages.CUSTOMER_METRICS_FR * 2)
    assert len(twice.metrics) == len(once.metrics)


def test_checklist_marks() -> None:
    head = "Liste de contrôle de performance\nTaux de commandes défectueuses\tTaux d'annulation\tViolations du contrat\n"
    part = read(head + "✓\t✗\t✗\n" + pages.CUSTOMER_METRICS_FR)
    violations = [m for m in part.metrics if m.id == "policy_violations"]
    assert [m.stated_verdict for m in violations] == ["missed"]
    assert [p.params["label"] for p in part.problems if p.code == "checklist-missed"] == ["Taux d'annulation"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Taux d'annulation\t5% (30/20)\n", "count-above-total"),
        ("Taux d'annulation\t50% (1/20)\n", "rate-differs"),
        ("Taux d'annulation\t150% (3)\n", "rate-out-of-range"),
        ("\t7 jours (31 févr. 12 - 9 mars 12)\nTaux d'annulation\t5%\n", "date-uncertain"),
        ("7 jours 30 jours\nTaux d'annulation 5%\n", "row-short"),
        ("\t7 jours\nTaux d'annulation\t5%\t6%\n", "row-long"),
    ],
)
def test_contradictions_are_told_and_kept(text: str, code: str) -> None:
    part = read(text)
    assert code in codes(part)
    assert part.metrics


def test_prose_about_metrics_holds_no_metric() -> None:
    with pytest.raises(InputError):
        read("Taux de commandes défectueuses élevé : nous avons changé de transporteur.\n")


def test_a_notice_on_a_page_is_read_with_its_figures() -> None:
    mail = (
        "Objet : Votre compte vendeur Amazon.fr\n\nBonjour,\n\nVotre compte vendeur a été suspendu. "
        "Votre taux d'annulations de commandes avant traitement dépasse l'objectif de 2,5 %.\n"
        "Envoyez-nous un plan d'action sous 17 jours.\n\n"
    )
    part = read(mail + pages.CUSTOMER_METRICS_FR)
    assert figures(part, "cancellation_rate")
    assert [notice.type for notice in part.notices] == ["cancellation-rate"]
    assert part.status == "suspended"


@pytest.mark.parametrize(
    ("line", "metric"),
    [
        ("Plaintes sur l'état des produits\t1", "product_condition_complaints"),
        ("Plaintes clients concernant la sécurité des produits\t1", "product_safety_complaints"),
        ("Plaintes reçues en matière de propriété intellectuelle\t1", "received_ip_complaints"),
        ("Violations présumées de la propriété intellectuelle\t1", "suspected_ip_violations"),
        ("Violations de la politique relative aux listings\t1", "listing_policy_violations"),
        ("Infractions aux règles de mise en vente\t1", "listing_policy_violations"),
        ("Violations de la politique des avis clients\t1", "product_review_violations"),
        ("Violations relatives aux produits interdits\t1", "restricted_product_violations"),
        ("Autres infractions aux règles\t1", "other_policy_violations"),
    ],
)
def test_todays_counters_are_known_by_the_stems_of_their_words(
    line: str, metric: str, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "État du compte\nPerformances d'expédition\nTaux d'expéditions en retard\nObjectif : inférieur à 4 %\n"
        "11,54 %\n9 sur 78 commandes\n30 jours\nTaux de suivi valide\nObjectif : supérieur à 95 %\n"
        f"88,46 %\n69 sur 78 commandes\n30 jours\nRespect de la politique\n{line}\n",
        "utf-8",
    )
    account = load_account([page])
    assert [(m.count, m.source.line) for m in account.metrics if m.id == metric] == [(1, 14)]


@pytest.mark.parametrize(
    "text",
    [
        "Account Health Rating\n164 At Risk\nListing Policy Violations\t1\n",
        "Account Health Rating\t164 (At Risk)\nListing Policy Violations\t1\n",
        "Note de l'état du compte\n164 (À risque)\nAutres violations\t1\n",
    ],
)
def test_a_rating_and_its_state_in_one_cell(text: str) -> None:
    part = read_content(from_bytes(text.encode(), "health.txt")).part
    rating = next(metric for metric in part.metrics if metric.id == "account_health_rating")
    assert (rating.value, rating.stated_verdict) == (164.0, "missed")
