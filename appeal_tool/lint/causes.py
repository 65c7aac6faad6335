"""Whether a sentence states a cause of the author's own, a symptom, what others did, or only leads to what follows."""

from __future__ import annotations

from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.statements import Statement

_CAUSE = 0.31
_CAUSE_UNOWNED = 0.36
_CAUSE_HEADED = 0.25
_CAUSE_STRICT = 0.5
_CAUSE_STRICT_OWN = 0.38
_SYMPTOM = 0.45
_CAUSE_WORD = Lazy(
    r"\b(?:causes?|because|the reason|reasons? (?:is|was|for)|origin of|flagged|happen(?:ed|s)? (?:is|was|that|because)|comes? from|parce que?|pcq|la raison|l'origine|d'ou|c'est pour (?:ca|cela)|vient d|tient a)\b"
    r"|\bc pour ca\b|\breside",
    needs="cause|reason|origin|flagged|happen|come|parce|pcq|raison|d'ou|c'est pour|vient d|tient a|c pour ca|reside",
)
_SYMPTOM_WORD = Lazy(
    r"\b(?:rates?|taux|percent(?:age)?|pour ?cent|metrics?|indicateurs?|indicators?|complaints?|plaintes?|claims?|reclamations?|negative (?:feedback|reviews?)"
    r"|(?:evaluations?|avis|commentaires?) negati\w+|one.star|a une etoile|deactivat\w+|desactiv\w+|suspen\w+|blocked|bloqu\w+|removed|retire\w*|closed|fermet?ure|violations?"
    r"|non-respect|infractions?|notice|notification|warning|avertissement|your (?:e-?mail|message|letter|system)|votre (?:e-?mail|message|courriel|lettre|systeme)"
    r"|(?:delivered|arrived|shipped|livres?|livrees?|arrivee?s?|expediee?s?)(?: \w+)? (?:late|after|too late|en retard|apres|trop tard)|verification (?:has )?failed|manipulation|failed)\b|%"
)
_OWN = Lazy(
    r"\b(?:none of us|we|i|our|my|us|nobody|no one|nous|notre|nos|je|j'|on|mon|ma|mes|personne|chez nous)\b[^.;]{0,80}\b(?:never|not|n't|only|without|by hand|forgot\w*|failed|used|sold|listed|bought|put|set"
    r"|copied|confirmed|promised|packed|kept|left|took|jamais|pas|plus|sans|qu'une?|qu'a|n(?:e |')\w+ (?:\w+ ){0,4}qu[e'](?= (?:le|la|les|une?|deux|trois|quand|lorsqu|lundi|du|l')\b)|rien|seulement|a la main|oubli\w*|vend\w*|achet\w*|mis\w*|recopi\w*|confirm\w*|promett\w*|promis|emball\w*|laiss\w*|utilis\w*)\b"
)
NEGLECT = Lazy(
    r"\b(?:without|sans)(?: (?:ever|first|even|jamais|d'abord|meme|l'|les|la|le|en|y))*[ ']?(?:reading|checking|asking|looking|testing|verifying|comparing|opening|holding|having|knowing|telling"
    r"|relire|verifier|controler|demander|lire|tester|regarder|comparer|ouvrir|avoir|savoir|prevenir|attendre|mettre)\w*"
    r"|\b(?:we|i|our|my|nous|notre|nos|mon|ma|je|j'|on)\b.{3,80}\b(?:although|even though|while|alors que|bien que|tandis que)\b",
    needs="without|sans|although|even though|while|alors que|bien que|tandis que",
)
"""Something done the wrong way by the author: a failing, even where it reads like a measure."""
_OMITTED = Lazy(
    r"\b(?:nous n'av(?:ons|ions)|je n'(?:ai|avais)|on n'a(?:vait)?) (?:pas|jamais|rien|plus) (?:encore )?(?!(?:recu|compris|su|vu|eu|trouve|pu|vendu|enfreint|commis|viole)\b)\w+(?:e|i|is|it|u|us|ert)\b"
    r"|\b(?:we|i) (?:did not|didn't|had not|hadn't|never|had never) (?!(?:receive|received|know|known|understand|understood|see|seen|find|found|get|got|want|mean|sell|sold|break|violate|have)\b)\w+",
    needs="n'av|n'ai|n'a |not |n't |never",
)
"""What the author says to have left undone."""
_WITH_NOBODY = Lazy(
    r"\b(?:with|by) (?:nothing|nobody|no one|no-one) (?:else |ever |there )?\w+(?:ing|ed)\b",
    needs="with no|by no",
)
_THEIRS = Lazy(
    r"\W*(?:(?:the|our|some|many|several|these|those|certain|la|les?|l'|des|notre|nos|certaine?s?|plusieurs|ces|cette|and|et|then|puis|meme|even) ?){0,3}(?:(?:new|old|local|national|nouveau|nouvelle|ancien|ancienne) )?"
    r"(?:carriers?|couriers?|couriers|customers?|buyers?|clients?|clientes?|clientele|acheteurs?|acheteuses?|consommateurs?|destinataires?|recipients?|transporteurs?|livreurs?|coursiers?|drivers?|chauffeurs?"
    r"|suppliers?|fournisseurs?|manufacturers?|makers?|fabricants?|wholesalers?|grossistes?|importers?|importateurs?|competitors?|concurrents?|post office|poste|amazon|marketplace|customs|douanes?|depots?|hubs?|agence)\b"
)
"""A sentence whose subject is somebody else: what they did is no failing of the author's."""
_FIRST_PERSON = Lazy(
    r"\b(?:we|i|us|me|my (?!carrier|courier|customer|buyer|supplier)|nous|je|j'|on (?!time|the|\d)|moi|personne|nobody|no one|none of us|our own|chez nous|our (?!carrier|courier|customer|buyer|supplier|client|maker|manufacturer|lamps|parcels)\w+|notre (?!transporteur|fournisseur|client|fabricant)\w+|nos (?!transporteur|fournisseur|client|acheteur|colis|fabricant)\w+)"
)
_RELATIVE = Lazy(
    r" (?:to |from |with |by |a )?(?:whom|which|that|who|auxquel(?:le)?s|auquel|laquelle|qui|que) (?:we|i|nous|je) \w+(?: \w+){0,4}? (?:our|the|my|nos|les|mes|notre|le|la) \w+"
)
"""A clause that only says who is meant: "the carrier to whom we give our parcels"."""
_OWN_REASON = Lazy(
    r"\b(?:because|parce qu(?:e |')) ?(?:we|i|nous|je|j'|on) (?:had |have |avions |avais |avons |ai )?(?!lost|perd)\w+",
    needs="because|parce",
)
_BECAUSE_WITHIN = Lazy(
    r"\b(?:because|parce qu\w*|car|puisqu\w*|since|faute de)\b", needs="because|parce|car|puisqu|since|faute"
)
ENUMERATED = Lazy(
    r"^\W*(?:\(?(?:[a-f1-9]|i{1,3}|iv)[).]|first(?:ly)?\b|second(?:ly)?\b|third(?:ly)?\b|fourth\b|premier|premiere|deuxieme|seconde?\b|troisieme|quatrieme|d'abord|ensuite|enfin|also\b|on top of that|de plus|en outre|par ailleurs"
    r"|d'une part|d'autre part|on (?:the )?one hand|on the other(?: hand)?|besides|beyond that|apart from that|we (?:had )?also\b|(?:nous|on) (?:n')?\w+ (?:aussi|egalement|pas non plus)|je (?:n')?\w+ (?:aussi|egalement)|j'av?ais? (?:aussi|egalement)"
    r"|cause (?:\d|[a-d])|(?:a|the) (?:first|second|third|fourth|other|last)\b|(?:la|une) (?:premiere|deuxieme|seconde|troisieme|derniere)|(?:une )?autre cause|finally|moreover|in addition)"
)
"""How a sentence begins that counts causes off."""
_COUNT = r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quelques)"
PARTITION = Lazy(
    rf"^\W*(?:(?:the|les) )?(?:other |remaining )?{_COUNT}(?: (?:others?|autres|more|of (?:them|these)|d'entre (?:elles|eux)|cases|cas|orders|commandes|complaints|plaintes|reclamations|reviews|avis))*"
    r" (?:are|were|come|came|go|went|concern\w*|portent|portaient|viennent|venaient|tiennent|tenaient|sont|etaient|concernent|remontent)\b"
)
"""How a sentence begins that tells a part of the cases: "Nine are about the colour, since ..."."""
ANNOUNCED = Lazy(
    r"\b(?:two|three|four|several|deux|trois|quatre|plusieurs)\b(?: \w+){0,2} (?:causes|reasons|failings|faults|mistakes|habits|habitudes|raisons|erreurs|defaillances|manquements|fautes)\b",
    needs="cause|reason|failing|fault|mistake|habit|raison|erreur|defaillance|manquement|faute",
)
"""The causes that follow are numbered beforehand."""
_UNDONE = Lazy(
    r"\b(?:without|sans|not|never|nobody|no one|only|n't|ne|n'|jamais|personne|restee?s?|still|wrong|old|outdated|perime\w*|alors que|although|while)\b"
)


def begins_another(folded: str) -> bool:
    """Whether a sentence begins as one does that counts causes, or parts of the cases, off."""
    return ENUMERATED.match(folded) is not None or PARTITION.match(folded) is not None


def is_practice(folded: str) -> bool:
    """Whether a sentence tells what the author used to do, or did."""
    return _PRACTICE.search(folded) is not None and not is_theirs(folded) and _LOOKED.match(folded) is None


def gives_reason(folded: str) -> bool:
    """Whether a sentence gives a reason in which something was not done or not as it should be."""
    return _BECAUSE_WITHIN.search(folded) is not None and _UNDONE.search(folded) is not None


_ANNOUNCES = Lazy(
    r"(?:\b(?:one|two|three|four|five|several|following|un|une|deux|trois|quatre|cinq|plusieurs|suivante?s?|voici)\b|\bhere (?:is|are)\b|\b[2-5]\b).{0,24}"
    r"\b(?:things?|causes?|reasons?|failings?|failures?|mistakes?|faults?|points?|habits?|raisons?|choses?|fautes?|erreurs?|manquements?|defaillances?|origines?|elements?|temps)\W*$|:\W*$"
)
_ANNOUNCING_WORDS = 11
_NOBODY = Lazy(r"(?:nobody|no one|none of us|personne)\b")
UNEXPLAINED = Lazy(
    r"\b(?:no|not any|any|aucune?|sans) (?:\w+ )?(?:explanations?|explications?|hypothes\w+|idea|idees?)\b|\bnous echappe|\b(?:cannot|can't|could not|couldn't) (?:\w+ )?(?:see|find|tell|explain|say|understand)\b"
    r"|\b(?:do not|don't|did not) (?:\w+ )?(?:know|understand)\b|\bn(?:e |')(?:savons|sais|voyons|vois|comprenons|comprends|parvenons|arrivons|expliquons)\b|\bpas plus avances\b|\bpersonne ne voit\b",
    needs="no |any |aucun|sans |echappe|cannot|can't|not |n't |savons|sais|voyons|vois|compren|parvenons|arrivons|expliquons|avances|personne",
)
_PRACTICE = Lazy(
    r"\b(?:we|i) (?:only |always |just |simply |usually |still |then )?(?!(?:received|learned|noticed|analysed|analyzed|checked|reviewed|investigated|looked|searched|needed|wanted|tried|apologi[sz]ed|believed|asked|shared)\b)"
    r"(?:\w{2,}ed|sent|sold|put|kept|left|took|bought|gave|made|let|set|wrote|chose|ran)\b"
    r"|\b(?:nous|je|j'|on) ?(?:l'|les |la |le |y |en )?(?!(?:pensi|croyi|souhaiti|voulai|voulio|vouli|esper|recev|pouvi|pouvai)\w*)\w{2,}(?:ions|ais|ait)\b"
)
"""What the author used to do, or did."""


def announces(folded: str) -> bool:
    """Whether a sentence only leads to what follows: "Our cause: two things.", « Voici pourquoi : »."""
    words = folded.split()
    return (
        len(words) <= _ANNOUNCING_WORDS
        and "%" not in folded
        and _ANNOUNCES.search(folded) is not None
        and _OWN.search(folded) is None
    )


def is_theirs(folded: str) -> bool:
    """Whether the sentence, or what it gives as the reason, tells only of what others did."""
    reason = folded
    for match in _BECAUSE_WITHIN.finditer(folded):
        reason = folded[match.end() :]
    reason = _RELATIVE.sub(" ", reason)
    return _THEIRS.match(reason) is not None and _FIRST_PERSON.search(reason) is None


def states_cause(statement: Statement, folded: str, *, strict: bool) -> bool:
    """Whether a failing of the author's own is stated."""
    return statement.cause >= 0.08 and _fails(statement, folded, strict) and not UNEXPLAINED.search(folded)


_LOOKED = Lazy(
    r"^\W*(?:then |puis )?(?:we|i|nous|je|j'|on) ?(?:have |had |avons |av?ai |ai |a )?(?:sorted|went through|gone through|looked (?:at|through|into)|read|reread|opened|reviewed|examined|trie\w*|relu|repris|ouvert|examine\w*|depouille\w*|parcouru|compare\w*)"
    r" (?:through |again |un a un |une a une )?(?:all |each of |toutes? |tous )?(?:of )?(?:the|these|our|les|ces|nos|chaque|each|every)\b(?!.*\b(?:without|never|not|sans|jamais|pas)\b)"
)
"""How the author came to know: that is no failing."""


def _fails(statement: Statement, folded: str, strict: bool) -> bool:
    if statement.cause < 0.5 and (is_theirs(folded) or _LOOKED.match(folded)):
        return False
    if (
        statement.sentence.kind == "cell"
        and statement.sentence.role == "cause"
        and statement.sentence.role_from_heading
        and statement.cause >= 0.12
        and statement.measure < 0.3
    ):
        return True
    surely, if_owned = (_CAUSE_STRICT, _CAUSE_STRICT_OWN) if strict else (_CAUSE_UNOWNED, _CAUSE)
    if statement.cause >= surely or (statement.cause >= if_owned and _OWN.search(folded)):
        return True
    if strict:
        return False
    if (
        statement.sentence.role == "cause"
        and statement.sentence.role_from_heading
        and statement.cause >= 0.1
        and statement.measure < 0.3
        and not _THEIRS.match(folded)
        and (
            _PRACTICE.search(folded)
            or (statement.cause >= _CAUSE_HEADED and not _SYMPTOM_WORD.search(folded))
        )
    ):
        # Told under the heading "cause", what the author used to do is the cause.
        return True
    if statement.cause >= 0.15 and statement.measure < 0.3 and _OMITTED.search(folded):
        return True
    if statement.cause >= 0.15 and _NOBODY.match(folded):
        return True
    if statement.cause >= 0.15 and statement.measure < 0.3 and _OWN_REASON.search(folded):
        return True
    if statement.preventive >= 0.7:
        return False
    return NEGLECT.search(folded) is not None or (
        statement.measure < 0.4 and _WITH_NOBODY.search(folded) is not None
    )


def is_symptom(statement: Statement, folded: str) -> bool:
    """Whether a rate, the notice's words or an event is given as the cause, and nothing of the author's own."""
    if statement.symptom >= _SYMPTOM:
        return True
    return (
        statement.cause < 0.35
        and statement.measure <= 0.4
        and _CAUSE_WORD.search(folded) is not None
        and _SYMPTOM_WORD.search(folded) is not None
        and _OWN.search(folded) is None
    )
