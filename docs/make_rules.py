"""Write the pages of the lint rules from their records: ``python docs/make_rules.py`` (a test finds drift)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from appeal_tool.guide.lint_rules import load_lint_rules
from appeal_tool.lint import rule_page

FOLDER = Path(__file__).with_name("rules")
_HEAD = {"en": "# Rules of the linter\n\n", "fr": "# Règles de relecture\n\n"}


def pages() -> dict[str, str]:
    """Every page by its path below ``docs/rules``: English at the top, French in ``fr/``."""
    rules = list(load_lint_rules().values())
    made: dict[str, str] = {}
    for lang, folder in (("en", ""), ("fr", "fr/")):
        made[f"{folder}README.md"] = _HEAD[lang] + rule_page.index(rules, lang, links=True)
        for rule in rules:
            made[f"{folder}{rule.id}.md"] = rule_page.markdown(rule, lang)
    return made


def main() -> None:
    """Write all pages, and remove those of rules that are gone."""
    wanted = pages()
    for old in FOLDER.rglob("*.md"):
        if old.relative_to(FOLDER).as_posix() not in wanted:
            old.unlink()
    for name, content in wanted.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
