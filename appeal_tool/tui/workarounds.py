"""What the frameworks do not do yet, each with its reason; to be looked at with every new version of theirs.

Rich (and Textual through it) breaks lines at every white space, no-break spaces among them:
French « : » and « ? » would begin a line, guillemets end one. Its word pattern is replaced
by one that holds them.
"""

from __future__ import annotations

import re

import rich._wrap

_HOLD = "\u00a0\u202f"


def apply() -> None:
    """Put all of them in place; doing it twice does no harm."""
    rich._wrap.re_word = re.compile(rf"[^\S{_HOLD}]*[\S{_HOLD}]+[^\S{_HOLD}]*")
