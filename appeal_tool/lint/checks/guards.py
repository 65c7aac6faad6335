"""What takes the edge off a phrase: it is denied, owned, stopped, found out, or someone else's words.

Each guard is a small pattern over the folded sentence (lower case, no accents).
They hold for phrases only; the learned layer has read the whole sentence.
"""

from __future__ import annotations

from appeal_tool.lint.checks import acquittals
from appeal_tool.lint.lazy import Lazy

_OWNED = Lazy(
    r"\b(?:(?:our|my) (?:own )?(?:fault|mistake|error|failing|doing|decision|responsib\w+)|(?:is|was|lies?|are) (?:with us|ours|mine|on us|on me|on our)"
    r"|we (?:had|have|did|should|could|were|kept|left|never|answer for|own|are responsible|take responsibility)\b.{0,40}\b(?:not|never|no|without|"
    r"left|fail\w*|forgot\w*|responsib\w*|ourselves|check\w*)|i (?:had|did|should|left|forgot|never|let|kept|set|gave|picked)\b|because (?:we|i)\b"
    r"|as (?:we|i) (?:had|did)|notre (?:faute|erreur|tort|fait|responsabilite|choix|decision)|ma faute|mon erreur|faute (?:est |vient )?(?:de notre|de ma|chez nous)"
    r"|c'est (?:a )?nous (?:qui|de)|c'est moi qui|nous (?:n'avions|n'avons|ne|avions|aurions|en repondons|assumons|avons laisse|avons oublie)\b|je (?:n'avais|n'ai|ne l'ai|l'ai laisse|ne)\b"
    r"|j'(?:avais|ai (?:laisse|oublie|choisi|regle|fait|mis))\b|parce que (?:nous|je|j')|faute d'(?:avoir|un|une)|chez nous|de notre cote|c'etait a nous)"
)
_STOPPED = Lazy(
    r"\b(?:no longer|not any more|any more|stopped|stops?|ended|banned|forbidden|forbid\w*|prohibit\w*|never|nobody|no one|without (?:asking|offering)|not (?:ask|offer|confirm|touch)\w*"
    r"|withdrawn|deleted|pulped|shredded|removed|reported|refused|declined|abolished|closed|gone|do not|don't|did not|didn't|are not|is not|isn't"
    r"|ne [a-z' ]{1,40}(?:plus|jamais|pas|aucun\w*|rien|personne)|n'[a-z' ]{1,40}(?:plus|jamais|pas|aucun\w*|rien)|interdi\w+|proscri\w+|arret\w+|supprim\w+|cess\w+|abandonn\w+|retire\w*|ferm(?:e|ee|es|ees|ons)|signalons"
    r"|fini\w*|termine\w*|mis fin|signale\w*|refuse\w*|personne|sans (?:rien )?(?:demander|proposer)|detrui\w+|pilon)\b"
)
_FOUND = Lazy(
    r"\b(?:found that|we found|i found|showed|shows|turned out|until|now we (?:know|see)|we know|understood|identified|traced"
    r"|the (?:cause|answer) (?:is|was)|(?:avons|ai|a|ont) (?:fini par |enfin |depuis |bien )?(?:trouve|compris|identifie|montre|vu)\b|montrent?|jusqu'a ce que"
    r"|s'est revele|apparu|nous savons|on sait|l'explication est|la cause est|la reponse est)\b"
)
_DENIED = Lazy(
    r"\b(?:no|not|never|nor|neither|ni|pas|aucun\w*|jamais|sans|without|instead of|rather than|plutot que|au lieu de)\b[^,.;:]{0,20}$"
)
_DENIABLE = frozenset({"vague-measure", "self-praise", "emotional-plea", "hostile-tone", "blame-third-party"})
_NEAR = 300
"""Characters on either side of a phrase that count as around it."""

_NEGATED = Lazy(
    r"\b(?:no|not|never|neither|nor|without|n't|cannot|no longer|ne|n|pas|plus|jamais|aucune?|sans|ni|non)\b"
)
MEASURED = ("vague-measure", "empty-assurance")

_BY_RULE = {
    "blame-third-party": (_OWNED,),
    "forbidden-remedy": (_STOPPED,),
    "unknown-cause": (_FOUND,),
    "minimising": (_OWNED,),
}


_SOLD_ELSEWHERE = Lazy(
    # Where else the goods are sold is how the stock came to be wrong.
    r"^(?!.*\b(?:best|finest|excellent\w*|meilleur\w*|superbe\w*|stars?|etoiles?|reputation|renom\w*)\b)(?=.*\b(?:vend\w*|sell|sells|sold)\b)(?=.*\b(?:aussi|egalement|also|as well|too)\b)"
    r"(?=.*\b(?:marches?|boutique|magasin|comptoir|site|stand|salons?|markets?|shop|stall|counter|store|fairs?)\b)",
    needs="vend|sell|sold",
)
_ACQUITTED = {
    "blame-third-party": Lazy(
        r"\bn(?:'est|e sont|'etait|'etaient|e serait) (?:donc )?(?:pas|point|nullement|aucunement|en rien) (?:en cause|fauti\w+|responsables?|coupables?|a blamer)"
        r"|\bn'y (?:est|sont|etait|etaient) (?:donc )?pour rien"
        r"|\brien a se reprocher|\b(?:is|are|was|were) (?:not|in no way) (?:to blame|at fault|the cause|responsible|guilty)|\bbears? no blame|\bnot (?:his|her|their|the \w+'s) fault"
        r"|\bhas no part in it|\bdid (?:its|his|her|their) part"
    ),
    "emotional-plea": Lazy(
        # To say whose account it was admits the link that the notice speaks of.
        r"\b(?:comptes?|accounts?)\b[^.;]{0,30}\b(?:appart\w+|belong\w*|(?:was|is) (?:mine|ours))\b",
        needs="compte|account",
    ),
    "self-praise": _SOLD_ELSEWHERE,
    "off-topic": _SOLD_ELSEWHERE,
    "minimising": Lazy(
        # A single fault stops the whole lot: a rule that is strict, not an excuse.
        r"\b(?:un seul|une seule|un unique|a single|one single|one)\b[^.;]{0,60}\b(?:bloque\w*|arrete\w*|suspend\w*|stoppe\w*|ferme\w*|ecarte\w*|blocks?|stops?|halts?|closes?|sets? aside|holds?) (?:\w+ ){0,3}(?:entiere?s?|tout\w*|lots?|whole|all|entire|batch\w*|shelf|line|wholesaler|supplier|grossiste|fournisseur|offers?|offres?|sale|vente)\b"
        r"|\b(?:n'est|n'etait|ce n'est|il n'y a) pas (?:de |un |une |d')(?:malentendu|cas isole|detail|exageration|incident isole)"
        r"|\b(?:is|was) (?:no|not a|not an|neither a|neither an) (?:misunderstanding|isolated|detail|exaggeration|small|minor)"
    ),
    "weak-commitment": Lazy(
        r"^(?!.*\b(?:esp[eo]r|essa|tent[eo]|possib|bientot|envisag|peut-?etre|devrai|pourr))(?=.*\b(?:nous comptons|(?:j'ai|a|ont|avons|ete) comptee?s?)"
        r" (?:le|la|les|l'|un a un|une a une|chaque|tous|toutes|nos|ces|ce|cette|\d))"
    ),
    "forbidden-remedy": Lazy(
        # What alone may go into a parcel, what a file shows, and the loss of stars that is borne.
        r"\b(?:nothing|no \w+|none)(?: else)? (?:goes|go|is put|may be put|leaves|is enclosed)\b[^.;]{0,60}\b(?:but|except|other than|besides)\b|\b(?:rien|aucun\w*|ne contient|ne contiennent|n'entre\w*|ne part\w*)\b[^.;]{0,60}\b(?:que|qu'|sinon|hormis|sauf)(?= ?(?:l'|la|le|les|un))"
        r"|\b(?:fichiers?|files?|annexes?|exhibits?|documents?|pieces?) (?:n° ?)?\d+\b[^.;]{0,30}\b(?:voyez|voit|voir|montre\w*|you (?:also )?(?:can )?see|shows?|lists?)\b"
        r"|\b(?:accept|acceptons|accepte|acceptent|bear|supportons)\b[^.;]{0,80}\b(?:will not come back|come back|drop|fall|lose|lost|be removed|baiss\w+|perd\w*|disparai\w+|ne reviendr\w+|retires?)\b"
        r"|\b(?:interdit|interdite|interdits|interdites|proscrit|proscrite|defendu|prohibe)\b|\bn'(?:a|ont) (?:pas|plus) le droit|\b(?:forbidden|prohibited|not allowed|not permitted|against the rules)\b"
        r"|\b(?:nobody|no one) (?:in the team |here )?may\b"
    ),
}


_INSIDE = {
    "forbidden-remedy": Lazy(
        # To ask that a warning be cancelled asks nothing of a buyer.
        r"\b(?:demand\w+|prion\w*|ask\w*|request\w*)[^.;]{0,30}\b(?:annul\w+|cancel\w*) (?:of )?(?:cet|cette|ces|ce|l'|la|le|les|votre|vos|the|this|that|these|your) ?(?:avertissement|decision|suspension|sanction|retrait|mention|signalement|plainte|desactivation|warning|deactivation|notice|flag|removal|entry)s?\b",
        needs="annul|cancel",
    ),
    "weak-commitment": Lazy(
        # "as soon as one box is left" names the moment; "as soon as possible" names none.
        r"\bas soon as\b(?! (?:possible|practicable|feasible|(?:we|i) (?:can|could|are able)))"
        # « nous comptons le stock » counts; « nous comptons acheter » means to.
        r"|\bcomptons (?:le|la|les|l'|un a un|une a une|chaque|tous|toutes|nos|ces|ce|cette|\d)"
    ),
}
"""What a rule's words may stand in and mean something else."""


def acquitted(rule: str, folded: str) -> bool:
    """Whether the sentence says in so many words the opposite of what ``rule`` raises."""
    pattern = _ACQUITTED.get(rule)
    return (pattern is not None and pattern.search(folded) is not None) or acquittals.acquitted(rule, folded)


def held(rule: str, folded: str) -> bool:
    """Whether the sentence says, somewhere, what takes a finding of ``rule`` back."""
    if rule in MEASURED:
        return False
    return any(guard.search(folded) for guard in _BY_RULE.get(rule, (_NEGATED,)))


def softened(rule: str, folded: str, begin: int, end: int) -> bool:
    """Whether what stands around ``folded[begin:end]`` takes a phrase of ``rule`` back."""
    inside = _INSIDE.get(rule)
    if inside is not None and any(
        found.start() <= begin and end <= found.end()
        for found in inside.finditer(folded, max(0, begin - _NEAR), end + _NEAR)
    ):
        return True
    around = folded[max(0, begin - _NEAR) : end + _NEAR]
    if acquittals.acquitted(rule, around):
        return True
    if any(guard.search(around) for guard in _BY_RULE.get(rule, ())):
        return True
    before = folded[max(0, begin - _NEAR) : begin]
    if rule in _DENIABLE and _DENIED.search(before[-60:]):
        return True
    return before.count('"') % 2 == 1
