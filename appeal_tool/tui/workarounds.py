"""What the frameworks do not do yet, each with its reason; to be looked at with every new version of theirs."""

from __future__ import annotations

import re

import rich._wrap
from textual._styles_cache import StylesCache

_HOLD = "\u00a0\u202f"


def apply() -> None:
    """Put all of them in place; doing it twice does no harm."""
    _hold_no_break_spaces()
    _let_go_of_gone_widgets()


def _hold_no_break_spaces() -> None:
    """Break no line at a no-break space.

    Rich (and Textual through it) breaks lines at every white space: French « : » and « ? »
    would begin a line, guillemets end one.
    """
    rich._wrap.re_word = re.compile(rf"[^\S{_HOLD}]*[\S{_HOLD}]+[^\S{_HOLD}]*")


def _let_go_of_gone_widgets() -> None:
    """Remember two colours without the widget that asked for them.

    Textual caches this method by its ``self``, so that the drawn lines of the last 1,024
    widgets stay in memory, those long removed among them: 1 MiB a page, up to 130. Its first
    parameter is called ``cls``: as a class method it does what was meant.
    """
    cached = StylesCache.__dict__["get_inner_outer"]
    if not isinstance(cached, classmethod):
        StylesCache.get_inner_outer = classmethod(cached)  # type: ignore[method-assign, assignment]
