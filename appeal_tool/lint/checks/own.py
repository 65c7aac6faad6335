"""Rules of the user's own: records with a lexicon, matched like ours, in one pass and linear time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from appeal_tool.guide.lint_rules import LintRule, load_lint_rules
from appeal_tool.lint.checks import phrases
from appeal_tool.lint.config import RULES
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import finding
from appeal_tool.lint.text import Document


@cache
def _trees(folder: Path) -> dict[str, phrases.Phrases]:
    own = {name: rule.lexicon for name, rule in load_lint_rules(folder).items() if name not in RULES}
    return {lang: phrases.build(own, lang) for lang in ("fr", "en")}


def check(document: Document, rules: Mapping[str, LintRule], options: LintOptions) -> Iterator[Finding]:
    """Findings of the user's own phrases: the sure ones at the record's level, the others as suggestions."""
    if options.config.rules is None:
        return
    trees = _trees(options.config.rules)
    for sentence in document.sentences:
        if sentence.quoted or sentence.kind == "heading":
            continue
        for hit in trees[sentence.lang].find(sentence.own):
            rule = rules[hit.rule]
            start, end = sentence.span(hit.begin, hit.end)
            shown = " ".join(document.text[start:end].split())
            variant = "phrase" if "phrase" in rule.messages else "default"
            level = rule.level if hit.sure else "suggestion"
            yield finding(
                document, rule, start, end, options.lang, level=level, variant=variant, phrase=shown
            )
