"""Left-over template parts and personal data: what can be told by its shape alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from appeal_tool.lint.checks.acquittals import is_exhibit, names_staff
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.normal import plain, without_accents


@dataclass(frozen=True, slots=True)
class Shape:
    """A passage, by its begin and end in the text that was searched."""

    begin: int
    end: int
    kind: str
    sure: bool = True


_HTML = r"(?:b|i|u|p|a|br|hr|em|strong|div|span|table|tr|td|th|ul|ol|li|h[1-6]|img|code|pre|sub|sup|small|font|center)"
_PLACEHOLDER = Lazy(
    r"\[(?!\d{1,3}\]|[xX ]?\]|sic\]|\.\.\.\]|…\])[^\[\]\n]{1,80}\](?!\()"
    rf"|<(?!/|!|{_HTML}\b|https?:|mailto:)(?![^<>]*@)[^\W\d_][^<>\n]{{0,60}}>"
    r"|\{\{[^{}\n]{0,60}\}\}|\$?\{[^{}\n]{1,40}\}|⟨[^⟨⟩\n]{1,200}⟩|\$[A-Z_]{3,}\b|%[A-Z_]{3,}%|«\s*\.{2,}\s*»"
    r"|_{3,}|(?<![\w.])\.{5,}|…{2,}|(?<![\w/])[xX]{2,}(?:[ /.-][xX]{2,})*(?![\w-])|(?<![\w#])#{3,}(?=[\s%]\S)(?!\s+[A-Z].{0,60}$)"
    r"|(?<!\S)\?{2,}(?=\s*(?:%|/|€|\$|£|[a-z]))|\.\.\s?%"
    r"|(?<!\w)(?:TODO|TBC|TBD|TBA|FIXME|XXX)(?!\w)|(?<!\w)(?:JJ|DD|MM)[/.-](?:MM|DD|JJ)(?:[/.-](?:AAAA|YYYY|AA|YY))?(?!\w)"
    r"|(?<!\w)(?:lorem ipsum|Lorem ipsum|LOREM IPSUM)\b"
    r"|(?<!\w)(?:NOM|PRENOM|PRÉNOM|NAME|FIRSTNAME|DATE|VILLE|CITY|ROLE|FONCTION|PRODUIT|PRODUCT|FOURNISSEUR|SUPPLIER|MARQUE|BRAND)(?!\w)"
)
_FILLER = Lazy(
    r"\b(?:insert|inserer|date|name|nom|prenom|noms|names|num[ée]ro|number|nombre|montant|amount|produits?|products?|ville|city|cause|your|votre|vos"
    r"|completer|complete|tb[acd]|fill|describe|decri\w+|precis\w+|choose|choisir|company|societe|entreprise|supplier|fournisseur|role|person(?:ne)?"
    r"|who|qui|quand|when|month|mois|year|annee|chiffres?|figures?|taux|rate|pays|country|personnaliser|adapt\w*|texte?|here|ici|nb|nbr|qte|qty"
    r"|responsable|owner|type|marque|brand|raison|reason|delai|frequence|frequency|explain|expliqu\w+|mettre|put|add|ajouter|remplacer|replace|link|lien"
    r"|gift|cadeau|action|mesure|measure|preuve|proof|exemple|example|optional|facultatif|x|n|todo|confirm\w*|valider|verifier|check|ask|demander)\b"
    r"|\.\.\.|…|x{2,}|^[\s.?*/-]*$"
)
_CAPITAL_WORD = Lazy(r"(?:[A-ZÀ-Þ]{2,}[ ,.;:'’/!?-]*){4}")
_TO_FILL_IN_BRACKETS = Lazy(
    r"\(\s*(?:a (?:completer|renseigner|preciser|remplir|confirmer|definir|valider|personnaliser|rediger)|to (?:be )?(?:completed?|filled in|fill in"
    r"|confirm(?:ed)?|add(?:ed)?|do|come)|tb[cda]|insert\w*|inserer|indiquer|decrire|describe|mettre|put|add|ajouter|name|nom|date)\b[^()]{0,80}\)"
    r"|\([^()]{0,40}\b(?:a completer|a renseigner|to fill in|to complete)\b[^()]{0,40}\)"
    r"|\((?:please )?(?:explain|describe|expliquer|expliquez|decrire|decrivez|lister|preciser|precisez|indiquer|indiquez"
    # "(list the products)" asks; "(list attached)", "(list of the refunds, exhibit 3)" show.
    r"|list(?= (?:the|your|all|any|each|every|which|what|here|\d|specific|names|products|items|actions|steps|measures|causes|orders|asins)\b))\b[^()]{0,80}\)",
    needs="(",
)
_TO_FILL_AFTER_COLON = Lazy(
    r": *(?:a (?:completer|renseigner|preciser|remplir|definir)|to be (?:completed|filled in|added)|tb[cda])(?= *(?:[.;,]|$))",
    needs=":",
)
_TO_FILL = Lazy(
    r"^(?:[-*\d.) ]*)(?:inserer|insert|ajouter|add) (?:ici|here|the|le|la|les|your|votre)\b"
    r"|\b(?:insert|inserer|ajouter|coller|paste) (?:[\w' ]{1,40} )?(?:here|ici)\b"
    r"|\b(?:explain|expliquer|expliquez|describe|decrire|decrivez) (?:here|ici)\b|\b(?:here|ici),? (?:explain|expliquer|describe|decrire)\b"
    r"|\b00/00\b|\b20__|%% |\b(?:companyname|supplier name|name surname|prenom nom|first ?name last ?name|nom prenom|rayer la mention|rayer les mentions"
    r"|remplacer par vo\w+|replace (?:with|by) your|supprimer cette ligne|delete this line|a definir)\b"
    r"|\b(?:your (?:company|name|shop) here|votre (?:nom|societe|boutique) ici|nom de (?:la|votre) (?:societe|boutique) ici)\b",
    needs="inser|ajouter |add |coller |paste |explai|expliqu|descri|decri| ici|shop here|company|name|prenom|00/00|20__|%% "
    "|rayer|remplacer par|replace |supprimer|delete this|definir",
)

_EMAIL = Lazy(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = Lazy(
    r"(?<![\w-])(?:\+|00)\d{1,3}[ .-]?(?:\(0\))?(?:[ .-]?\d){8,11}(?![\w-])|(?<![\d-])0[1-9](?:[ .-]?\d\d){4}(?![\d-])"
    r"|(?<![\d-])0\d{3,4}[ -]\d{3}[ -]?\d{3,4}(?![\d-])|(?<![\d-])\(?\d{3}\)?[ -]\d{3}-\d{4}(?![\d-])"
)
_ADDRESSES = (
    Lazy(
        r"\d(?<!\w\d)(?:\d{0,3} ?(?:bis|ter|[a-d])?,? (?:rue|avenue|av\.|boulevard|bd|chemin|place|impasse|allee|quai|route|ruelle|passage|cours|square|villa|hameau)"
        r" (?:d[eu]s? |de la |de l'|d'|l')?[\w'-]{2,}"
        r"|\d{0,3}[a-d]? (?:[\w'-]{2,20} ){1,3}(?:street|road|lane|avenue|close|drive|court|crescent|terrace|gardens|hill|square|row|mews|grove|way"
        r"|st\.?|rd\.?|ave\.?)(?!\w))"
    ),
    Lazy(
        r"\b[a-z][\w-]{2,20}(?:strasse|str\.|gasse|weg|platz) \d{1,4}",
        needs="strasse |str. |gasse |weg |platz ",
    ),
)
_PERSON = Lazy(
    r"\b(?:Mr|Mrs|Ms|Miss|M\.|Mme|Mlle|MM\.|Monsieur|Madame|Mademoiselle|Herr|Frau|[Ss]ignora?|Se[nñ]ora?|[Ll]ady|[Dd]ame|[Cc]ertaine?|[Nn]amed|[Aa]ppel[ée]e?|[Nn]omm[ée]e?"
    r"|[Bb]uyer|[Cc]ustomer|[Cc]lient|[Cc]liente|[Aa]cheteur|[Aa]cheteuse)\.? (?:[A-ZÉÈ]\. ?)?[A-ZÉÈÎÔ][\w'’-]+(?: [A-ZÉÈÎÔ][\w'’-]+){0,3}",
    needs="Mr|Ms|Miss|M.|Mme|Mlle|MM|Monsieur|Madame|Mademoiselle|Herr|Frau|ignor|Se|ady|ame|ertain|amed|ppel|omm|uyer|ustomer|lient|cheteu",
)
_OWN = Lazy(
    r"\b(?:our|nos?|notre|my|mon|ma|we are at|depot|warehouse|entrepot|atelier|workshop|office|bureau|siege|headquarters|supplier|fournisseur|grossiste"
    r"|wholesaler|contact(?:er|ez)? (?:us|me|nous|moi)|joindre a|reach (?:us|me)|laboratoire|factory|usine|regards|cordialement)\b"
)


# Most sentences have nothing of all this, and cheap searches say so: a pattern that begins with a plain character,
# or with a class of them, is looked for many times faster than one that first asks where a word begins.
_FRAME = re.compile(r"[\[<{⟨_#…$«%](?!(?<=%)[^A-Z_])")
_CAPITALS = re.compile("[A-Z][A-Z]+")
_BLANK_CAPITALS = frozenset(
    """TODO TBC TBD TBA FIXME XXX JJ DD MM LOREM NOM PRENOM NAME FIRSTNAME DATE VILLE CITY ROLE FONCTION PRODUIT PRODUCT
    FOURNISSEUR SUPPLIER MARQUE BRAND""".split()  # noqa: SIM905
)
_DOUBLED = ("..", "??", "%%", "xx", "xX", "Xx", "XX", "orem")
_DIGIT = re.compile(r"\d")
_INNER_CAPITAL = re.compile(" [A-ZÉÈÎÔ]")
_FULL_NAME = re.compile(r"[A-ZÉÈÎÔ][a-zà-ÿ-]+ (?:[A-ZÉ]\. )?[A-ZÉÈÎÔ][a-zà-ÿ-]+")
_MANY_DIGITS = re.compile(r"\d(?:[ .()-]{0,3}\d){8}")
_AROUND = 60
"""Characters beside a name in which a function of the named person is looked for."""


_BUYER = Lazy(
    r"\b(?:buyers?|customers?|clients?|cliente?s?|acheteu\w+|mr|mrs|ms|miss|mme|mlle|m\.|monsieur|madame|mademoiselle|lady|dame|parcel|colis|refund\w*"
    r"|rembours\w+|deliver\w*|livr\w+|order|commande|living|lives?|habite|reside)(?!\w)"
)


_GAP = re.compile(r"⟨[^⟨⟩]*⟩")


def has_gap(text: str) -> bool:
    """Whether ``text`` holds a visible gap of a draft, as plans mark what is missing: ``⟨to complete: …⟩``."""
    return "⟨" in text and _GAP.search(text) is not None


def is_gap(text: str) -> bool:
    """Whether ``text`` is nothing but gaps."""
    return has_gap(text) and not any(character.isalnum() for character in _GAP.sub("", text))


def placeholders(text: str) -> list[Shape]:
    """Parts of a template left in ``text``."""
    if not _may_hold_blanks(text):
        return []
    found = []
    for match in _PLACEHOLDER.finditer(text):
        inside = without_accents(match[0][1:-1]).lower()
        if match[0][0] == "[" and is_exhibit(_folded(match[0][1:-1])):
            continue
        framed = match[0][0] in "[<{" and not match[0].startswith("{{")
        found.append(
            Shape(match.start(), match.end(), "placeholder", not framed or _FILLER.search(inside) is not None)
        )
    if _CAPITAL_WORD.search(text):
        # In a text that shouts, a word in capitals is a word.
        found = [
            s
            for s in found
            if not text[s.begin : s.end].isalpha() or text[s.begin : s.end] in ("TODO", "TBC", "TBD", "XXX")
        ]
    return found


def _may_hold_blanks(text: str) -> bool:
    if _FRAME.search(text) or not _BLANK_CAPITALS.isdisjoint(_CAPITALS.findall(text)):
        return True
    for mark in _DOUBLED:  # noqa: SIM110 - a generator would cost more than the look-ups
        if mark in text:
            return True
    return False


def to_fill(folded: str) -> list[Shape]:
    """Passages of ``folded`` (lower case, no accents) that ask the writer to fill something in."""
    return [
        Shape(m.start(), m.end(), "to-fill")
        for pattern in (_TO_FILL_IN_BRACKETS, _TO_FILL_AFTER_COLON, _TO_FILL)
        for m in pattern.finditer(folded)
    ]


def personal_data(text: str, folded: str) -> list[Shape]:
    """E-mail and telephone in ``text``, and names of buyers; sure unless it may be the seller's own."""
    found: list[Shape] = []
    if _INNER_CAPITAL.search(text):
        found += [
            Shape(m.start(), m.end(), "person", False)
            for m in _PERSON.finditer(text)
            if not names_staff(
                _around(text, m.start() - _AROUND, m.start()), _around(text, m.end(), m.end() + _AROUND)
            )
        ]
        if _FULL_NAME.search(text):
            found += [
                Shape(m.start("name"), m.end("name"), "buyer")
                for pattern in _COMPLAINANT
                for m in pattern.finditer(text)
            ]
    if "@" in text:
        found += [
            Shape(m.start(), m.end(), "e-mail")
            for m in _EMAIL.finditer(text)
            if "amazon." not in m[0].split("@")[1] or "marketplace" in m[0]
        ]
    if _MANY_DIGITS.search(text):
        found += [Shape(m.start(), m.end(), "phone") for m in _PHONE.finditer(text)]
    return _unless_own(found, folded)


def _folded(text: str) -> str:
    return without_accents(plain(normalize("NFC", text))).lower()


def _around(text: str, begin: int, end: int) -> str:
    return _folded(text[max(0, begin) : end])


def addresses(folded: str) -> list[Shape]:
    """Postal addresses in ``folded``; sure unless it may be the seller's own."""
    if _DIGIT.search(folded) is None:
        return []
    places = [match.span() for pattern in _ADDRESSES for match in pattern.finditer(folded)]
    of_buyer = bool(places) and _BUYER.search(folded) is not None
    return _unless_own([Shape(start, end, "address", of_buyer) for start, end in places], folded)


_SOMEONE = Lazy(
    r"\b(?:buyers?|customers?|clients?|cliente?s?|acheteu\w+|mr|mrs|ms|miss|mme|mlle|monsieur|madame|mademoiselle|lady|ladies|dames?|herr|frau)\b"
)


_NAMED = (
    r"(?!Amazon|Seller|Royal|La |Le |Les |The |Our |Notre |Mondial|Colis|Chrono|Page|Point)"
    r"(?P<name>[A-ZÉÈÎÔ][a-zà-ÿ-]+ (?:[A-ZÉ]\. )?[A-ZÉÈÎÔ][a-zà-ÿ-]+(?:['’][A-Z][a-zà-ÿ]+)?)"
)
_COMPLAINANT = (
    # "refunded the guy (Ann Other, ...)"
    Lazy(
        r"\b(?:guy|chap|bloke|fellow|lad|lady|man|woman|girl|gentleman|person|buyer|customer|cliente?|acheteu(?:r|se)|monsieur|dame|homme|femme|type)"
        rf" ?[(:–—-] ?{_NAMED}",
        needs="guy|chap|bloke|fellow|lad|man|girl|person|buyer|customer|client|acheteu|monsieur|dame|homme|femme|type",
    ),
    # "the claim is Ann Other's", "la plainte est celle d'Anne Autre"
    Lazy(
        r"\b(?:complaint|claim|review|return|refund|feedback|complained|[Pp]lainte|[Rr]éclamation|[ÉéEe]valuation|[Aa]vis|[Rr]etour)"
        r" (?:is|was|came|comes|belongs|est|était|vient|venait|émane|émanait|provient)(?: from| to| that of| signed| by| celle| celui| signée?| par)?"
        rf"(?: de | d['’]| ){_NAMED}",
        needs="compla|laim|review|return|refund|feedback|lainte|clamation|valuation|vis |etour ",
    ),
    # "Ann Other, who placed the order"
    Lazy(
        rf"\b{_NAMED}(?:['’]s)?,? (?:who (?:placed|complained|returned|had ordered)|qui (?:s['’]est plainte?|avait commandé|a commandé|a passé commande|a renvoyé))\b",
        needs="who |qui ",
    ),
    # "the buyer Ann Other", « l'acheteur Jean Autre »
    Lazy(rf"\b(?:buyer|customer|cliente?|acheteu(?:r|se)) {_NAMED}", needs="buyer|customer|client|acheteu"),
    # "we refunded Ann Other", "Ann Other opened a claim"
    Lazy(
        rf"\b(?:[Rr]efunded|[Rr]eimbursed|compensated|[Rr]emboursée?|[Ii]ndemnisée?|[Dd]édommagée?) {_NAMED}",
        needs="efunded|eimbursed|compensated|embours|ndemnis|dommag",
    ),
    Lazy(
        rf"\b(?<!marque )(?<!société )(?<!brand )(?<!company ){_NAMED} (?:has |had |avait |a )?(?:opened|filed|lodged|left|made|ouvert|déposé|laissé|fait|posté|posted) (?:an? |une? |his |her |sa |son )(?:\w+ )?(?:claim|review|chargeback|réclamation|avis|évaluation|commentaire|litige)",
        needs="claim|review|chargeback|clamation|avis|valuation|commentaire|litige",
    ),
)
"""What makes a name, given without a title, the name of a buyer."""


def speaks_of_a_buyer(folded: str) -> bool:
    """Whether a buyer, or someone with a title, is spoken of."""
    return _SOMEONE.search(folded) is not None


def _unless_own(found: list[Shape], folded: str) -> list[Shape]:
    """``found``, no longer sure where the sentence speaks of the seller's own place or people."""
    if found and _OWN.search(folded) is not None:
        return [Shape(shape.begin, shape.end, shape.kind, False) for shape in found]
    return found
