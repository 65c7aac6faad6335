"""A text with its findings underlined in place, and the list of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.content import Content

from appeal_tool.tui.literal import Page
from appeal_tool.tui.visible import first_line, visible
from appeal_tool.tui.widgets.choices import Item

if TYPE_CHECKING:
    from appeal_tool.lint.finding import FileReport, Finding, Level
    from appeal_tool.tui.session import Session

READ = re.compile(r"(?P<address>\S+) \(read (?P<day>\d{4}-\d\d-\d\d)\)")
"""A source of a record that is an address, with the day it was read."""
SEVERAL = re.compile(r" ; (?=guide:|https?:)")
SIGNS: dict[str, tuple[str, str]] = {
    "error": ("✗", "bold $error"),
    "warning": ("▲", "$warning"),
    "suggestion": ("○", "$primary"),
}


class LintedPage(Page):
    """A text field that underlines what the linter found. ``mark`` sets the findings."""

    _findings: Sequence[Finding] = ()
    _current: Finding | None = None

    def mark(self, findings: Sequence[Finding], current: Finding | None = None) -> None:
        """Underline ``findings``; the one in hand stands out."""
        self._findings, self._current = findings, current
        self.notify_style_update()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """A line of the text with its underlines."""
        line = super().get_line(line_index)
        number = line_index + 1
        for finding in self._findings:
            if finding.line <= number <= finding.end_line:
                start = finding.column - 1 if finding.line == number else 0
                end = finding.end_column - 1 if finding.end_line == number else len(line)
                bold = finding is self._current
                line.stylize(Style(underline=True, bold=bold or None, reverse=bold or None), start, end)
        return line

    def show_finding(self, finding: Finding) -> None:
        """Move the cursor to the start of a finding."""
        row = min(finding.line - 1, self.document.line_count - 1)
        self.move_cursor((row, max(0, finding.column - 1)), center=True)


def lines(findings: Iterable[Finding], session: Session) -> list[Item]:
    """Findings as lines of a list: sign, message, place and the words in question. Ids count from 0."""
    items = []
    for number, finding in enumerate(findings):
        sign, style = SIGNS[finding.level]
        place = session.say("lint.line", line=finding.line)
        items.append(
            Item(
                Content.assemble(
                    (f"{sign} ", style),
                    (visible(finding.message), "bold"),
                    (f"\n  {place} · {first_line(finding.excerpt, 70)}", "$quiet"),
                ),
                str(number),
            )
        )
    return items


def explanation(finding: Finding | None, session: Session) -> Content:
    """Why a finding matters, what would mend it, and where the rule comes from."""
    if finding is None:
        return Content("")
    parts: list[str | tuple[str, str]] = [visible(finding.why)]
    if finding.fix:
        parts += [("\n→ ", "$accent"), visible(finding.fix)]
    if finding.source:
        parts.append((f"\n{source_line(finding.source, session)}", "$quiet"))
    return Content.assemble(*parts)


def source_line(source: str, session: Session) -> str:
    """Where a rule comes from, as a reader would say it: pages of the guide, addresses and the day they were read."""
    return "\n".join(_one_source(visible(part).strip(), session) for part in SEVERAL.split(source))


def _one_source(source: str, session: Session) -> str:
    if source.startswith("guide:"):
        return session.say("source.guide", slide=source.removeprefix("guide:").strip().replace("'", "’"))
    read = READ.fullmatch(source)
    if read is not None:
        day = date.fromisoformat(read["day"])
        source = session.say("source.read", address=read["address"], day=day)
    return session.say("source.other", source=source)


def at_least(report: FileReport | None, level: Level) -> tuple[Finding, ...]:
    """The findings of ``level`` and above, errors first, else in the order of the text."""
    from appeal_tool.lint.finding import LEVELS

    if report is None:
        return ()
    kept = LEVELS[: LEVELS.index(level) + 1]
    return tuple(sorted((f for f in report.findings if f.level in kept), key=lambda f: LEVELS.index(f.level)))


def summary(report: FileReport, session: Session) -> str:
    """How many of each level, and whether the text is ready."""
    counts = {level: sum(f.level == level for f in report.findings) for level in SIGNS}
    if not report.findings:
        return session.say("lint.clean")
    return session.say("lint.summary", **counts)
