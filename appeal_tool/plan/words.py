"""Words beside each other, for the templates: elision, capitals, full stops, gaps and typography.

Everything here changes how words stand beside each other, never which words.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from appeal_tool.i18n import formats
from appeal_tool.plan.grammar import can_follow, first_word, grammar
from appeal_tool.plan.tree import Gap, Words

_VOWEL = frozenset("aeiouhâàäéèêëîïôöùûü")
_ASPIRATED = frozenset(
    ["haut", "haute", "hauts", "hors", "huit", "huitaine", "hasard", "handicap", "hangar", "haie", "héros"]
)
_SENTENCE_END = ".!?…:;"
_OF = frozenset(["de", "du", "des", "d", "of"])


def inside(text: str, lang: str) -> str:
    """``text`` as it stands inside a sentence: first letter small where that is safe, no full stop at its end."""
    text = without_stop(text)
    if re.match(r"I\b", text) or (text[:2].isalpha() and text[:2].isupper()) or not can_follow(text, lang):
        return text
    return text[:1].lower() + text[1:]


def begins_with_noun(text: str, known: frozenset[str]) -> bool:
    """True if the capital of ``text`` is that of a sentence and not of a name.

    Its first word stands in small letters elsewhere in the answers (``known``),
    or « de » or "of" follows it and no name after that (« Facture du fabricant »,
    not « Banque de France »).
    """
    parts = text.split(maxsplit=3)
    if len(parts) < 2 or text[1:2].isupper() or not parts[1][:1].islower():
        return False
    if first_word(text) in known:
        return True
    return len(parts) > 2 and first_word(parts[1]) in _OF and parts[2][:1].islower()


def small(text: str) -> str:
    """``text`` inside a sentence where it is known to begin with no name (an acronym keeps its capitals)."""
    text = without_stop(text)
    return (
        text if text[1:2].isupper() or text.startswith(("I ", "A-", "A à")) else text[:1].lower() + text[1:]
    )


def names_person(text: str, who: str) -> bool:
    """True if ``text`` names the person ``who`` (its name before the comma, or the first name)."""
    name = who.partition(",")[0].strip()
    first = name.split()[0] if name else ""
    return bool(name) and (
        name.casefold() in text.casefold()
        or (first[:1].isupper() and len(first) > 2 and bool(re.search(rf"\b{re.escape(first)}\b", text)))
    )


def capital(text: str) -> str:
    """``text`` with its first letter large."""
    return text[:1].upper() + text[1:]


def without_stop(text: str) -> str:
    """``text`` without a single full stop at its end ("etc." and "…" stay)."""
    text = text.rstrip()
    if text.endswith(".") and not text.endswith(("..", "etc.", "p.m.", "a.m.")):
        return text[:-1].rstrip()
    return text


def sentence(text: str) -> str:
    """``text`` as a sentence of its own: capital first, a full stop at the end unless it has an end."""
    text = capital(text.strip())
    return text if not text or text[-1] in _SENTENCE_END or text[-2:] in (".»", ".”") else text + "."


def of(text: str) -> str:
    """« de » before ``text``, elided and contracted: « d’Anne », « du stock », « des offres », « de Camille »."""
    word = first_word(text)
    lowered = text[:1].lower() + text[1:]
    if word == "le":
        return "du " + lowered[3:]
    if word == "les":
        return "des " + lowered[4:]
    plain = unicodedata.normalize("NFC", text.casefold())
    elided = plain[:1] in _VOWEL or re.match(r"y[^aeiouy]", plain) is not None  # d’Yves, de Yannick
    if elided and word not in _ASPIRATED:
        return "d’" + (lowered if can_follow(text, "fr") else text)
    return "de " + (lowered if can_follow(text, "fr") else text)


def the(text: str, lang: str) -> str:
    """A guide's noun phrase with its article: « la part des … », « les commandes … », "the share of …"."""
    said = small(text)
    if lang == "en":
        return f"the {said}"
    word, known = first_word(said), grammar(lang)
    if word in known["feminine"] or word in known["masculine"]:
        article = "la" if word in known["feminine"] else "le"
        return f"l’{said}" if said[:1] in _VOWEL else f"{article} {said}"
    return f"les {said}"


def gap(value: Gap, lang: str) -> str:
    """A missing fact as the draft shows it."""
    return f"⟨à compléter : {value.fr}⟩" if lang == "fr" else f"⟨to complete: {value.en}⟩"


def say(value: Any, lang: str) -> str:
    """Any leaf of the plan as text: words in ``lang`` (or marked as to be translated), gaps, days, numbers."""
    if value is None:
        return ""
    if isinstance(value, Gap):
        return gap(value, lang)
    if isinstance(value, Words):
        said = value.said(lang)
        if said is not None:
            return typeset(said, lang)
        other = typeset(value.any, "en" if lang == "fr" else "fr")
        return (
            f"⟨à traduire de l’anglais : {other}⟩" if lang == "fr" else f"⟨to translate from French: {other}⟩"
        )
    if isinstance(value, date):
        return formats.day(value, lang)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return formats.integer(value, lang)
    if isinstance(value, float):
        return formats.decimal(value, lang)
    return str(value)


def typeset(text: str, lang: str) -> str:
    """The typography of ``lang`` in a seller's words: apostrophes, and in French the no-break spaces."""
    text = re.sub(r"(?<=\w)'(?=\w)", "’", re.sub(r"[ \t\n]+", " ", text).strip())
    if lang != "fr":
        return re.sub(r"(?<=\ws)'(?=\s|$)", "’", text)
    text = re.sub(
        r"(?<![\d.,/-])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)",
        lambda number: re.sub(r"\D", formats.NARROW_NBSP, number[0]),
        text,
    )
    text = re.sub(r"[ \u00a0\u202f]+([;!?%€])", "\u00a0\\1", text)
    text = re.sub(r"(?<=[^\W\d_])([;!?])(?=\s|$)", "\u00a0\\1", text)
    text = re.sub(r"(?:[ \u00a0\u202f]+|(?<=[^\W\d_])):(?=\s|$)", "\u00a0:", text)
    text = re.sub(r"«[ \u00a0\u202f]*", "«\u00a0", text)
    return re.sub(r"[ \u00a0\u202f]*»", "\u00a0»", text)
