"""A lint rule as a page: the same record for ``appeal-tool rules``, ``docs/rules/`` and the wizard's help."""

from __future__ import annotations

from typing import Any

from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.i18n import LANGUAGES
from appeal_tool.i18n import text as say

AREA = "cli-rules"


def markdown(rule: LintRule, lang: str) -> str:
    """The whole record in Markdown."""
    lines = [f"# {rule.title[lang]} (`{rule.id}`)", "", rule.text[lang], ""]
    lines += [f"**{say(AREA, 'why', lang)}** {rule.why[lang]}", ""]
    lines += [f"**{say(AREA, 'ask', lang)}** {rule.fix[lang]}", ""]
    lines += [f"**{say(AREA, 'better', lang)}** {rule.better[lang]}", ""]
    lines += [say(AREA, "level", lang, level=say("lint", f"level-{rule.level}", lang)), ""]
    lines += [say(AREA, "source", lang, source=rule.source), ""]
    for spoken in LANGUAGES:
        lines += [f"## {say(AREA, 'french' if spoken == 'fr' else 'english', lang)}", ""]
        if rule.frame:
            lines += [say(AREA, "in-frame", lang), ""]
        for kind in ("bad", "good"):
            lines += [f"**{say(AREA, kind, lang)}**", ""]
            lines += [f"- {_quoted(example)}" for example in rule.examples[spoken][kind]]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _quoted(example: str) -> str:
    shown = " ".join(example.split()).removeprefix("- ")
    return shown if len(shown) <= 300 else shown[:299] + "\u2026"


def as_data(rule: LintRule) -> dict[str, Any]:
    """The record for programs."""
    return {
        "id": rule.id,
        "level": rule.level,
        "scope": rule.scope,
        "title": dict(rule.title),
        "text": dict(rule.text),
        "why": dict(rule.why),
        "fix": dict(rule.fix),
        "better": dict(rule.better),
        "source": rule.source,
        "examples": {lang: dict(kinds) for lang, kinds in rule.examples.items()},
    }


def index(rules: list[LintRule], lang: str, *, links: bool = False) -> str:
    """All rules in a list, by what they look at; ``links`` makes the ids links to the pages beside."""
    lines: list[str] = []
    width = max(len(rule.id) for rule in rules)
    for scope in ("sentence", "document", "facts"):
        title = say(AREA, f"scope-{scope}", lang)
        lines += [f"## {title}", ""] if links else [title]
        for rule in rules:
            if rule.scope != scope:
                continue
            if links:
                lines.append(f"- [`{rule.id}`]({rule.id}.md): {rule.title[lang]}")
            else:
                level = say("lint", f"level-{rule.level}", lang)
                lines.append(f"  {rule.id:<{width}}  {level:<13}  {rule.title[lang]}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
