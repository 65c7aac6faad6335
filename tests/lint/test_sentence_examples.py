"""Every example of the sentence rules' records, by all layers together, in every typographic variant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from appeal_tool.guide.lint_rules import load_lint_rules
from appeal_tool.lint.checks import sentence
from appeal_tool.lint.finding import SENTENCE_RULES
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.text import parse
from tests.lint.test_examples import VARIANTS

RULES = load_lint_rules()
OPTIONS = LintOptions(lang="en")


def cases() -> Iterator[Any]:
    for name in SENTENCE_RULES:
        for lang in ("fr", "en"):
            for kind in ("bad", "good"):
                for number, text in enumerate(RULES[name].examples[lang][kind], 1):
                    yield pytest.param(name, lang, kind, text, id=f"{name}-{lang}-{kind}-{number}")


@pytest.mark.parametrize(("name", "lang", "kind", "text"), cases())
def test_example(name: str, lang: str, kind: str, text: str) -> None:
    for variant, change in VARIANTS.items():
        document = parse(change(text), lang)
        raised = [f for f in sentence.check(document, OPTIONS) if f.rule == name]
        assert bool(raised) == (kind == "bad"), f"{variant}: {raised}"
        for found in raised:
            assert found.excerpt == document.text[found.offset : found.end_offset]
