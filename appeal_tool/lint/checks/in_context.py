"""What the whole text does to findings about one sentence: a question that is answered, a breach that is confessed and stopped."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.lint.causes import is_theirs
from appeal_tool.lint.checks.coverage import stems
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.raising import about
from appeal_tool.lint.reading import Reading
from appeal_tool.lint.text import Document, Sentence

_PAST = Lazy(
    r"\b(?:was|were|had|did|held|put|sent|went|got|gave|told|said|read|ran|made|used to|promised|offered|received|asked|invited|contained|carried|showed|printed|\w{3,}ed)\b"
    r"|\b\w{2,}(?:ait|aient|ions|iez)\b|\b(?:a|ont|avons|ai|avait|avaient|avions|sont|etait|etaient|est) (?:\w+ )?(?:ete )?\w+(?:e|es|ee|ees|is|it|u|us|ert)\b"
)
_PERIOD = Lazy(
    r"\b(?:from|between|until|till|before|in|de|d'|entre|jusqu'(?:en|au|a)|avant|en|pendant|during) (?:the )?(?:\w+ )?(?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4}|spring|summer|autumn|winter"
    r"|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|printemps|ete|automne|hiver)\b|\b(?:used to|at the time|back then|a l'epoque|autrefois|jusque-la)\b"
)
"""A time that is over: what was done then is told, not proposed."""
_STOPPED = Lazy(
    r"\b(?:stopped|ended|ended|destroyed|shredded|pulped|recycled|binned|removed|deleted|cancel\w+|withdrawn|withdrew|erased|switched off|disabled|deactivated|banned|forbidden|abolished|no longer|no more|nothing but|neither|without the"
    r"|arrete\w*|cesse\w*|detrui\w+|pilon\w*|jete\w*|broye\w*|recycle\w*|supprim\w+|efface\w*|annul\w+|retir\w+|desactiv\w+|interdi\w+|ne \w+ plus|n'\w+ plus|plus (?:aucun\w*|de|un)|aucun\w*|ni)\b"
)
_TO_COME = Lazy(
    r"\b(?:(?:is|are) being|will|shall|would like|going to|from now on|now|today|henceforth|desormais|dorenavant|maintenant|aujourd'hui|bientot|since|depuis)\b|\b\w{3,}(?:rons|ront|rai)\b|\b(?:we|i) (?:offer|give|ask|send|put|propose)\b|\b(?:nous|je|j'|on) ?(?:offrons|offre|donnons|donne|demandons|demande|proposons|propose|envoyons|envoie|glissons|glisse)\b"
)


_SUFFERED = Lazy(
    r"^\W*(?:(?:then|and|puis|et|also|de plus|en outre|in addition|moreover|following your notice[^,]*|suite a votre [^,]*),? )?(?:the|a|an|our|some|this|that|la|le|les|l'|une?|des|nos|notre|cette|ces|(?:because of|due to|owing to|a cause d\w*|en raison d\w*) ?\w* ?)? ?(?:\w+ ){0,3}?"
    r"(?:snow\w*|ice|storms?|floods?|flooding|heat ?waves?|weather|thunderstorms?|hurricanes?|strikes?|power cuts?|holidays|temps|temporary (?:workers|staff|hands)|agency (?:workers|staff)|seasonal (?:workers|staff)|students?|interns?|trainees?|apprentices?"
    r"|neige|verglas|tempetes?|orages?|inondations?|canicule|intemperies|meteo|mauvais temps|greves?|coupures? (?:de courant|d'electricite)|jours feries|interimaires?|saisonniers?|etudiante?s?|stagiaires?|apprentie?s?|alternante?s?)\b(?! (?:were|was|etaient|etait|had been|avaient ete) (?:not|never|left|given|laisse|mal|pas))"
)
"""What befell the seller, or what helpers did: the subject of the sentence is neither the seller nor a practice."""
_OWN_PART = Lazy(
    r"\b(?:we|i|nous|je|j'|on) ?(?:\w+ ){0,2}?(?:n't|not|never|left|forgot|kept|only|failed|n'a\w*|n'e\w*|ne|avions laisse|avons laisse|oublie\w*|seulement)\b|\b(?:without|sans|faute de|because we|parce que nous|car nous|nobody|no one|personne)\b"
)


def settle(
    document: Document, whole: Reading, findings: Iterable[Finding], rule: LintRule, lang: str
) -> Iterator[Finding]:
    """``findings`` about sentences as the whole text leaves them; ``rule`` is that of blame, ``lang`` of its message."""
    alone = whole.judged and whole.route == "plan" and not whole.causes
    blamed: set[int] = set()
    starts = [sentence.start for sentence in document.sentences]
    for found in findings:
        index = bisect_right(starts, found.offset) - 1
        sentence = document.sentences[max(index, 0)]
        if found.rule == "unknown-cause" and index in whole.answered:
            continue
        if found.rule == "forbidden-remedy" and _is_told(sentence, whole) and _is_stopped(sentence, whole):
            continue
        if alone and found.rule == "blame-third-party":
            found = _raised(found, sentence, whole)
            if found.level != "suggestion":
                blamed.add(sentence.index)
        yield found
    if alone:
        yield from (
            about(document, rule, sentence, lang, level="warning")
            for sentence in document.sentences
            if sentence.index not in blamed and _suffers(sentence, whole)
        )


def _is_told(sentence: Sentence, whole: Reading) -> bool:
    """Whether a breach is told as what was done before: under "cause", or of a time that is over, ahead of all measures."""
    if not _PAST.search(sentence.own) or _TO_COME.search(sentence.own):
        return False
    if sentence.role == "cause" and sentence.role_from_heading:
        return True
    others = [s.sentence.index for s in (*whole.done, *whole.standing) if s.sentence is not sentence]
    return _PERIOD.search(sentence.own) is not None and sentence.index < min(others, default=-1)


def _is_stopped(sentence: Sentence, whole: Reading) -> bool:
    """Whether a measure speaks of the same thing and says that it is gone."""
    mine = stems(sentence)
    return any(
        mine & stems(measure.sentence) and _STOPPED.search(measure.sentence.folded)
        for measure in (*whole.done, *whole.standing)
        if measure.sentence is not sentence
    )


def _raised(found: Finding, sentence: Sentence, whole: Reading) -> Finding:
    """Where others are all that is given as the cause, a hint that they are blamed becomes a warning."""
    told = sentence.role == "cause" and is_theirs(sentence.folded)
    hinted = found.level == "suggestion"
    return replace(found, level="warning") if hinted and (told or _suffers(sentence, whole)) else found


def _suffers(sentence: Sentence, whole: Reading) -> bool:
    """Whether, ahead of all measures, a sentence tells what the weather, a strike or helpers did, and nothing of the seller's own."""
    if sentence.quoted or sentence.kind == "heading" or sentence.role in ("corrective", "preventive"):
        return False
    first = min((s.sentence.index for s in (*whole.done, *whole.standing) if s.date), default=None)
    return (
        (first is None or sentence.index < first)
        and _SUFFERED.search(sentence.own) is not None
        and _OWN_PART.search(sentence.own) is None
    )
