"""What the whole text does to findings about one sentence: a question that is answered, a breach that is confessed and stopped."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from appeal_tool.lint import reading
from appeal_tool.lint.checks.coverage import stems
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.lazy import Lazy
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


def settle(document: Document, whole: Reading, findings: Iterable[Finding]) -> Iterator[Finding]:
    """``findings`` about sentences as the whole text leaves them."""
    starts = [sentence.start for sentence in document.sentences]
    for found in findings:
        index = bisect_right(starts, found.offset) - 1
        sentence = document.sentences[max(index, 0)]
        if found.rule == "unknown-cause" and index in whole.answered:
            continue
        if found.rule == "forbidden-remedy" and _is_told(sentence, whole) and _is_stopped(sentence, whole):
            continue
        yield _blamed_alone(found, sentence, whole)


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


def _blamed_alone(found: Finding, sentence: Sentence, whole: Reading) -> Finding:
    """Where others are all that is given as the cause, a hint that they are blamed becomes a warning."""
    hinted = found.rule == "blame-third-party" and found.level == "suggestion"
    alone = whole.judged and whole.route == "plan" and not whole.causes
    if hinted and alone and sentence.role == "cause" and reading.is_theirs(sentence.folded):
        return replace(found, level="warning")
    return found
