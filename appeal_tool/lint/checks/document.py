"""The ten rules about an appeal as a whole: its three parts, its measures, its causes, its length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import about, finding
from appeal_tool.lint.reading import Reading
from appeal_tool.lint.statements import Statement
from appeal_tool.lint.text import Document, Role, Sentence

_SHARE = {"measure-without-owner": 0.36, "measure-without-date": 0.34, "measure-without-proof": 0.34}
"""Below which share of the measures with an owner, a day, a proof the rule is raised."""

_LENGTH = ("too-long", "too-short")
_ENUMERATED = Lazy(
    r"^(?:\(?(?:[a-f1-9]|i{1,3}|iv)[).]|first|second|third|fourth|premier|premiere|deuxieme|second|seconde|troisieme|quatrieme|d'abord|ensuite|enfin|also\b|on top of that|de plus|en outre|par ailleurs|"
    r"cause (?:\d|[a-d])|the (?:first|second|third|fourth|other|last)|la (?:premiere|deuxieme|seconde|troisieme|derniere)|autre cause|finally|moreover|in addition)"
)
_STEM = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    """order commande buyer acheteur client custom amazon accoun compte produi produc articl items offer offres listin annonc fiche
    seller vendeu plan measur mesure since depuis every chaque notre nous their leurs which where quand avant apres after before
    there these those this that with dans pour avec sans plus moins cette leur tous toutes toute have been were from when what
    march april janua janvi fevri febru avril juill juin august aout septe octob novem decem monday lundi mardi mercr jeudi
    vendr samed diman tuesd wedne thurs frida satur sunda first second third premi deuxi troisi cause causes root racin
    week weeks month semai jours jour days heure hours matin soir morni eveni anyth nothi nobody person until jusqu
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty deux trois quatre cinq sept huit neuf onze douze
    entre etre them again only limit some such very much many more most other others autre autres meme memes chez aucun aucune both
    still encor alors quell being never jamais wrong faire fait etait avait avons ont sont also aussi""".split()  # noqa: SIM905
)


def check(
    document: Document, reading: Reading, rules: Mapping[str, LintRule], options: LintOptions
) -> list[Finding]:
    """All findings of the document rules in one appeal."""
    found: list[Finding] = []
    for rule in rules.values():
        judge = _JUDGES.get(rule.id)
        if judge is not None and (reading.judged or rule.id in _LENGTH):
            found.extend(judge(document, reading, rule, options))
    return found


def left_out(options: LintOptions) -> list[str]:
    """The rules that are silent about a text too long to be read as one appeal."""
    rules = [rule for rule in _JUDGES if rule not in _LENGTH]
    return rules if options.refusal is None else [*rules, "asked-item-not-answered"]


def section_place(document: Document, role: Role) -> tuple[int, int]:
    """Where a finding about a missing part points: the heading of that part, else the start of the text."""
    for sentence in document.sentences:
        if sentence.kind == "heading" and sentence.role == role and not sentence.quoted:
            return sentence.start, sentence.end
    first = next((s for s in document.sentences if not s.quoted), None)
    return (first.start, first.end) if first else (0, 0)


def _missing_cause(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    if not reading.causes:
        place = section_place(document, "cause")
        yield finding(
            document, rule, *place, options.lang, variant="symptom" if reading.symptoms else "default"
        )


def _missing_corrective(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    said = reading.nothing_done
    if said is not None and len(reading.done) < 6:
        yield about(document, rule, said, options.lang, variant="said")
    elif not reading.done:
        yield finding(document, rule, *section_place(document, "corrective"), options.lang)


def _missing_preventive(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    if not reading.standing:
        yield finding(document, rule, *section_place(document, "preventive"), options.lang)


def _measures_without(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    holds: Callable[[Statement], bool] = {
        "measure-without-owner": reading.owned,
        "measure-without-date": reading.dated,
        "measure-without-proof": reading.proven,
    }[rule.id]
    measures = reading.measures
    without = [measure for measure in measures if not holds(measure)]
    share = _SHARE[rule.id]
    if rule.id == "measure-without-proof" and reading.annexed:
        share /= 2
    if not without or len(without) <= (1 - share) * len(measures):
        return
    if rule.id == "measure-without-owner" and reading.one_person:
        return
    first = without[0].sentence
    variant = "default" if len(without) < len(measures) else "none"
    yield about(document, rule, first, options.lang, variant=variant, count=len(without), total=len(measures))


def _symptoms(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    for statement in reading.symptoms:
        level = "warning" if reading.causes else rule.level
        yield about(document, rule, statement.sentence, options.lang, level=level)
        return


def _without_measure(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    causes = [statement.sentence for statement in reading.causes]
    if not causes:
        return
    sure = [m for m in reading.measures if m.measure >= 0.5 or m in reading.done or m in reading.standing]
    if not sure:
        yield about(document, rule, causes[0], options.lang, variant="none")
        return
    aims = set().union(*(_stems(measure.sentence) for measure in reading.measures))
    separate = _separate(document, causes)
    thin = document.words() < _THIN
    if thin:
        separate = causes
    elif len(separate) < 2:
        return
    covered = [len(_stems(cause) & aims) for cause in separate]
    for cause, shared in zip(separate, covered, strict=True):
        if shared == 0 and (thin or max(covered) > 0) and not _beside_a_measure(cause, reading):
            yield about(document, rule, cause, options.lang)


def _beside_a_measure(cause: Sentence, reading: Reading) -> bool:
    """Whether a measure stands in the same row of a table: cells of a row belong together."""
    if cause.kind != "cell":
        return False
    row = [s for s in reading.statements if s.sentence.kind == "cell" and s.sentence.item == cause.item]
    return any(s in reading.measures or s.sentence.role in ("corrective", "preventive") for s in row)


_THIN = 150
"""Words: in a text as short as this each sentence about a cause is a cause of its own."""


def _separate(document: Document, causes: Sequence[Sentence]) -> list[Sentence]:
    """The causes that the author counts apart: list items, or words like "second", "also"."""
    return [
        cause
        for cause in causes
        if cause.item is not None
        or _ENUMERATED.match(cause.folded)
        or _ENUMERATED.match(_line(document, cause))
    ]


def _line(document: Document, sentence: Sentence) -> str:
    line = document.line_starts[document.position(sentence.start)[0] - 1]
    return document.text[line : sentence.start + 12].lstrip(" -*\u2022").lower()


def _stems(sentence: Sentence) -> set[str]:
    return {word[:5] for word in _STEM.findall(sentence.folded)} - _STOPS


_STOPS = frozenset(word[:5] for word in _COMMON)


def _too_long(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    words, limit = document.words(), options.config.too_long
    if words > limit or not reading.judged:
        # A text of which half the rules said nothing must not look ready.
        yield finding(
            document,
            rule,
            *section_place(document, "opening"),
            options.lang,
            level=None if reading.judged else "error",
            variant="default" if reading.judged else "unread",
            words=words,
            limit=limit,
        )


def _too_short(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    words, limit = document.words(), options.config.too_short
    if words < limit:
        yield finding(
            document, rule, *section_place(document, "opening"), options.lang, words=words, limit=limit
        )


_JUDGES: dict[str, Callable[[Document, Reading, LintRule, LintOptions], Iterator[Finding]]] = {
    "missing-root-cause": _missing_cause,
    "missing-corrective-action": _missing_corrective,
    "missing-preventive-action": _missing_preventive,
    "measure-without-owner": _measures_without,
    "measure-without-date": _measures_without,
    "measure-without-proof": _measures_without,
    "symptom-as-cause": _symptoms,
    "cause-without-measure": _without_measure,
    "too-long": _too_long,
    "too-short": _too_short,
}
