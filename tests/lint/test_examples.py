"""Every example of every lint record, in every typographic variant."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from appeal_tool.guide.lint_rules import load_lint_rules
from appeal_tool.lint.engine import lint_text
from appeal_tool.lint.finding import DOCUMENT_RULES, FACT_RULES
from tests.lint.given import options

RULES = load_lint_rules()


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _wrapped(text: str) -> str:
    return "\n".join(
        line
        if not line.strip()
        else textwrap.fill(line, 40, subsequent_indent="  " if line.startswith("- ") else "")
        for line in text.split("\n")
    )


VARIANTS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "wrapped": _wrapped,
    "apostrophes": lambda text: text.replace("’", "'"),
    "typographic": lambda text: text.replace("'", "’"),
    "no-break": lambda text: text.replace(" :", "\u00a0:").replace(" %", "\u00a0%").replace(" ;", "\u202f;"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "unaccented": _bare,
    "capitals": str.upper,
}


def cases() -> Iterator[Any]:
    for name in (*DOCUMENT_RULES, *FACT_RULES):
        rule = RULES[name]
        for lang in ("fr", "en"):
            for kind in ("bad", "good"):
                for number, text in enumerate(rule.example_texts(lang, kind), 1):
                    yield pytest.param(name, lang, kind, text, id=f"{name}-{lang}-{kind}-{number}")


@pytest.mark.parametrize(("name", "lang", "kind", "text"), cases())
def test_example(name: str, lang: str, kind: str, text: str) -> None:
    given = options(RULES[name].given.get(lang), use_model=False)
    for variant, change in VARIANTS.items():
        changed = change(text)
        raised = [f for f in lint_text(changed, options=given).findings if f.rule == name]
        assert bool(raised) == (kind == "bad"), f"{variant}: {raised}"
        for finding in raised:
            assert finding.excerpt == changed[finding.offset : finding.end_offset]


def test_every_rule_has_a_record() -> None:
    from appeal_tool.lint.finding import SENTENCE_RULES

    assert set(RULES) == {*SENTENCE_RULES, *DOCUMENT_RULES, *FACT_RULES}
