"""What sentences mean rather than which words they use: veiled faults are raised, correct conduct is not."""

from __future__ import annotations

import pytest

from appeal_tool.lint.checks import acquittals, learned, sentence
from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.finding import SENTENCE_RULES, Finding
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.text import parse

VEILED = [
    (
        "fr",
        "forbidden-remedy",
        "Nous avons glissé une carte avec un second article gratuit pour que l'acheteuse reconsidère peut-être ses étoiles.",
    ),
    (
        "fr",
        "forbidden-remedy",
        "Le deuxième flacon est parti sans frais, avec un mot : si cela change votre regard sur nous, l'évaluation reste ouverte.",
    ),
    (
        "fr",
        "forbidden-remedy",
        "Un article de rechange leur a été envoyé, à charge pour eux de repenser leur avis.",
    ),
    ("fr", "forbidden-remedy", "Nous avons ajouté sur la facture les quantités qui manquaient."),
    (
        "fr",
        "forbidden-remedy",
        "Il a suffi de compléter la facture de mars pour qu'elle couvre les 240 pièces.",
    ),
    ("fr", "forbidden-remedy", "La date de la facture a été avancée d'un mois pour qu'elle corresponde."),
    ("fr", "forbidden-remedy", "Un compte au nom de ma belle-mère écoule le stock qui reste."),
    ("fr", "forbidden-remedy", "Pour vider l'entrepôt, mon neveu a ouvert une boutique chez vous à son nom."),
    (
        "fr",
        "forbidden-remedy",
        "Nous avons laissé entendre à l'acheteur qu'il ferait mieux de renoncer à sa commande.",
    ),
    ("fr", "forbidden-remedy", "On a soufflé à la cliente que le bouton d'annulation était de son côté."),
    ("fr", "forbidden-remedy", "Nous avons suggéré au client de laisser tomber la commande."),
    (
        "en",
        "forbidden-remedy",
        "A second bottle went out free of charge, with a note that she might like to look at her stars again.",
    ),
    (
        "en",
        "forbidden-remedy",
        "We sent him another lamp and wondered whether he would see his review differently now.",
    ),
    (
        "en",
        "forbidden-remedy",
        "Each of them got a spare one for nothing and a line saying that opinions can be revisited.",
    ),
    (
        "en",
        "forbidden-remedy",
        "We added the missing quantities to the invoice so that it covers all 300 pieces.",
    ),
    ("en", "forbidden-remedy", "The invoice was topped up by hand to reach the number you asked for."),
    ("en", "forbidden-remedy", "We moved the date on the invoice back by a month so that it fits."),
    ("en", "forbidden-remedy", "What is left is being sold off through an account in my aunt's name."),
    (
        "en",
        "forbidden-remedy",
        "My brother-in-law has registered as a seller so that we can clear the stock.",
    ),
    (
        "en",
        "forbidden-remedy",
        "We let the buyer know that it might be simpler for everybody if he dropped the order.",
    ),
    ("en", "forbidden-remedy", "We hinted to her that the cancel button is on her side."),
    ("en", "forbidden-remedy", "The customer was given to understand that she had better give up the order."),
    ("fr", "hostile-tone", "Le dossier part lundi chez Maître Delcourt."),
    ("fr", "hostile-tone", "Notre conseil a déjà la copie de vos courriels et saura quoi en faire."),
    ("fr", "hostile-tone", "À ce stade, seul un juge vous fera lire nos pièces."),
    ("fr", "hostile-tone", "Quelqu'un, chez vous, doit y trouver son compte."),
    (
        "fr",
        "hostile-tone",
        "On se demande qui touche quoi dans votre service pour que le concurrent reste en ligne.",
    ),
    ("fr", "hostile-tone", "Combien notre concurrent vous verse-t-il pour garder son annonce ?"),
    ("en", "hostile-tone", "The papers go to Mr Harcourt of chambers on Monday."),
    ("en", "hostile-tone", "Our solicitors have copies of every one of your e-mails."),
    ("en", "hostile-tone", "Perhaps a judge will find the time to read our invoices."),
    ("en", "hostile-tone", "One wonders who in your team is being paid to look away."),
    ("en", "hostile-tone", "Someone in your office is obviously on our competitor's payroll."),
    ("en", "hostile-tone", "How much does our rival slip you to keep his listing up?"),
    ("fr", "weak-commitment", "Avec un peu de chance, le nouveau logiciel tiendra la cadence."),
    ("fr", "weak-commitment", "Notre but, à long terme, est de compter le stock chaque semaine."),
    ("fr", "weak-commitment", "L'achat d'une balance fait l'objet d'une réflexion."),
    ("fr", "weak-commitment", "Si les astres le veulent, nous serons à jour en juin."),
    ("en", "weak-commitment", "With luck the new packer will keep up."),
    ("en", "weak-commitment", "It is our aim over time to weigh each parcel."),
    ("en", "weak-commitment", "A second scanner is under consideration, though no date has been set."),
    ("en", "weak-commitment", "Fingers crossed, the new software will hold the stock in step."),
    ("en", "weak-commitment", "One day we would rather like to count the stock weekly."),
    ("en", "weak-commitment", "Weekly counts are something we are working towards in the long term."),
    (
        "fr",
        "blame-third-party",
        "Un intérimaire a collé les étiquettes à l'envers ; il ne travaille plus ici.",
    ),
    ("fr", "blame-third-party", "Le verglas a fermé l'A31 deux jours ; voilà d'où viennent les retards."),
    ("fr", "blame-third-party", "C'est le saisonnier qui a mélangé les bacs ; on s'en est séparé depuis."),
    ("fr", "blame-third-party", "La neige a bloqué le col, pas nous."),
    ("fr", "blame-third-party", "Le brouillard a cloué les avions au sol : les douze retards sont à lui."),
    ("en", "blame-third-party", "The agency worker mixed up the bins, and we have let him go."),
    (
        "en",
        "blame-third-party",
        "Fog grounded the planes for two days; that is where the late parcels come from.",
    ),
    ("en", "blame-third-party", "The student helper stuck the wrong labels on; she no longer works here."),
    ("en", "blame-third-party", "Snow shut the pass; it was the snow, not we, that was late."),
    ("en", "blame-third-party", "High winds closed the bridge, and so eleven parcels were late."),
    ("en", "personal-data", "We refunded a chap (Roger Whitcombe, elm rd in Norwich)."),
    ("en", "personal-data", "The claim is Beatrice Hollin's, who bought two of them."),
    ("en", "personal-data", "The one who complained was Daniel Marsh, from Exeter."),
    ("fr", "personal-data", "La réclamation est celle d'Hélène Marchais, qui avait commandé deux lampes."),
    ("fr", "personal-data", "Nous avons remboursé le monsieur (Roger Vasseur, rue des Ormes à Dijon)."),
    ("en", "placeholder", "[Annex number]"),
    ("en", "placeholder", "[Insert annex 4 here]"),
    ("fr", "placeholder", "[Annexe à compléter]"),
    ("fr", "placeholder", "[joindre l'annexe 4]"),
    ("en", "personal-data", "Mrs Caldwell, the buyer, wrote to us on 3 May."),
    ("fr", "personal-data", "Mme Fournel, la cliente, a été remboursée le 3 mai."),
    ("en", "forbidden-remedy", "We asked the buyer to cancel the order since we had no stock."),
    ("fr", "forbidden-remedy", "En rupture, nous invitons le client à annuler depuis son compte."),
    ("fr", "minimising", "Rien de bien grave, pensons-nous."),
    ("en", "minimising", "It was a simple misunderstanding, we think."),
    ("en", "unknown-cause", "At first we did not know why, and we still do not."),
    ("fr", "unknown-cause", "Au début nous ne savions pas pourquoi, et nous ne le savons toujours pas."),
    (
        "fr",
        "forbidden-remedy",
        "Chaque mécontent a reçu une deuxième bougie et un petit mot sur l'intérêt de relire son avis à tête reposée.",
    ),
    ("fr", "forbidden-remedy", "Pour la période des fêtes, les ventes passent par le compte de mon oncle."),
    (
        "fr",
        "forbidden-remedy",
        "Quand le stock manque, nous faisons comprendre au client qu'une annulation de sa part arrangerait tout le monde.",
    ),
    ("fr", "hostile-tone", "Maître Roussel prendra la suite de cette correspondance."),
    (
        "fr",
        "hostile-tone",
        "À qui profitent donc vos décisions, et combien cela coûte-t-il à nos concurrents ?",
    ),
    ("fr", "weak-commitment", "Si la chance nous accompagne, la balance sera là avant l'été."),
    ("fr", "weak-commitment", "L'idée d'un second contrôle fait son chemin."),
    (
        "fr",
        "blame-third-party",
        "Le remplaçant a vidé les bacs dans le mauvais ordre ; il a quitté la maison.",
    ),
    ("fr", "blame-third-party", "Une crue a noyé la route du dépôt : c'est elle la coupable."),
    (
        "en",
        "forbidden-remedy",
        "The five who were cross found another candle in the post, with the thought that first impressions may be revised online.",
    ),
    ("en", "forbidden-remedy", "The twenty pieces that were not on it we wrote onto the invoice ourselves."),
    ("en", "forbidden-remedy", "Over the holidays the sales go through my uncle's account."),
    (
        "en",
        "forbidden-remedy",
        "When stock is short we make it clear to the customer that a cancellation from his side would suit everyone.",
    ),
    ("en", "hostile-tone", "From here on Mr Rowe, our barrister, will do the writing."),
    ("en", "hostile-tone", "Who gains from your decisions, and what do they pay for it?"),
    ("en", "weak-commitment", "If luck is with us, the scale will be here before summer."),
    ("en", "weak-commitment", "The idea of a second check is slowly taking shape."),
    ("en", "blame-third-party", "The stand-in emptied the bins in the wrong order; he is no longer with us."),
    ("en", "blame-third-party", "A flood drowned the road to the depot: there is your culprit."),
]
HONEST = [
    (
        "en",
        "forbidden-remedy",
        "When someone writes to change the address, we leave the label alone and point him to the cancel button in his own account.",
    ),
    (
        "en",
        "forbidden-remedy",
        "A buyer who wants another colour is told to cancel from his account himself and order anew; we change nothing on the order.",
    ),
    (
        "fr",
        "forbidden-remedy",
        "Si le client veut une autre adresse, nous l'invitons à annuler depuis son compte et à recommander ; l'étiquette n'est pas touchée.",
    ),
    (
        "fr",
        "forbidden-remedy",
        "À qui demande une autre adresse nous répondons d'annuler lui-même et de repasser commande.",
    ),
    (
        "fr",
        "forbidden-remedy",
        "La facture a été refaite par le fournisseur, à sa propre initiative et sous un nouveau numéro, le 3 mai.",
    ),
    ("en", "placeholder", "[Exhibit B] Letter of the manufacturer dated 3 May."),
    ("en", "placeholder", "See the delivery note [Appendix 2, page 3]."),
    ("en", "placeholder", "The count sheet [doc. 7] is signed by Rosa."),
    ("en", "placeholder", "The invoices [attachments 3 and 4] are from the maker."),
    ("fr", "placeholder", "[Pièce n° 3] Bon de livraison du 14 juin."),
    ("fr", "placeholder", "Voir la feuille de comptage [Annexe 2, p. 3]."),
    ("fr", "placeholder", "Le certificat [PJ 5] est celui du lot livré."),
    (
        "fr",
        "minimising",
        "Un détail, croyions-nous au premier message ; au cinquième nous avons pesé les colis et vu l'écart.",
    ),
    (
        "fr",
        "minimising",
        "Nous avons d'abord cru à un cas isolé ; la troisième plainte nous a fait ouvrir le carton.",
    ),
    ("en", "minimising", "A one-off, we thought at the first complaint; the third made us open the box."),
    (
        "en",
        "minimising",
        "At first we took it for a simple misunderstanding, until the returns were sorted by size.",
    ),
    (
        "fr",
        "unknown-cause",
        "Sur le moment nous ne comprenions pas pourquoi ; en triant les retours par lot, le défaut est apparu.",
    ),
    (
        "fr",
        "unknown-cause",
        "Les premiers jours nous ne voyions aucune raison ; la lecture des 38 commandes a donné la réponse.",
    ),
    (
        "en",
        "unknown-cause",
        "To begin with we could not see why; only when we sorted the returns by size did the fault appear.",
    ),
    (
        "en",
        "unknown-cause",
        "At first the reason was a mystery to us; reading the 38 orders gave the answer.",
    ),
    ("en", "unknown-cause", "We answer your message of 12 June point by point below."),
    ("en", "unknown-cause", "That is correct, and this is how it came about."),
    ("en", "unknown-cause", "You are right, and here is what happened."),
    ("fr", "unknown-cause", "Nous répondons ci-dessous, point par point, à votre courrier du 12 juin."),
    ("fr", "unknown-cause", "Vous avez raison, et voici ce qui s'est passé."),
    (
        "fr",
        "vague-measure",
        "Vous demandiez plus de précisions sur les mesures préventives : elles sont au point 4.",
    ),
    (
        "en",
        "vague-measure",
        "You asked for more detail on the preventive measures; it is given in section 4.",
    ),
    ("en", "vague-measure", "Further details of the corrective actions are set out under point 2."),
    ("en", "personal-data", "Mr Prentice, our warehouse manager, signed the sheet on 3 May."),
    ("en", "personal-data", "Mrs Oduya, who runs dispatch, checks each parcel."),
    ("en", "personal-data", "The count is signed by Ms Keller, the bookkeeper."),
    ("fr", "personal-data", "M. Lefort, le gérant, a signé la feuille le 3 mai."),
    ("fr", "personal-data", "Mme Bonnet, qui dirige l'expédition, contrôle chaque colis."),
    ("fr", "personal-data", "Le responsable, M. Aubry, a reçu la consigne le 3 mai."),
]


def raised(text: str, lang: str, rule: str, *, use_model: bool = True) -> list[Finding]:
    found = sentence.check(parse(text, lang), LintOptions(lang="en", use_model=use_model))
    return [one for one in found if one.rule == rule]


@pytest.mark.parametrize(("lang", "rule", "text"), VEILED)
def test_a_veiled_fault_is_raised(lang: str, rule: str, text: str) -> None:
    assert raised(text, lang, rule)


@pytest.mark.parametrize(("lang", "rule", "text"), HONEST)
def test_what_is_right_is_no_warning(lang: str, rule: str, text: str) -> None:
    for use_model in (True, False):
        assert not [f for f in raised(text, lang, rule, use_model=use_model) if f.level != "suggestion"]


@pytest.mark.parametrize(
    ("inside", "is_one"),
    [
        ("annex 4", True),
        ("annexe 4, p. 3", True),
        ("exhibit b", True),
        ("piece n° 12", True),
        ("appendix ii", True),
        ("attachments 3 and 4", True),
        ("annex number", False),
        ("annex x", False),
        ("annexe a completer", False),
        ("insert annex 4 here", False),
        ("your invoice", False),
        ("4", False),
    ],
)
def test_the_number_of_an_annex_is_no_blank(inside: str, is_one: bool) -> None:
    assert acquittals.is_exhibit(inside) is is_one


def test_an_annex_hides_no_blank_beside_it() -> None:
    found = raised("[Annex 4] Invoice of [insert the supplier], 300 pieces.", "en", "placeholder")
    assert [one.excerpt for one in found] == ["[insert the supplier]"]


def test_a_manager_hides_no_buyer_beside_him() -> None:
    text = "Mr Prentice, the manager, called the buyer Mrs Caldwell on 3 May."
    found = raised(text, "en", "personal-data", use_model=False)
    assert [one.excerpt for one in found] == ["buyer Mrs Caldwell"]


@pytest.mark.parametrize("word", ["how", "there", "Parce", "qu'en", "nous", "with", "c’est", "l'on"])
def test_function_words_tell_nothing(word: str) -> None:
    assert not learned._tells(word)


@pytest.mark.parametrize("word", ["lawyer", "l'avocat", "presse", "gift", "d'étoiles"])
def test_other_words_tell(word: str) -> None:
    assert learned._tells(word)


@pytest.mark.parametrize(
    "gap",
    [
        "⟨à compléter : ce que vous avez fait pour que cela cesse⟩",
        "⟨to complete: how many orders, and from which stock⟩.",
    ],
)
def test_a_gap_of_a_draft_is_only_said_to_be_empty(gap: str) -> None:
    report = lint_text(f"{gap}\n")
    assert {(f.rule, f.level) for f in report.findings if f.rule in SENTENCE_RULES} == {
        ("placeholder", "error")
    }


def test_a_sentence_with_a_gap_is_an_error_too() -> None:
    report = lint_text("Le 3 mai, ⟨à compléter : qui⟩ a fermé 12 offres.\n")
    assert ("placeholder", "error") in {(f.rule, f.level) for f in report.findings}
