"""What makes a measure checkable: who is in charge, since which day, and what proves it. French and English.

``Words`` holds one sentence, split once. The questions are generous: a strict
reader would rather see a name that is none than miss one, because a finding
says that there is nothing. Word lists are looked up as sets and only what
needs an order is a pattern: this runs for every sentence.
"""

from __future__ import annotations

import re
from itertools import pairwise

from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.normal import without_accents

_MAYBE_DIGIT = re.compile("[^\x00-/:-\x7f]")
TOKEN = re.compile(r"[a-z]+'?|\d[\d.,:/]*|[^\sa-z0-9]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MONTHS = _set(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre janv fevr avr juil"""
)
_ORDINALS = _set(
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
    eighteenth nineteenth twentieth thirtieth premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente er st nd rd th of"""
)
_BEFORE_MONTH = (
    _set(
        "since in from early late mid until en depuis debut fin mi de d' courant last this beginning end start middle"
    )
    | _ORDINALS
)
_DAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche"
)
_SINCE = _set("since from depuis des on")
_DAY_WORDS = _set("yesterday hier lendemain surlendemain veille")
_TIMES = _set(
    "day evening morning afternoon week days weeks jour soir semaine jours semaines months mois month"
)
_SAME = _set("same next following that meme ago later after before past")
_NO_DAY = Lazy(r"(?:h|%|min|am|pm)$")
_DATE = Lazy(
    r"\d(?<!\w\d)(?:\d?[/.]\d{1,2}(?:[/.]\d{2,4})?\b(?! ?%)|\d{3}-\d\d-\d\d\b|\d*(?:st|nd|rd|th) (?:of )?\w+"
    r"|(?<=\bweek \d)|(?<=\bsemaine \d)|(?<=\bthe \d)\d*(?:st|nd|rd|th)\b|(?<=\ble \d)\d?(?=[ ,;:.]))"
)
_SAID_DAY = Lazy(
    r"\b(?:le jour meme|ce jour-la|cette date|that date|il y a \w+ (?:jours?|semaines?|mois))",
    needs="jour| date|il y a ",
)
_PERSONS = _set(
    """manager managers owner director supervisor lead leader foreman clerk purchaser assistant apprentice intern technician accountant bookkeeper secretary
    colleague employee storekeeper stockman partner founder cofounder chief coordinator packer picker wife husband sister brother son daughter mother father cousin
    nephew niece uncle aunt friend gerant gerante dirigeant dirigeante directeur directrice responsable chef cheffe associe associee salarie salariee employe
    magasinier magasiniere preparateur preparatrice logisticien logisticienne comptable assistante apprenti apprentie stagiaire alternant alternante technicien
    technicienne collegue vendeuse secretaire adjoint adjointe femme mari epouse epoux soeur frere fils fille mere pere cousine neveu oncle tante compagne
    compagnon titulaire patron patronne"""
)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_BARE_ACT = Lazy(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th|er)? (?:of )?(?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?)(?: \d{{4}})?,? (?P<name>[a-z]{{3,12}})(?: (?:a|has|had|also|then|ensuite|aussi))*"
    r" (?:delet\w+|remov\w+|refund\w+|called|calls|wrote|writes|check\w*|count\w+|sent|sends|pack\w+|correct\w+|answer\w+|replied|replies|print\w+|scan\w+|chang\w+|switched|put|puts|took|takes|closed|supprim\w+|retir\w+|rembours\w+"
    r"|appel\w+|ecrit|envoy\w+|emball\w+|corrig\w+|recompt\w+|compt\w+|verif\w+|control\w+|repond\w*|imprim\w+|chang\w+|ferm\w+|desactiv\w+)\b"
)
"""A name in small letters, as chats write it: "on aug 6 claire deleted"."""
_NO_SUBJECT = _set(
    "and or then also et ou puis aussi all both most our the not ils elles her his leur la les une des que qui when which staff team support everyone everybody someone nobody who they equipe tous tout chacun service stock orders buyers customers clients"
)
_DETERMINERS = _set(
    "my our his her their ma mon notre sa son leur nos mes the le la l' un une a an one by par to each chaque"
)
_I = _set("i je j' moi myself")
_TITLES = _set("mr mrs ms miss mme mlle monsieur madame")
_NOT_NAMES = _set(
    """amazon seller central fba fbm sku skus asin asins dhl ups dpd gls usps fedex chronopost colissimo mondial relay royal mail la poste
    buy shipping tracked large letter hermes evri parcelforce boxtal sendcloud shopify ebay paypal excel google sheets drive whatsapp
    annex annexe exhibit piece photo file document appendix capture christmas noel easter germany france italy spain europe uk usa eu paris london
    french english german italian spanish i we our the a an it this that he she they all every each since from on at in by for nothing nobody nul no
    nous notre nos le les un une des ce cet cette ces il elle ils elles on tout tous toute toutes chaque depuis aucun aucune rien plus
    prime manage orders order health account review messages messaging request inventory ok pdf csv qr ean upc gtin erp wms crm oms
    customer customers buyers stock sop vat ce safety kg step day action root cause corrective preventive"""
) | _MONTHS | _DAYS  # fmt: skip
_CALENDAR = _MONTHS | _DAYS
# A pattern that begins with a class of characters is looked for many times faster: what may not stand before comes second.
_NAME = re.compile(
    r"([A-ZÀ-Þ](?<![\w'-].)[a-zà-ÿ]+(?:-[A-ZÀ-Þ]?[a-zà-ÿ]+)?(?: [A-ZÀ-Þ][a-zà-ÿ]+)?)(?![\w']|-[a-z])((?:, [^,.;:]{2,60},)? ?)([a-zà-ÿ']{1,16})?"
)
_BARE_DAY = _CALENDAR | _ORDINALS | _set("since from on depuis le des")
_BARE_NAME = Lazy(
    r"([A-ZÀ-Þ][a-zà-ÿ]+)(?:[ -](?:(?:de|du|le|van|von|el|ben) )?[A-ZÀ-Þ][a-zà-ÿ'’]+){0,3}(?:,? (?:et|and|&) [A-ZÀ-Þ][a-zà-ÿ]+)?(?:, [^.;:]{2,40})?"
)
_INITIAL = re.compile(r"[A-ZÀ-Þ](?<!\w.)\. ?[A-ZÀ-Þ][a-zà-ÿ]+")
_IN_CHARGE = Lazy(
    r"(?:, [^,.;:]{2,60},)? ?(?:is (?:in charge|responsible)|looks after|s'en (?:charge|occupe)|en (?:est|a) (?:la )?(?:chargee?|responsable)|est (?:chargee?|responsable)|s'occupe de)\b"
)
_BEFORE_NAME = _set("by par to with avec à and et from under chez pour for of de du through after que when")
_NO_VERB = _set(
    """of in for at to and or on from by with the an is are was were be been de du la les le et ou en dans pour sur au aux
    que est sont etait si je nous il elle on we i you they it than then as not no so but if when because while comme mais ne"""
)
_VERBS = _set("a va qui s'est n'a l'a")
_ACTS = _set(
    """a s'est n'a l'a y qui va et and who also then now always already can may aussi ensuite has had does did will went put set ran took made wrote told sent began gave got kept let
    met paid read rang rode said saw sold spoke stood taught thought threw broke brought built bought chose cut drew drove fell found
    answers asks books brings buys calls checks clears closes collects compares confirms copies counts deletes does draws
    enters fills follows gets gives goes handles holds initials inspects keeps leads lists logs looks makes marks matches measures moves
    opens orders packs photographs picks pins posts prints publishes pulls puts reads receives reconciles records refunds rejects
    releases replies reports responds reviews rings runs samples scans searches sends sets ships signs sits sorts spends starts
    stops stands takes teaches tells tests tracks trains types updates uploads uses verifies walks watches weighs works writes
    accompagne achete ajoute annote annule appelle archive arrete assure bloque cherche classe clot commande compare compte confirme consulte
    controle coupe corrige date decide depose dispose distribue donne ecarte ecrit emballe enregistre envoie etiquette examine expedie extrait
    fait ferme forme gere imprime inscrit joint lit mesure met modifie montre note ouvre parcourt passe pese photographie pointe prend
    prepare previent preleve publie range rapproche recoit recompte recopie refuse releve relit rembourse remplace remplit remet rend renvoie
    repond reprend retire revoit saisit scanne signe sort suit supprime surveille tape telephone teste tient traite transmet trie utilise
    valide verifie veille vide vise"""
)
_PROOFS = _set(
    """annex annexes annexed annexe appendix exhibit exhibits enclosed enclose enclosing enclosure enclosures attached attach attaching attachment attachments
    screenshot screenshots photo photos photograph photographs photographed picture pictures copy copies printout printouts receipt receipts certificate certificates
    register registers log logs logbook logged recorded export exports exported statement confirmation confirmations dossier dossiers binder ledger signed
    initialled initialed evidence proof proofs proves showed slip slips jointe jointes joints joint joignons jointe capture captures releve releves registre registres
    consigne consignes consignee consignees carnet cahier classeur tableau tableaux bordereau bordereaux recu recus attestation attestations certificat certificats
    feuille feuilles feuillet feuillets extraction extractions exportee preuve preuves justificatif justificatifs pv signe signee signes signees
    emarge emargee paraphe paraphee photographie photographies photographiee impression impressions recapitulatif recapitulatifs etat historique historiques avoir
    avoirs journal journaux copie spreadsheet"""
) - {"consigne", "consignes", "avoir"}
_PROOF = Lazy(
    r"\b(?:files? (?:\d|is\b|are\b)|documents? (?:\d|is\b|are\b|join)|(?:sheet|list|doc|paper|page|item|record|report|print|table|liste|piece)s? (?:no\.? |n° ?)?(?:\d+|[a-h]\b)|records? (?:show|of|is|are|hold|keep)|report (?:shows?|of)"
    r"|(?:count|check|gate|test|stock|tally)[ -]sheets?|sheets? (?:is|are|show|hold)|shows? that|as shown|scans? of|ci-joint|je joins|pieces? (?:jointes?|n)|bons? (?:de|d')|factures? (?:jointe|n°)|rapports? (?:du|joint|n°|\d)|proces-verb|compte[ -]rendu|check ?-?lists?|comparison (?:tables?|sheets?)|listes? de (?:controle|verification)|fiches? (?:signee|remplie|\d)|fait foi|faisant foi"
    r"|so far|to date|a ce jour|jusqu'ici|jusqu'a present|per ?cent|pour cent)|\d ?%|\b\d+ ?/ ?\d+\b(?! ?/)",
    needs="file|document|sheet|list|doc|paper|page|item|record|report|print|table|piece|show|scan|join|joint|bon|facture|rapport"
    "|proces|compte|fiche|foi|so far|to date|a ce jour|jusqu|cent|%|/",
)
_NUMBERS = _set(
    """zero none no two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen twenty thirty forty fifty sixty hundred
    aucun aucune deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent both"""
)
_OF = _set("of from sur parmi")
_RESULTS = _set(
    """found trouve counted compte passed failed caught refused refuse arrete ecarte corrige corriges corrigees rejected held holds matched removed deleted supprime supprimees
    closed ferme refunded rembourse rembourses verified verifie verifies controle checked moved tested teste testes returned answered repondu traite traites shipped expedie
    recompte arretes ecartes refusees signees"""
)
_UNITS = _MONTHS | _set(
    """h heures heure hours hour min minutes jours jour days day years ans months mois month am pm weeks week semaines semaine times fois o' ouvres working business"""
)
_HE_SHE = _set("he she il elle celui celle")


class Words:
    """One sentence: as written (``text``), folded, and its words in order and as a set.

    ``may_count`` is false where no digit of any script stands.
    """

    __slots__ = ("_held", "_names", "bag", "folded", "may_count", "text", "words")

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.words = TOKEN.findall(folded)
        self.bag = frozenset(self.words)
        self.may_count = _MAYBE_DIGIT.search(folded) is not None
        self._names: list[str] | None = None
        self._held: tuple[bool, bool, bool] | None = None

    @property
    def held(self) -> tuple[bool, bool, bool]:
        """Whether an owner, a date and a proof stand there; looked for once."""
        if self._held is None:
            self._held = has_owner(self), has_date(self), has_proof(self)
        return self._held

    @property
    def names(self) -> list[str]:
        """The names of people who act; looked for only when asked."""
        if self._names is None:
            self._names = names(self.text)
        return self._names


def has_date(said: Words) -> bool:
    """Whether a day, a month or "the same day" is named."""
    bag, words = said.bag, said.words
    if bag & _MONTHS:
        for place, word in enumerate(words):
            if word in _MONTHS:
                before = words[place - 1] if place else ""
                after = words[place + 1] if place + 1 < len(words) else ""
                if before[:1].isdigit() or before in _BEFORE_MONTH or after[:1].isdigit() or (after == "the"):
                    return True
    if bag & _DAY_WORDS:
        return True
    if bag & _DAYS and bag & _SINCE:
        for place, word in enumerate(words):
            if word in _DAYS and place and not _SINCE.isdisjoint(words[max(0, place - 2) : place]):
                return True
    if bag & _SAME and bag & _TIMES:
        for one, two in pairwise(words):
            if (one in _SAME and two in _TIMES) or (
                one in _TIMES and two in ("ago", "later", "after", "before")
            ):
                return True
    if said.may_count and _DATE.search(said.folded) is not None:
        return True
    return _SAID_DAY.search(said.folded) is not None


def is_day(said: Words) -> bool:
    """Whether nothing but a day stands there, as in the cell of a table."""
    return all(word[0].isdigit() or word in _BARE_DAY for word in said.words)


def is_name(text: str) -> bool:
    """Whether nothing but a person's name stands there, as in the cell of a table."""
    found = _BARE_NAME.compiled().fullmatch(text.strip(" *_|"))
    return found is not None and without_accents(found.group(1).lower()) not in _NOT_NAMES


def has_owner(said: Words) -> bool:
    """Whether somebody in charge is named: "I", a first name, a function. "We" is nobody."""
    bag = said.bag
    if (
        bag & _I
        or bag & _TITLES
        or ("me" in bag and " me" in said.folded and not bag & {"le", "la", "les", "de"})
    ):
        return True
    if bag & _PERSONS:
        words = said.words
        for place, word in enumerate(words):
            if word in _PERSONS and (
                not _DETERMINERS.isdisjoint(words[max(0, place - 3) : place])
                or (place and words[place - 1] in (",", "(", "-", ":"))
            ):
                return True
    if "signature" in bag and bag & {"my", "ma"}:
        return True
    if said.names:
        return True
    small = _BARE_ACT.search(said.folded) if bag & _MONTHS or "/" in said.folded else None
    return small is not None and small["name"] not in _NOT_NAMES | _NO_SUBJECT | _PERSONS


def names(text: str) -> list[str]:
    """What reads as the names of people who act: "Rosa counted", "par Hugo", "Gareth, who ..."."""
    found = [match.group() for match in _INITIAL.finditer(text)]
    position = 0
    while match := _NAME.search(text, position):
        position = match.end()
        name = match.group(1)
        first = without_accents(name.split()[0].lower()).partition("-")[0]
        if first in _NOT_NAMES:
            if first in _CALENDAR and " " in name:
                # "On 14 May Anna packed": the month is no first name of hers.
                position = match.start(1) + name.index(" ") + 1
            continue
        before = text[: match.start()].rstrip()
        verb = without_accents((match.group(3) or "").lower())
        if not before.strip(' -*\u2022"(>'):
            # The first word of a sentence has a capital anyway: there the verb must be one that people do.
            acts = verb in _ACTS or (verb.endswith("ed") and len(verb) > 3)
            acts = acts or _IN_CHARGE.match(without_accents(text[match.start(2) :].lower())) is not None
        else:
            acts = bool(verb) and verb not in _NO_VERB and _verb(verb)
            last = before.rsplit(None, 1)[-1].lower()
            acts = acts or last in _BEFORE_NAME or last[-1] in "(;:\u2013"
        if acts:
            found.append(name)
    return found


def _verb(word: str) -> bool:
    """Whether a word may be a verb in the third person: what follows a name that acts."""
    return (
        word in _VERBS
        or word.endswith(("ed", "e", "es", "s", "t", "d", "it"))
        or (len(word) > 4 and word.endswith("nt"))
    )


def has_proof(said: Words) -> bool:
    """Whether a document, a record, or the figure of a result stands there."""
    bag, words = said.bag, said.words
    if bag & _PROOFS or _PROOF.search(said.folded) is not None:
        return True
    if not said.may_count and not bag & _NUMBERS:
        return False
    for place, word in enumerate(words):
        if not (word[0].isdigit() or word in _NUMBERS):
            continue
        after = words[place + 1] if place + 1 < len(words) else ""
        if after in _UNITS or after in (":", "/") or (after and _NO_DAY.match(after)):
            continue
        # "3 of 40", « 19 sur 20 »
        for step in (1, 2, 3):
            if place + step + 1 < len(words) and words[place + step] in _OF:
                rest = words[place + step + 1 : place + step + 4]
                if any(w[0].isdigit() or w in _NUMBERS for w in rest):
                    return True
        near = words[max(0, place - 4) : place]
        if not _RESULTS.isdisjoint(near) and not {
            "on",
            "at",
            "le",
            "a",
            "by",
            "since",
            "depuis",
            "every",
            "within",
        } & set(near[-2:]):
            return True
        if (
            word[0].isdigit()
            and len(word) >= 2
            and ":" not in word
            and "/" not in word
            and after.isalpha()
            and len(after) > 2
        ):
            value = word.rstrip(".,")
            if (
                value.isdigit()
                and not 2000 <= int(value[:9]) <= 2099
                and not (place and words[place - 1] in _MONTHS)
            ):
                return True
    return False
