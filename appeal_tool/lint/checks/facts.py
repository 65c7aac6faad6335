"""The seven rules against the facts: the account's data, the notice, the refusal, the version sent before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.lint import topics
from appeal_tool.lint.checks import account_facts, earlier
from appeal_tool.lint.checks.document import section_place
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import finding
from appeal_tool.lint.reading import Reading
from appeal_tool.lint.statements import Statement
from appeal_tool.lint.text import Document, Role

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
        found += account_facts.claims_against_data(document, rules["claim-contradicts-data"], options)
    if options.diagnosis is not None or options.notice is not None:
        found += _causes_not_addressed(document, rules["cause-not-addressed"], options)
    if options.refusal is not None and reading.judged:
        found += _asked_not_answered(document, reading, rules["asked-item-not-answered"], options)
    found += _wrong_language(document, rules["wrong-language"], options)
    if options.previous is not None:
        found += earlier.repeated(document, rules["repeated-text"], options)
        found += earlier.contradicted(document, rules["contradicts-earlier"], options)
    return found


def _spoken(document: Document) -> str:
    return "\n".join(sentence.folded for sentence in document.sentences if not sentence.quoted)


def _causes_not_addressed(document: Document, rule: LintRule, options: LintOptions) -> Iterator[Finding]:
    spoken = _spoken(document)
    place = section_place(document, "cause")
    missing: list[str] = []
    if options.diagnosis is not None:
        missing += [m for m in options.diagnosis.breaches if not topics.speaks_of_metric(spoken, m)]
    notice = options.notice
    if notice is not None and notice.type not in (None, "refusal"):
        cause = topics.NOTICE_CAUSES.get(notice.type, notice.type)
        if notice.type == "order-defect-rate":
            if not topics.speaks_of_metric(spoken, "order_defect_rate"):
                missing.append("order_defect_rate")
        elif not topics.speaks_of_cause(spoken, cause):
            missing.append(cause)
    for name in dict.fromkeys(missing):
        yield finding(document, rule, *place, options.lang, cause=name)


def _asked_not_answered(
    document: Document, reading: Reading, rule: LintRule, options: LintOptions
) -> Iterator[Finding]:
    assert options.refusal is not None
    asked = dict.fromkeys((item.part, item.about) for item in options.refusal.asked)
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
