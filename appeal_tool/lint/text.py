"""A text as the rules read it: blocks, sentences with exact positions, language, section, neighbours.

``parse`` never fails and never takes more than linear time. Everywhere an
excerpt is exactly ``text[start:end]``; offsets are in Unicode characters.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, cast

from appeal_tool.lint import inline, roles, split
from appeal_tool.lint.blocks import Block, BlockKind, scan
from appeal_tool.lint.language import Language, scores
from appeal_tool.lint.normal import Normal, compress, without_accents

Role = Literal["opening", "cause", "corrective", "preventive", "evidence", "closing", "other"]


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence, heading, list item or table cell.

    ``normal`` is its normalised form with accents, ``folded`` the same without
    (both of one length: see ``appeal_tool.lint.normal``). ``quotes`` are ranges
    of ``normal`` that stand in quotation marks after words that say whose they
    are; ``quoted`` is true if nothing of the sentence is the author's own.
    ``section`` numbers the headings passed so far.
    """

    index: int
    start: int
    end: int
    text: str
    block: Block
    lang: Language
    section: int
    map: Normal
    quoted: bool = False
    quotes: tuple[tuple[int, int], ...] = ()
    role: Role = "other"
    role_from_heading: bool = False

    @property
    def normal(self) -> str:
        """The normalised form: lower case, plain apostrophes, single spaces, no markup; accents kept."""
        return self.map.text

    @property
    def folded(self) -> str:
        """``normal`` without accents; the same length."""
        return self.map.folded

    @property
    def own(self) -> str:
        """``folded`` with the words of others, in quotation marks, as spaces; the same length."""
        words = self.map.folded
        for begin, end in self.quotes:
            words = words[:begin] + " " * (end - begin) + words[end:]
        return words

    @property
    def kind(self) -> BlockKind:
        """The kind of block it stands in."""
        return self.block.kind

    @property
    def item(self) -> int | None:
        """The number of the outermost list item around it, ``None`` outside lists."""
        return self.block.item

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The offsets in the document of ``normal[begin:end]`` (not empty)."""
        start = self.map.origin(begin)
        stop = min(self.map.origin(end - 1) + 1, self.end)
        while stop < self.end and "\u0300" <= self.text[stop - self.start] <= "\u036f":
            stop += 1
        return start, stop


@dataclass(slots=True, eq=False)
class Document:
    """A parsed text. ``language`` is that of most of its sentences."""

    text: str
    language: Language
    blocks: list[Block]
    sentences: list[Sentence]
    comments: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of the HTML comments (where suppressions stand)."""
    line_starts: list[int] = field(default_factory=list)
    _words: int | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of ``offset``, both from 1; columns in Unicode characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def beside(self, sentence: Sentence) -> list[Sentence]:
        """What stands beside a sentence and may make it precise, the sentence itself left out.

        All of the same outermost list item; else the next sentence of the same
        section, and all the items of a list that it introduces.
        """
        near: list[Sentence] = []
        for step in (-1, 1):
            position = sentence.index + step
            while 0 <= position < len(self.sentences) and abs(position - sentence.index) <= 12:
                other = self.sentences[position]
                same_item = sentence.item is not None and other.item == sentence.item
                same_block = other.block is sentence.block
                if not (same_item or (same_block and step == 1 and position == sentence.index + 1)):
                    break
                near.append(other)
                position += step
        following = self.next(sentence)
        if following is not None and following not in near and sentence.item is None:
            near.append(following)
            if following.item is not None and sentence.text.rstrip().endswith(":"):
                near += [
                    s for s in self.sentences[following.index + 1 : following.index + 9] if s.item is not None
                ]
        return near

    def next(self, sentence: Sentence) -> Sentence | None:
        """The sentence after it in the same section, ``None`` at the section's end."""
        if sentence.index + 1 >= len(self.sentences):
            return None
        other = self.sentences[sentence.index + 1]
        return other if other.section == sentence.section and other.kind != "heading" else None

    def words(self) -> int:
        """How many words the author's own text has (quotes and code left out); counted once."""
        if self._words is None:
            self._words = sum(len(s.folded.split()) for s in self.sentences if not s.quoted)
        return self._words


def parse(text: str, lang: str = "auto") -> Document:
    """Read ``text`` (Markdown, plain text or a pasted mail). ``lang`` is ``auto``, ``fr`` or ``en``.

    Given a language, a sentence counts as the other one only if clearly written in it.
    """
    shown, comments = inline.blank(text)
    line_starts, blocks, shown = scan(text, shown)
    flat = shown.lower()
    folded = without_accents(flat)
    sentences: list[Sentence] = []
    section = 0
    for block in blocks:
        if block.kind == "code":
            continue
        if block.kind == "heading":
            section += 1
        for start, end in split.sentences(shown, block.start, block.end):
            sentences.append(
                Sentence(
                    len(sentences),
                    start,
                    end,
                    text[start:end],
                    block,
                    "en",
                    section,
                    compress(flat, start, end, folded),
                    block.quoted,
                )
            )
    language = _languages(sentences, lang)
    document = Document(text, language, blocks, sentences, comments, line_starts)
    inline.mark_quotes(document.sentences)
    roles.assign(document.sentences)
    return document


def _languages(sentences: list[Sentence], lang: str) -> Language:
    """Set each sentence's language; returns that of the document."""
    counted = [scores(sentence.map.folded, sentence.map.text) for sentence in sentences]
    own = [
        count for count, sentence in zip(counted, sentences, strict=True) if not sentence.quoted
    ] or counted
    french = sum(fr for fr, _ in own)
    english = sum(en for _, en in own)
    document: Language = "fr" if french > english else "en"
    if lang in ("fr", "en"):
        document = cast("Language", lang)
    for sentence, (fr, en) in zip(sentences, counted, strict=True):
        # Against the language of the document it takes two words more: names and titles prove nothing.
        lead = 2 if len(sentences) > 1 or lang != "auto" else 1
        other: Language = "en" if document == "fr" else "fr"
        gap = fr - en if document == "en" else en - fr
        sentence.lang = other if gap >= lead else document
    return document
