"""A seller's words inside Markdown: what they typed is what is read, never markup.

Only what could be read as markup is escaped, so that the Markdown stays
pleasant to read and to edit.
"""

from __future__ import annotations

import re

_ALWAYS = re.compile(r"[\\`*\[\]|]")
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
"""Underscores that do not stand between letters: inside a word they are plain in CommonMark."""
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_STRIKE = re.compile(r"~(?=~)|(?<=~)~")
_LEADING = re.compile(r"^(\s*)([-+#=>~]|\d{1,9}(?=[.)](?:\s|$)))")
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")


def escape_markdown(text: str) -> str:
    """``text`` on one line, so that a CommonMark reader shows exactly these words."""
    line = " ".join(text.split("\n"))
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _EDGE_UNDERSCORE.sub(lambda run: r"\_" * len(run[0]), line)
    line = _TAG.sub(r"\\<", line)
    line = _ENTITY.sub(r"\\&", line)
    line = _STRIKE.sub(r"\\~", line)
    if found := _NUMBERED.match(line):
        return found[1] + "\\" + line[found.end(1) :]
    if found := _LEADING.match(line):
        return found[1] + "\\" + line[found.end(1) :]
    return line
