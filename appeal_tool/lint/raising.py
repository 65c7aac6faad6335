"""Findings from records: the words come from the rule, the place from the document."""

from __future__ import annotations

from functools import cache

from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.i18n import catalogue
from appeal_tool.i18n.formats import MessageFormatter
from appeal_tool.lint.finding import Finding, Level
from appeal_tool.lint.text import Document, Sentence


@cache
def _formatter(lang: str) -> MessageFormatter:
    return MessageFormatter(lang, catalogue("names", lang))


def finding(
    document: Document,
    rule: LintRule,
    start: int,
    end: int,
    lang: str,
    *,
    level: Level | None = None,
    variant: str = "default",
    **params: object,
) -> Finding:
    """A finding of ``rule`` about ``document.text[start:end]``.

    ``lang`` is that of the messages; ``variant`` and ``params`` choose and fill
    the record's message (formats of ``appeal_tool.i18n.formats`` may be used);
    ``level`` is the record's own where none is given.
    """
    line, column = document.position(start)
    end_line, end_column = document.position(end)
    return Finding(
        rule=rule.id,
        level=level or rule.level,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        offset=start,
        end_offset=end,
        excerpt=document.text[start:end],
        message=_formatter(lang).vformat(rule.messages[variant][lang], (), params),
        why=rule.why[lang],
        fix=rule.fix[lang],
        source=rule.source,
    )


def about(
    document: Document,
    rule: LintRule,
    sentence: Sentence,
    lang: str,
    *,
    level: Level | None = None,
    variant: str = "default",
    **params: object,
) -> Finding:
    """A finding about a whole sentence: as ``finding``."""
    return finding(document, rule, sentence.start, sentence.end, lang, level=level, variant=variant, **params)
