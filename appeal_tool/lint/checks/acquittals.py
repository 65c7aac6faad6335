"""Sentences that look like a fault and by their meaning are none, for each rule.

A buyer who asked for a change and is told to cancel himself is treated by the rules;
what was thought at first and then found is no unknown cause; an answer that says it
answers asks nothing. Each pattern reads the folded sentence (lower case, no accents)
from its first character, so that a long text costs one pass. ``REFUSED`` names what
takes the acquittal back.
"""

from __future__ import annotations

from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.normal import plain, without_accents

_FUNCTION = (
    r"(?:managers?|managing|head|director|owner|founder|co-?founder|book-?keeper|accountant|foreman|supervisor|packers?|pickers?"
    r"|clerk|assistant|apprentice|partner|warehouse\w*|dispatch\w*|logistics|team lead\w*|shift lead\w*|storeman|storekeeper|employee"
    r"|gerante?s?|cogerante?s?|directeur|directrice|responsable|chef|cheffe|comptable|magasiniere?|preparateur|preparatrice|associee?"
    r"|secretaire|salariee?|employee?|assistante?|presidente?|fondateur|fondatrice|patronn?e?|apprentie?|logisticienne?|cariste)"
)
_AFTER_NAME = Lazy(
    rf"\s*[,(]\s*(?:(?:the|our|my|its|as|a|le|la|notre|mon|ma|une?|l')\s*)?(?:[\w-]+\s){{0,2}}{_FUNCTION}\b"
    r"|\s*,\s*(?:who|which) (?:runs|leads|heads|manages|packs|picks|checks|keeps|is in charge|looks after|is responsible|works (?:for us|here|with us))\b"
    r"|\s*,\s*qui (?:dirige|tient|gere|s'occupe|controle|emballe|prepare|est charge|est responsable|travaille (?:chez nous|ici|avec nous)|supervise|encadre)"
)
_BEFORE_NAME = Lazy(rf"\b{_FUNCTION}(?: [\w'’-]+){{0,3}},? $")
_STAFF = Lazy(
    rf"\b(?:mr|mrs|ms|miss|mme|mlle|m\.|monsieur|madame)\.? [a-z'’.-]+(?: [a-z'’-]+)?(?:{_AFTER_NAME.pattern})"
    rf"|\b{_FUNCTION}(?: [\w'’-]+){{0,2}}, (?:mr|mrs|ms|miss|mme|mlle|m\.|monsieur|madame)\b"
)
_EXHIBIT = Lazy(
    r"(?:annexe?s?|appendix|appendices|exhibits?|pieces?(?: jointes?)?|p\.? ?j\.?|attachments?|attached|enclosures?|encl\.?|documents?|docs?\.?"
    r"|schedules?|photos?|pictures?|fig(?:ures?|\.)?|tabs?|onglets?|pages?|tableaux?|tables?|factures?|invoices?|proofs?|preuves?|items?)"
    r"(?: ?(?:n ?[°ºo]\.?|no\.?|nos\.?|number|numero|#))? ?(?:\d{1,3}[a-z]?|[a-m]|i{1,3}|iv|vi{0,3}|ix)"
    r"(?: ?(?:,|;|-|–|and|et|a|to|&) ?(?:(?:p|pp|page|pages|line|ligne)\.? ?)?(?:\d{1,3}|[a-m]))*$"
)

_FOUND_SINCE = (
    r"(?:apparue?s?|est apparu|s'est (?:montre|revele)|revele|montre|a donne|donna|nous a (?:fait|mis|amene|conduit|ouvert|appris|mene)|en \w+ant .{0,80}\b(?:vu|trouve|compris|apparu)"
    r"|c'est en \w+ant|jusqu'a ce que|mis en evidence|(?:avons|ai|a) (?:fini par |enfin |ensuite |alors )?(?:trouve|compris|vu|mesure|pese|ouvert|decouvert)"
    r"|until|only when|turned out|(?:did|does) [\w ]{1,40} appear|appeared|came to light|emerged|(?:gave|held) (?:us )?the answer|showed|shows|revealed|we (?:found|saw|understood)"
    r"|made us|had us|led us|sent us|taught us|opened our eyes)"
)
_AT_FIRST = (
    r"(?:au premier abord|de prime abord|a premiere vue|au debut|au depart|d'abord|sur le moment|dans un premier temps|les premiers? (?:jours?|temps|semaines?)|jusque-la|sur le coup"
    r"|at first|to begin with|to start with|initially|at the outset|in the beginning|at first (?:sight|glance)|for the first (?:few )?(?:days?|weeks?)|early on"
    r"|(?:pensions|croyions|pensais|croyais|pensait|croyait|disions|disait|avions cru|avons cru)\b|\b(?:we|i|he|she) (?:first )?(?:thought|believed|supposed|told ourselves|took it for|assumed))"
)
_STILL_NOT = r"(?:toujours pas|pas encore|still (?:do not|don't|cannot|can't|have no|not)|to this day|ne (?:le )?(?:savons|comprenons|sais|comprends)\b)"
_THOUGHT_THEN_FOUND = rf"^(?!.*\b{_STILL_NOT})(?=.*\b{_AT_FIRST})(?=.*[,;:.–—].*\b{_FOUND_SINCE}|.*\b(?:until|jusqu'a ce que)\b)"
_ANSWERS = (
    r"^(?!.*\b(?:ne|n'|not|don't|cannot|can't|unable|incapables?)\b.{0,25}\b(?:comprend\w*|comprenons|savons|sais|voyons|understand|know|see|find|tell)\b)(?!.*\?)"
    r"(?:.*\b(?:answer\w*|repl(?:y|ies|ied)|respond\w*|repondons|reponds|repond|reprenons|suivons|address\w*)\b.*\b(?:point by point|point par point|one by one|un a un|each (?:of (?:its|your) )?points?|chaque point|chacun de vos points)"
    r"|.*\b(?:point by point|point par point)\b.*\b(?:answer\w*|repl(?:y|ies)|respond\w*|repondons|reponds|repond)\b"
    r"|.*\b(?:here is|this is|below is|here are) (?:how|what happened|what went wrong|what (?:we|i) found|the (?:cause|reason|answer|explanation))\b"
    r"|.*\b(?:voici|voila) (?:donc )?(?:comment|ce qui s'est (?:passe|produit)|ce que nous avons (?:trouve|vu|constate)|la (?:cause|raison|reponse)|l'explication|notre reponse))"
)
_OF_USE = r"^(?!.*\?).*\b(?:helps us|nous aide a (?:identifier|reconnaitre|distinguer|reperer))\b"
"""What a thing does for the seller, and no call for help."""
_ELSEWHERE = (
    r"^(?:.*\b(?:ils|elles|il|elle|le detail|ceci|cela|ceux-ci|celles-ci|they|it|these|that|details?)\b(?: \w+){0,6} (?:figurent?|sont|est|se trouvent?|is|are|stands?|(?:is|are) (?:given|set out|found|listed)) (?:donnee?s? |exposee?s? |given |set out |found |listed )?"
    r"(?:ci-dessous |ci-apres |plus bas |below )?(?:au|a la|aux|dans la|in|under|at) (?:le |the )?(?:points?|sections?|parties?|parts?|paragraphes?|paragraphs?|pages?|annexes?|annex|appendix) (?:n° ?)?\w{1,3}\b)"
)

_BY_REQUEST = (
    r"^(?!.*\b(?:no (?:more )?stock|out of stock|sold out|run out|rupture|manque|plus en stock|indisponible|our (?:rate|figures?|metrics?)|notre taux|nos (?:chiffres|taux)|pour le taux|cleaner|plus propre)\b)"
    r"(?=.*\b(?:when|if|whenever|who|anyone|someone|si|lorsqu\w*|quand|a qui|qui|des qu\w*|en cas de|upon|on request)\b.{0,80}\b(?:asks?|asked|wants?|writes?|wishes|requests?|would like|demandes?|demandent|veut|veulent|souhaite\w*|reclame\w*|ecrit|desire\w*)\b)"
    r"(?=.*\b(?:cancel\w*|annul\w+)\b)"
    r"(?=.*\b(?:order (?:again|anew|afresh)|re-?order|new order|place another|recommand\w+|repass\w+|nouvelle commande|commander de nouveau"
    r"|(?:him|her|them)sel(?:f|ves)|lui-meme|elle-meme|eux-memes|(?:his|her|their) (?:own )?account|son compte|leur compte)\b)"
    r"|^(?=.*\b(?:factures?|invoices?)\b)(?=.*\b(?:refaite?s?|reemise?s?|etablie?s?|corrigee?s?|remplacee?s?|reissued|corrected|redone|replaced|issued)\b.{0,30}\b(?:par (?:le|la|notre|nos)|by (?:the|our))"
    r" (?:\w+ )?(?:fournisseurs?|fabricants?|grossistes?|suppliers?|makers?|manufacturers?|wholesalers?)\b)(?=.*\b(?:nouveau numero|initiative|avoir|credit note|new number|numero|sous|under)\b)"
)

_FIRST_STONE = r"\b(?:first stone|premiere pierre)\b"
_AN_EXAMPLE = r"\b(?:compte|boutique|maison|vendeur|entreprise|account|shop|house|seller|company)\b.*\b(?:servir|sert|citee?|donnee?|held up|hold up|set|serve|cited)\b.{0,25}\b(?:exemple|modele|example|model)\b"

_RESTATED = r"^\W*(?:le|notre|mon|the|our|my) (?:compte|account) (?:affichait|affiche|montrait|montre|comptait|portait|showed|shows|displayed|had|counted) .{0,40}\b(?:infractions?|violations?|complaints?|plaintes?|warnings?|avertissements?|requests?|demandes?)\b"
"""What the account's page counts, in its own words."""
_ACCOUNTED = (
    r"^\W*(?:this|that|it|cela|ceci) (?:accounts? for|explains?|explique) (?:all|both|the|\d|les|tous|toutes|la|le)\b"
    r"|^(?!.*\b(?:only|just|merely|seulement|ne\b.*\bqu))\W*(?:a single|one|un seul|une seule|\d+) (?:incidents?|cas|cases?) (?:was|were|has been|have been|(?:nous )?(?:a|ont) ete) (?:reported|signale\w*|declare\w*)\b"
)
"""How many cases there were, or are explained, said plainly."""
_SETTLED = r"^\W*(?:the|les) \d+ (?:orders?|commandes?|cases?|cas) (?:are|were|sont|ont ete|etaient) (?:\w+ ){0,2}?(?:settled|reglee?s?)\b ?[:(]"
_ABOVE = (
    r"^(?!.*\b(?:only|just|barely|slightly|hardly|seulement|legerement|a peine|de peu|un peu)\b).*\b(?:au-dessus|au-dela|above|over|beyond|superieure?s?)\b.{0,12}"
    r"\b(?:objectif|cible|seuil|limite|target|limit|threshold|maximum)\b"
)
"""A figure said to be worse than it may be."""
_WATCHED = r"\b(?:surveill\w+|suivons|suit|mesur(?:ons|e)|compt(?:ons|e)|watch|track|monitor|count|measure)s? (?:la part|le nombre|le taux|the share|the number|the rate) (?:de|des|d'|of)\b"
"""Which figure is watched."""
_COUNTED = (
    r"^(?!.*\b(?:only|just|mere\w*|barely|hardly|small|little|tiny|slight\w*|single|seule\w*|simple\w*|petite?s?|leger\w*|a peine|but|mais|ne)\b)"
    r"\W*\d+ (?:\w+ ){1,4}(?:had|held|carried|left|showed|avaient|portaient|sont partie?s|montraient)\b"
)
"""How many things had the fault, with no word that makes it less."""
_HALTED = (
    r"^\W*(?:la|le|les|the|all|toutes? (?:la|les)|our|nos) (?:\w+ )?(?:ventes?|offres?|sales?|listings?|offers?) (?:de \w+ |of \w+ )?(?:est|sont|a ete|ont ete|is|are|was|were|has been|have been) "
    r"(?:\w+ )?(?:arretee?s?|retiree?s?|fermee?s?|stopped|closed|withdrawn|taken down)\b"
)
"""What was stopped: done, and easy to check on the page."""
_STRUCK = (
    r"\"[^\"]{3,60}\" (?:has been|have been|was|were|is|are|a ete|ont ete|est|sont) (?:\w+ )?"
    r"(?:replaced|removed|struck|banned|deleted|remplacee?s?|supprimee?s?|rayee?s?|retiree?s?|barree?s?|interdite?s?)\b"
)
"""Words that are quoted because they are used no longer."""
_AT_AN_EVENT = (
    r"\bas soon as (?:one|the last|only|fewer|less)\b.{0,30}\b(?:is|are) left\b|\bdes qu'(?:il (?:n'en |en )?reste|une? \w+ manque)\b"
    r"|\bas soon as (?:the|an?|its|each|every) (?:\w+ ){1,2}(?:is|has been|are) (?:confirmed|printed|received|shipped|dispatched|placed|scanned|paid|delivered|sold|returned|packed)\b"
    r"|\bdes (?:que |qu')(?:la |le |l'|une? |chaque )(?:\w+ ){1,2}(?:est|a ete) (?:confirme|imprime|recu|expedie|passe|scanne|paye|livre|vendu|retourne|emballe)e?\b"
)
"""When the stock or the order says so, not when there is time."""
_WITHDRAWN = (
    r"^(?=.*(?:\bno longer (?:offer|give|send|ask|include|promise)\b|\bn'(?:offrons|incitons|envoyons|incluons) plus\b|\bne (?:donnons|demandons|promettons) plus\b))"
    r"(?=.*\b(?:withdrawn|removed|destroyed|stopped|ended|retiree?s?|supprimee?s?|detruite?s?|arretee?s?)\b)"
)
"""What was forbidden has ended, and how."""
_RETOLD = (
    r"\b(?:show|montr\w+|explain|expliqu\w+|prouv\w+|prove) (?:why|how|pourquoi|comment|en quoi) (?:the|this|that|ce|cet|cette|la|le|l') ?(?:finding|decision|warning|complaint|notice|suspension|constat|decision|avertissement|plainte|signalement)"
    r"|\b(?:vous avez|you(?: have)?) (?:desactive|suspendu|bloque|deactivated|suspended|blocked|removed|retire)\b.{0,60}\b(?:au motif qu|parce qu|as\b|because|on the grounds?|for\b)"
)
"""Why the decision is wrong, or what it was given for: the seller knows what is meant."""
_NAMES_OWNER = (
    r"^\W*(?:[\w'’.,-]+ ){1,9}(?:s'en charge|s'en occupe|en est (?:le |la )?(?:chargee?|responsable)|(?:is|am|are) (?:in charge of|responsible for) (?:it|this|that)"
    r"|(?:looks|look) after (?:it|this)|takes? care of (?:it|this)|does (?:it|this))\W*$"
)
_NAMES_PROOF = (
    r"^\W*(?:preuves?|proofs?|evidence|annexes?|exhibits?|pieces?|appendix)(?: (?:n° ?)?\w{1,3})? ?: ?\w"
)
_FINISHED = (
    r"^\W*(?:la|le|les|the|this|cette|ce|these|ces) (?:correction|change|changement|modification|work|travaux|update|mise a jour|reglage|setting)s? (?:est|sont|a ete|ont ete|was|were|has been|have been)"
    r" (?:terminee?s?|finie?s?|achevee?s?|finished|completed|done|made|faite?s?) (?:le|depuis le|on|by|since) \d"
)
_PLAIN = f"{_NAMES_OWNER}|{_NAMES_PROOF}|{_FINISHED}"
"""Who does it, what proves it, on which day it was finished: a reader asks nothing more of such a sentence."""
_SALUTATION = r"^(?!.*[.!?:]\W*\w)\W*(?:dear|to (?:the|whom)|hello|hi|good (?:morning|afternoon|day)|bonjour|madame|monsieur|mesdames|messieurs|chere?s?|a l'(?:attention|equipe)|for the attention)\b(?: ?[\w'’&-]+,?){0,7}\W*$"
_REQUEST = (
    r"^(?!.*(?:\b(?:immediate\w*|immediatement|at once|sans (?:delai|tarder)|faute de quoi|a defaut|otherwise|or (?:else|we)|within|sous|avant (?:le|demain)|by (?:tomorrow|monday|friday)"
    r"|lawyers?|avocats?|court|justice|tribunal|press\w*|finally|enfin|une fois pour toutes|once and for all)\b|!))"
    r"\W*(?:(?:we|i|nous|je) (?:(?:therefore|kindly|now|hereby|respectfully|donc|vous) )*|please |kindly |merci (?:de |donc de )|veuillez )(?:ask(?: you)?|request|demandons|demande|prions|prie)?.{0,20}?"
    r"\b(?:close|withdraw\w*|lift|restore|correct|check|remove|retract\w*|reinstate|review|reopen|clore|retirer|retrait|lever|levee|retablir|retablissement|rectifier|verifier|annuler|annulation|reexaminer|rouvrir)\b"
)

_GREETING = Lazy(_SALUTATION)
_SALUTATION_LENGTH = 80

ACQUITTED = {
    "blame-third-party": Lazy(_FIRST_STONE, needs="stone|pierre"),
    "minimising": Lazy(rf"{_THOUGHT_THEN_FOUND}|{_AN_EXAMPLE}|{_ACCOUNTED}|{_ABOVE}|{_COUNTED}"),
    "unknown-cause": Lazy(f"{_THOUGHT_THEN_FOUND}|{_ANSWERS}|{_ELSEWHERE}|{_RETOLD}|{_OF_USE}"),
    "vague-measure": Lazy(f"{_ELSEWHERE}|{_PLAIN}|{_WATCHED}|{_HALTED}"),
    "empty-assurance": Lazy(f"{_PLAIN}|{_SETTLED}"),
    "off-topic": Lazy(_PLAIN),
    "forbidden-remedy": Lazy(f"{_BY_REQUEST}|{_NAMES_OWNER}|{_RESTATED}|{_WITHDRAWN}"),
    "weak-commitment": Lazy(f"{_STRUCK}|{_AT_AN_EVENT}"),
    "hostile-tone": Lazy(_REQUEST),
}
"""By rule, what says that it does not apply."""


def acquitted(rule: str, folded: str) -> bool:
    """Whether ``folded`` is by its meaning no case of ``rule``."""
    if rule == "personal-data":
        return is_staff(folded)
    if rule == "placeholder":
        return "[" in folded and is_exhibit(folded[folded.index("[") + 1 : (folded + "]").index("]")])
    if len(folded) < _SALUTATION_LENGTH and _GREETING.match(folded):
        return True
    pattern = ACQUITTED.get(rule)
    return pattern is not None and pattern.search(folded) is not None


def is_exhibit(inside: str) -> bool:
    """Whether what stands ``inside`` square brackets (folded) is the number of an annex, not a blank."""
    return _EXHIBIT.match(inside.strip()) is not None


def names_staff(before: str, after: str) -> bool:
    """Whether the words around a name (folded) give it a function in the seller's team."""
    return _AFTER_NAME.match(after) is not None or _BEFORE_NAME.search(before) is not None


_FULL_NAME = Lazy(
    r"(?<![\w'’-])(?!Amazon|Seller|Royal|La |Le |Les |The |Our |Notre |Mondial|Colis|Chrono|Page|Point|January|February|March|April|May|June|July|August|September|October|November|December)[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ]?[a-zà-ÿ]+)? (?:(?:de|du|le|van|von) )?[A-ZÀ-Þ][a-zà-ÿ'’-]+"
)
_SIGNS = Lazy(
    r"\b(?:je soussignee?|i,|i, the undersigned,|moi,|signe:?|signed:?|charge of|charge a|responsable:|owner:)\W*$"
)
_DOES = Lazy(
    r"\s*(?:,[^,.;]{2,60},)? ?(?:(?:a|has|had|y a|leur a|then|ensuite|also|aussi|now|will) )*(?:lui-meme |herself |himself |elle-meme )?"
    r"(?:rembours\w+|ecrit|ecrivit|appele|envoye|renvoye|corrige|recompte|verifie|controle|repondu|repond|traite|retire|supprime|remplace|emballe|prepare|compare|releve|relit|relu|ouvre|ouvert|transfere|porte|mis|met|forme"
    r"|refund\w+|wrote|writes|called|calls|sent|sends|correct\w+|count\w*|check\w*|verif\w+|answer\w*|repl\w+|remov\w+|delet\w+|replac\w+|pack\w*|compar\w+|open\w*|mov\w+|trained|trains|took|takes|put|puts|read|reads|looks|scan\w*|upload\w*)\b(?! (?:a|an|one|une?) (?:claim|complaint|review|plainte|reclamation|avis|commentaire|litige|dispute))"
)


_SIGNATURE = Lazy(
    r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)? (?:(?:de|du|le|van|von|O') ?)?[A-ZÀ-Þ][\w'’-]+(?:, [\w&'’ -]{2,50}){0,2}"
)


def is_signature(text: str) -> bool:
    """Whether nothing but the signer's name, function and firm stands there."""
    return (
        len(text) < _SALUTATION_LENGTH and _SIGNATURE.compiled().fullmatch(text.strip(" .\n*_")) is not None
    )


def only_staff(text: str) -> bool:
    """Whether all full names in ``text`` are of the seller's own people: with a function, signing, or acting for the seller."""
    names = list(_FULL_NAME.finditer(text))
    return bool(names) and all(
        names_staff(_fold(text[: name.start()]), _fold(text[name.end() :]))
        or _SIGNS.search(_fold(text[: name.start()])) is not None
        or _DOES.match(_fold(text[name.end() :])) is not None
        for name in names
    )


def _fold(text: str) -> str:
    return without_accents(plain(text)).lower()


_BUYER = Lazy(
    r"\b(?:buyers?|customers?|clients?|clientes?|acheteu\w+|refund\w*|rembours\w+)\b(?! services?\b)"
)


def is_staff(folded: str) -> bool:
    """Whether a person with a title is named with a function, and no buyer is spoken of."""
    return _STAFF.search(folded) is not None and _BUYER.search(folded) is None
