"""The ten rules about an appeal as a whole: its three parts, its measures, its causes, its length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.lint.checks import coverage
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import about, finding
from appeal_tool.lint.reading import Reading
from appeal_tool.lint.statements import Statement
from appeal_tool.lint.text import Document, Role

_SHARE = {"measure-without-owner": 0.36, "measure-without-date": 0.34, "measure-without-proof": 0.34}
"""Below which share of the measures with an owner, a day, a proof the rule is raised."""

_LENGTH = ("too-long", "too-short")
_FIT = {
    "dispute": frozenset({"measure-without-proof", "too-long"}),
    "documents": frozenset({"too-long"}),
    "retraction": frozenset({"too-long"}),
    "fix-only": frozenset(
        {
            "missing-corrective-action",
            "measure-without-owner",
            "measure-without-date",
            "measure-without-proof",
            "too-long",
        }
    ),
}
"""By route the rules that fit an answer which is no plan; of a plan, and of what no other route is known of, all do.

A dispute admits no cause, documents and a retraction state no measure, a correction needs no analysis; all may be short.
"""


def check(
    document: Document, reading: Reading, rules: Mapping[str, LintRule], options: LintOptions
) -> list[Finding]:
    """All findings of the document rules in one appeal."""
    found: list[Finding] = []
    fit = _FIT.get(reading.route)
    for rule in rules.values():
        judge = _JUDGES.get(rule.id)
        if fit is not None and rule.id not in fit:
            continue
        if judge is not None and (reading.judged or rule.id in _LENGTH):
            found.extend(judge(document, reading, rule, options))
    return found


def left_out(options: LintOptions) -> list[str]:
    """The rules that are silent about a text too long to be read as one appeal."""
    rules = [rule for rule in _JUDGES if rule not in _LENGTH]
    return rules if options.refusal is None else [*rules, "asked-item-not-answered"]


def is_other(route: str) -> bool:
    """Whether an answer of this route is judged as something else than a plan."""
    return route in _FIT


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
    if reading.route == "dispute":
        if not any(statement.proof for statement in reading.statements):
            yield finding(
                document, rule, *section_place(document, "evidence"), options.lang, variant="dispute"
            )
        return
    measures = reading.measures
    if reading.route == "fix-only" and any(map(holds, reading.statements)):
        # A correction is one measure, told in as many sentences as it takes.
        return
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
        if reading.causes and statement.sentence.role == "opening":
            # What the notice said is told first; why it came to that follows.
            continue
        level = "warning" if reading.causes else rule.level
        yield about(document, rule, statement.sentence, options.lang, level=level)
        return


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
    "cause-without-measure": coverage.check,
    "too-long": _too_long,
    "too-short": _too_short,
}
