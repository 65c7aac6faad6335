"""One sentence for each manner in which a seller may answer: nothing added, nothing lost, and it reads well."""

from __future__ import annotations

from datetime import date

import pytest

from appeal_tool.case import interview
from appeal_tool.case.model import in_memory
from appeal_tool.i18n import Lang
from appeal_tool.plan import days, words
from appeal_tool.plan.build import build_plan
from appeal_tool.plan.markdown import render

TODAY = date(2026, 6, 1)
CORRECTIVE = "causes/cancellation/corrective/1"
PREVENTIVE = "causes/cancellation/preventive/1"


def line(lang: str, kind: str, **answers: str) -> str:
    """The sentence of one measure, told with ``answers``."""
    case = in_memory("fr" if lang == "fr" else "en")
    interview.take(case, "causes", ["cancellation"])
    prefix = CORRECTIVE if kind == "done" else PREVENTIVE
    defaults = {
        "who": "Camille Roux, gérante" if lang == "fr" else "Camille Roux, owner",
        "proof": "registre" if lang == "fr" else "register",
    }
    fixed = (
        {"done_on": "2026-03-04", "scope": "x"}
        if kind == "done"
        else {"state": "in-place", "since": "2026-03-04", "how_often": "daily", "figure": "oversells"}
    )
    for field, value in {**defaults, **fixed, **answers}.items():
        interview.take(case, f"{prefix}/{field}", value, language="fr" if lang == "fr" else "en")
    text = render(build_plan(case, today=TODAY), lang)
    heads = {
        "done": ("## Ce que", "## What we have", "## What I have"),
        "now": ("## Ce qui l", "## What prevents"),
    }[kind]
    after = next(part for head in heads if head in text for part in [text.split(head, 1)[1]])
    return after.split("\n\n", 2)[1].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("what", "who", "begins"),
    [
        ("Retiré 41 offres", None, "Le 4 mars 2026, Camille Roux, gérante, a retiré 41 offres (registre)."),
        (
            "a retiré 41 offres.",
            None,
            "Le 4 mars 2026, Camille Roux, gérante, a retiré 41 offres (registre).",
        ),
        (
            "Nous avons retiré 41 offres",
            None,
            "Le 4 mars 2026, nous avons retiré 41 offres (fait par Camille Roux, gérante ; registre).",
        ),
        (
            "J'ai retiré 41 offres",
            None,
            "Le 4 mars 2026, j’ai retiré 41 offres (Camille Roux, gérante ; registre).",
        ),
        ("Mis 41 offres à zéro", "moi", "Le 4 mars 2026, j’ai mis 41 offres à zéro (registre)."),
        (
            "Les 41 offres ont été retirées",
            "Anne",
            "Le 4 mars 2026, les 41 offres ont été retirées par Anne (registre).",
        ),
        (
            "Retrait de 41 offres",
            "Anne",
            "Le 4 mars 2026, retrait de 41 offres (fait par Anne ; registre).",
        ),
        (
            "Nous avons retiré 41 offres",
            "Le responsable du stock",
            "Le 4 mars 2026, nous avons retiré 41 offres (fait par le responsable du stock ; registre).",
        ),
        ("Camille a retiré 41 offres", None, "Le 4 mars 2026, Camille a retiré 41 offres (registre)."),
        ("Le 4 mars, Camille a retiré 41 offres", None, "Le 4 mars, Camille a retiré 41 offres (registre)."),
        (
            "Embauche d'un préparateur",
            None,
            "Embauche d’un préparateur : fait le 4 mars 2026 par Camille Roux, gérante (registre).",
        ),
    ],
)
def test_what_was_done_in_french(what: str, who: str | None, begins: str) -> None:
    answers = {"what": what, **({"who": who} if who else {})}
    assert line("fr", "done", **answers).startswith(begins)


@pytest.mark.parametrize(
    ("what", "who", "begins"),
    [
        ("Withdrew 41 offers", None, "On 4 March 2026, Camille Roux, owner, withdrew 41 offers (register)."),
        (
            "We withdrew 41 offers.",
            None,
            "On 4 March 2026, we withdrew 41 offers (done by Camille Roux, owner; register).",
        ),
        (
            "I withdrew 41 offers",
            None,
            "On 4 March 2026, I withdrew 41 offers (Camille Roux, owner; register).",
        ),
        ("removed 41 offers", "me", "On 4 March 2026, I removed 41 offers (register)."),
        (
            "The 41 offers were withdrawn",
            "Anne",
            "On 4 March 2026, the 41 offers were withdrawn by Anne (register).",
        ),
        (
            "Removal of the 41 offers",
            None,
            "Removal of the 41 offers on 4 March 2026 (done by Camille Roux, owner; register).",
        ),
        ("Offers were removed", "Anne", "On 4 March 2026, offers were removed by Anne (register)."),
        ("Camille withdrew 41 offers", None, "On 4 March 2026, Camille withdrew 41 offers (register)."),
        (
            "Employment of a packer",
            None,
            "Employment of a packer: done on 4 March 2026 by Camille Roux, owner (register).",
        ),
    ],
)
def test_what_was_done_in_english(what: str, who: str | None, begins: str) -> None:
    answers = {"what": what, **({"who": who} if who else {})}
    assert line("en", "done", **answers).startswith(begins)


@pytest.mark.parametrize(
    ("what", "who", "begins"),
    [
        (
            "Les quantités sont comptées",
            None,
            "Depuis le 4 mars 2026, les quantités sont comptées ; Camille Roux, gérante, s’en charge chaque jour (registre).",
        ),
        (
            "Chaque soir, les quantités sont comptées",
            None,
            "Depuis le 4 mars 2026, chaque soir, les quantités sont comptées ; Camille Roux, gérante, s’en charge (registre).",
        ),
        (
            "compte les quantités",
            "Paul",
            "Depuis le 4 mars 2026, Paul compte les quantités, chaque jour (registre).",
        ),
        (
            "Comptage des quantités",
            "moi",
            "Depuis le 4 mars 2026, comptage des quantités ; je m’en charge chaque jour (registre).",
        ),
        (
            "Camille compte le stock ; elle note l'écart",
            None,
            "Depuis le 4 mars 2026, Camille compte le stock ; elle note l’écart ; le contrôle a lieu chaque jour (registre).",
        ),
        (
            "Envoyer le fichier des quantités",
            None,
            "Depuis le 4 mars 2026, Camille Roux, gérante, a la charge d’envoyer le fichier des quantités, chaque jour (registre).",
        ),
        (
            "Courrier à chaque acheteur",
            None,
            "Depuis le 4 mars 2026, courrier à chaque acheteur ; Camille Roux, gérante, s’en charge chaque jour (registre).",
        ),
        (
            "Nous avons changé de logiciel",
            None,
            "Le 4 mars 2026, nous avons changé de logiciel ; Camille Roux, gérante, s’en charge chaque jour (registre).",
        ),
        (
            "Le stock sera compté par sondage",
            None,
            "À partir du 4 mars 2026, le stock sera compté par sondage ; Camille Roux, gérante, s’en charge chaque jour (registre).",
        ),
    ],
)
def test_what_stands_in_french(what: str, who: str | None, begins: str) -> None:
    answers = {"what": what, **({"who": who} if who else {})}
    told = line("fr", "now", **answers)
    assert told.startswith(begins)
    watching = "Je surveille" if who == "moi" else "Nous surveillons"
    assert told.endswith(f"{watching} les commandes reçues sans stock, par semaine.")


@pytest.mark.parametrize(
    ("what", "who", "begins"),
    [
        (
            "The quantities are counted",
            None,
            "The quantities are counted. Camille Roux, owner, has seen to it every day since 4 March 2026 (register).",
        ),
        (
            "Every evening the stock is counted",
            None,
            "Every evening the stock is counted. Camille Roux, owner, has seen to it since 4 March 2026 (register).",
        ),
        (
            "counts the stock",
            "Paul",
            "Paul counts the stock, every day (in place since 4 March 2026; register).",
        ),
        (
            "Count of the stock",
            "myself",
            "Count of the stock. I have seen to it every day since 4 March 2026 (register).",
        ),
        (
            "the stock has been counted by two people",
            "Paul",
            "Since 4 March 2026, the stock has been counted by two people. Paul sees to it every day (register).",
        ),
    ],
)
def test_what_stands_in_english(what: str, who: str | None, begins: str) -> None:
    answers = {"what": what, **({"who": who} if who else {})}
    assert line("en", "now", **answers).startswith(begins)


@pytest.mark.parametrize(
    ("what", "differs"),
    [
        ("Depuis le 3 mars 2026, le stock est compté", True),
        ("Depuis le 4 avril, le stock est compté", True),
        ("Depuis le mardi 3 mars, le stock est compté", True),
        ("Depuis le 03/03/2026, le stock est compté", True),
        ("Depuis le 4 mars, le stock est compté", False),
        ("Depuis le mercredi 4 mars 2026, le stock est compté", False),
        ("En mars 2026, le stock a été confié à Paul", False),
        ("Le 1er de chaque mois, le stock est compté", False),
        ("Le stock reçu depuis le 3 mars est compté", False),
        ("Since 3 March 2026, the stock is counted", True),
        ("Since March 4, the stock is counted", False),
        ("From 3 orders on, the stock is counted", False),
    ],
)
def test_a_measure_that_begins_with_another_day_keeps_the_plan_back(what: str, differs: bool) -> None:
    case = in_memory("en" if what.startswith(("Since", "From")) else "fr")
    interview.take(case, "causes", ["cancellation"])
    interview.take(case, f"{PREVENTIVE}/what", what)
    interview.take(case, f"{PREVENTIVE}/state", "in-place")
    interview.take(case, f"{PREVENTIVE}/since", "2026-03-04")
    assert ("two-days" in [problem.code for problem in build_plan(case, today=TODAY).blocking]) is differs


@pytest.mark.parametrize(
    ("lang", "what", "often", "differs"),
    [
        ("en", "Shown times are checked monthly against the real ones", "weekly", True),
        ("en", "Dan counts 20 products every Friday", "daily", True),
        ("en", "Dan counts 20 products every Friday", "weekly", False),
        ("en", "The stock is counted every week, and the list is printed every month", "weekly", False),
        ("en", "The daily export is compared with the invoices", "weekly", False),
        ("en", "The sales of each day are compared with the invoices", "weekly", False),
        ("en", "The log is read every day", "continuous", False),
        ("en", "The stock is counted every day", "twice-a-day", False),
        ("en", "The stock is counted every day", "once a month, on the first", True),
        ("en", "Each delivery is compared with the photograph", "weekly", False),
        ("en", "On each delivery I compare the box with the photograph", "weekly", True),
        ("en", "Every parcel is weighed, and the list is filed every evening", "every-order", False),
        ("en", "The list is filed every month", "every-order", True),
        ("fr", "Tous les mois, je rapproche les factures et les ventes", "weekly", True),
        ("fr", "Je compte le stock chaque lundi", "monthly", True),
        ("fr", "Je compte le stock chaque matin", "daily", False),
        ("fr", "Les ventes de chaque jour sont comparées aux factures", "weekly", False),
        ("fr", "Je compte le stock chaque semaine", "une fois par mois", True),
    ],
)
def test_a_measure_that_names_another_rhythm_keeps_the_plan_back(
    lang: Lang, what: str, often: str, differs: bool
) -> None:
    case = in_memory(lang)
    interview.take(case, "causes", ["cancellation"])
    interview.take(case, f"{PREVENTIVE}/what", what)
    interview.take(case, f"{PREVENTIVE}/how_often", often)
    codes = [problem.code for problem in build_plan(case, today=TODAY).blocking]
    assert ("two-rhythms" in codes) is differs


def test_a_rhythm_at_the_beginning_is_not_taken_for_the_day() -> None:
    told = line("fr", "now", what="Le 1er de chaque mois, le stock est compté", how_often="monthly")
    assert told.startswith("Depuis le 4 mars 2026, le 1er de chaque mois, le stock est compté")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Anne", "d’Anne"),
        ("Yves", "d’Yves"),
        ("Yannick", "de Yannick"),
        ("Camille", "de Camille"),
        ("Le stock", "du stock"),
        ("les offres", "des offres"),
        ("l'entrepôt", "de l'entrepôt"),
        ("La gérante", "de la gérante"),
        ("Hélène", "d’Hélène"),
    ],
)
def test_french_elisions(text: str, said: str) -> None:
    assert words.of(text) == said


@pytest.mark.parametrize(
    ("start", "end", "fr", "en"),
    [
        ("2012-09-18", "2012-09-25", "du 18 au 25 septembre 2012", "from 18 to 25 September 2012"),
        (
            "2012-08-26",
            "2012-09-25",
            "du 26 août au 25 septembre 2012",
            "from 26 August to 25 September 2012",
        ),
        (
            "2012-12-01",
            "2013-01-02",
            "du 1er décembre 2012 au 2 janvier 2013",
            "from 1 December 2012 to 2 January 2013",
        ),
    ],
)
def test_windows_as_people_write_them(start: str, end: str, fr: str, en: str) -> None:
    window = date.fromisoformat(start), date.fromisoformat(end)
    assert days.period(*window, None, "fr") == fr
    assert days.period(*window, None, "en") == en
    assert days.period(None, None, 30, "fr") == "sur 30 jours"


def test_french_typography_in_a_sellers_words() -> None:
    typed = "Aujourd'hui : 1 240 offres à 28,5 % ; « fini » !"
    assert words.typeset(typed, "fr") == (
        "Aujourd’hui\u00a0: 1\u202f240 offres à 28,5\u00a0%\u00a0; «\u00a0fini\u00a0»\u00a0!"
    )
    assert words.typeset("Today: 28.5% of it's done, buyers' names too", "en") == (
        "Today: 28.5% of it’s done, buyers’ names too"
    )


def test_the_templates_own_words_have_no_break_spaces_too() -> None:
    case = in_memory("fr")
    interview.take(case, "causes", ["cancellation"])
    interview.take(case, "causes/cancellation/why_1", "le stock n'était pas compté")
    text = render(build_plan(case, today=TODAY), "fr")
    assert "Chez nous, le stock n’était pas compté\u00a0; de plus, ⟨à compléter\u00a0: " in text


@pytest.mark.parametrize(
    ("lang", "often", "begins"),
    [
        ("en", "every morning at 8:00 and note them", "I look at the account’s figures every morning"),
        ("en", "every morning at 8:00 and notes them", "Anne Roux looks at the account’s figures"),
        ("fr", "chaque matin et les note", "Je regarde les indicateurs du compte chaque matin"),
        ("fr", "chaque matin et inscrit le taux", "Anne Roux regarde les indicateurs du compte"),
    ],
)
def test_the_verbs_of_who_watches_agree(lang: str, often: str, begins: str) -> None:
    case = in_memory("fr" if lang == "fr" else "en")
    told = {
        "causes": ["cancellation"],
        f"{CORRECTIVE}/what": "J'ai retiré 41 offres" if lang == "fr" else "I withdrew 41 offers",
        "watch_who": "Anne Roux",
        "watch_how_often": often,
        "contact_name": "Anne Roux",
    }
    for key, value in told.items():
        interview.take(case, key, value, language="fr" if lang == "fr" else "en")
    assert begins in render(build_plan(case, today=TODAY), lang)


def causes(lang: str, **answers: object) -> str:
    """The paragraph under "The cause" of a case with these answers about it."""
    case = in_memory("fr" if lang == "fr" else "en")
    interview.take(case, "causes", ["cancellation"])
    for field, value in {"why_1_kind": "own-practice", **answers}.items():
        interview.take(case, f"causes/cancellation/{field}", value, language="fr" if lang == "fr" else "en")
    text = render(build_plan(case, today=TODAY), lang)
    return text.split("## La cause" if lang == "fr" else "## The cause", 1)[1].split("\n\n")[1]


def test_a_chosen_practice_that_repeats_the_sellers_own_words_is_left_out() -> None:
    told = causes(
        "en",
        why_1="The quantities of the shop and the website were never synchronised between the two channels",
        subcauses=["channels-not-synchronised"],
        looked_at=9,
        explained=8,
        how_known="On 3 March 2026 we compared the 9 orders with the till.",
    )
    assert told == (
        "At our end, the quantities of the shop and the website were never synchronised between the two channels. "
        "This accounts for 8 of the 9 cases. On 3 March 2026 we compared the 9 orders with the till."
    )


def test_counts_that_the_seller_tells_already_are_not_told_again() -> None:
    told = causes(
        "fr",
        why_1="Nous n'avions aucun registre",
        subcauses=["count-errors"],
        looked_at=9,
        explained=7,
        how_known="Le 3 mars 2026, nous avons classé les neuf commandes par jour : sept étaient parties un lundi.",
    )
    assert told.startswith("Nous n’avions aucun registre. Le 3 mars")


def test_orders_that_are_behind_are_said_so() -> None:
    case = in_memory("fr")
    for key, value in {
        "causes": ["cancellation"],
        "buyers_made_whole": "none-needed",
        "open_orders": "behind",
    }.items():
        interview.take(case, key, value)
    text = render(build_plan(case, today=TODAY), "fr")
    assert "Le traitement des commandes et des réclamations encore ouvertes a pris du retard." in text


@pytest.mark.parametrize(
    ("lang", "often", "says"),
    [
        ("fr", "Hebdomadaire", "s’en charge chaque semaine (registre)"),
        ("fr", "selon le stock", "s’en charge (fréquence : selon le stock ; registre)"),
        ("en", "Weekly", "has seen to it every week since 4 March 2026 (register)"),
        (
            "en",
            "as stock arrives",
            "has seen to it since 4 March 2026 (how often: as stock arrives; register)",
        ),
    ],
)
def test_a_rhythm_is_told_once_and_in_one_bracket(lang: str, often: str, says: str) -> None:
    what = "Les quantités sont comptées" if lang == "fr" else "Quantities are counted"
    assert says in line(lang, "now", what=what, how_often=often)


def test_colons_without_a_space_are_set_as_french_sets_them() -> None:
    assert words.typeset("contrôle: scan et photo; prêt? à 9:30", "fr") == (
        "contrôle\u00a0: scan et photo\u00a0; prêt\u00a0? à 9:30"
    )


@pytest.mark.parametrize(("lang", "me"), [("fr", "moi"), ("en", "me"), ("fr", "me"), ("en", "moi")])
def test_nobody_translates_who_the_seller_is(lang: Lang, me: str) -> None:
    case = in_memory(lang)
    interview.take(case, "causes", ["cancellation"])
    interview.take(case, f"{PREVENTIVE}/what", "2 x 3")
    interview.take(case, f"{PREVENTIVE}/who", me)
    plan = build_plan(case, today=TODAY)
    for language in ("fr", "en"):
        assert f"{PREVENTIVE}/who" not in [words.id for words in plan.untranslated(language)]
