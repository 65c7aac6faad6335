"""Marks inside a line: emphasis, links, entities, comments are no words; quotations are another's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.normal import DROP, plain

if TYPE_CHECKING:
    from appeal_tool.lint.text import Sentence

_MARKS = Lazy(
    r"(?i:\*+(?=[^\s*])|(?<=[^\s*])\*+"
    r"|(?<![\w_])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![\w_])"
    r"|`+"
    r"|!?\[(?=[^\[\]\n]{1,300}\]\([^()\s]{0,500}\))|(?<=[^\[\]\n])\]\([^()\s]{0,500}\)"
    r"|\\(?=[!-/:-@\[-`{-~])"
    r"|</?(?:a|abbr|b|big|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|li|ol|p|pre|s|small|span|strike|strong"
    r"|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>\n]{0,300})?/?>"
    r"|&(?:nbsp|amp|quot|lt|gt|apos|#\d{1,6}|#x[0-9a-fA-F]{1,5});)"
)
_HYPHEN = Lazy(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")
_MARK_CHARACTERS = ("*", "_", "`", "](", "\\", "<", "&")
_SEPARATING = Lazy(r"(?i:</?(?:br|p|div|hr|h\d|li|ol|ul|t[a-z]+|pre|blockquote|center)\b)")
_QUOTATION = Lazy(r'"(?=\S| \S)[^"]{20,1200}"')
_SPEAKER = Lazy(
    r"(?:vous (?:nous |m'|m )?(?:ecriv|dit|dis|indiqu|reproch|demand|signal|cit|repond)|votre (?:message|mail|e-mail|email|courriel"
    r"|notification|avis|lettre|reponse|refus|demande|remarque|commentaire|reproche)|votre equipe|amazon (?:nous |m'|m )?(?:a |ecrit|dit|indique|repond)"
    r"|(?:acheteur|acheteuse|client|cliente|commentaire|evaluation|avis|notification|refus|reglement|politique|page d'aide)s?\b[^\"]{0,60}"
    r"|(?:notre|ma|mon|nos) (?:premiere?|precedente?|ancienne?|derniere?|reponse|version)[^\"]{0,60}"
    r"|you (?:wrote|write|said|say|told|ask|asked|quote)|your (?:message|mail|e-mail|email|notice|notification|letter|reply|answer|refusal"
    r"|request|team|remark)|amazon (?:wrote|writes|said|says|told|tells|states|stated)"
    r"|(?:buyer|customer|comment|feedback|review|notice|policy|help page|complaint)s?\b[^\"]{0,60}"
    r"|(?:our|my) (?:first|previous|earlier|last|former|old)[^\"]{0,60})[^\"]{0,60}$"
)


def blank(text: str) -> tuple[str, list[tuple[int, int]]]:
    """``text`` made plain with inline marks and HTML comments dropped, as long as before; and the comments."""
    comments = list(_comments(text))
    shown = _dropped(plain(text), comments)
    if "-\n" in text:
        # A word that was wrapped at its hyphen is one word.
        breaks = [match.start() + 1 for match in _HYPHEN.finditer(text)]
        shown = _dropped(shown, [(place, place + 1) for place in breaks])
    if not any(mark in text for mark in _MARK_CHARACTERS):
        return shown, comments
    # Marks are looked for in the text as it was: some of them are characters that `plain` changes.
    pieces: list[str] = []
    position = 0
    for match in _MARKS.finditer(_dropped(text, comments)):
        mark = match.group()
        pieces += [shown[position : match.start()], _instead(mark)]
        position = match.end()
    pieces.append(shown[position:])
    return "".join(pieces), comments


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = text.find("<!--", end + 3)


def _dropped(text: str, ranges: list[tuple[int, int]]) -> str:
    if not ranges:
        return text
    pieces: list[str] = []
    position = 0
    for start, end in ranges:
        pieces += [text[position:start], DROP * (end - start)]
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _instead(mark: str) -> str:
    """What stands for a mark: an entity's character, a space for a tag that separates, else nothing."""
    if mark[0] == "&":
        import html

        return plain(html.unescape(mark))[:1].ljust(len(mark), DROP)
    if mark[0] == "<" and _SEPARATING.match(mark):
        return " " * len(mark)
    return DROP * len(mark)


def mark_quotes(sentences: list[Sentence]) -> None:
    """Find another's words in quotation marks.

    Only where words before the quotation say whose they are: an author who
    puts his own words in quotation marks is not silenced.
    """
    for sentence in sentences:
        folded = sentence.map.folded
        if '"' not in folded:
            continue
        ranges = tuple(
            match.span()
            for match in _QUOTATION.finditer(folded)
            if len(match.group().split()) >= 4
            and _SPEAKER.search(folded, max(0, match.start() - 200), match.start())
        )
        sentence.quotes = ranges
