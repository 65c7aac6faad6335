"""The own block scanner against the Markdown library, on what appeals are made of.

One difference is meant: where every line ends as a sentence does, a line is a paragraph.
"""

from __future__ import annotations

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from appeal_tool.lint.text import parse
from tests.lint.test_engine import GOOD_EN, GOOD_FR

MARKDOWN = MarkdownIt("commonmark").enable("table")


def by_library(text: str) -> list[tuple[str, str]]:
    """Kind and words of each block, as markdown-it reads them."""
    found: list[tuple[str, str]] = []
    kinds: list[str] = []
    first = False
    for token in MARKDOWN.parse(text):
        if token.type.endswith("_open"):
            kinds.append(token.type.removesuffix("_open"))
            first = first or token.type == "list_item_open"
        elif token.type.endswith("_close"):
            kinds.pop()
        elif token.type == "inline":
            quoted = "blockquote" in kinds
            if kinds[-1] == "heading":
                kind = "heading"
            elif kinds[-1] in ("td", "th"):
                kind = "cell"
            elif "list_item" in kinds and first and not quoted:
                kind, first = "item", False
            else:
                kind = "quote" if quoted else "paragraph"
            pieces = [c.content or (" " if c.type.endswith("break") else "") for c in token.children or []]
            words = " ".join("".join(pieces).split())
            if words:
                found.append((kind, words.lower()))
    return found


def by_scanner(text: str) -> list[tuple[str, str]]:
    """The same of the own scanner; sentences of one block joined."""
    found: list[tuple[str, str]] = []
    last = None
    for sentence in parse(text).sentences:
        kind = "quote" if sentence.quoted and sentence.kind in ("paragraph", "item") else sentence.kind
        if sentence.block is last:
            found[-1] = (kind, f"{found[-1][1]} {sentence.normal}")
        else:
            found.append((kind, sentence.normal))
        last = sentence.block
    return found


def test_good_plans() -> None:
    for text in (GOOD_FR, GOOD_EN):
        library = [
            (kind, words.replace("’", "'").replace("\u00a0", " ").replace("\u0153", "oe"))
            for kind, words in by_library(text)
        ]
        assert by_scanner(text) == library


WORDS = st.lists(
    st.sampled_from(
        ["we", "counted", "the", "stock", "again", "and", "nobody", "had", "**read**", "`it`", "[list](a/b)"]
    ),
    min_size=3,
    max_size=14,
)
SENTENCE = WORDS.map(lambda words: " ".join(words) + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join)
BLOCK = st.one_of(
    PARAGRAPH.map(lambda text: text + "\n"),
    SENTENCE.map(lambda text: textwrap.fill(text, 30, break_long_words=False) + "\n"),
    SENTENCE.map(lambda text: f"## {text}\n"),
    st.lists(SENTENCE, min_size=1, max_size=3).map(lambda items: "".join(f"- {item}\n" for item in items)),
    st.lists(SENTENCE, min_size=1, max_size=3).map(
        lambda items: "".join(f"{n}. {item}\n" for n, item in enumerate(items, 1))
    ),
    st.lists(SENTENCE, min_size=1, max_size=2).map(
        lambda items: "".join(f"- {item}\n  {item}\n" for item in items)
    ),
    SENTENCE.map(lambda text: f"> {text}\n"),
    st.tuples(SENTENCE, SENTENCE).map(
        lambda pair: f"| {pair[0]} | {pair[1]} |\n|---|---|\n| {pair[1]} | {pair[0]} |\n"
    ),
    SENTENCE.map(lambda text: f"```\n{text}\n```\n"),
    SENTENCE.map(lambda text: f"{text}\n===\n"),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=6))
def test_same_blocks_and_words(blocks: list[str]) -> None:
    text = "\n".join(blocks)
    assert by_scanner(text) == by_library(text)


def test_underlined_headings_do_not_make_each_line_a_paragraph() -> None:
    text = "We counted the stock\nagain.\n\n" + "We counted it all again.\n===\n\n" * 3
    assert by_scanner(text) == by_library(text)
