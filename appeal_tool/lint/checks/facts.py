"""The seven rules against the facts: the account's data, the notice, the refusal, the version sent before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.lint import topics
from appeal_tool.lint.checks import account_facts, claims, earlier
from appeal_tool.lint.checks.document import section_place
from appeal_tool.lint.finding import Finding, Level
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import finding
from appeal_tool.lint.reading import Reading
from appeal_tool.lint.statements import Statement
from appeal_tool.lint.text import Document, Role

if TYPE_CHECKING:
    from appeal_tool.account.notice import Notice
    from appeal_tool.diagnosis.model import Diagnosis

_PARTS: dict[str, Role] = {
    "cause": "cause",
    "corrective": "corrective",
    "preventive": "preventive",
    "evidence": "evidence",
}


def check(
    document: Document, reading: Reading, rules: Mapping[str, LintRule], options: LintOptions
) -> list[Finding]:
    """All findings against the facts that ``options`` hold; none without facts."""
    found: list[Finding] = []
    if options.account is not None:
        found += account_facts.figures_not_in_data(document, rules["figure-not-in-data"], options)
        found += claims.claims_against_data(document, rules["claim-contradicts-data"], options)
    if options.diagnosis is not None or options.notice is not None:
        found += _causes_not_addressed(document, reading.route, rules["cause-not-addressed"], options)
    if options.refusal is not None and reading.judged:
        found += _asked_not_answered(document, reading, rules["asked-item-not-answered"], options)
    found += _wrong_language(document, rules["wrong-language"], options)
    if options.previous is not None:
        found += earlier.repeated(document, rules["repeated-text"], options)
        found += earlier.contradicted(document, rules["contradicts-earlier"], options)
    return found


def _spoken(document: Document) -> str:
    return "\n".join(sentence.folded for sentence in document.sentences if not sentence.quoted)


def _causes_not_addressed(
    document: Document, route: str, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    if route == "documents":
        return
    spoken = _spoken(document)
    place = section_place(document, "cause")
    missing: list[str] = []
    levels: dict[str, Level] = {}
    # Only a plan answers for the account's figures; the others answer the one point of the notice.
    if options.diagnosis is not None and route not in ("dispute", "retraction"):
        missing += [m for m in options.diagnosis.breaches if not topics.speaks_of_metric(spoken, m)]
        levels = {
            metric: _level_of_breach(metric, options.diagnosis, options.notice, rule) for metric in missing
        }
    notice = options.notice
    if notice is not None and notice.type not in (None, "refusal"):
        cause = topics.NOTICE_CAUSES.get(notice.type, notice.type)
        if notice.type == "order-defect-rate":
            if not topics.speaks_of_metric(spoken, "order_defect_rate"):
                missing.append("order_defect_rate")
                levels["order_defect_rate"] = rule.level
        elif not topics.speaks_of_cause(spoken, cause):
            missing.append(cause)
    elif notice is not None and notice.type is None:
        # A subject that has no type of its own still stands in what is asked for.
        asked = dict.fromkeys(item.about for item in notice.asked if item.about)
        missing += [cause for cause in asked if not topics.speaks_of_cause(spoken, cause)]
    for name in dict.fromkeys(missing):
        yield finding(document, rule, *place, options.lang, level=levels.get(name), cause=name)


def _level_of_breach(metric: str, diagnosis: Diagnosis, notice: Notice | None, rule: LintRule) -> Level:
    """How much it matters that a breach is passed over in silence: no error where the diagnosis is unsure of it.

    One case of nine may be chance. A cause that the diagnosis thinks likely, or a miss
    beyond chance that has consequences, must be spoken of.
    """
    missed = [m for m in diagnosis.metrics if m.metric.id == metric and m.verdict == "missed"]
    if any(m.sure and m.consequence for m in missed) or not missed:
        return rule.level
    causes = topics.METRIC_CAUSES.get(metric, ())
    certainties = {cause.certainty for cause in diagnosis.causes if cause.id in causes}
    if "certain" in certainties:
        return rule.level
    notice = notice or diagnosis.notice
    subject = notice.type if notice is not None and notice.type not in ("refusal", "at-risk") else None
    if subject == metric.replace("_", "-"):
        return rule.level
    if "likely" in certainties or any(m.sure for m in missed):
        return rule.level if subject is None else "warning"
    return "warning" if subject is None else "suggestion"


def _asked_not_answered(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    assert options.refusal is not None
    asked = dict.fromkeys((item.part, item.about) for item in options.refusal.asked)
    if reading.route in ("dispute", "documents", "retraction"):
        # None of these admits a cause or promises a measure; what they show can still be asked for.
        asked = dict.fromkeys((part, about) for part, about in asked if part == "evidence")
    several = len({about for _, about in asked if about}) > 1
    for part, about in asked:
        said = _said(reading, part)
        if about is not None:
            spoken = [s for s in said if topics.speaks_of_cause(_with_heading(document, s), about)]
            anywhere = topics.speaks_of_cause(_spoken(document), about)
            said = spoken if several else (said if anywhere else [])
        if not said:
            place = section_place(document, _PARTS[part])
            variant = part if about is None else f"{part}-about"
            yield finding(document, rule, *place, options.lang, variant=variant, about=about or "")


def _said(reading: Reading, part: str) -> list[Statement]:
    match part:
        case "cause":
            return reading.causes
        case "corrective":
            return reading.done
        case "preventive":
            return reading.standing
    return [statement for statement in reading.statements if statement.proof]


def _with_heading(document: Document, statement: Statement) -> str:
    """A statement's words with those of the heading above and of what stands beside it."""
    sentence = statement.sentence
    words = [sentence.folded, *(other.folded for other in document.beside(sentence))]
    for position in range(sentence.index - 1, -1, -1):
        other = document.sentences[position]
        if other.kind == "heading":
            words.append(other.folded)
            break
    return " ".join(words)


def _wrong_language(document: Document, rule: LintRule, options: LintOptions) -> Iterator[Finding]:
    wanted = next(
        (n.reply_language for n in (options.refusal, options.notice) if n is not None and n.reply_language),
        None,
    )
    if wanted is None:
        return
    own = [s for s in document.sentences if not s.quoted and len(s.folded.split()) > 3]
    other = [s for s in own if s.lang != wanted[:2]]
    if own and len(other) * 2 > len(own):
        variant = wanted[:2] if wanted[:2] in ("fr", "en") else "default"
        yield finding(
            document, rule, other[0].start, other[0].end, options.lang, variant=variant, language=wanted
        )
