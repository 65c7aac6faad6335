"""How a whole appeal is read: questions, tables, announcements, what others did, names after a date."""

from __future__ import annotations

import pytest

from appeal_tool.lint import evidence
from appeal_tool.lint.causes import is_theirs
from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.options import LintOptions

FAST = LintOptions(use_model=False)

WHYS = {
    "en": """## How it came about

Why were gloves of the wrong size in the parcels? Because two sizes shared one bin.
Why one bin for two sizes? Because we had moved to a smaller room and put the bins together.
Why did we not notice? Because nobody compared the label with the glove before closing the parcel.

## What we did

- On 3 June Hedda sorted the 412 gloves into bins of their own (photographs attached).

## What stands since

- Since 4 June Hedda scans each glove before the parcel is closed; 3 of 380 scans stopped a wrong size.
""",
    "fr": """## D’où cela vient

Pourquoi des gants d’une autre taille dans les colis ? Parce que deux tailles partageaient un seul bac.
Pourquoi un seul bac ? Parce qu’en mai nous avions changé de local et regroupé les bacs.
Pourquoi personne ne l’a-t-il remarqué ? Parce que personne ne comparait l’étiquette et le gant avant de fermer le colis.

## Ce que nous avons fait

- Le 3 juin, Hedda a trié les 412 gants dans des bacs séparés (photographies jointes).

## Ce qui est en place

- Depuis le 4 juin, Hedda scanne chaque gant avant la fermeture du colis ; 3 scans sur 380 ont arrêté une erreur de taille.
""",
}
TABLE = {
    "en": """# Answer

| Root cause | What we did | What stands since | Evidence |
|---|---|---|---|
| Stock of the shop and of the website was kept in one list, by hand | 2 May, Odile: 18 quantities corrected | Since 3 May the till sends the stock every 15 minutes; Odile reads the log | export of 30 May |
| Lids were packed with nobody testing the hinge | 4 May, Odile: 60 lids taken out | Since 5 May Odile opens one lid per box | 12 sheets |
""",
    "fr": """# Réponse

| Cause première | Fait | En place depuis | Preuve |
|---|---|---|---|
| Le stock du magasin et celui du site étaient tenus dans une seule liste, à la main | 2 mai, Odile : 18 quantités corrigées | Depuis le 3 mai, la caisse envoie le stock toutes les 15 minutes ; Odile lit le journal | export du 30 mai |
| Les couvercles partaient sans essai de la charnière | 4 mai, Odile : 60 couvercles retirés | Depuis le 5 mai, Odile ouvre un couvercle par carton | 12 feuilles |
""",
}


def raised(text: str) -> set[str]:
    return {f.rule for f in lint_text(text, options=FAST).findings if f.level != "suggestion"}


@pytest.mark.parametrize("use_model", [False, True])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_questions_answered_right_beside_are_the_way_to_the_cause(lang: str, use_model: bool) -> None:
    found = {f.rule for f in lint_text(WHYS[lang], options=LintOptions(use_model=use_model)).findings}
    assert found.isdisjoint({"unknown-cause", "missing-root-cause", "symptom-as-cause"})


@pytest.mark.parametrize(
    "text",
    [
        "## Cause\n\nWhy did this happen? Because the carrier lost the parcels.\n",
        "## Cause\n\nPourquoi ? Parce que le transporteur a perdu les colis.\n",
        "## Cause\n\nWhy did this happen? We do not know.\n",
        "## Cause\n\nPourquoi ? Nous ne le savons pas.\n",
    ],
)
def test_an_answer_that_names_no_failing_is_no_cause(text: str) -> None:
    assert "missing-root-cause" in raised(text.replace("\\\n", "\n"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_heads_of_a_table_say_what_its_cells_are(lang: str) -> None:
    document = (
        "missing-root-cause missing-corrective-action missing-preventive-action cause-without-measure "
        "measure-without-owner measure-without-date measure-without-proof symptom-as-cause"
    )
    assert raised(TABLE[lang]).isdisjoint(document.split())


@pytest.mark.parametrize(
    "lead",
    [
        "**The root cause:** there were two things.",
        "**Causes:** three failings.",
        "Voici les causes :",
        "**Cause première :** deux erreurs.",
    ],
)
def test_a_sentence_that_leads_to_the_causes_is_no_symptom(lead: str) -> None:
    french = "Voici" in lead or "deux" in lead
    cause = (
        "(a) Nous vendions sans avoir relu les fiches. (b) Nous emballions sans vérifier la taille."
        if french
        else "(a) We sold without rereading the pages. (b) We packed without checking the size."
    )
    assert "symptom-as-cause" not in raised(f"{lead} {cause}\n")


@pytest.mark.parametrize(
    "text",
    [
        "## Root cause\n\nBuyers opened claims without reading the description.\n",
        "## Cause\n\nLes acheteurs ont ouvert des réclamations sans lire la fiche.\n",
        "## Root cause\n\nThe courier left the parcels at the depot without scanning them.\n",
        "## Cause\n\nLe transporteur a laissé les colis au dépôt sans les scanner.\n",
    ],
)
def test_what_others_did_is_no_cause_of_ones_own(text: str) -> None:
    assert "missing-root-cause" in raised(text)
    assert "cause-without-measure" not in raised(text)


@pytest.mark.parametrize(
    "text",
    [
        "## Root cause\n\nOur supplier changed the formula and we sold on without reading the new sheet.\n",
        "## Cause\n\nNotre fournisseur a changé la formule et nous avons continué à vendre sans lire la fiche.\n",
        "## Root cause\n\nBuyers received used books because we kept both stocks under one SKU.\n",
        "## Cause\n\nDes acheteurs ont reçu des livres usagés parce que nous tenions les deux stocks sous un seul SKU.\n",
    ],
)
def test_what_the_seller_let_happen_is_a_cause(text: str) -> None:
    assert "missing-root-cause" not in raised(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On 9 July Martha emptied the tray.", "Martha"),
        ("Since 2 May Jonas prints the list at noon.", "Jonas"),
        ("On 14 June Anna, who runs dispatch, moved the cut-off.", "Anna"),
        ("Since Monday Pierre reads the log.", "Pierre"),
        ("Le 3 Juin Odile a compté les cartons.", "Odile"),
    ],
)
def test_a_name_right_after_a_day_is_a_name(text: str, name: str) -> None:
    assert evidence.names(text) == [name]


@pytest.mark.parametrize(
    "text",
    ["On 9 July Amazon sent a notice.", "Since May Royal Mail collects at noon.", "On 3 May the stock fell."],
)
def test_a_firm_after_a_day_is_nobody(text: str) -> None:
    assert evidence.names(text) == []


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("the carrier to whom we give our parcels lost three pallets.", True),
        ("le transporteur a qui nous confions nos colis a perdu trois palettes.", True),
        ("customers opened claims too soon.", True),
        ("the carrier came at noon and we closed the parcels at two.", False),
        ("les acheteurs ont reclame parce que nous ne repondions pas.", False),
        ("we gave the parcels to a carrier that never scans.", False),
    ],
)
def test_whether_a_sentence_tells_only_of_others(text: str, theirs: bool) -> None:
    assert is_theirs(text) is theirs
