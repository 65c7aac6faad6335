"""``journal.jsonl``: one line per change, on the disk before the answer is taken as given.

The journal is never rewritten: it is the history of the case. A line that a
crash or a full disk cut short is stepped over and reported; whatever stands
around it is used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from appeal_tool.account.model import Problem, Source
from appeal_tool.case.files import FILE_MODE, case_error
from appeal_tool.case.model import CaseState, Change, apply


def read(path: Path) -> tuple[list[Change], list[Problem]]:
    """All whole changes in the order of the file, and a problem for each line that is none."""
    changes: list[Change] = []
    problems: list[Problem] = []
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return [], []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            changes.append(Change.model_validate_json(line))
        except ValidationError:
            problems.append(Problem("journal-line", {"line": number}, Source(str(path), number)))
    return changes, problems


def replay(state: CaseState, changes: Iterable[Change]) -> CaseState:
    """``state`` with all changes that came after it."""
    for change in changes:
        if change.n > state.sequence:
            state = apply(state, change)
    return state


class Journal:
    """The journal of a case that is open for writing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: list[Change] = []

    def append(self, change: Change) -> None:
        """Write ``change`` (and those that could not be written before it) and wait for the disk.

        Raises ``CaseError``; the file then ends where it ended before, and the
        change is written with the next one.
        """
        self._waiting.append(change)
        lines = b"".join(item.model_dump_json().encode() + b"\n" for item in self._waiting)
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        except OSError as error:
            raise case_error(error, self._path) from error
        try:
            end = os.lseek(handle, 0, os.SEEK_END)
            try:
                _write_all(handle, (b"\n" if _is_torn(handle, end) else b"") + lines)
                os.fsync(handle)
            except OSError as error:
                with suppress(OSError):
                    os.ftruncate(handle, end)
                raise case_error(error, self._path) from error
        finally:
            os.close(handle)
        self._waiting.clear()


def _is_torn(handle: int, end: int) -> bool:
    """True if the file's last line has no end: the next one must not be glued to it."""
    if end == 0:
        return False
    os.lseek(handle, end - 1, os.SEEK_SET)
    torn = os.read(handle, 1) != b"\n"
    os.lseek(handle, 0, os.SEEK_END)
    return torn


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
