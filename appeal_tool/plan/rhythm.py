"""How often, in a seller's words: which rhythm a measure names, and whether another one was answered."""

from __future__ import annotations

import re

_WEEKDAY = {
    "fr": r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)",
    "en": r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
}
_DAY = {
    "fr": r"jours?(?: ouvrés?| ouvrables?)?|matins?|soirs?",
    "en": r"(?:working |business )?day|morning|evening|night",
}
_ADVERB = r"(?= (?:against|by|with|at|in|for|on|from|through|before|after|and)\b|\s*(?:[.,;:)]|\Z))"
"""What may follow "monthly" told of the measure; before a noun (a monthly report) it tells of something else."""
_ALONE = {"fr": r"(?<!\bde )(?<!\bd[’'])(?<!\bpour )", "en": r"(?<!\bof )(?<!\bfor )"}
"""« les ventes de chaque jour », "the sales of each day" are what is looked at, not how often."""


def _every(lang: str, unit: str) -> str:
    if lang == "fr":
        return rf"{_ALONE['fr']}\b(?:chaque|tous les|toutes les) (?:{unit})\b"
    return rf"{_ALONE['en']}\b(?:every|each|once (?:a|per)) (?:{unit})\b(?![’'])"


_EVENT = {
    "fr": r"\b(?:chaque|toutes les|tous les) (?:commandes?|livraisons?|réceptions?|colis|envois?|ventes?|retours?|achats?)\b",
    "en": r"\b(?:every|each) (?:order|delivery|parcel|shipment|sale|return|purchase)\b",
}
_FORMS: dict[str, dict[str, str]] = {
    "fr": {
        "every-order": rf"\b(?:à|lors de) {_EVENT['fr']}",
        "twice-a-day": r"\bdeux fois par jour\b|\bmatin et soir\b",
        "daily": rf"{_every('fr', _DAY['fr'])}|\b(?:une fois par jour|quotidiennement)\b",
        "weekly": rf"{_every('fr', 'semaines?')}|\b(?:une fois par semaine|par semaine, une fois)\b"
        rf"|\b(?:chaque|tous les) {_WEEKDAY['fr']}s?\b(?! (?:et|au|à)\b)",
        "monthly": rf"{_every('fr', 'mois')}|\b(?:une fois par mois|mensuellement)\b",
        "quarterly": rf"{_every('fr', 'trimestres?|trois mois|3 mois')}|\b(?:une fois par trimestre)\b",
    },
    "en": {
        "every-order": rf"\b(?:with|at|on|upon) {_EVENT['en']}",
        "twice-a-day": r"\btwice (?:a|per) day\b|\bmorning and evening\b",
        "daily": rf"{_every('en', _DAY['en'])}|\bdaily{_ADVERB}",
        "weekly": rf"{_every('en', 'week')}|\bweekly{_ADVERB}"
        rf"|\b(?:every|each) {_WEEKDAY['en']}\b(?! (?:and|to)\b)",
        "monthly": rf"{_every('en', 'month')}|\bmonthly{_ADVERB}",
        "quarterly": rf"{_every('en', 'quarter|three months|3 months')}|\bquarterly{_ADVERB}",
    },
}
_AGREE = frozenset({frozenset({"daily", "twice-a-day"})})
"""Two rhythms that may stand side by side: who looks twice a day looks every day."""


def named(text: str, lang: str) -> dict[str, str]:
    """The rhythms that ``text`` names, by the id of the choice, each with the words that name it."""
    plain = " ".join(text.split())
    found = {key: re.search(form, plain, re.I) for key, form in _FORMS[lang].items()}
    return {key: match[0] for key, match in found.items() if match is not None}


def other(text: str, often: str, lang: str) -> str | None:
    """The words of ``text`` that name another rhythm than ``often`` (the id of a choice, or the seller's words).

    ``None`` where it names none, names the same one too, or where nothing can
    be compared: a tool that runs all the time may well be looked at once a week.
    """
    answered = {often} if often in _FORMS[lang] else set(named(often, lang))
    told = named(text, lang)
    agree = any(one == two or frozenset({one, two}) in _AGREE for one in told for two in answered)
    if "every-order" in answered and re.search(_EVENT[lang], text, re.I):
        agree = True
    return next(iter(told.values())) if answered and told and not agree else None
