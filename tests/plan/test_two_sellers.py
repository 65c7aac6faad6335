"""Two sellers with the same cause: their plans share headings, and nearly no sentence."""

from __future__ import annotations

import re
from datetime import date

import pytest

from appeal_tool.case.load import load
from appeal_tool.guide.location import data_folder
from appeal_tool.plan.blocks import Heading, ListBlock, Paragraph, parse, plain
from appeal_tool.plan.build import build_plan
from appeal_tool.plan.markdown import render
from tests.plan.test_sellers import FOLDER


def sentences(markdown: str) -> list[str]:
    """The sentences of a document without its headings, names and figures folded away."""
    found: list[str] = []

    def walk(blocks: object) -> None:
        for block in blocks:  # type: ignore[attr-defined]
            if isinstance(block, Paragraph):
                found.extend(re.split(r"(?<=[.!?])\s+", plain(block.runs)))
            elif isinstance(block, ListBlock):
                for item in block.items:
                    walk(item)
            else:
                assert isinstance(block, Heading)

    walk(parse(markdown))
    return [re.sub(r"\d[\d\s.,]*", "0", sentence).casefold() for sentence in found]


@pytest.mark.parametrize(("lang", "answers"), [("fr", "answers.yaml"), ("en", "answers-en.yaml")])
def test_two_sellers_with_the_same_cause_are_told_in_other_words(lang: str, answers: str) -> None:
    texts = []
    for path in (
        FOLDER / f"cancellation.{lang}.yaml",
        data_folder("examples") / "cancellation" / answers,
    ):
        loaded = load(path)
        texts.append(render(build_plan(loaded.case, loaded.diagnosis, today=date(2026, 1, 15)), lang))
    one, two = map(sentences, texts)
    assert len(one) > 10
    # Only the count of cases is told in the same words, with other figures.
    assert set(one) & set(two) <= {"cela explique 0des 0cas.", "this accounts for 0of the 0cases."}
    # No sentence of a plan stands in it twice either.
    assert len(one) == len(set(one))
