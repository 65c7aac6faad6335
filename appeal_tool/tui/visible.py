"""Text from outside without the characters that a terminal would obey."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(
    # C0 but tab and line feed, DEL, C1, bidi marks, embeddings and isolates, line separators, BOM
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


def visible(text: str) -> str:
    """``text`` with one kind of line end and without control, escape and bidi characters."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def first_line(text: str, limit: int = 200) -> str:
    """The first line of ``text`` that says something, cut at ``limit`` characters with an ellipsis."""
    line = next((line.strip() for line in visible(text).splitlines() if line.strip()), "")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
