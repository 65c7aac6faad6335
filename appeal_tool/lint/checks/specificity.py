"""How concrete a sentence is: which of owner, time, frequency, quantity, tool or document and act stand in it.

A small grammar of both languages over the folded words. It claims nothing about
truth, only whether a reader is told who, when, how often, how much and with what.
"""

from __future__ import annotations

from functools import lru_cache

from appeal_tool.lint.lazy import Lazy

KINDS = ("owner", "time", "frequency", "quantity", "means", "act")

_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avril|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?"
    r"|dec(?:embre)?|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|dec)"
)
_DAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?"
    r"|saturdays?|sundays?)"
)
_TIME = Lazy(
    rf"\b\d{{1,2}}(?:er|st|nd|rd|th)? ?(?:of )?{_MONTH}\b|\b{_MONTH} \d{{1,2}}\b|\b{_MONTH} (?:19|20)\d\d\b"
    r"|\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b|\b(?:19|20)\d\d-\d\d-\d\d\b"
    r"|\b(?:le|on the|since the|depuis le|of the|du|au) \d{1,2}(?:er|st|nd|rd|th)?\b"
    r"|\b\d{1,2} ?(?:h|heures?|am|pm|o'clock)\b(?: ?\d\d)?|\b\d{1,2}[:h]\d\d\b"
    rf"|\b(?:since|depuis|from|des|before|avant|by|until) (?:last |le |la )?(?:{_DAY}|{_MONTH}|noon|midi|yesterday|hier)\b"
)
_FREQUENCY = Lazy(
    rf"\b(?:chaque|tous les|toutes les|each|every|twice a|once a|(?:\d+|une|deux|trois|three|four) (?:fois par|times (?:a|per))) ?"
    rf"(?:\d+ )?(?:jours?|soirs?|matins?|semaines?|mois|heures?|minutes?|min|{_DAY}|days?|mornings?|evenings?|nights?|weeks?|months?"
    r"|hours?|h|colis|commandes?|cartons?|orders?|parcels?|lots?|batch(?:es)?|pieces?|articles?|items?|box(?:es)?)\b"
    rf"|\b(?:quotidien|hebdomadaire|mensuel|daily|weekly|monthly|hourly)[a-z]*\b|\b(?:le|les|on) {_DAY}\b|\bpar (?:jour|semaine|heure)\b"
    r"|\b(?:a|per) (?:day|week|hour)\b|\b(?:un|une|one|\d+) (?:\w+ )?(?:sur|in) (?:\d+|cinq|dix|vingt|five|ten|twenty)\b"
)
_NUMBER_WORD = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|soixante|cent|mille"
    r"|two|three|four|five|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand)"
)
_QUANTITY = Lazy(rf"\b\d[\d ,.]*(?: ?%|\b)|\b{_NUMBER_WORD}(?:[ -]{_NUMBER_WORD})*\b")
_MEANS = Lazy(
    r"\b(?:scan(?:s|ne|nent|ned|ner|ners|ning)?|douchettes?|lecteurs?|balances?|pes(?:e|ee|ees|er|ent)|scales?|weigh(?:s|ed|ing)?|tableur|excel|spreadsheets?"
    r"|logiciel|software|connecteur|connector|etiquettes?|labels?|check-?lists?|feuilles?|sheets?|cahiers?|registres?|log(?:book|s)?"
    r"|journal|photos?|photograph\w*|factures?|invoices?|annexes?|annex(?:es)?|exhibits?|attached|enclosed|joint(?:e|s|es)?|captures?|screenshots?"
    r"|rapports?|reports?|certificats?|certificates?|attestations?|codes?|barcodes?|ean|asin|sku|minuteur|timers?|alarme?|alerte?s?"
    r"|bacs?|bins?|etageres?|shel(?:f|ves)|modeles?|templates?|imprimante|printer|classeur|folder|tableau|board|bordereaux?|slips?"
    r"|paraphe\w*|initials?|initialled|signe\w*|signed|export|fichiers?|files?|boxe?s?|cartons?|carton|tracking|suivi numerote|api|plugin|synchro\w*|sync)\b"
)
_ACT = Lazy(
    r"\b(?:compt(?:e|ent|ee?s?|er|age)|count(?:s|ed|ing)?|ouvr(?:e|ent|ir)|ouverte?s?|opens?|opened|ferm(?:e|ent|ee?s?|er)|clos(?:e|es|ed|ing)"
    r"|rembours\w+|refund\w*|retir(?:e|ent|ee?s?|er)|remov\w+|withdr\w+|supprim\w+|delet\w+|remplac\w+|replac\w+|compar\w+"
    r"|coll(?:e|ent|ee?s?)|stick\w*|imprim\w+|print\w*|lit|lisent|reads?|repond(?:s|ent|re)?|answers?|answered|detruit\w*|destroy\w+"
    r"|envoy\w+|sent|sends?|shipp?\w*|expedi\w+|mesur(?:e|ent|er)|measur\w+|test\w*|verifi\w+|checks?|checked|pointe\w*|ticks?|paus\w+"
    r"|achet\w+|bought|buys?|ordered|install\w+|bloqu\w+|block\w*|pass(?:e|ent|ee?s?) (?:a|de|en)|set(?:s)? (?:to|at)|mov(?:es?|ed)|sort(?:s|ed)?|trie\w*)\b"
)
_ROLE = Lazy(
    r"\b(?:magasinier|preparat(?:eur|rice)s?|comptable|gerant\w*|associee?|ma femme|mon mari|ma soeur|mon frere|mon fils|ma fille|ma mere|mon cousin"
    r"|chef d'atelier|responsable logistique|apprenti\w*|warehouse manager|packers?|accountant|my (?:wife|husband|sister|brother|son|daughter"
    r"|mother|father|cousin|partner)|the owner|foreman|shift lead\w*|moi-meme|myself|i myself|je (?!vous|suis|ne|n')[a-z]+|j'ai [a-z]+(?:e|i|u|is|it)\b"
    r"|i (?:count|open|check|read|weigh|sign|scan|print|answer|compare|closed|refunded|bought|moved|set|removed|deleted|took)\w*)\b"
)
_NAME = Lazy(r"(?<![.!?:]\s)(?<!^)\b[A-ZÉÈÀÇÎÔ][a-zà-ÿ'’-]{1,20}\b")
_NOT_NAMES = frozenset(
    [
        "amazon",
        "ebay",
        "asin",
        "ean",
        "ce",
        "ups",
        "dhl",
        "colissimo",
        "chronopost",
        "mondial",
        "relay",
        "fedex",
        "royal",
        "mail",
        "hermes",
        "evri",
        "gls",
        "dpd",
        "seller",
        "central",
        "fba",
        "fbm",
        "plan",
        "action",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "noel",
        "christmas",
        "easter",
        "paques",
        "france",
        "england",
        "germany",
        "paypal",
        "i",
        "we",
        "our",
        "the",
        "nous",
        "je",
        "il",
        "elle",
        "garantie",
        "guarantee",
        "team",
        "buyer",
        "shipping",
        "performance",
        "account",
        "health",
        "english",
        "french",
        "chinese",
        "excel",
        "google",
        "whatsapp",
        "facebook",
        "internet",
        "europe",
        "sir",
        "madam",
        "dear",
    ]
)


@lru_cache(maxsize=4096)
def kinds(folded: str, original: str = "") -> frozenset[str]:
    """Which of ``KINDS`` stand in a sentence.

    ``folded`` is lower case without accents; ``original`` gives the capitals of names.
    """
    found = set()
    if _TIME.search(folded):
        found.add("time")
    if _FREQUENCY.search(folded):
        found.add("frequency")
    rest = _TIME.sub(" ", folded)
    if _QUANTITY.search(rest):
        found.add("quantity")
    if _MEANS.search(folded):
        found.add("means")
    if _ACT.search(folded):
        found.add("act")
    if _ROLE.search(folded) or _named(original):
        found.add("owner")
    return frozenset(found)


def _named(original: str) -> bool:
    letters = [c for c in original if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) > len(letters) / 2:
        return False
    return any(name[0].lower() not in _NOT_NAMES for name in _NAME.finditer(original))


def missing(found: frozenset[str]) -> list[str]:
    """What a reader would still ask, most wanted first (of owner, time, act)."""
    return [kind for kind in ("act", "owner", "time", "frequency", "means") if kind not in found]
