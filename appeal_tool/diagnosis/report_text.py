"""A diagnosis as a page for the terminal: plain words, the answer that is wanted first."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from appeal_tool.diagnosis.model import CauseFinding, Diagnosis
from appeal_tool.diagnosis.report_words import (
    answer_wanted,
    capital,
    cause_words,
    certainty_words,
    gathered_words,
    metric_lines,
    notice_words,
    recovery_words,
    stage_words,
    telling,
    title,
)
from appeal_tool.diagnosis.words import AREA, place, say, say_problem
from appeal_tool.guide.signals import load_signals
from appeal_tool.guide.standards import load_standards
from appeal_tool.i18n import text
from appeal_tool.i18n.formats import percent

__all__ = ["as_text", "explain_text", "notice_words", "recovery_words"]

_EVIDENCE = 3
_CAUSES = 4


def as_text(diagnosis: Diagnosis, lang: str, width: int = 80) -> str:
    """The whole diagnosis as lines of at most ``width`` columns."""
    page = _Page(lang, width)
    page.line(title(diagnosis, lang))
    page.section("heading-stage", stage=stage_words(diagnosis, lang))
    page.paragraph(answer_wanted(diagnosis, lang))
    for statement in diagnosis.explanations:
        page.paragraph(say(statement, lang))
    for words in notice_words(diagnosis, lang):
        page.item("→", words)
    page.section("heading-metrics")
    for line in metric_lines(diagnosis, lang):
        page.item(*line)
    page.section("heading-causes")
    _causes(diagnosis, page)
    gathered = telling(diagnosis)
    if gathered:
        page.section("heading-gathered")
        for item in gathered:
            page.item("•", gathered_words(item, lang))
    if diagnosis.recovery:
        page.section("heading-recovery")
        for words, _ in recovery_words(diagnosis, lang):
            page.item("•", words)
        if any(item.day for item in diagnosis.recovery):
            page.paragraph(text(AREA, "recovery-assumed", lang))
    if diagnosis.steps:
        page.section("heading-steps")
        for statement in diagnosis.steps:
            page.item("→", say(statement, lang))
    if diagnosis.cautions:
        page.section("heading-cautions")
        for statement in diagnosis.cautions:
            page.item("✗", say(statement, lang))
    if diagnosis.problems:
        page.section("heading-warnings")
        for problem in diagnosis.problems:
            page.item("!", say_problem(problem, lang))
    return str(page)


def explain_text(diagnosis: Diagnosis, cause: str, lang: str, width: int = 80) -> str:
    """The reasoning behind one cause in full: every piece of evidence, its weight, its place, and why it counts."""
    page = _Page(lang, width)
    page.line(text(AREA, "explain-title", lang, cause=cause))
    finding = next((found for found in diagnosis.causes if found.id == cause), None)
    if finding is None:
        page.paragraph(text(AREA, "explain-none", lang, cause=cause))
        return str(page)
    share = percent(finding.weight, lang, 0)
    certainty = certainty_words(finding, lang)
    page.paragraph(text(AREA, "explain-share", lang, share=share, score=finding.score, certainty=certainty))
    page.paragraph(text(AREA, "explain-how", lang))
    page.paragraph(text(AREA, "explain-evidence", lang))
    signals = load_signals()
    told: set[str] = set()
    for evidence in finding.evidence:
        weight = text(AREA, "explain-weight", lang, weight=evidence.weight)
        where = place(evidence.source, lang)
        page.item("•", f"{say(evidence.statement, lang)} – {weight}" + (f" – {where}" if where else ""))
        signal = signals.get(evidence.signal) or signals.get(evidence.signal.partition(":")[0])
        if signal and evidence.signal not in told:
            told.add(evidence.signal)
            page.item("", text(AREA, "explain-signal", lang, why=signal.why[lang]), indent=2)
    _subcauses(finding, page)
    _standards(diagnosis, page)
    return str(page)


def _causes(diagnosis: Diagnosis, page: _Page) -> None:
    lang = page.lang
    if diagnosis.root_cause is None:
        page.paragraph(text(AREA, "root-none", lang))
        return
    page.paragraph(text(AREA, "root", lang, root=diagnosis.root_cause))
    for finding in diagnosis.causes_in_order[:_CAUSES]:
        page.item("•", cause_words(finding, lang))
        for evidence in finding.evidence[:_EVIDENCE]:
            where = place(evidence.source, lang)
            page.item("", say(evidence.statement, lang) + (f" [{where}]" if where else ""), indent=2)
        more = len(finding.evidence) - _EVIDENCE
        if more > 0:
            page.item("", text(AREA, "evidence-rest", lang, count=more, cause=finding.id), indent=2)


def _subcauses(finding: CauseFinding, page: _Page) -> None:
    from appeal_tool.guide.causes import load_causes

    record = load_causes().get(finding.id)
    if record is None or not finding.subcauses:
        return
    page.paragraph(text(AREA, "explain-subcauses", page.lang))
    by_id = {subcause.id: subcause for subcause in record.subcauses}
    for number, id in enumerate(finding.subcauses, 1):
        page.item(f"{number}.", by_id[id].ask[page.lang])


def _standards(diagnosis: Diagnosis, page: _Page) -> None:
    used = {j.target.origin for j in diagnosis.metrics if j.target and j.target.origin != "source"}
    records = [standard for id, standard in load_standards().items() if id in used]
    if records:
        page.paragraph(text(AREA, "explain-standards", page.lang))
        for standard in records:
            address, read = standard.source["address"], standard.source["read"]
            page.item("•", f"{standard.title[page.lang]} – {standard.why[page.lang]} [{address}, {read}]")


class _Page:
    """Lines of a page, wrapped to its width."""

    def __init__(self, lang: str, width: int) -> None:
        self.lang = lang
        self._width = max(40, width)
        self._lines: list[str] = []

    def line(self, words: str) -> None:
        """A heading of the page, underlined."""
        self._lines += self._wrapped(words)
        self._lines.append("=" * min(self._width, len(words)))

    def section(self, key: str, **params: object) -> None:
        """The heading of a section, named by a message."""
        self._lines += ["", text(AREA, key, self.lang, **params).upper()]

    def paragraph(self, words: str) -> None:
        """Words over the whole width."""
        self._lines += self._wrapped(capital(words))

    def item(self, mark: str, words: str, indent: int = 0) -> None:
        """Words behind a mark, the following lines under the words."""
        first = " " * indent + (f"{mark} " if mark else "  ")
        self._lines += self._wrapped(capital(words), first, " " * len(first))

    def _wrapped(self, words: str, first: str = "", rest: str = "") -> Iterable[str]:
        return wrap(
            words,
            self._width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=True,
            break_on_hyphens=False,
        ) or [first.rstrip()]

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n"
