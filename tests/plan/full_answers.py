"""A full set of answers for any cause, in either language, told as a seller of that cause would tell it.

The measures are the patterns of the cause record with their gaps filled - so
every record is tried - in three manners: whole sentences that already name
day and person, measures that begin with a verb, and measures told as "we".
"""

from __future__ import annotations

import re

from appeal_tool.case import interview
from appeal_tool.case.model import Case, in_memory
from appeal_tool.diagnosis.model import CAUSES
from appeal_tool.guide.causes import MeasureHint, load_causes
from appeal_tool.plan import rhythm

SAID = {
    "fr": {
        "date": "4 mars 2025",
        "qui": "Camille Roux",
        "remplaçant": "Idriss Benali",
        "autre personne": "Idriss Benali",
        "nombre": "37",
        "heure": "17 h 30",
        "période": "mois",
        "jour": "vendredi",
        "outil": "notre logiciel de stock",
        "transporteur": "Colis Ouest",
        "fournisseur": "Atelier Sud",
        "lieu": "la réserve",
        "article": "lampe de bureau",
        "mois": "janvier 2025",
        "n°": "1",
        "part": "5 %",
        "pourcentage": "10 %",
        "taux": "2 %",
        "montant": "30 €",
        "durée": "deux heures",
        "seuil": "3 unités",
    },
    "en": {
        "date": "4 March 2025",
        "who": "Camille Roux",
        "stand-in": "Idriss Benali",
        "another person": "Idriss Benali",
        "number": "37",
        "time": "17:30",
        "period": "month",
        "weekday": "Friday",
        "tool": "our stock software",
        "carrier": "Colis Ouest",
        "supplier": "Atelier Sud",
        "place": "the stockroom",
        "item": "desk lamp",
        "month": "January 2025",
        "no.": "1",
        "share": "5%",
        "percentage": "10%",
        "rate": "2%",
        "amount": "EUR 30",
        "limit": "3 units",
    },
}
ROLE = {"fr": "Camille Roux, responsable du stock", "en": "Camille Roux, stock manager"}
TOLD = {
    "fr": {
        "facts": "Du 3 février au 2 mars 2025, 37 commandes de lampes de bureau ont été touchées, toutes parties de notre réserve de Nantes.",
        "why": "Le contrôle prévu le vendredi n’était noté nulle part, et personne ne le faisait pendant les congés.",
        "known": "Le 3 mars 2025, nous avons repris les 37 dossiers un à un avec le registre de la réserve.",
        "scope": "les 37 commandes et les 12 offres de lampes de bureau",
        "result": "5 erreurs ont été trouvées et corrigées le jour même.",
        "before": "37 sur 412, du 3 février au 2 mars 2025",
        "after": "1 sur 396, du 10 mars au 6 avril 2025",
        "source": "registre de la réserve",
        "how": "remboursement intégral ou nouvel envoi suivi",
        "watch": "chaque matin à 9 h, et les note dans un registre daté",
        "long": "La page de la lampe de bureau, référence L-37, ouverte le 3 février 2025.",
        "own": "Nous avons retiré de la vente 12 offres de lampes de bureau",
        "other": "registre signé du 4 mars 2025",
    },
    "en": {
        "facts": "From 3 February to 2 March 2025, 37 orders for desk lamps were affected, all sent from our stockroom in Nantes.",
        "why": "The check planned for Fridays was not written down anywhere, and nobody did it during leave.",
        "known": "On 3 March 2025 we went through the 37 cases one by one with the stockroom register.",
        "scope": "the 37 orders and the 12 offers of desk lamps",
        "result": "5 errors were found and corrected the same day.",
        "before": "37 of 412, from 3 February to 2 March 2025",
        "after": "1 of 396, from 10 March to 6 April 2025",
        "source": "stockroom register",
        "how": "full refund or a new tracked shipment",
        "watch": "every morning at 9:00 and notes them in a dated register",
        "long": "The page of the desk lamp, product L-37, opened on 3 February 2025.",
        "own": "We took 12 offers of desk lamps off sale",
        "other": "signed register of 4 March 2025",
    },
}


def filled(pattern: str, lang: str) -> str:
    """A pattern of the records with every ⟨gap⟩ filled; a rare gap is filled with its own wording."""
    known = SAID[lang]
    return re.sub(r"⟨([^⟩]*)⟩", lambda gap: known.get(gap[1], re.split(r"\s*:", gap[1])[0]), pattern)


def full_case(cause_id: str, lang: str, *, measures: int = 2) -> Case:
    """A case in which every question about ``cause_id`` has an answer."""
    cause = load_causes()[cause_id]
    told = TOLD[lang]
    case = in_memory("fr" if lang == "fr" else "en")

    def say(answer_id: str, value: object) -> None:
        interview.take(case, answer_id, value, language="fr" if lang == "fr" else "en")

    base = f"causes/{cause_id}"
    say("causes", [cause_id])
    say("route", "plan")
    say(f"{base}/facts", told["facts"])
    say(f"{base}/why_1", told["why"])
    say(f"{base}/why_1_kind", "own-practice")
    say(f"{base}/subcauses", [cause.subcauses[0].id])
    say(f"{base}/looked_at", 37)
    say(f"{base}/explained", 34)
    say(f"{base}/how_known", told["known"])
    for number, hint in enumerate(cause.corrective[:measures], 1):
        _measure(say, f"{base}/corrective/{number}", hint, lang, number, more=number < measures)
    for number, hint in enumerate(cause.preventive[:measures], 1):
        _measure(say, f"{base}/preventive/{number}", hint, lang, number, more=number < measures)
    say(f"{base}/effects/1/figure", cause.figures[0].id)
    for field in ("before", "after", "source"):
        say(f"{base}/effects/1/{field}", told[field])
    say("exhibits/1/title", told["other"])
    say("exhibits/1/supports", [f"{base}/corrective/1"])
    say("contact_name", "Idriss Benali")
    say("contact_shop", "Lampes du Quai")
    _rest(case, say, lang)
    return case


def _measure(say: object, prefix: str, hint: MeasureHint, lang: str, number: int, *, more: bool) -> None:
    assert callable(say)
    told = TOLD[lang]
    corrective = "/corrective/" in prefix
    what = told["own"] if corrective and number == 2 else filled(hint.example[lang], lang)
    say(f"{prefix}/what", what)
    say(f"{prefix}/who", ROLE[lang])
    proof = filled(hint.proof[lang], lang).rstrip(".")
    say(f"{prefix}/proof", f"{proof}, {'du 4 mars 2025' if lang == 'fr' else 'of 4 March 2025'}")
    say(f"{prefix}/addresses", list(hint.addresses))
    say(f"{prefix}/more", "yes" if more else "no")
    if corrective:
        say(f"{prefix}/scope", told["scope"])
        say(f"{prefix}/done_on", "2025-03-04" if number == 1 else "2025-03-06")
        say(f"{prefix}/result", told["result"])
    else:
        say(f"{prefix}/state", "in-place")
        say(f"{prefix}/since", "2025-03-04")
        say(f"{prefix}/how_often", next(iter(rhythm.named(what, lang)), "weekly"))
        say(f"{prefix}/figure", hint.figure)
        say(f"{prefix}/stand_in", "Idriss Benali")


def _rest(case: Case, say: object, lang: str) -> None:
    """Whatever else this cause is asked."""
    assert callable(say)
    told = TOLD[lang]
    for _ in range(40):
        item = interview.next_question(case)
        if item is None:
            return
        field = item.question.field
        if item.choices:
            value: object = item.choices[0].id
        elif item.question.type == "date":
            value = "2025-03-04"
        elif item.question.type == "number":
            value = 37
        elif item.question.type == "yesno":
            value = "yes"
        elif item.question.type == "person":
            value = ROLE[lang]
        else:
            value = {"buyers_how": told["how"], "watch_how_often": told["watch"]}.get(field, told["long"])
        say(item.id, value)
    raise AssertionError("the interview does not end")


def inputs_of(case: Case) -> str:
    """Everything that the seller said or chose, as one text: what a plan may draw on."""
    parts: list[str] = []
    for item in interview.questions(case):
        if item.answer is not None:
            parts += [str(item.answer.value), *(interview.shown(item, lang) for lang in ("fr", "en"))]
    return "\n".join(parts)


ALL = [(cause, lang) for cause in CAUSES for lang in ("fr", "en")]
