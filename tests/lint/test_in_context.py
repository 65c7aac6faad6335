"""What the whole text says about one sentence: a breach that is confessed and stopped, a practice told as the cause."""

from __future__ import annotations

import pytest

from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.options import LintOptions

CONFESSED = {
    "en": """# Plan of action

Between March and June 2025 each parcel held a card that offered a EUR 10 voucher in exchange for a five-star review.

## Cause

I had ordered the cards from a printer's catalogue and had never read the rules on reviews.

## Done

{done}

## In place

- Since 3 July 2025 Wanda, who packs, signs the list of what may lie in a parcel; I open ten parcels each Friday (register, exhibit 2).
""",
    "fr": """# Plan d'action

Entre mars et juin 2025, chaque colis contenait une carte qui offrait un bon de 10 € en échange d'un commentaire à cinq étoiles.

## Cause

J'avais commandé ces cartes dans le catalogue d'un imprimeur sans avoir jamais lu les règles sur les commentaires.

## Fait

{done}

## En place

- Depuis le 3 juillet 2025, Wanda, qui emballe, signe la liste de ce qu'un colis peut contenir ; j'ouvre dix colis chaque vendredi (registre, annexe 2).
""",
}
STOPPED = {
    "en": "- On 1 July 2025 I had the 412 remaining cards shredded (receipt, exhibit 1).",
    "fr": "- Le 1er juillet 2025, j'ai fait détruire les 412 cartes restantes (reçu, annexe 1).",
}
NOT_STOPPED = {
    "en": "- On 1 July 2025 I counted the stock of all 80 articles (sheet, exhibit 1).",
    "fr": "- Le 1er juillet 2025, j'ai recompté le stock des 80 articles (feuille, annexe 1).",
}


def raised(text: str, **options: bool) -> dict[str, str]:
    report = lint_text(text, options=LintOptions(**options))  # type: ignore[arg-type]
    return {finding.rule: finding.excerpt for finding in report.findings if finding.level != "suggestion"}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_breach_told_and_stopped_is_the_cause_and_no_remedy(lang: str) -> None:
    assert "forbidden-remedy" not in raised(CONFESSED[lang].format(done=STOPPED[lang]))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_breach_of_which_nothing_says_that_it_is_stopped_stays_one(lang: str) -> None:
    assert "forbidden-remedy" in raised(CONFESSED[lang].format(done=NOT_STOPPED[lang]))


@pytest.mark.parametrize(
    ("lang", "remedy"),
    [
        ("en", "- On 2 July 2025 I offered the buyers a EUR 10 voucher for taking their review down."),
        (
            "fr",
            "- Le 2 juillet 2025, j'ai offert aux acheteurs un bon de 10 € pour qu'ils retirent leur avis.",
        ),
    ],
)
def test_a_breach_among_the_measures_is_a_remedy_whatever_was_stopped(lang: str, remedy: str) -> None:
    text = CONFESSED[lang].format(done=f"{STOPPED[lang]}\n{remedy}")
    assert remedy.lstrip("- ") in raised(text).get("forbidden-remedy", "")


@pytest.mark.parametrize(
    ("heading", "practice", "rest"),
    [
        (
            "## The cause",
            "I posted jars under a kilo in padded bags, without a carton.",
            "On 4 May I refunded the 9 buyers (list attached).\n\nSince 6 May I pack each jar in a carton; 0 broken of 70.",
        ),
        (
            "## La cause",
            "J'expédiais les bocaux de moins d'un kilo en pochette, sans carton.",
            "Le 4 mai, j'ai remboursé les 9 acheteurs (liste jointe).\n\nDepuis le 6 mai, j'emballe chaque bocal dans un carton ; 0 casse sur 70.",
        ),
    ],
)
def test_what_was_done_so_far_is_the_cause_where_the_heading_says_so(
    heading: str, practice: str, rest: str
) -> None:
    assert "missing-root-cause" not in raised(f"{heading}\n\n{practice}\n\n## Fait / done\n\n{rest}\n")


@pytest.mark.parametrize(
    "text",
    [
        "## Cause\n\nWe received your notice and analysed the situation.\n",
        "## Cause\n\nA number of orders were confirmed after the expected date, which led to the deactivation of our offers.\n",
        "## Cause\n\nWe shared your message with the whole team.\n",
        "## Cause\n\nNous pensions que tout allait bien.\n",
        "## Cause\n\nUne tempête a fermé la route de l'entrepôt pendant trois jours.\n",
    ],
)
def test_what_was_only_thought_read_or_suffered_is_no_cause(text: str) -> None:
    assert "missing-root-cause" in raised(text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Une seule lampe défectueuse bloque le carton entier."),
        ("en", "A single cracked lamp stops the whole batch."),
        ("fr", "Nos lampes se vendent aussi au comptoir du magasin."),
        ("en", "The lamps are also sold over the counter of our shop."),
        ("en", "Since 1 May nothing goes into a parcel but the lamp and its invoice."),
        ("fr", "Depuis le 1er mai, un colis ne contient que la lampe et sa facture."),
        ("fr", "Maud Le Roy, ébéniste, s'en charge."),
        ("en", "Maud Le Roy, joiner, is in charge of it."),
        ("fr", "Preuve : capture du réglage du 4 mars 2025."),
        ("en", "Proof: screenshot of the setting of 4 March 2025."),
        ("fr", "Nous vous demandons de clore cette plainte."),
        ("en", "We ask you to withdraw the warning and to restore the listing."),
        ("en", "To the account review team"),
        ("en", "Dear Seller Performance team,"),
        ("fr", "Le compte affichait une infraction sur les commentaires produits."),
        ("fr", "Ce compte m'appartenait."),
        ("fr", "Nous vous demandons d'annuler cet avertissement."),
        ("en", "We ask you to cancel this warning."),
        ("en", "On 3 May Rosa refunded the nine buyers (list attached)."),
        (
            "en",
            "On 3 May Rosa refunded the nine buyers (list of the refunds, without buyers' names, exhibit 3).",
        ),
    ],
)
def test_plain_sentences_are_left_alone(lang: str, text: str) -> None:
    report = lint_text(text, options=LintOptions(text_lang=lang))  # type: ignore[arg-type]
    sentence_rules = {f.rule for f in report.findings if f.level != "suggestion"}
    assert sentence_rules <= {
        "missing-root-cause",
        "missing-corrective-action",
        "missing-preventive-action",
        "measure-without-owner",
        "measure-without-date",
        "measure-without-proof",
        "too-short",
        "cause-without-measure",
    }


@pytest.mark.parametrize(
    "text",
    [
        "We ask you to restore our listing at once, or our lawyer will see to it.",
        "Nous vous demandons de rouvrir le compte immédiatement, sans quoi notre avocat s'en chargera.",
    ],
)
def test_a_request_with_a_threat_stays_hostile(text: str) -> None:
    assert "hostile-tone" in raised(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le 2 juin, Mathilde Roy, qui prépare les envois, a remboursé les 33 acheteurs (relevé joint).",
        "Yannick Morvan, gérant, a écrit aux 93 acheteurs et les a remboursés.",
        "Je soussigné Yannick Morvan réponds aux acheteurs moi-même depuis le 3 mai.",
        "Chaque matin, Yannick Morvan répond aux acheteurs et note l'heure dans le registre.",
        "On 28 September Yannick Morvan, owner, refunded the 93 buyers and wrote to each of them.",
        "I, Louise Farrant, refunded the two buyers on the same day.",
        "The 12 customers were called by our manager, Dean Okafor, on 5 May.",
        "La marque Toupie Verte a déposé une réclamation le 3 mai.",
    ],
)
def test_the_sellers_own_people_are_no_buyers_data(text: str) -> None:
    assert "personal-data" not in {finding.rule for finding in lint_text(text).findings}


@pytest.mark.parametrize(
    "text",
    [
        "Nous avons remboursé Jean Petit et Lucie Gaillard le 3 mai.",
        "L'acheteur Jean Petit nous a écrit trois fois.",
        "We refunded Ann Barton of Leeds on 3 May.",
        "Peter Marsh opened a claim on 3 May.",
        "Jean Petit a ouvert une réclamation le 3 mai.",
    ],
)
def test_a_buyers_name_is(text: str) -> None:
    assert "personal-data" in {finding.rule for finding in lint_text(text).findings}


MEASURES = {
    "en": "\n\nOn 4 May Colin refunded the 11 buyers (list attached).\n\n"
    "Since 6 May Colin checks each label before the cage is closed and signs the sheet; 0 errors of 260.\n",
    "fr": "\n\nLe 4 mai, Colin a remboursé les 11 acheteurs (liste jointe).\n\n"
    "Depuis le 6 mai, Colin vérifie chaque étiquette avant la fermeture du chariot et signe la feuille ; 0 erreur sur 260.\n",
}


@pytest.mark.parametrize("use_model", [True, False])
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The storm of 12 May cut the power in our street for two days."),
        ("en", "The heat wave made the glue of our boxes come loose."),
        ("en", "Our Christmas temps put the wrong labels on the parcels."),
        ("en", "The student we had hired for the summer forgot to scan the parcels."),
        ("fr", "Les intérimaires envoyés par l'agence ont interverti les étiquettes de trente colis."),
        ("fr", "La canicule a décollé la colle de nos cartons."),
        ("fr", "La grève de la poste a retenu deux cents colis au dépôt."),
        ("fr", "L'étudiant que nous avions pris pour l'été a oublié de scanner les colis."),
    ],
)
def test_weather_strikes_and_helpers_are_blamed_where_nothing_else_is_the_cause(
    lang: str, text: str, use_model: bool
) -> None:
    found = raised(text + MEASURES[lang], use_model=use_model)
    assert found.get("blame-third-party") == text
    assert "missing-root-cause" in found


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Snow closed the road for four days, and we had left all offers online with a handling time of one day.",
        ),
        ("en", "The temps worked without a written instruction, because we had never written one."),
        ("en", "We knew of the strike and did not raise the handling time."),
        (
            "fr",
            "La neige a fermé la route quatre jours et nous avions laissé toutes les offres en ligne avec un jour de délai.",
        ),
        (
            "fr",
            "Les intérimaires travaillaient sans consigne écrite, car nous n'en avions jamais rédigé.",
        ),
        ("fr", "Nous connaissions la grève et nous n'avons pas allongé le délai de préparation."),
    ],
)
def test_what_was_left_undone_about_them_is_the_cause(lang: str, text: str) -> None:
    assert {"blame-third-party", "missing-root-cause"}.isdisjoint(raised(text + MEASURES[lang]))


@pytest.mark.parametrize(
    "text",
    [
        "hi,\n\nnobody here ever asked for an invoice before we listed an item, thats how we sold 2 lots without one.\n\n"
        "on aug 6 claire deleted the 31 listings, list attached. on aug 8 she refunded the 4 buyers, screenshots attached. "
        "since aug 9 claire files each invoice before an item goes online, 12 filed so far.\n\nclaire and tom\n",
        "bonjour,\n\npersonne ne demandait de facture avant de mettre un article en ligne, on a vendu 2 lots comme ca.\n\n"
        "le 6 aout claire a supprime les 31 offres, liste jointe. le 8 aout elle a rembourse les 4 acheteurs, captures jointes. "
        "depuis le 9 aout claire classe chaque facture avant la mise en ligne, 12 classees.\n\nclaire et tom\n",
    ],
)
def test_names_in_small_letters_are_owners_too(text: str) -> None:
    assert "measure-without-owner" not in raised(text)
