"""The safe copy: a document to show to an adviser, without what names anybody.

Each order number, address, e-mail, telephone number and name becomes a label
with a number; the same one always the same label, so that the text stays
readable. Only the labels' numbering depends on the text. A single capitalised
word that the plan knows as no name stays: read a safe copy before it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from appeal_tool.plan.grammar import first_word, grammar
from appeal_tool.plan.tree import Plan, Words

_LABELS = {
    "fr": {
        "order": "commande",
        "mail": "e-mail",
        "phone": "téléphone",
        "person": "personne",
        "shop": "boutique",
        "other": "nom",
        "address": "adresse",
    },
    "en": {
        "order": "order",
        "mail": "e-mail",
        "phone": "phone",
        "person": "person",
        "shop": "shop",
        "other": "name",
        "address": "address",
    },
}
_ORDER = r"\b\d{3}-\d{7}-\d{7}\b"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_PHONE = r"(?<![\w/-])(?:\+\d{1,3}[\s.\u00a0-]?(?:\(0\))?|0)\d(?:[\s.\u00a0-]?\d{2}){4}\b"
_ADDRESS = (
    r"\b\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:rue|avenue|boulevard|place|chemin|impasse|allée|quai|route|cours)\s[^,;.\n()]{2,60}"
    r"(?:,?\s\d{5}\s[A-ZÉÈÀ][\w’' -]{1,40})?"
    r"|\b\d{1,4}\s(?:[A-Z][\w'’-]+\s){1,4}(?:Street|St|Road|Rd|Lane|Avenue|Ave|Drive|Close|Way|Court|Square)\b(?:,\s[A-Z][\w-]+)?"
)


_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]+(?:[-’'][A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]+)*"
_OTHER = rf"\b{_CAPITAL}(?:\s(?:(?:de|du|des|la|le|les|et|of|and|&)\s)?{_CAPITAL})+"
"""Words with capitals in a row: a person or a firm that the seller names in passing."""


def redact(text: str, lang: str, people: Iterable[str] = (), shops: Iterable[str] = ()) -> str:
    """``text`` with every order id, e-mail, telephone, street address and given name replaced by its label."""
    labels = _LABELS[lang]
    names = _names(tuple(people), tuple(shops))
    patterns = [
        ("order", _ORDER),
        ("mail", _MAIL),
        ("address", _ADDRESS),
        ("phone", _PHONE),
        ("name", "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)),
        ("other", _OTHER),
    ]
    whole = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in patterns if pattern)
    numbers: dict[tuple[str, str], int] = {}

    def replace(found: re.Match[str]) -> str:
        kind = str(found.lastgroup)
        if kind == "other":
            # A sentence's first word has a capital too: it is no part of the name behind it.
            first, _, rest = found[0].partition(" ")
            if first_word(first) in grammar(lang)["openers"]:
                return f"{first} {re.sub(whole, replace, rest)}"
        key = names[found[0]] if kind == "name" else (kind, re.sub(r"\W", "", found[0]).casefold())
        kind = key[0]
        if key not in numbers:
            numbers[key] = 1 + sum(other == kind for other, _ in numbers)
        return f"⟦{labels[kind]} {numbers[key]}⟧"

    return re.sub(whole, replace, text)


def people_of(plan: Plan) -> tuple[str, ...]:
    """Every person that the plan names, longest name first."""
    said: set[str] = set()
    for cause in plan.causes:
        for measure in (*cause.corrective, *cause.preventive):
            for who in (measure.who, measure.stand_in):
                if isinstance(who, Words):
                    said.add(who.any.partition(",")[0].strip())
    if plan.watch is not None and isinstance(plan.watch.who, Words):
        said.add(plan.watch.who.any.partition(",")[0].strip())
    if plan.contact.name is not None:
        said.add(plan.contact.name.any)
    from appeal_tool.case.values import is_name

    return tuple(sorted((name for name in said if is_name(name)), key=lambda name: (-len(name), name)))


def _names(people: tuple[str, ...], shops: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """What may stand in the text -> its kind and the whole name; in the order in which it is looked for.

    Whole names come first, the longest before the others; then first and family
    names alone. Camille and Camille Roux are one person, also where a shop bears the name.
    """
    whole = [(name, ("person", name)) for name in people] + [(name, ("shop", name)) for name in shops]
    parts = [
        (part, (kind, name))
        for name, (kind, _) in whole
        for part in name.split()
        if part[:1].isupper() and len(part) > 2
    ]
    found: dict[str, tuple[str, str]] = {}
    for group in (whole, parts):
        for said, meant in sorted(group, key=lambda entry: -len(entry[0])):
            if said:
                found.setdefault(said, meant)
    return found
