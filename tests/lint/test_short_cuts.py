"""What spares work must change nothing: the plain pieces asked for before a pattern, the words asked for before a phrase."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import pytest

import appeal_tool.lint
from appeal_tool.guide.lint_rules import load_lint_rules
from appeal_tool.lint.checks import patterns, phrases
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.text import parse

MODULES = [
    name
    for _, name, _ in pkgutil.walk_packages(appeal_tool.lint.__path__, "appeal_tool.lint.")
    if ".learned." not in name
]
ODD = """
Name: to be completed. Nom : à compléter ; (insert name) 20__ and 00/00, 5%% more. Insert here. Ici, expliquer. XX %NAME% $TOTAL

Mr. P. Durand wrote. The buyer (Ann Other, Leeds) and the claim was from Ann Other. Ann Other, who complained. Émile Zola qui a commandé.

Call +33 (0)6 12 34 56 78, 06.12.34.56.78 or 020 7946 0958. 12 bis, rue de la Paix. 221b Baker Street, Hauptstrasse 12, Am Markt 3.

On the 3rd of May, week 12, semaine 8, le 14, 3/5/2024, 2024-05-03, ce jour-là. It is ²³ more. TODO DD/MM JJ.MM lorem ipsum ...... ??%
"""


def lazies(value: object, name: str) -> Iterator[tuple[str, Lazy]]:
    if isinstance(value, Lazy):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from lazies(item, f"{name}[{key}]")
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from lazies(item, f"{name}[{number}]")


@cache
def sentences() -> list[tuple[str, str]]:
    """Each sentence of the records' examples as it is written and folded."""
    examples = [
        text
        for rule in load_lint_rules().values()
        for lang in ("fr", "en")
        for kind in ("bad", "good")
        for text in rule.examples[lang][kind]
    ]
    read = [sentence for text in (*examples, ODD) for sentence in parse(text).sentences]
    return list({(sentence.text, sentence.folded): None for sentence in read})


@pytest.mark.parametrize("module", MODULES)
def test_no_pattern_matches_where_its_needs_are_missing(module: str) -> None:
    for name, value in vars(importlib.import_module(module)).items():
        for where, lazy in lazies(value, name):
            for text in (text for both in sentences() for text in both):
                if not lazy.may_match(text):
                    assert lazy.compiled().search(text) is None, (where, text)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_phrases_are_found_with_and_without_the_words_that_they_need(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lexicons = {name: rule.lexicon for name, rule in load_lint_rules().items() if rule.scope == "sentence"}
    quick = phrases.build(lexicons, lang)
    monkeypatch.setattr(phrases, "_needed", lambda parts: frozenset())
    slow = phrases.build(lexicons, lang)
    hits = [slow.find(folded) for _, folded in sentences()]
    assert [quick.find(folded) for _, folded in sentences()] == hits
    assert sum(map(bool, hits)) > 50


def test_shapes_are_found_with_and_without_what_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def shapes() -> list[object]:
        return [
            (patterns.placeholders(text), patterns.personal_data(text, folded))
            for text, folded in sentences()
        ]

    class Always:
        @staticmethod
        def search(text: str) -> bool:
            return True

    quick = shapes()
    monkeypatch.setattr(patterns, "_may_hold_blanks", lambda text: True)
    for gate in ("_INNER_CAPITAL", "_FULL_NAME", "_MANY_DIGITS"):
        monkeypatch.setattr(patterns, gate, Always)
    assert shapes() == quick
    assert sum(map(bool, (shape for pair in quick for shape in pair))) > 20
