"""Blocks of Markdown, plain text and pasted mails, line by line.

An own scanner and not the Markdown library, for three reasons that were
measured: importing that costs as much as all the rest of a run on a 3 KB
appeal, it gives lines where rules need characters, and ten thousand nested
quotes take it more than linear time. The tests hold this scanner against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from appeal_tool.lint import roles
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.normal import without_accents

BlockKind = Literal["heading", "paragraph", "item", "cell", "quote", "code"]


@dataclass(slots=True, eq=False)
class Block:
    """One block of the text. ``level`` is a heading's level or a list item's depth from 1, else 0.

    ``item`` numbers the outermost list item (or table row) that the block
    belongs to, ``None`` elsewhere. ``quoted``: the words are not the author's.
    ``column`` is that of a table's cell.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    item: int | None = None
    quoted: bool = False
    column: int = 0


_QUOTE = re.compile(r"[ \x00]{0,3}>[> \x00]*+")
_HEADING = re.compile(r"[ \x00]{0,3}(#{1,6})(?=[ \x00])")
_BULLET = re.compile(
    r"([ \x00]*+)(?:[-*+\u2022\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u25e6\u2023\u25ba\u25b6\u2192\u21d2\u00b7\u2713\u2714\u2611\u2610\u2013]"
    r"|(\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]|\d{1,2}\u00b0\)?))(?=[ \x00])"
)
_RULE = re.compile(r"[ \x00]{0,3}([-*_=])(?:[ \x00]*+\1){2,}[ \x00]*+$")
_UNDERLINE = Lazy(r"[ \x00]{0,3}(?:-{2,}|={2,})[ \x00]*+$")
_FENCE = Lazy(r"[ \t]{0,3}(`{3,}|~{3,})")
_BOLD_LINE = Lazy(r"[ \t]*(\*\*|__)[^*_]{2,90}\1[ \t]*:?[ \t]*$")
_FORWARDED = Lazy(
    r"[ \x00]*-{3,}[ \x00]*(?:original message|forwarded message|message d'origine|message transfere|message original)",
    needs="---",
)
_WROTE = Lazy(
    r"[ \x00]*(?:on|le) .{5,160}(?:@|\d[:h]\d\d).{0,120}(?:wrote|a ecrit)[ \x00]*:[ \x00]*$",
    needs="wrote|a ecrit",
)
_MAIL_HEADER = Lazy(r"[ \x00]*(?:from|de)[ \x00]*:.{0,200}$", needs=":")
_MAIL_SECOND = Lazy(r"[ \x00]*(?:sent|envoye|date|to|a)[ \x00]*:")
_FINAL = ".!?\u2026;"


def scan(text: str, shown: str) -> tuple[list[int], list[Block], str]:
    """The starts of all lines, the blocks in order, and ``shown`` with the marks of blocks blanked.

    ``shown`` is the text as ``inline.blank`` returns it, as long as ``text``.
    """
    starts, ends = _lines(text)
    scanner = _Scanner(text, shown, _line_by_line(text, starts, ends))
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        scanner.line(number, start, end, (starts, ends))
    scanner.close()
    return starts, scanner.rows, scanner.blanked()


def _lines(text: str) -> tuple[list[int], list[int]]:
    separator = "\r" if "\r" in text and "\n" not in text else "\n"
    starts, ends = [0], []
    position = text.find(separator)
    while position >= 0:
        ends.append(position)
        starts.append(position + 1)
        position = text.find(separator, position + 1)
    ends.append(len(text))
    return starts, ends


class _Scanner:
    """The state between lines: the open block, the open list, the open fence."""

    def __init__(self, text: str, shown: str, line_by_line: bool) -> None:
        self.text = text
        self._line_by_line = line_by_line
        self.shown = shown
        self.rows: list[Block] = []
        self._cuts: list[tuple[int, int]] = []
        self._open: Block | None = None
        self._width = 0
        self._items = 0
        self._list: int | None = None
        self._fence = ""
        self._fenced = _has_fences(text)
        self._all_quoted = False

    def line(self, number: int, start: int, end: int, lines: tuple[list[int], list[int]]) -> None:
        """Take one line."""
        if self._in_fence(number, start, end):
            return
        line = self.shown[start:end]
        if not line.strip(" \x00"):
            self.close()
            return
        quote = _QUOTE.match(line)
        quoted = self._all_quoted
        if quote:
            quoted = True
            self._cuts.append((start, start + quote.end()))
            start += quote.end()
            line = self.shown[start:end]
            if not line.strip(" \x00"):
                self.close()
                return
        if self._open is not None and (self._open.quoted != quoted):
            self.close()
        if self._starts_quoted_mail(line, number, lines):
            self.close()
            self._all_quoted = quoted = True
        if self._mark(number, start, end, line, quoted, lines):
            return
        self._text(start, end, line, quoted)

    def close(self) -> None:
        """End the open block."""
        if self._open is not None:
            self.rows.append(self._open)
            self._open = None

    def blanked(self) -> str:
        """``shown`` with the marks of quotes, lists and headings as spaces."""
        if not self._cuts:
            return self.shown
        out: list[str] = []
        position = 0
        for start, end in self._cuts:
            out.append(self.shown[position:start])
            out.append(" " * (end - start))
            position = end
        out.append(self.shown[position:])
        return "".join(out)

    def _in_fence(self, number: int, start: int, end: int) -> bool:
        if self._fence:
            found = _FENCE.match(self.text, start, end)
            if self._fence == "---":
                closed = self.text[start:end].rstrip() in ("---", "...")
            else:
                closed = found is not None and found.group(1).startswith(self._fence)
            self.rows[-1].end = end
            if closed:
                self._fence = ""
            return True
        if number == 0 and self.text[start:end].rstrip() == "---" and _front_matter(self.text, end):
            self._fence = "---"
        elif self._fenced and (found := _FENCE.match(self.text, start, end)):
            self._fence = found.group(1)
        else:
            return False
        self.close()
        self.rows.append(Block("code", start, end))
        return True

    def _starts_quoted_mail(self, line: str, number: int, lines: tuple[list[int], list[int]]) -> bool:
        if self._all_quoted or len(line) > 400 or not (":" in line or "---" in line):
            return False
        low = without_accents(line.lower())
        if _FORWARDED.match(low) or _WROTE.match(low):
            return True
        if number and self.rows and _MAIL_HEADER.match(low):
            following = self._following(number, lines)
            return _MAIL_SECOND.match(without_accents(following.lower())) is not None
        return False

    def _following(self, number: int, lines: tuple[list[int], list[int]]) -> str:
        """The next line that is not blank, cut at 200 characters; looks at most three lines ahead."""
        starts, ends = lines
        for ahead in range(number + 1, min(number + 4, len(starts))):
            line = self.shown[starts[ahead] : min(ends[ahead], starts[ahead] + 200)]
            if line.strip(" \x00"):
                return line
        return ""

    def _mark(
        self, number: int, start: int, end: int, line: str, quoted: bool, lines: tuple[list[int], list[int]]
    ) -> bool:
        """Take a line that begins or ends a block by a mark of its own."""
        if found := _HEADING.match(line):
            self._heading(
                start + found.end(), end, len(found.group(1)), quoted, cut=(start, start + found.end())
            )
            return True
        if len(line) < 200 and _RULE.match(line):
            if self._open and self._open.kind == "paragraph" and _UNDERLINE.match(line) and self._one_line():
                above, self._open = self._open, None
                self._heading(above.start, above.end, 1 if "=" in line else 2, quoted)
            self.close()
            self._cuts.append((start, end))
            return True
        if "|" in line and (line.lstrip(" \x00").startswith("|") or line.count("|") >= 2):
            self._row(start, end, quoted)
            return True
        if found := _BULLET.match(line):
            content = start + found.end()
            if (found.group(2) or "**" in self.text[start:end]) and self._is_heading_line(
                content, end, self._following(number, lines), numbered=True
            ):
                self._heading(content, end, 2, quoted, cut=(start, content))
            else:
                self._item(start, content, end, found, quoted)
            return True
        if (
            (self._open is None or self._breaks(start, end, line, line[:1] == " "))
            and self._is_heading_line(start, end, "", numbered=False)
            and self._stands_alone(number, start, end, lines)
        ):
            self._heading(start, end, 2, quoted)
            return True
        return False

    def _one_line(self) -> bool:
        return (
            self._open is not None
            and "\n" not in self.text[self._open.start : min(self._open.end, self._open.start + 400)]
        )

    def _is_heading_line(self, start: int, end: int, following: str, *, numbered: bool) -> bool:
        """Whether a short line without a heading mark is a heading all the same."""
        content = self.shown[start:end].strip(" \x00")
        if len(content) > 90 or content[-1:] in _FINAL or content[-1:] == ",":
            return False
        words = len(content.split())
        if words > 10:
            return False
        if not numbered and _BOLD_LINE.match(self.text, start, end):
            return True
        about = roles.heading_role(without_accents(content.lower())) is not None
        if numbered:
            return about and words <= 8 and not _BULLET.match(following)
        return about and words <= 7

    def _stands_alone(self, number: int, start: int, end: int, lines: tuple[list[int], list[int]]) -> bool:
        """Whether a line is not the first of a wrapped paragraph: nothing follows, or what cannot go on from it."""
        starts, ends = lines
        if number + 1 >= len(starts):
            return True
        following = self.shown[starts[number + 1] : min(ends[number + 1], starts[number + 1] + 400)]
        words = following.split(None, 1)
        if not words or _BULLET.match(following) or self.shown[start:end].rstrip(" \x00").endswith(":"):
            return True
        first = words[0]
        return not first[:1].islower() and end - start + 1 + len(first) <= len(following.rstrip())

    def _heading(
        self, start: int, end: int, level: int, quoted: bool, cut: tuple[int, int] | None = None
    ) -> None:
        self.close()
        self._list = None
        if cut:
            self._cuts.append(cut)
        stop = start + len(self.shown[start:end].rstrip(" \x00").rstrip("#"))
        self.rows.append(Block("heading", start, stop, level, None, quoted))

    def _row(self, start: int, end: int, quoted: bool) -> None:
        self.close()
        self._items += 1
        self._list = None
        position = start
        for column, cell in enumerate(self.shown[start:end].split("|")):
            if cell.strip(" -:=\x00"):
                stop = position + len(cell)
                self.rows.append(Block("cell", position, stop, 0, self._items, quoted, column))
            position += len(cell) + 1

    def _item(self, start: int, content: int, end: int, found: re.Match[str], quoted: bool) -> None:
        self.close()
        self._cuts.append((start, content))
        indent = len(found.group(1))
        if self._list is None or indent < 2:
            self._items += 1
            self._list = self._items
        self._width = end - start
        self._open = Block("item", content, end, 1 + indent // 2, self._list, quoted)

    def _text(self, start: int, end: int, line: str, quoted: bool) -> None:
        """A line without a mark: goes on with the open block, or begins a paragraph."""
        indented = line[:1] == " "
        if self._open is not None and not self._breaks(start, end, line, indented):
            self._open.end = end
            self._width = max(self._width, end - start)
            return
        self.close()
        if indented and self._list is not None:
            self._open = Block("paragraph", start, end, 0, self._list, quoted)
        else:
            self._list = None
            self._open = Block("quote" if quoted else "paragraph", start, end, 0, None, quoted)
        self._width = end - start

    def _breaks(self, start: int, end: int, line: str, indented: bool) -> bool:
        """Whether a line break inside a block was meant: a wrapped line would have taken the next word."""
        assert self._open is not None
        before = self.shown[max(self._open.start, start - 1 - self._width) : start - 1]
        last = before.rstrip(" \x00")[-1:]
        first = line.lstrip(" \x00")[:1]
        if self._open.kind == "item":
            return not indented and last in ".!?\u2026:" and (first.isupper() or first.isdigit())
        if self._line_by_line:
            return True
        if not (first.isupper() or first.isdigit()):
            return False
        previous = start - 1 - max(self._open.start, self.text.rfind("\n", self._open.start, start - 1) + 1)
        word = len(line.split(None, 1)[0])
        # Nobody wraps as narrowly as a greeting or a signature is short.
        room = previous < 22 or previous + 1 + word <= max(self._width, end - start)
        return room and last not in ("-", "'", ",") and previous < 60


def _has_fences(text: str) -> bool:
    return "```" in text or "~~~" in text


def _line_by_line(text: str, starts: list[int], ends: list[int]) -> bool:
    """Whether each line is a paragraph of its own: where one line follows another, the first ends as sentences do."""
    lines: list[str] = []
    in_code = False
    fenced = _has_fences(text)
    for start, end in zip(starts[:200], ends[:200], strict=False):
        fence = fenced and _FENCE.match(text, start, end) is not None
        # Code, and an indented line that goes on with a list item, say nothing of how paragraphs are written.
        lines.append("" if fence or in_code else text[start : min(end, start + 4000)].rstrip())
        in_code ^= fence
    breaks = [
        line
        for line, following in pairwise(lines)
        if following
        and line.strip().count(" ") >= 3
        and not _BULLET.match(following)
        and following[0] not in "#>| "
        and not _UNDERLINE.match(following)
    ]
    ended = sum(line[-1] in _ENDS for line in breaks)
    return len(breaks) >= 2 and ended >= 0.7 * len(breaks)


_ENDS = '.!?\u2026;\u00bb"\u201d'


def _front_matter(text: str, start: int) -> bool:
    """Whether the three dashes of the first line open a YAML head: closed within 50 lines, with keys."""
    end = text.find("\n---", start, start + 4000)
    return end >= 0 and re.match(r"\n[\w-]+:", text[start:end]) is not None
