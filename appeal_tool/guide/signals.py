"""Signals and guards of the diagnosis: what to look for in an account, and what silences it (``rules/diagnosis/``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from appeal_tool.guide.own_rules import merged
from appeal_tool.guide.records import Record, RecordFile

Texts = Mapping[str, str]
Phrases = Mapping[str, tuple[str, ...]]
Scope = Literal["before", "clause", "comment"]

KINDS = ("metric", "comment", "fact")
SCOPES = ("before", "clause", "comment")
_KEYS = frozenset({"title", "why", "source", "kind", "causes", "grave", "phrases", "unless", "examples"})
_GUARD_KEYS = frozenset({"title", "why", "source", "scope", "reach", "phrases", "except"})


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that can be seen in an account's data.

    ``causes`` maps a cause id to how much the signal speaks for it (0 to 1).
    ``grave`` ones are told even if every rate is met. ``phrases`` and
    ``unless`` (by language) are those of comments; see ``diagnosis/phrases.py``.
    """

    id: str
    kind: Literal["metric", "comment", "fact"]
    title: Texts
    why: Texts
    source: object
    causes: Mapping[str, float]
    grave: bool = False
    phrases: Phrases | None = None
    unless: Phrases | None = None
    examples: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """Words that silence a signal: just ``before`` it, in its ``clause``, or in the whole ``comment``.

    ``reach`` is how many words before a match count. ``exceptions`` are phrases
    whose words do not count as a guard ("not only").
    """

    id: str
    title: Texts
    scope: Scope
    reach: int
    phrases: Phrases
    exceptions: Phrases


@cache
def load_signals(extra: Path | None = None) -> dict[str, Signal]:
    """All signals by name; a user's ``extra`` folder of records of this kind adds to ours."""
    records = merged("diagnosis/signals", _check_signal, extra)
    return {signal.id: signal for signal in (_signal(path, record) for path, record in records.items())}


@cache
def load_guards(extra: Path | None = None) -> dict[str, Guard]:
    """All guards by id."""
    records = merged("diagnosis/guards", _check_guard, extra)
    return {path: _guard(path, record) for path, record in records.items()}


def _signal(path: str, record: Record) -> Signal:
    examples = record.get("examples")
    return Signal(
        id=path.replace("/", ":"),
        kind=record["kind"],
        title=record["title"],
        why=record["why"],
        source=record["source"],
        causes=record.get("causes") or {},
        grave=record.get("grave", False),
        phrases=_phrases(record.get("phrases")),
        unless=_phrases(record.get("unless")),
        examples=examples
        and {lang: {k: tuple(v) for k, v in kinds.items()} for lang, kinds in examples.items()},
    )


def _guard(path: str, record: Record) -> Guard:
    return Guard(
        id=path,
        title=record["title"],
        scope=record["scope"],
        reach=record.get("reach", 0),
        phrases=_phrases(record["phrases"]) or {},
        exceptions=_phrases(record.get("except")) or {},
    )


def _phrases(value: Mapping[str, list[str]] | None) -> Phrases | None:
    return None if value is None else {lang: tuple(texts) for lang, texts in value.items()}


def _check_signal(record: Record, file: RecordFile) -> None:
    file.only(record, _KEYS)
    if record.get("kind") not in KINDS:
        raise file.fail("kind", f"is none of {', '.join(KINDS)}")
    causes = record.get("causes", {})
    if not isinstance(causes, dict):
        raise file.fail("causes", "is not a mapping of causes to weights")
    for cause, weight in causes.items():
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= 1:
            raise file.fail(f"causes.{cause}", "is not a weight above 0 and up to 1")
    if record["kind"] == "comment":
        file.require(record, "phrases", "examples")
        _check_phrases(record, file, "phrases", "unless")
        for lang in ("fr", "en"):
            for side in ("caught", "passed"):
                if len(record["examples"][lang].get(side, [])) < 5:
                    raise file.fail(f"examples.{lang}.{side}", "has fewer than five examples")


def _check_guard(record: Record, file: RecordFile) -> None:
    file.only(record, _GUARD_KEYS)
    file.require(record, "scope", "phrases")
    if record["scope"] not in SCOPES:
        raise file.fail("scope", f"is none of {', '.join(SCOPES)}")
    if record["scope"] == "before":
        file.require(record, "reach")
    _check_phrases(record, file, "phrases", "except")


def _check_phrases(record: Record, file: RecordFile, *keys: str) -> None:
    for key in keys:
        for lang, phrases in record.get(key, {}).items():
            if not isinstance(phrases, list) or not all(isinstance(p, str) and p.strip() for p in phrases):
                raise file.fail(f"{key}.{lang}", "is not a list of phrases")
