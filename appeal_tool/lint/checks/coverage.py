"""``cause-without-measure``: the causes that the author tells apart, each held against what the measures speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.lint.causes import begins_another
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import about
from appeal_tool.lint.reading import Reading
from appeal_tool.lint.text import Document, Sentence

_THIN = 150
"""Words: in a text as short as this each sentence about a cause is a cause of its own."""
_LEAD = 14
"""Words of a sentence that only turns to the next cause: "The other eight go back to something else."."""
_OTHERS = Lazy(
    r"\b(?:the|these|those) (?:other|remaining|rest)\b|\b(?:the )?others (?:were|had|came|go|are|have)\b|\b(?:an|one) ?other (?:cause|reason|failing|mistake)"
    r"|\bles \w+ autres\b|\bles autres\b|\ble reste\b|\bune? autre (?:cause|raison|defaillance|erreur)"
)
_STEM = re.compile(r"[a-z]{3,}")
_COMMON = frozenset(
    """the and for was are but not had has her him his its our out who why how all any can did get got let may new now off old one own per put ran say
    see set she six ten too two use via way yes you est les des une que qui son ses sur par pas nos mes aux fut ont dit lui eux car ces moi toi soi
    oui non vos mis jan feb mar avr mai jun jul aug sep oct nov dec day elle nor end due few lot went gone less bien
    order commande buyer acheteur client custom amazon accoun compte produi produc articl items offer offres listin annonc fiche
    seller vendeu plan measur mesure since depuis every chaque notre nous their leurs which where quand avant apres after before
    there these those this that with dans pour avec sans plus moins cette leur tous toutes toute have been were from when what
    march april janua janvi fevri febru avril juill juin august aout septe octob novem decem monday lundi mardi mercr jeudi
    vendr samed diman tuesd wedne thurs frida satur sunda first second third premi deuxi troisi cause causes root racin
    week weeks month semai jours jour days heure hours matin soir morni eveni anyth nothi nobody person until jusqu
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty deux trois quatre cinq sept huit neuf onze douze
    entre etre them again only limit some such very much many more most other others autre autres meme memes chez aucun aucune both
    still encor alors quell being never jamais wrong faire fait etait avait avons ont sont also aussi because parce
    about without within between into onto over under upon whose says said says cote cotes entre portent porte
    tableau joint jointe capture screenshot attached enclosed exhibit annex appendix report liste list lists feuille sheet releve export proof preuve
    read reads told here look looked note noted relit relire lisait ouvre open opens shown show put keep kept leave takes
    parcel colis packag shipm shipp dispa exped envoi envoy parti parte parts depar left sent""".split()  # noqa: SIM905
)


def _stem(word: str) -> str:
    return word[:5].rstrip("sx")


_STOPS = frozenset(map(_stem, _COMMON))
_FAMILIES = """
    inbox messa email mails mailb repli reply answe respo unans boite courr repon messagerie
    packi packe packa embal
    boxes carto
    listi pages fiche annon descr title titre
    photo pictu image
    stock quant count inven compt recom uncou
    track suivi scann scans
    label etiqu
    suppl fourn purch achat achet
    train forme forma instr consi
""".strip().splitlines()
"""Beginnings of words by which the same thing is told in a cause and in its measure."""
_FAMILY = {_stem(word): _stem(line.split()[0]) for line in _FAMILIES for word in line.split()}


def check(document: Document, reading: Reading, rule: LintRule, options: LintOptions) -> Iterator[Finding]:
    """The causes that no measure aims at; one finding about the first if there is no measure at all."""
    causes = [statement.sentence for statement in reading.causes]
    if not causes:
        return
    sure = [m for m in reading.measures if m.measure >= 0.5 or m in reading.done or m in reading.standing]
    if not sure:
        yield about(document, rule, causes[0], options.lang, variant="none")
        return
    thin = document.words() < _THIN
    parts = _each(causes) if thin else _apart(document, causes)
    if len(parts) < 2 and not thin:
        return
    aims = set().union(*(stems(measure.sentence) for measure in reading.measures))
    said = [set().union(*map(stems, part)) for part in parts]
    # What every cause speaks of, the tent or the frame that is sold, tells none of them from another.
    shared = Counter(stem for words in said for stem in words)
    common = {stem for stem, times in shared.items() if times > 1} if len(parts) > 1 else set()
    covered = [len((words - common) & aims) for words in said]
    for part, hits, words in zip(parts, covered, said, strict=True):
        if hits or not (thin or max(covered) > 0) or not words - common:
            continue
        if thin and words & aims:
            continue
        if not _beside_a_measure(part[0], reading):
            yield about(document, rule, part[0], options.lang)


def _each(causes: Sequence[Sentence]) -> list[list[Sentence]]:
    """Each sentence as a cause of its own, but for one that goes on about the same thing right after."""
    parts: list[list[Sentence]] = []
    for cause in causes:
        last = parts[-1][-1] if parts else None
        if last is not None and cause.index == last.index + 1 and stems(last) & stems(cause):
            parts[-1].append(cause)
        else:
            parts.append([cause])
    return parts


def _apart(document: Document, causes: Sequence[Sentence]) -> list[list[Sentence]]:
    """The sentences about causes, in parts: list items, and what begins with "second", "the other eight", "also"."""
    parts: list[list[Sentence]] = []
    counted = False
    for cause in causes:
        begins = _begins(document, cause)
        counted |= begins
        if begins or not parts:
            parts.append([])
        parts[-1].append(cause)
    return parts if counted else []


def _begins(document: Document, cause: Sentence) -> bool:
    if cause.item is not None or begins_another(cause.folded) or begins_another(_line(document, cause)):
        return True
    if _OTHERS.search(cause.folded):
        return True
    before = document.sentences[cause.index - 1] if cause.index else None
    return (
        before is not None
        and before.section == cause.section
        and len(before.folded.split()) <= _LEAD
        and (_OTHERS.search(before.folded) is not None or begins_another(before.folded))
    )


def _beside_a_measure(cause: Sentence, reading: Reading) -> bool:
    """Whether a measure stands in the same row of a table: cells of a row belong together."""
    if cause.kind != "cell":
        return False
    row = [s for s in reading.statements if s.sentence.kind == "cell" and s.sentence.item == cause.item]
    return any(s in reading.measures or s.sentence.role in ("corrective", "preventive") for s in row)


def _line(document: Document, sentence: Sentence) -> str:
    line = document.line_starts[document.position(sentence.start)[0] - 1]
    return document.text[line : sentence.start + 12].lstrip(" -*\u2022").lower()


def stems(sentence: Sentence) -> set[str]:
    """The beginnings of the words by which a sentence says what it is about; one for all words of a family."""
    found = {_stem(word) for word in _STEM.findall(sentence.folded)} - _STOPS
    return {_FAMILY.get(stem, stem) for stem in found}
