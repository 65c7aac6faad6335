"""Every key of the wizard in one table, and the user's own keys over it.

A binding's description is a message key; ``StepScreen`` says it in the language of
the moment. The user's file ``keymap.json`` (in the configuration folder) maps the ids of
this table to keys: ``{"continue": "f10"}``.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path

from textual.binding import Binding

KEYS: dict[str, str] = {
    "help": "f1",
    "jump": "f2",
    "tasks": "f3",
    "editor": "f4",
    "review": "ctrl+l",
    "aside": "f6",
    "language": "f8",
    "palette": "ctrl+p",
    "quit": "ctrl+q",
    "back": "escape",
    "continue": "ctrl+n,f10",
    "file": "ctrl+o",
    "paste": "ctrl+t",
    "copy": "ctrl+y",
    "compare": "d",
    "other": "o",
    "marketplace": "m",
    "figures": "f",
    "next": "f7",
    "previous": "shift+f7",
    "unknown": "f5",
    "waive": "w",
    "level": "f9",
    "save": "ctrl+s",
    "report": "ctrl+r",
    "freeze": "ctrl+f",
    "fill": "ctrl+e",
    "remove": "delete",
    "document-language": "l",
}
"""Binding id -> the key (or keys, with commas) that it has unless the user chose another."""


def key(id: str, action: str, *, words: str = "", show: bool = True, priority: bool = False) -> Binding:
    """The binding ``id`` of the table for ``action``; its words are the message ``key.ID``, or ``key.WORDS``."""
    return Binding(KEYS[id], action, f"key.{words or id}", show=show, priority=priority, id=id)


class KeymapError(Exception):
    """A line of the user's keymap that cannot be used; ``code`` and ``params`` name a message."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def load_keymap(path: Path) -> tuple[dict[str, str], list[KeymapError]]:
    """The user's keys by binding id, and what is wrong with the rest of the file.

    A missing file is no fault. Valid lines hold even when others do not.
    """
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, []
    except (OSError, ValueError):
        return {}, [KeymapError("keymap.unreadable", file=str(path))]
    if not isinstance(given, dict):
        return {}, [KeymapError("keymap.unreadable", file=str(path))]
    keys: dict[str, str] = {}
    errors = []
    for id, value in given.items():
        if id not in KEYS:
            near = get_close_matches(str(id), KEYS, n=1)
            code = "keymap.unknown-near" if near else "keymap.unknown"
            errors.append(KeymapError(code, file=str(path), id=str(id), near="".join(near)))
        elif not isinstance(value, str) or not value.strip():
            errors.append(KeymapError("keymap.bad-key", file=str(path), id=id))
        else:
            keys[id] = value
    return keys, errors
