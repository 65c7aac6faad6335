"""Words of the interface in French and English, and numbers and dates as each language writes them.

``text(area, key, lang, **params)`` looks a message up in ``messages/AREA.LANG.json`` and
fills it. A placeholder may carry a format of this package (see ``formats.py``):
``{rate:percent}``, ``{count:int}``, ``{day:date}``, ``{n:plural:commande|commandes}``.
Knowledge (rules, causes, advice) is not here: it stands in ``rules/``, in both languages.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Literal, cast

from appeal_tool.i18n.formats import MessageFormatter

Lang = Literal["fr", "en"]
LANGUAGES: tuple[Lang, ...] = ("fr", "en")

_FOLDER = Path(__file__).parent / "messages"


@cache
def catalogue(area: str, lang: str) -> dict[str, str]:
    """All messages of one area (``account``, ``cli``, ``diagnosis``, ...) in one language."""
    raw = (_FOLDER / f"{area}.{lang}.json").read_text(encoding="utf-8")
    return cast("dict[str, str]", json.loads(raw))


@cache
def _formatter(lang: str) -> MessageFormatter:
    return MessageFormatter(lang, catalogue("names", lang))


def text(area: str, key: str, lang: str, /, **params: object) -> str:
    """The message ``key`` of ``area`` in ``lang``, filled with ``params``.

    Raises ``KeyError`` for a key or a parameter that is missing: a message that
    cannot be said whole is a bug, and the tests say every message.
    """
    return _formatter(lang).vformat(catalogue(area, lang)[key], (), params)


def default_language() -> Lang:
    """The language of the messages: ``APPEAL_TOOL_LANG``, else the locale's, else English."""
    for name in ("APPEAL_TOOL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"
