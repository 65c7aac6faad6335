"""A language that nobody speaks: every message of the interface and every text of the records in brackets,
its vowels accented and doubled (some 40 % longer). What stands outside brackets was not translated; a bracket
that does not close was cut off.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import appeal_tool.guide.records
import appeal_tool.i18n
from appeal_tool.guide.texts import Text

Say = Callable[[str], str]
OPEN, CLOSE = "⟦", "⟧"
VOWELS = dict(
    zip("aeiouyAEIOUY", ("áá", "éé", "íí", "óó", "úú", "ýý", "Áá", "Éé", "Íí", "Óó", "Úú", "Ýý"), strict=True)
)
_END = re.compile(r"(\s*[.?!…:]+(?:\s+|$))")
_PLURAL = re.compile(r"\{\w+:plural:([^{}]*)\}")
_PLACE = re.compile(r"(\{[^{}]*\})")


def stretched(text: str) -> str:
    """``text`` with its vowels doubled; placeholders stay, the words of a plural are stretched too."""
    parts = []
    for part in _PLACE.split(text):
        plural = _PLURAL.fullmatch(part)
        if plural is not None:
            parts.append(part.replace(plural[1], stretched(plural[1])))
        elif part.startswith("{"):
            parts.append(part)
        else:
            parts.append("".join(VOWELS.get(sign, sign) for sign in part))
    return "".join(parts)


def pseudo(text: str) -> str:
    """``text`` in that language, each sentence in brackets: some are shown without what follows their mark."""
    parts = _END.split(text)
    return "".join(
        part if number % 2 or not part else f"{OPEN}{stretched(part)}{CLOSE}"
        for number, part in enumerate(parts)
    )


@contextmanager
def spoken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak it, in the place of French and of English, while the block runs. ``folder`` takes the catalogues."""
    source = appeal_tool.i18n._FOLDER
    for path in source.glob("*.json"):
        messages = json.loads(path.read_text(encoding="utf-8"))
        said = {key: pseudo(text) if _worded(key) else text for key, text in messages.items()}
        (folder / path.name).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    with monkeypatch.context() as patch, records_saying(pseudo, pseudo, monkeypatch):
        patch.setattr(appeal_tool.i18n, "_FOLDER", folder)
        forget_what_was_read()
        try:
            yield
        finally:
            patch.undo()


@contextmanager
def records_saying(french: Say, english: Say, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every text of the records be what ``french`` and ``english`` make of it, while the block runs."""
    begin: Callable[..., None] = Text.__init__
    read: Callable[..., Any] = appeal_tool.guide.records._cached

    def say(self: Text, fr: str, en: str) -> None:
        begin(self, french(fr), english(en))

    def said(value: Any) -> Any:
        # Records of the diagnosis, whose texts stay plain mappings of two languages.
        if isinstance(value, dict):
            if value.keys() == {"fr", "en"} and all(isinstance(text, str) for text in value.values()):
                return {"fr": french(value["fr"]), "en": english(value["en"])}
            return {key: said(item) for key, item in value.items()}
        return [said(item) for item in value] if isinstance(value, list) else value

    def read_and_say(records: Path, check: Any) -> Any:
        found = read(records, check)
        return said(found) if records.parent.name == "diagnosis" else found

    with monkeypatch.context() as patch:
        patch.setattr(Text, "__init__", say)
        patch.setattr(appeal_tool.guide.records, "_cached", read_and_say)
        forget_what_was_read()
        try:
            yield
        finally:
            patch.undo()
            forget_what_was_read()


def _worded(key: str) -> bool:
    """False for messages that a machine reads: the form of figures typed by hand, a file's name."""
    return key not in ("paste.template", "lint.file")


def forget_what_was_read() -> None:
    """Empty every cache of the package: they hold texts of the language before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("appeal_tool"):
            for value in vars(module).values():
                clear = getattr(value, "cache_clear", None)
                if clear is not None:
                    clear()
