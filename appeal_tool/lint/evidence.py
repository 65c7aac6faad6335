"""What makes a measure checkable: who is in charge, since which day, and what proves it. French and English.

Each function looks at one sentence: ``text`` as written, ``folded`` as
``text.Sentence.folded``. They are generous: a strict reader would rather see a
name that is none than miss one, because a finding says that there is nothing.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:vier|uary|v)?|fev(?:rier|r)?|feb(?:ruary)?|mar(?:s|ch)|avr(?:il)?|apr(?:il)?|mai|may|juin|june?|juil(?:let)?|july?"
    r"|aout|aug(?:ust)?|sept?(?:embre|ember)?|oct(?:obre|ober)?|nov(?:embre|ember)?|dec(?:embre|ember)?)"
)
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|twenty-\w+|thirtieth|thirty-first"
    r"|premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente)"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:er|st|nd|rd|th)?(?: of)?(?: et (?:le )?\d{{1,2}}| and \d{{1,2}}(?:st|nd|rd|th)?|-\d{{1,2}})? ?{_MONTH}\b"
    rf"|\b{_MONTH}\.?,? (?:the )?\d{{1,2}}(?!\d)"
    rf"|\b{_ORDINAL}(?: of)? {_MONTH}\b"
    r"|\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b(?! ?%)|\b\d{4}-\d\d-\d\d\b"
    rf"|\b(?:since|in|from|early|late|mid|until|en|depuis|debut|fin|mi|de|courant|au mois de)[ -](?:the )?(?:(?:beginning|end|start|middle|debut|fin) (?:of|de) )?(?:early |late |mid-)?{_MONTH}\b(?! be\b)"
    r"|\b(?:same|next|following|that) (?:day|evening|morning|afternoon|week|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bday (?:after|before)\b"
    r"|\b(?:le jour meme|meme jour|le lendemain|la veille|surlendemain|le meme soir|soir meme|cette date|ce jour-la)\b"
    r"|\b(?:since|from|on|depuis|des)(?: le| the)? (?:that (?:day|date|week)|then|lors|\d{1,2}(?:th|st|nd|rd|er)?\b(?! ?(?:h|%|orders|commandes|min|jours|days|am|pm|:|o'clock|hours|heures|weeks|semaines|months|mois)))"
    r"|\b(?:since|depuis|on|from) (?:last |la |le |this |the )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week \d|semaine \d|spring|summer|autumn|winter|printemps|ete|automne|hiver|easter|christmas|paques|noel|rentree)\b"
    r"|\b(?:yesterday|hier|avant-hier|last (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week)|la semaine derniere)\b"
    r"|\b(?:days|weeks|jours|semaines) (?:ago|later|after|apres|plus tard)\b|\bil y a \S+ (?:jours?|semaines?|mois)\b"
    r"|\bfor (?:the (?:last|past) )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:days|weeks|months)\b|\bdepuis (?:\d+|deux|trois|quatre|cinq|six|sept|huit|dix|quinze) (?:jours|semaines|mois)\b"
)

_PERSON = (
    r"(?:manager|owner|director|supervisor|(?:team |shift |warehouse |shop )?lead(?:er)?|head of|foreman|clerk|buyer for us|purchaser|assistant|apprentice|intern"
    r"|technician|accountant|bookkeeper|secretary|colleague|employee|storekeeper|stockman|partner|founder|co-?founder|chief|coordinator|packer|picker"
    r"|wife|husband|sister|brother|son|daughter|mother|father|cousin|nephew|niece|uncle|aunt|friend"
    r"|gerante?|dirigeante?|directeur|directrice|responsable|chef(?:fe)?|cheffe?|associee?|salariee?|employee?|magasinier|magasiniere|preparateur|preparatrice|logisticien(?:ne)?"
    r"|comptable|assistante?|apprentie?|stagiaire|alternante?|technicien(?:ne)?|collegue|vendeur en|vendeuse|secretaire|adjointe?|acheteuse? (?:de la|du|interne)"
    r"|femme|mari|epouse|epoux|soeur|frere|fils|fille|mere|pere|cousine?|neveu|niece|oncle|tante|compagne|compagnon|titulaire|patronne?)"
)
_OWNER = re.compile(
    r"\bi(?:'m|'ve|'d|'ll)?\b(?=[ ,])|\b(?:by|to|with|from) me\b|\bmyself\b|\bmy (?:signature|password|approval|initials|login|desk|hand)\b"
    rf"|, {_PERSON}\b"
    r"|(?:^|[ (,;:\"-])j'|\bje\b|\bmoi(?:-meme)?\b|\bma (?:signature|main|validation)\b|\bmon (?:accord|mot de passe|visa)\b"
    rf"|\b(?:my|our|his|her|ma|mon|notre|sa|son|the|le|la|l'|un|une|a|an|one)[ ']?(?:\w+ ){{0,2}}{_PERSON}s?\b"
    rf"|\b(?:by|par|to|a) (?:our |the |my |notre |le |la |l'|mon |ma )?{_PERSON}\b"
    r"|\b(?:mr|mrs|ms|miss|mme|mlle|monsieur|madame)\.? [a-z]|\b(?:in charge|responsible|responsable|chargee?) (?:is|est|:|de|of|for)"
)
_HE_SHE = re.compile(
    r"(?:^|[ ,;(])(?:he|she|il|elle|celle-ci|celui-ci|her|his|him)\b(?! (?:y a|faut|est|s'agit|a fallu|suffi|restait|reste|manquait|fallait))"
)
_NOT_NAMES = frozenset(
    """amazon seller central fba fbm sku skus asin asins asin's dhl ups dpd gls usps fedex chronopost colissimo mondial relay royal mail la poste
    buy shipping tracked large letter hermes evri parcelforce boxtal sendcloud shopify ebay paypal excel google sheets drive whatsapp
    january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
    annex annexe exhibit piece photo file document appendix capture christmas noel easter germany france italy spain europe uk usa eu paris london
    french english german italian spanish i we our the a an it this that he she they all every each since from on at in by for nothing nobody nul no
    nous notre nos le les un une des ce cet cette ces il elle ils elles on tout tous toute toutes chaque depuis aucun aucune rien plus
    prime manage orders order health account review messages messaging request inventory amazon.fr amazon.co.uk amazon.com ok pdf csv qr ean upc gtin erp wms crm oms
    customer customers buyers stock sop vat ce safety kg step day action root cause corrective preventive""".split()  # noqa: SIM905
)
_NAME = re.compile(
    r"(?<![\w'’-])([A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ]?[a-zà-ÿ]+)?(?: [A-ZÀ-Þ][a-zà-ÿ]+)?)(?![\w’']|-[a-z])((?:, [^,.;:]{2,60},)? ?)([a-zà-ÿ'’]{1,16})?"
)
_BY_NAME = re.compile(
    r"\b(?:by|par|to|with|avec|à|and|et|from|under|chez|pour|for|of|de|through|after) $|[(;] ?$|: $|^$"
)
_NO_VERB = frozenset(
    """of in for at to and or on from by with the an is are was were be been de du des la le les et ou en dans pour sur au aux
    par que est sont etait si je nous il elle on we i you they it than then as not no so but if when because while comme mais ne""".split()  # noqa: SIM905
)
_PROOF = re.compile(
    r"\b(?:annex(?:e|es|ed)?|appendix|exhibits?|enclos(?:ed?|ing|ures?)|attach(?:ed|ing|ments?)?|screenshots?|screen ?shots?|screen (?:copy|print)|photos?|photograph(?:s|ed)?|pictures?|scans? (?:of|are|is)"
    r"|files? \d|files? (?:is|are)|document \d+|documents? (?:is|are|join)|(?:sheet|list|log|doc|paper|page|item|proof|record|report|copy|print|table) (?:no\.? |n° ?)?(?:\d+|[a-h])\b|cop(?:y|ies)\b(?! of (?:our|the) listing)|print-?outs?|receipts?|invoices? (?:is|are|from|of)|certificates?"
    r"|registers?|log(?:s|book)?\b|logged|journals?|records? (?:show|of|is|are|hold|keep)|recorded|spreadsheets? (?:show|hold|list)|(?:count|check|log|gate|test|stock|tally|signed|sign-off)[ -]sheets?|sheets? (?:is|are|show|hold)|export(?:s|ed)?|report (?:shows?|of)|statements?|confirmations?|dossiers?|binder|ledger"
    r"|signed|initial(?:l?ed|s)|evidence|proofs?|proves?|shows? that|showed|as shown|slips?|weigh slip"
    r"|pieces?(?= (?:jointes?|n|\d|[a-h]\b))|ci-joint\w*|joint(?:e|es|s)?\b|joignons|je joins|captures?|releves?|registres?|consigne(?:e|s|es)?|carnets?|cahiers?|classeurs?|tableaux?|fiches? (?:\d|signees?|de controle|remplie)|bons? (?:de|d')|bordereaux?|recus?\b|factures? (?:jointe|n|de|du)|attestations?|certificats?"
    r"|copies?|listes? \d|liste jointe|feuilles?|feuillets?|extractions?|export|exportee?|rapports? (?:du|de|joint|\d)|preuves?|justificatifs?|proces-verb\w*|pv\b|signee?s?|emargee?s?|paraphe\w*|photographi\w*|impressions?|recapitulatifs?|etats? (?:de|du|joint)|historiques?|avoirs?|compte[ -]rendus?|suivi joint|justifi\w+)\b"
)
_NUMBER_WORD = (
    r"(?:\d[\d ,.]*|zero|none|not one|no|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|hundred"
    r"|aucune?|zero|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent)"
)
_RESULT = re.compile(
    rf"\b{_NUMBER_WORD}(?: \w+){{0,3}} (?:of|out of|sur|parmi|from)(?: \w+){{0,2}} {_NUMBER_WORD}\b|\b\d+ ?/ ?\d+\b(?! ?/)"
    r"|\d ?%|\bper cent\b|\bpercent\b|\bpour cent\b|\bso far\b|\bto date\b|\ba ce jour\b|\bjusqu'ici\b|\bjusqu'a present\b|\bdepuis lors\b"
    rf"|\b(?:found|trouve|counted|compte|passed|failed|caught|refused|refuse|arrete\w*|ecarte\w*|corrige\w*|rejected|held|holds|matched|removed|deleted|supprime\w*|closed|ferme\w*|refunded|rembourse\w*|verified|verifie\w*|controle\w*|checked|moved|tested|teste\w*|returned|answered|repondu|traite\w*|shipped|expedie\w*)(?: (?!on\b|at\b|le\b|a\b|by\b|since|depuis|des\b|in\b|every|each|chaque|a partir|before|avant|within)\w+){{0,3}} {_NUMBER_WORD}\b(?! (?:{_MONTH}|h\b|times|fois|days|jours|weeks|semaines|am\b|pm\b|heures|hours|minutes))"
    r"|\b\d{1,3}(?:[ ,.]\d{3})+\b|\b(?!20[12]\d\b)\d{2,6} (?!h\b|heures|hours|min|minutes|jours|days|years|ans|months|mois|am\b|pm\b|o'clock|weeks|semaines|"
    + _MONTH
    + r")[a-z]{3,}"
)


def has_date(folded: str) -> bool:
    """Whether a day, a month or "the same day" is named."""
    return _DATE.search(folded) is not None


def has_owner(text: str, folded: str) -> bool:
    """Whether somebody in charge is named: "I", a first name, a function. "We" is nobody."""
    return _OWNER.search(folded) is not None or bool(names(text))


def refers_to_owner(folded: str) -> bool:
    """Whether a pronoun speaks of somebody named before."""
    return _HE_SHE.search(folded) is not None


def names(text: str) -> list[str]:
    """What reads as the names of people who act: "Rosa counted", "par Hugo", "Gareth, who ..."."""
    from appeal_tool.lint.normal import without_accents

    found: list[str] = _INITIAL.findall(text)
    for match in _NAME.finditer(text):
        name = match.group(1)
        if without_accents(name.split()[0].lower()) in _NOT_NAMES:
            continue
        before = text[max(0, match.start() - 10) : match.start()]
        follower = (match.group(3) or "").lower()
        first = not text[: match.start()].strip(' -*•"«“>')
        known = without_accents(follower)
        # The first word of a sentence has a capital anyway: there the verb must be one that people do.
        acts = (
            (known in _ACTS or (known.endswith("ed") and known != "red"))
            if first
            else known not in _NO_VERB and _verb(known)
        )
        if (acts and follower) or (not first and _BY_NAME.search(before) is not None):
            found.append(name)
    return found


def _verb(word: str) -> bool:
    """Whether a word may be a verb in the third person: what follows a name that acts."""
    return (
        word in _VERBS
        or word.endswith(("ed", "e", "es", "s", "t", "d", "it"))
        or (len(word) > 4 and word.endswith("nt"))
    )


_INITIAL = re.compile(r"\b[A-ZÀ-Þ]\. ?[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?")
_VERBS = frozenset(["a", "va", "qui", "s'est", "n'a", "l'a"])
_ACTS = frozenset(
    """a s'est n'a l'a y qui va and et who has had does did will went put set ran took made wrote told sent began gave got kept let
    met paid read rang rode said saw sold spoke stood taught thought threw broke brought built bought chose cut drew drove fell found
    answers asks books brings buys calls checks clears closes collects compares confirms copies counts cycle-counts deletes does draws
    enters fills follows gets gives goes handles holds initials inspects keeps leads lists logs looks makes marks matches measures moves
    opens orders packs photographs picks pins posts prints publishes pulls puts reads receives reconciles records refunds rejects
    releases replies reports responds reviews rings runs samples scans searches sends sets sets ships signs sits sorts spends starts
    stops stands takes teaches tells tests tracks trains types updates uploads uses verifies walks watches weighs works writes
    accompagne achete ajoute annote annule appelle archive arrete assure bloque cherche classe clot commande compare compte confirme consulte
    controle coupe corrige date decide depose dispose distribue donne ecarte ecrit emballe enregistre envoie etiquette examine expedie extrait
    fait ferme forme gere imprime inscrit joint lit mesure met modifie montre note ouvre parcourt passe pese photographie pointe prend
    prepare previent preleve publie range rapproche recoit recompte recopie refuse releve relit rembourse remplace remplit remet rend renvoie
    repond reprend retire revoit saisit scanne signe sort suit supprime surveille tape telephone teste tient traite transmet trie utilise
    valide verifie veille vide vise""".split()  # noqa: SIM905
)


def has_proof(folded: str) -> bool:
    """Whether a document, a record, or the figure of a result stands there."""
    return _PROOF.search(folded) is not None or _RESULT.search(folded) is not None
