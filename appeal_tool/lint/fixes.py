"""Corrections that cannot change what the author says: left-over placeholders, personal data, typography.

Prose is never rewritten: for it the linter shows the question to answer.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from appeal_tool.lint.checks import patterns
from appeal_tool.lint.finding import FileReport
from appeal_tool.lint.text import Document, parse

_WITHHELD = {"fr": "(masqué)", "en": "(withheld)"}
NBSP = "\u00a0"
_MARKS = re.compile(r"(?<=[\w\u00bb\")\]]) (?=[;:!?\u00bb](?:\s|$))|(?<=\u00ab) (?=\S)|(?<=\d) (?=%)")
_GLUED = re.compile(r"(?<=[a-z\u00e0-\u00ff]{2})(?=[;!?](?:\s|$))")
_DOUBLE = re.compile(r"(?<=\S)  +(?=\S)")


@dataclass(frozen=True, slots=True)
class Fix:
    """Replace ``text[start:end]`` by ``replacement``."""

    start: int
    end: int
    replacement: str


def fixes(text: str, report: FileReport) -> list[Fix]:
    """The safe corrections of one text, in order and without overlap; ``report`` is what was found in it."""
    document = parse(text, report.language)
    wanted = [*_typography(document), *_shapes(document, {f.rule for f in report.findings})]
    chosen: list[Fix] = []
    for fix in sorted(wanted, key=lambda fix: (fix.start, -fix.end)):
        if not chosen or fix.start >= chosen[-1].end:
            chosen.append(fix)
    return chosen


def apply(text: str, wanted: Iterable[Fix]) -> str:
    """``text`` with the corrections made."""
    pieces: list[str] = []
    position = 0
    for fix in wanted:
        pieces += [text[position : fix.start], fix.replacement]
        position = fix.end
    return "".join(pieces) + text[position:]


def diff(before: str, after: str, path: str) -> str:
    """What the corrections change, as a unified diff."""
    return "".join(
        line if line.endswith("\n") else line + "\n"
        for line in difflib.unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True), path, path, n=1
        )
    )


def _shapes(document: Document, raised: set[str]) -> Iterator[Fix]:
    """Sure placeholders are deleted, sure personal data masked; only where the rule was raised and not waived."""
    for sentence in document.sentences:
        if sentence.quoted:
            continue
        if "placeholder" in raised:
            for shape in patterns.placeholders(sentence.text):
                if shape.sure:
                    start = sentence.start + shape.begin
                    # With the space before it, so that none is left over.
                    start -= start > 0 and document.text[start - 1] == " "
                    yield Fix(start, sentence.start + shape.end, "")
        if "personal-data" in raised:
            for shape in patterns.personal_data(sentence.text, sentence.folded):
                if shape.sure:
                    yield Fix(
                        sentence.start + shape.begin, sentence.start + shape.end, _WITHHELD[sentence.lang]
                    )


def _typography(document: Document) -> Iterator[Fix]:
    """Single spaces everywhere; in French no-break spaces before double marks and inside quotation marks."""
    for sentence in document.sentences:
        for match in _DOUBLE.finditer(sentence.text):
            if "\n" not in match.group():
                yield Fix(sentence.start + match.start(), sentence.start + match.end(), " ")
        if sentence.lang != "fr" or sentence.quoted:
            continue
        for match in _MARKS.finditer(sentence.text):
            yield Fix(sentence.start + match.start(), sentence.start + match.end(), NBSP)
        for match in _GLUED.finditer(sentence.text):
            yield Fix(sentence.start + match.start(), sentence.start + match.start(), NBSP)
