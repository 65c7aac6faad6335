"""A user's own records beside ours: the good ones count, a bad one is told and hides no other."""

from __future__ import annotations

from pathlib import Path

from appeal_tool.guide.records import Check, Record, RecordError, load, load_lenient

_bad: dict[Path, list[RecordError]] = {}


def merged(kind: str, check: Check, extra: Path | None) -> dict[str, Record]:
    """Our records of ``kind`` and those of the folder ``extra``; one of the user's replaces ours of the same id."""
    records = load(kind, check)
    if extra is None:
        return records
    own, errors = load_lenient(extra, check)
    _bad[extra] = errors
    return {**records, **own}


def bad_records(rules: Path) -> list[RecordError]:
    """The records below ``rules`` that could not be used, of the kinds loaded so far, in the order of their paths."""
    errors = [error for folder, found in _bad.items() if folder.is_relative_to(rules) for error in found]
    return sorted(errors, key=lambda error: error.path)


def own_folder(rules: Path | None, kind: str) -> Path | None:
    """The folder of ``kind`` below a user's ``rules``, ``None`` if there is none."""
    folder = rules / kind if rules else None
    return folder if folder and folder.is_dir() else None
