"""Reading buyers' comments: which signals speak in a text, and which are silenced by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from appeal_tool.diagnosis.phrases import TURNS, PhraseSet, Words, clauses
from appeal_tool.guide.own_rules import own_folder
from appeal_tool.guide.signals import Guard, Signal, load_guards, load_signals

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"")
_REPLY_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Match:
    signal: str
    start: int
    end: int


class CommentReader:
    """Finds the signals of comments. Both languages are always tried: buyers write in any."""

    def __init__(self, signals: Iterable[Signal], guards: Iterable[Guard]) -> None:
        self._names: dict[str, list[str]] = {}
        self._unless: dict[str, PhraseSet] = {}
        for signal in signals:
            for phrase in _both(signal.phrases):
                self._names.setdefault(phrase, []).append(signal.id)
            self._unless[signal.id] = PhraseSet(_both(signal.unless))
        self._phrases = PhraseSet(self._names)
        guards = list(guards)
        self._before = [
            (PhraseSet(_both(g.phrases)), PhraseSet(_both(g.exceptions)), g.reach)
            for g in guards
            if g.scope == "before"
        ]
        self._clause = [PhraseSet(_both(g.phrases)) for g in guards if g.scope == "clause"]
        self._comment = [PhraseSet(_both(g.phrases)) for g in guards if g.scope == "comment"]

    def signals(self, text: str) -> tuple[str, ...]:
        """The names of the signals that speak in ``text``, each once, in the order of their names.

        Quotations inside a text and lines of an older mail are left out; a text
        that is one whole quotation is read.
        """
        if not text or text.isspace():
            return ()
        parts = clauses(_own_words(text))
        if any(guard.find(words) for guard in self._comment for words in parts):
            return ()
        found: set[str] = set()
        for words in parts:
            found.update(self._of_clause(words))
        return tuple(sorted(found))

    def _of_clause(self, words: Words) -> set[str]:
        hits = self._phrases.find(words)
        if not hits:
            return set()
        silent = {
            name for *_, phrase in hits for name in self._names[phrase] if self._unless[name].find(words)
        }
        matches = [
            _Match(name, start, end)
            for start, end, phrase in hits
            for name in self._names[phrase]
            if name not in silent
        ]
        if not matches or any(guard.find(words) for guard in self._clause):
            return set()
        return {match.signal for match in matches if not self._negated(match, matches, words)}

    def _negated(self, match: _Match, matches: list[_Match], words: Words) -> bool:
        """Whether a negation stands just before ``match``, other than one that is part of a complaint itself."""
        taken = {index for other in matches for index in range(other.start, other.end)}
        for phrases, exceptions, reach in self._before:
            excused = {i for start, end, _ in exceptions.find(words) for i in range(start, end)}
            for start, end, _ in phrases.find(words):
                near = match.start - reach <= start and end <= match.start
                turned = any(word in TURNS for word in words[end : match.start])
                if near and not turned and start not in taken and start not in excused:
                    return True
        return False


@cache
def reader(extra: Path | None = None) -> CommentReader:
    """The reader over our signals and guards, and those of a user's rules folder."""
    signals = load_signals(own_folder(extra, "diagnosis/signals"))
    guards = load_guards(own_folder(extra, "diagnosis/guards"))
    return CommentReader(signals.values(), guards.values())


def _own_words(text: str) -> str:
    text = _REPLY_LINE.sub("", text)
    outside = _QUOTED.sub(" . ", text)
    return outside if re.search(r"\w", outside) else text


def _both(phrases: object) -> list[str]:
    return [p for texts in phrases.values() for p in texts] if isinstance(phrases, dict) else []
