"""What kind of phrase a seller's words are: a sentence, a measure without its subject, a noun, a perfect ...

Word lists of ``plan_templates/LANG/grammar.json`` and rough rules; they decide
how words stand beside each other, never which words.
"""

from __future__ import annotations

import json
import re
from functools import cache

from appeal_tool.guide.causes import load_causes
from appeal_tool.guide.location import data_folder

_ARTICLES = frozenset(["a", "an", "the", "every", "each"])


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
