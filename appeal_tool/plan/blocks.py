"""Markdown as a tree of blocks: what the text, HTML, DOCX and PDF exports are made from.

All formats hold the same words because all are made from this one tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. A line break is a run of its own with the text ``"\\n"``."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item holds blocks. ``start`` is the first number, null for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row."""

    header: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block = Heading | Paragraph | ListBlock | Table | Quote | Rule


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def parse(markdown: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text. HTML stays text; links and images keep their words."""
    blocks, _ = _blocks(_reader().parse(markdown), 0, None)
    return tuple(blocks)


def plain(runs: Sequence[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def _blocks(tokens: Sequence[Token], at: int, until: str | None) -> tuple[list[Block], int]:
    blocks: list[Block] = []
    while at < len(tokens):
        token = tokens[at]
        if token.type == until:
            return blocks, at + 1
        at += 1
        match token.type:
            case "heading_open":
                blocks.append(Heading(int(token.tag[1]), _runs(tokens[at])))
                at += 2
            case "paragraph_open":
                blocks.append(Paragraph(_runs(tokens[at])))
                at += 2
            case "bullet_list_open" | "ordered_list_open":
                start = None if token.type == "bullet_list_open" else int(token.attrs.get("start", 1))
                items, at = _items(tokens, at, token.type.replace("open", "close"))
                blocks.append(ListBlock(tuple(items), start))
            case "blockquote_open":
                inner, at = _blocks(tokens, at, "blockquote_close")
                blocks.append(Quote(tuple(inner)))
            case "table_open":
                table, at = _table(tokens, at)
                blocks.append(table)
            case "hr":
                blocks.append(Rule())
            case "code_block" | "fence" | "html_block":
                blocks.append(Paragraph((Run(token.content.rstrip("\n")),)))
    return blocks, at


def _items(tokens: Sequence[Token], at: int, until: str) -> tuple[list[tuple[Block, ...]], int]:
    items: list[tuple[Block, ...]] = []
    while tokens[at].type != until:
        inner, at = _blocks(tokens, at + 1, "list_item_close")
        items.append(tuple(inner))
    return items, at + 1


def _table(tokens: Sequence[Token], at: int) -> tuple[Table, int]:
    rows: list[tuple[tuple[Run, ...], ...]] = []
    cells: list[tuple[Run, ...]] = []
    while tokens[at].type != "table_close":
        token = tokens[at]
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(_runs(token))
        elif token.type == "tr_close":
            rows.append(tuple(cells))
        at += 1
    return Table(rows[0] if rows else (), tuple(rows[1:])), at + 1


def _runs(inline: Token) -> tuple[Run, ...]:
    runs: list[Run] = []
    bold = italic = 0
    for token in inline.children or ():
        match token.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open":
                italic += 1
            case "em_close":
                italic -= 1
            case "softbreak":
                runs.append(Run(" ", bool(bold), bool(italic)))
            case "hardbreak":
                runs.append(Run("\n"))
            case "text" | "code_inline" | "html_inline" | "text_special":
                if token.content:
                    runs.append(Run(token.content, bool(bold), bool(italic)))
            case "image":
                runs.append(Run(token.content, bool(bold), bool(italic)))
    return tuple(runs)
