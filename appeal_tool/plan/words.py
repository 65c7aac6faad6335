"""Small grammar of both languages, for the templates: elision, capitals, full stops, gaps and dates.

Everything here changes how words stand beside each other, never which words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from functools import cache
from typing import Any

from appeal_tool.guide.causes import load_causes
from appeal_tool.guide.location import data_folder
from appeal_tool.i18n import formats
from appeal_tool.plan.tree import Gap, Words

_VOWEL = frozenset("aeiouhâàäéèêëîïôöùûü")
_ASPIRATED = frozenset(
    ["haut", "haute", "hauts", "hors", "huit", "huitaine", "hasard", "handicap", "hangar", "haie", "héros"]
)
_SENTENCE_END = ".!?…:;"
_ARTICLES = frozenset(["a", "an", "the", "every", "each"])
_OF = frozenset(["de", "du", "des", "d", "of"])


def first_word(text: str) -> str:
    """The first word, cut at an apostrophe, in lower case."""
    return re.split(r"[\s'’,;:.(\u00a0]", text.strip().casefold(), maxsplit=1)[0]


@cache
def grammar(lang: str) -> dict[str, frozenset[str]]:
    """The word lists of ``plan_templates/LANG/grammar.json``.

    ``openers`` and ``nouns`` may lose their capital inside a sentence (a name
    or any other word keeps it); ``participles`` begin a measure without its
    subject (« retiré 41 offres », "withdrew 41 offers").
    """
    raw = json.loads((data_folder("plan_templates") / lang / "grammar.json").read_text(encoding="utf-8"))
    known = {name: frozenset(words) for name, words in raw.items()}
    # The guide's own words for proofs and documents begin with no name either.
    suggested = [
        text[lang]
        for cause in load_causes().values()
        for text in (
            *(hint.proof for hint in (*cause.corrective, *cause.preventive)),
            *(document.text for document in cause.documents),
        )
    ]
    return {**known, "nouns": known["nouns"] | {first_word(text) for text in suggested}}


def can_follow(text: str, lang: str) -> bool:
    """True if ``text`` may stand inside a sentence with its first letter small."""
    known = grammar(lang)
    word = first_word(text)
    return (
        text[:1].islower()
        or word in known["openers"]
        or word in known["nouns"]
        or lacks_subject(text, lang)
        or acts_now(text, lang)
    )


def is_adverbial(text: str, lang: str) -> bool:
    """True if ``text`` says how often in a form that may follow a verb (« chaque jour », not « quotidien »)."""
    return first_word(text) in grammar(lang)["adverbs"]


def lacks_subject(text: str, lang: str) -> bool:
    """True if ``text`` begins with a participle (or an English past tense) whose subject is left out."""
    word, known, parts = first_word(text), grammar(lang), text.split(maxsplit=2)
    if word in known["participles"]:
        return True
    # « Salomé » and "Mohamed" end like participles: a capital is believed only before an object.
    if not text[:1].islower() and (
        len(parts) < 2 or not (parts[1][0].isdigit() or first_word(parts[1]) in known["objects"])
    ):
        return False
    if lang == "fr":
        return word.endswith("é") and not word.endswith("té") and len(word) > 4
    return word.endswith("ed") and len(word) > 4


def acts_now(text: str, lang: str) -> bool:
    """True if ``text`` begins with a verb in the present without its subject (« vérifie chaque matin les … »)."""
    known, parts = grammar(lang), text.split(maxsplit=2)
    if len(parts) < 2:
        return False
    word, following = first_word(text), first_word(parts[1])
    if word in known["presents"]:
        return following in known["objects"]
    # Any English verb in -s before an article: no plural noun stands there.
    plain = text[:1].islower() and word not in known["openers"]
    return lang == "en" and plain and len(word) > 4 and word.endswith("s") and following in _ARTICLES


def is_self(who: str, lang: str) -> bool:
    """True if the seller named himself or herself (« moi », "myself")."""
    return who.casefold().strip(" .") in grammar(lang)["self"]


def auxiliary(text: str, lang: str) -> bool:
    """True if ``text`` begins with « a » or « ont » and wants its subject before it."""
    return first_word(text) in (("a", "ont") if lang == "fr" else ("has", "have"))


_PERFECT = {
    "en": r"(?:\S+ ){1,5}?(?:has|have) (?:now |always |only |never )?([a-z]+)",
    "fr": r"(?:j[’']ai|(?:\S+ ){1,5}?(?:ai|a|avons|ont)) (?:été |bien |aussi )?([^\W\d_]+)",
}
"""The first verb of a sentence, if it stands in the perfect, with its participle (« a été compté » gives « compté »)."""


def is_perfect(text: str, lang: str) -> bool:
    """True if the main verb stands in the perfect: English may put it behind "since" and a day, French names the day."""
    found = re.match(_PERFECT[lang], text.casefold())
    if found is None:
        return False
    verb, known = found[1], grammar(lang)["participles"]
    if lang == "fr":
        bare = re.sub(r"(?<=[éiust])e?s?$", "", verb)
        return bare.endswith("é") or bare in known or verb in known
    return verb == "been" or verb.endswith(("ed", "en")) or verb in known


def is_future(text: str, lang: str) -> bool:
    """True if a French ``text`` tells what will be (« le stock sera compté »): its day follows « à partir du »."""
    return (
        lang == "fr"
        and re.match(r"(?:\S+ ){1,5}?(?:sera|seront|aura|auront|fera|feront)\b", text) is not None
    )


def is_infinitive(text: str, lang: str) -> bool:
    """True if a French ``text`` begins with an infinitive and its object (« compter le stock », not « cahier des colis »)."""
    parts = text.split(maxsplit=1)
    if lang != "fr" or len(parts) < 2:
        return False
    word, known = first_word(text), grammar(lang)
    verb = (word.endswith(("er", "ir")) and len(word) > 4) or word in known["infinitives"]
    return verb and word not in known["nouns"] and first_word(parts[1]) in known["objects"]


def is_nominal(text: str, lang: str) -> bool:
    """True if an English ``text`` is a noun with what belongs to it and no verb ("removal of the 41 offers")."""
    verb = re.search(r"\b(?:was|were|is|are|has|have|had|will|now)\b", text)
    return (
        lang == "en"
        and verb is None
        and not lacks_subject(text, lang)
        and first_word(text) in grammar(lang)["nouns"]
    )


def begins_with_number(text: str, lang: str) -> bool:
    """True if ``text`` begins with a count, in figures or in words."""
    return first_word(text).isdigit() or first_word(text) in grammar(lang)["numbers"]


def speaker(text: str, lang: str) -> str:
    """``"I"``, ``"we"`` or nothing: the person that speaks in ``text``."""
    found = re.search(r"\b(?:j[’']|je\b|i\b|nous\b|we\b)", text.casefold())
    if (
        found is None
        or (lang == "en" and found[0].startswith("j"))
        or (lang == "fr" and found[0] in ("i", "we"))
    ):
        return ""
    return "we" if found[0] in ("nous", "we") else "I"


def third_person(text: str, lang: str) -> bool:
    """True if a second verb in ``text`` stands in a form that "I" cannot take ("and notes ...", « et inscrit … »)."""
    after = re.findall(r"\bet ([^\W\d_]+)" if lang == "fr" else r"\band ([^\W\d_]+)", text.casefold())
    return any(
        verb in grammar(lang)["presents"] and not (lang == "fr" and verb.endswith("e")) for verb in after
    )


def owns(text: str, lang: str) -> bool:
    """True if ``text`` speaks of the seller's own business in the first person."""
    own = r"\b(?:notre|nos|mon|ma|mes|moi)\b" if lang == "fr" else r"\b(?:our|us|my|me)\b"
    return bool(speaker(text, lang)) or re.search(own, text.casefold()) is not None


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


def names_day(text: str, value: date, lang: str) -> bool:
    """True if ``text`` itself gives the day: in words, with or without its year, or in figures."""
    words = formats.day(value, lang)
    forms = (
        words,
        words.rpartition(" ")[0],
        value.isoformat(),
        value.strftime("%d/%m/%Y"),
        value.strftime("%d/%m"),
        *([f"{formats.months(lang)[value.month - 1]} {value.day}"] if lang == "en" else []),
    )
    plain = " ".join(text.split())
    return any(re.search(rf"(?<!\d){re.escape(form)}(?!\w)", plain) for form in forms)


_MONTH = "|".join(month for lang in ("fr", "en") for month in formats.months(lang))
_WEEKDAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = (
    rf"(?:(?:{_WEEKDAY}),?\s)?(?:\d{{1,2}}(?:er|st|nd|rd|th)?(?:\s(?:of\s)?(?:{_MONTH})|\s(?:au|et|to|and)\s(?:le\s)?\d{{1,2}}(?:er)?\s(?:{_MONTH}))"
    rf"|(?:{_MONTH})\s\d{{1,2}}\b|\d{{1,2}}[/.-]\d{{1,2}}\b|\d{{4}}-\d\d|⟨)"
)
_LEADING_DAY = re.compile(
    rf"(?:depuis|dès|le|au|du|à partir du|à compter du|entre|since|on|from|as of|by|between)\s(?:le\s|ce\s|the\s)?{_DAY}"
    rf"|(?:en|in|depuis|since|début|fin)\s(?:{_MONTH})\b",
    re.I,
)


def begins_with_day(text: str) -> bool:
    """True if ``text`` itself begins by saying when: no other day is then put before it."""
    return _LEADING_DAY.match(text) is not None


def begins_with_other_day(text: str, value: date, lang: str) -> bool:
    """True if ``text`` begins by naming a day that cannot be ``value``: another number, or another month."""
    found = _LEADING_DAY.match(text)
    if found is None or names_day(text, value, lang):
        return False
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", found[0])]
    named = re.findall(rf"(?:{_MONTH})\b", text[: found.end() + 12].casefold())
    if not numbers:
        return False
    if value.day not in numbers:
        return True
    names = [formats.months("fr")[value.month - 1], formats.months("en")[value.month - 1].casefold()]
    return bool(named) and not set(named) & set(names)


def names_person(text: str, who: str) -> bool:
    """True if ``text`` names the person ``who`` (its name before the comma, or the first name)."""
    name = who.partition(",")[0].strip()
    first = name.split()[0] if name else ""
    return bool(name) and (
        name.casefold() in text.casefold()
        or (first[:1].isupper() and len(first) > 2 and bool(re.search(rf"\b{re.escape(first)}\b", text)))
    )


def period(start: date | None, end: date | None, days: int | None, lang: str) -> str:
    """A window: « du 18 au 25 septembre 2012 », "from 18 to 25 September 2012", or « sur 30 jours »."""
    if start is None or end is None:
        if days is None:
            return ""
        return f"sur {days} jours" if lang == "fr" else f"over {days} days"
    first, last = formats.day(start, lang), formats.day(end, lang)
    if start.year == end.year:
        first = first.rpartition(" ")[0]
        if start.month == end.month:
            first = first.partition(" ")[0]
    return f"du {first} au {last}" if lang == "fr" else f"from {first} to {last}"


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
