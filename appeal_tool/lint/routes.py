"""Which answer a text is: a plan of action, a dispute, a list of documents, an answer to a rights owner, a correction.

The seller's choice in a case comes first. Then the text itself: a dispute says that the
finding is wrong and shows what proves it, whatever the notice wants. The other three say
at their head what they are; where the notice wants a plan, they are judged as one. A text
that says nothing of the kind is what the notice wants if it holds that, else a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.reading import Reading
from appeal_tool.lint.text import Document, Sentence

if TYPE_CHECKING:
    from appeal_tool.account.notice import Notice
    from appeal_tool.diagnosis.model import Route

_HEAD = 5
"""Sentences and headings at the start of a text in which it says what it is."""

_PLAN_HEADING = Lazy(
    r"\bplan of action\b|\baction plan\b|\bplan d'actions?\b|\broot causes?\b|^\W*(?:the |our |la |les? |nos )?causes?\b|\bcorrective\b|\bpreventive\b|\bprevents?\b|\bprevention\b|\bempeche\b"
    r"|\b(?:what|where|how) (?:we|i|it|this|things) (?:did|went|got|came) (?:\w+ )?(?:wrong|about|to)\b|\bce qui n'a(?:llait)? pas\b|\bplus jamais\b|\bne se reproduise?\b|\b(?:correctives?|preventives?)\b"
)
_OF_OURS = r"(?! (?:of|on|made|that) (?:ours|mine|our|my|us|me|we|i|by us)\b)(?! (?:de (?:notre|ma) (?:part|cote|faute)|que (?:nous|j')|chez nous)\b)"
_IS = r"(?:is|was|are|were|must be|rests on|(?:is|are) based on)(?: (?:clearly|simply|plainly|therefore|evidently|obviously))?"
_FINDING = (
    r"(?:complaints?|warnings?|notices?|notifications?|reports?|findings?|decisions?|suspensions?|claims?|violations?|removals?|deactivations?|flags?|accusations?|allegations?|charges?"
    r"|plaintes?|avertissements?|signalements?|constats?|reclamations?|infractions?|retraits?|desactivations?|reproches?|griefs?|sanctions?)"
)
_CLAIM = Lazy(
    rf"\b(?:this|that|it|{_FINDING})(?: (?!not)\w+){{0,4}} {_IS} (?:an? )?(?:error|mistake|mistaken|unfounded|groundless|incorrect|in error|misidentification|mix-?up)\b{_OF_OURS}"
    rf"|\b{_FINDING} {_IS} wrong\b"
    r"|\b(?:we|i) (?:hereby |therefore |formally )?(?:dispute|contest|challenge)\b"
    r"|\b(?:issued|removed|flagged|deactivated|suspended|blocked|taken down|classified|identified|linked|reported|applied|sent) (?:to us )?(?:in error|by mistake|wrongly|erroneously|mistakenly)\b"
    r"|\b(?:wrongly|erroneously|mistakenly) (?:removed|flagged|deactivated|suspended|classified|identified|linked|reported|taken for|attributed)\b"
    rf"|\b(?:what|why) (?:it|this|that|is|we|i) (?:(?:is|are) )?(?:disputed?|a mistake|an error)\b{_OF_OURS}"
    rf"|\b(?:c'est|ceci est|il s'agit|il y a|repose sur|resulte|provient|releve)(?: \w+){{0,3}} (?:d')?(?:une )?(?:erreur|meprise|confusion)\b{_OF_OURS}(?! d(?:e |')(?!votre|vos|la part|identification|lecture))"
    r"|\b(?:nous contestons|je conteste)\b|\b(?:point|fait|grief)s? contestes?\b|\best contestee?\b|\bce qui est conteste\b"
    rf"|\b{_FINDING}(?: (?!pas)\w+){{0,5}} (?:est|sont|etait|etaient) (?:\w+ )?(?:infondee?s?|erronee?s?|injustifiee?s?|sans fondement|inexacte?s?)\b"
    r"|\b(?:suspendu|desactive|retire|signale|supprime|classe|attribue|rattache|lie|mis en cause|reproche|bloque)\w* (?:\w+ )?(?:a tort|par erreur)\b"
    rf"|\b(?:a tort|par erreur)\b[^.;]{{0,20}}\b(?:suspendu|desactive|signale|classe|rattache)|\bne nous concerne(?:nt)? (?:pas|en rien)\b"
    r"|\b(?:have|has|had) no (?:link|connection|relations?|relationship|tie)s? (?:whatsoever )?(?:with|to)\b|\b(?:aucun (?:lien|rapport)|rien a voir) (?:\w+ )?avec\b"
    rf"|\b(?:rates?|figures?|count|{_FINDING})(?: (?!not)[\w.,%-]+){{0,8}} (?:cannot|can't|is not|are not|isn't) (?:be )?(?:right|correct|accurate|ours)\b"
    rf"|\b(?:taux|chiffres?|decompte|{_FINDING})(?: (?!pas)[\w.,%'-]+){{0,9}} (?:ne (?:peut|peuvent) (?:pas )?etre|n'est pas|ne sont pas) (?:exacte?s?|justes?|fondee?s?|correcte?s?)\b"
    r"|\b(?:we|i) (?:have )?never (?:sold|owned|operated|shipped) (?:this|that|these|those|such|any|it|them)\b|\b(?:nous n'avons|je n'ai) jamais (?:vendu|detenu|gere|expedie) (?:cet|cette|ces|ce|aucun|de tels?|ledit)\b"
    r"|\bdoes not (?:breach|infringe|violate|fall under)\b|\b(?:n'enfreint|ne viole|ne releve) (?:pas|en rien|d'aucune)\b"
)
_NAMED_DOCUMENTS = (
    r"(?:documents?|pieces?|justificatifs?|invoices?|factures?|papers|certificates?|certificats?)"
)
_DOCUMENTS = Lazy(
    rf"\b{_NAMED_DOCUMENTS} (?:that )?(?:you |have )?(?:asked for|ask for|requested|requires?d?|want)\b|\b(?:you|your \w+(?: of [\w ]{{1,20}})?|notice|message|amazon) (?:have )?(?:ask\w*|request\w*|want\w*) (?:\w+ ){{0,4}}?{_NAMED_DOCUMENTS}\b|\b(?:requested|required) {_NAMED_DOCUMENTS}\b"
    rf"|\b(?:find|enclosed|attached|ci-joints?|ci-jointes?|trouverez) (?:\w+ ){{0,4}}?{_NAMED_DOCUMENTS}\b"
    rf"|\b{_NAMED_DOCUMENTS} (?:que vous (?:nous )?(?:demandez|avez demande\w*)|demande\w*|reclame\w*|exige\w*|requis\w*)\b|\b(?:vous (?:nous )?|votre \w+ (?:du [\w ]{{1,20}} )?(?:nous )?|notification |amazon )(?:avez )?(?:demand\w+|reclam\w+) (?:\w+ ){{0,4}}?{_NAMED_DOCUMENTS}\b",
    needs="document|piece|justificatif|invoice|facture|paper|certificat",
)
_RIGHTS = Lazy(
    r"\b(?:trade ?marks?|copyrights?|patents?|designs?|rights? (?:owner|holder)\w*|licen[cs]e|letter of authori[sz]ation|marques?|droits? d'auteur|brevets?|dessins?|modeles? deposes?|titulaires?|ayants? droit)\b"
)
_RIGHTS_CLAIMED = Lazy(
    r"\b(?:complaints?|plaintes?|reclamations?|signalements?)\b", needs="complain|plainte|reclam|signal"
)
_SETTLED = Lazy(
    r"\b(?:withdraw\w*|withdrew|retract\w*|withdrawn|(?:wrote|written|contacted|turned) (?:\w+ )?(?:to )?(?:the |its |their )?(?:rights? )?(?:owner|holder|brand|lawyer)"
    r"|(?:licen[cs]e|authori[sz]ation|invoice)\b[^.;]{0,60}\battached|retir\w+ (?:sa|la|leur|cette) plainte|retrait de (?:sa|la|leur|cette) plainte|ecrit (?:au|a l'avocat du) titulaire|ecrit a (?:la )?(?:marque|societe)"
    r"|(?:licence|autorisation|facture)\b[^.;]{0,60}\bjointe?)\b"
)
_SHOWN = Lazy(
    r"\b(?:attach\w*|enclos\w*|exhibits?|appendix|annex\w*|(?:documents?|files?|fichiers?|pieces?|photos?) (?:n° ?)?\d+|ci-joint\w*|joint|jointe?s?|pieces? jointes?|joins|bordereaux?"
    r"|(?:the|our|its|his|her|this|la|le|notre|cette|ce|les|nos|l') ?(?:\w+'s )?(?:invoice|lease|contract|letter|certificate|manifest|tracking|register|receipt|photograph|facture|bail|contrat|lettre|attestation|certificat|releve|extrait|recu|photographie|suivi)s?)\b"
)
"""A document that is shown; a rate or a number of years is no proof of a mistake."""
_CORRECTION = Lazy(
    r"\W*(?:the |our |la |les? |nos )?(?:corrections?|corrected|rectifications?|corrige\w*|mise en conformite)\b(?! actions?\b| measures?\b|s? plan\b)",
    needs="correct|rectif|corrig|conformite",
)


def route_of(document: Document, reading: Reading, options: LintOptions) -> Route:
    """The route whose rules fit ``document``."""
    if options.route is not None:
        return options.route
    wanted = _wanted(options.refusal or options.notice)
    if not reading.judged:
        return wanted or "plan"
    own = [sentence for sentence in document.sentences if not sentence.quoted]
    if any(s.kind == "heading" and _PLAN_HEADING.search(s.folded) for s in own):
        return "plan"
    if _is_dispute(own, reading):
        return "dispute"
    if wanted == "plan":
        return "plan"
    said = _said_at_the_head(own, reading)
    return said or (wanted if wanted is not None and _answers(wanted, own, reading) else "plan")


def _wanted(notice: Notice | None) -> Route | None:
    """What the notice wants, where it is one of the answers that are written."""
    if notice is None:
        return None
    from appeal_tool.diagnosis.outcome import route_asked

    route = route_asked(notice)
    return route if route in ("plan", "dispute", "documents", "retraction", "fix-only") else None


def _answers(wanted: Route, own: list[Sentence], reading: Reading) -> bool:
    """Whether the text holds what the notice wants; whoever states a cause of his own writes a plan nevertheless."""
    if reading.causes:
        return False
    needs = {"documents": _SHOWN, "retraction": _SETTLED, "dispute": _CLAIM}.get(wanted)
    return bool(reading.done) if needs is None else any(needs.search(s.own) for s in own)


def _is_dispute(own: list[Sentence], reading: Reading) -> bool:
    """Whether the text says that the finding is wrong, shows a proof, and is no plan that admits the rest."""
    claims = [s for s in own if _CLAIM.search(s.own)]
    if not claims or not any(_SHOWN.search(s.own) for s in own):
        return False
    disputed = {id(s) for s in claims}
    admits = any(id(cause.sentence) not in disputed for cause in reading.causes)
    return not (admits and reading.done and reading.standing)


def _said_at_the_head(own: list[Sentence], reading: Reading) -> Route | None:
    head = own[:_HEAD]
    if head and len(head[0].folded.split()) <= 12 and _CORRECTION.match(head[0].folded):
        return "fix-only"
    if reading.causes and reading.standing:
        return None
    if any(_RIGHTS_CLAIMED.search(s.folded) for s in head):
        spoken = " ".join(s.own for s in own)
        if _RIGHTS.search(spoken) and _SETTLED.search(spoken):
            return "retraction"
    if reading.causes and reading.done:
        return None
    if any(_DOCUMENTS.search(s.own) for s in head) and any(_SHOWN.search(s.own) for s in own):
        return "documents"
    return None
