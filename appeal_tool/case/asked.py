"""The words in which a message asks: what a reviewer wants to read, told as the reviewer told it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from appeal_tool.account.notice import AskedItem
from appeal_tool.case.values import clean

_BULLET = re.compile(r"^\s*(?:[-*•–—·]|\d{1,2}[.)])\s+")
_MOST_LINES = 8
"""Lines of one request; beyond that it is no longer one sentence."""


def message_lines(path: Path) -> list[str]:
    """The lines of a message as the reader numbers them, buyers' data masked. Raises ``InputError``."""
    from appeal_tool.account.content import open_file

    content = open_file(path)
    return content.mask(content.text()).splitlines()


def own_words(lines: Sequence[str], item: AskedItem) -> str:
    """The request of ``item`` in the message's own words, a wrapped line with its continuation; empty if there is none.

    The line that asks is followed as long as the next one goes on with it: no
    blank line, no bullet and no heading between, and no sentence ended.
    """
    number = item.source.line
    if number is None or not 0 < number <= len(lines):
        return ""
    at = number - 1
    said = [_BULLET.sub("", lines[at]).strip()]
    while at > 0 and not _BULLET.match(lines[at]) and _goes_on(lines[at - 1], lines[at]):
        at -= 1
        said.insert(0, _BULLET.sub("", lines[at]).strip())
    for line in lines[number : number + _MOST_LINES]:
        if not _goes_on(said[-1], line):
            break
        said.append(line.strip())
    return clean(" ".join(said[-_MOST_LINES:])).rstrip(" ;.,")


def _goes_on(line: str, following: str) -> bool:
    """True if ``following`` is the rest of the sentence of ``line``, broken by the width of the page."""
    ended = line.rstrip().endswith((".", "!", "?", ":", ";"))
    begins = following.strip()[:1]
    return (
        bool(line.strip() and begins) and not ended and _BULLET.match(following) is None and begins.islower()
    )
