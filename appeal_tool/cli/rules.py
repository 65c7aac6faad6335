"""``appeal-tool rules``: the rules of the linter, or one of them with its reason, source and examples."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from appeal_tool.guide.lint_rules import LintRule, load_lint_rules
from appeal_tool.i18n import text
from appeal_tool.lint import rule_page

AREA = "cli-rules"


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The options of ``rules``."""
    parser.add_argument("rule", nargs="?", metavar="RULE", help=text(AREA, "rule", lang))
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help=text(AREA, "format", lang)
    )
    parser.add_argument("--rules", type=Path, metavar="DIR", help=text(AREA, "rules", lang))


def run(args: argparse.Namespace) -> int:
    """Print the rules; 2 for an unknown one."""
    rules = load_lint_rules(args.rules)
    if args.rule is None:
        chosen = list(rules.values())
    elif args.rule in rules:
        chosen = [rules[args.rule]]
    else:
        from difflib import get_close_matches

        near = get_close_matches(args.rule, rules, n=1)
        key = "unknown-near" if near else "unknown"
        print(text(AREA, key, args.lang, rule=args.rule, near="".join(near)), file=sys.stderr)
        return 2
    sys.stdout.write(_output(chosen, args))
    return 0


def _output(chosen: list[LintRule], args: argparse.Namespace) -> str:
    if args.format == "json":
        import json

        data = [rule_page.as_data(rule) for rule in chosen]
        content = {"schema": 1, "rules": data}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if args.rule is None:
        return rule_page.index(chosen, args.lang, links=args.format == "markdown")
    page = rule_page.markdown(chosen[0], args.lang)
    return page if args.format == "markdown" else page.replace("**", "").replace("`", "")
