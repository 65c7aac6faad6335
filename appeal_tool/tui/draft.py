"""The plan as it stands, with what a reviewer would still raise, and where each remark leads back to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from appeal_tool.case.model import Case
    from appeal_tool.diagnosis.model import Route
    from appeal_tool.i18n import Lang
    from appeal_tool.lint.finding import Finding
    from appeal_tool.plan.tree import Plan
    from appeal_tool.tui.session import Session


@dataclass(frozen=True)
class Draft:
    """The plan, its text in ``language``, and the findings that nobody waived. ``waived`` counts the others.

    ``markdown`` is empty for a route that has no document (a quiz, waiting, nothing).
    """

    plan: Plan
    language: Lang
    markdown: str
    findings: tuple[Finding, ...]
    waived: int

    @property
    def ready(self) -> bool:
        """True if nothing is missing and no finding is an error."""
        return (
            bool(self.markdown)
            and self.plan.ready(self.language)
            and all(found.level != "error" for found in self.findings)
        )

    @property
    def gaps(self) -> int:
        """Questions that the plan still lacks an answer to."""
        return len(self.plan.open)

    @property
    def errors(self) -> int:
        """What else keeps it from being ready: contradictions, words to translate, findings that are errors."""
        from appeal_tool.plan.build import open_problems

        others = len(open_problems(self.plan, (self.language,))) - self.gaps
        return others + sum(found.level == "error" for found in self.findings)


def make_draft(session: Session) -> Draft:
    """Build, write and check the plan of the case in hand (in a worker thread)."""
    from appeal_tool.lint.finding import LEVELS
    from appeal_tool.plan.build import build_plan
    from appeal_tool.plan.markdown import NoDocument, render

    case = session.case
    assert case is not None
    diagnosis = None if session.reading is None else session.reading.diagnosis
    plan = build_plan(case, diagnosis)
    try:
        markdown = render(plan, plan.language)
    except NoDocument:
        return Draft(plan, plan.language, "", (), 0)
    found = session.lint(markdown, cast("Route", plan.route)).findings
    open_ones = [finding for finding in found if not _is_waived(finding, case)]
    kept = tuple(sorted(open_ones, key=lambda finding: LEVELS.index(finding.level)))
    return Draft(plan, plan.language, markdown, kept, len(found) - len(kept))


def _is_waived(finding: Finding, case: Case) -> bool:
    return any(
        (waiver.rule, waiver.excerpt) == (finding.rule, finding.excerpt) for waiver in case.state.waivers
    )


def waive(case: Case, finding: Finding, reason: str) -> None:
    """Keep what a finding speaks of as it is; the reason stays in the case. Raises ``CaseError``."""
    from appeal_tool.case.model import SetWaivers, Waiver

    now = datetime.now(UTC).replace(microsecond=0)
    waiver = Waiver(rule=finding.rule, excerpt=finding.excerpt, reason=reason, at=now)
    case.do(SetWaivers(waivers=(*case.state.waivers, waiver)))


def answer_behind(finding: Finding, markdown: str, case: Case) -> str | None:
    """The id of the answer whose words a finding speaks of: the longest one that stands in its lines."""
    lines = markdown.splitlines()[finding.line - 1 : finding.end_line]
    where, excerpt = _plain(" ".join(lines)), _plain(finding.excerpt)
    best: tuple[int, str] | None = None
    for id, answer in case.answers.items():
        words = _plain(str(answer.value or ""))
        if len(words) >= 4 and (words in where or excerpt in words):
            best = max(best or (0, ""), (len(words), id))
    return best[1] if best else None


def _plain(text: str) -> str:
    """Words only, so that Markdown escapes and typography do not hide the same sentence."""
    return " ".join(re.findall(r"\w+", text.casefold()))
