"""The case folder on disk: create it, open it, keep it whole.

``case.json`` is a snapshot, ``journal.jsonl`` every change since the first.
Opening reads the snapshot and replays what the journal has beyond it, so that
a killed process loses nothing that was answered.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from appeal_tool.account.model import Account, Problem, Source
from appeal_tool.case import journal as journals
from appeal_tool.case.files import make_folder, sha256, sweep, write_whole
from appeal_tool.case.lock import Lock
from appeal_tool.case.model import (
    SCHEMA,
    AddInput,
    Case,
    CaseError,
    CaseState,
    Change,
    InputCopy,
    Role,
)
from appeal_tool.case.upgrades import upgrade
from appeal_tool.i18n import Lang

CASE_FILE = "case.json"
JOURNAL_FILE = "journal.jsonl"
LOCK_FILE = "lock"
INPUTS = "inputs"
EVIDENCE = "evidence"
SUBMISSIONS = "submissions"
_SNAPSHOT_EVERY = 25
"""Changes between two snapshots: bounds the replay at opening, not what a crash can lose."""


def is_case(folder: Path) -> bool:
    """True if ``folder`` holds a case."""
    return (folder / CASE_FILE).is_file()


def create(
    folder: str | Path,
    files: Sequence[str | Path] = (),
    *,
    language: Lang = "fr",
    notices: Sequence[str | Path] = (),
    refusals: Sequence[str | Path] = (),
    at: datetime | None = None,
) -> Case:
    """A new case in ``folder`` (made if missing, must be empty) with copies of ``files`` as received.

    Files may be "-" (standard input). The case is open for writing. Raises
    ``CaseError``; nothing is left behind if an input cannot be read.
    """
    path = Path(folder)
    if is_case(path):
        raise CaseError("case-exists", path=str(path))
    if path.exists() and not path.is_dir():
        raise CaseError("not-a-folder", path=str(path))
    if path.is_dir() and any(path.iterdir()):
        raise CaseError("folder-not-empty", path=str(path))
    groups: tuple[tuple[Role, Sequence[str | Path]], ...] = (
        ("account", files),
        ("notice", notices),
        ("refusal", refusals),
    )
    received = [(role, str(name), read_input(name)) for role, names in groups for name in names]
    for part in (path, path / INPUTS, path / EVIDENCE, path / SUBMISSIONS):
        make_folder(part)
    now = at or datetime.now(UTC).replace(microsecond=0)
    _save(path, CaseState(created=now, language=language))
    case = open_case(path)
    for role, name, data in received:
        add_input(case, name, data, role, at=now)
    return case


def open_case(folder: str | Path, *, write: bool = True) -> Case:
    """The case in ``folder``, with every change of its journal.

    It is read-only (``Case.read_only`` says why) if ``write`` is false, if
    another process has it open, if the folder cannot be written, or if a newer
    version of this program wrote it. Raises ``CaseError`` if it is no case or
    cannot be read.
    """
    path = Path(folder)
    data = _read_snapshot(path)
    version = data.get("schema", 1)
    read_only: str | None = None if write else "opened-read-only"
    params: dict[str, object] = {"path": str(path)}
    lock = Lock(path / LOCK_FILE)
    if version > SCHEMA:
        read_only, params = "newer-schema", {"path": str(path), "found": version, "known": SCHEMA}
    elif write:
        try:
            if not lock.take():
                holder = {"pid": lock.holder.get("pid", "?"), "host": lock.holder.get("host", "?")}
                read_only, params = "open-elsewhere", {"path": str(path), **holder}
        except OSError:
            read_only = "not-writable"
    try:
        if read_only is None:
            data = _read_snapshot(path)  # again, under the lock
            sweep(path)
        state, problems = _load(path, data)
        if read_only is None:
            if version < SCHEMA:
                _keep_old(path, version)
            _save(path, state)
    except BaseException:
        lock.release()
        raise
    if read_only is not None:
        return Case(
            state, folder=path, read_only=read_only, read_only_params=params, problems=tuple(problems)
        )
    return _writable(path, state, lock, tuple(problems))


def _writable(path: Path, state: CaseState, lock: Lock, problems: tuple[Problem, ...]) -> Case:
    journal = journals.Journal(path / JOURNAL_FILE)

    def write(change: Change, after: CaseState) -> None:
        journal.append(change)
        if change.n % _SNAPSHOT_EVERY == 0:
            _save(path, after)

    def close(last: CaseState) -> None:
        try:
            _save(path, last)
        finally:
            lock.release()

    return Case(state, folder=path, write=write, close=close, problems=problems)


def _read_snapshot(path: Path) -> dict[str, Any]:
    file = path / CASE_FILE
    try:
        data = json.loads(file.read_bytes())
    except FileNotFoundError:
        raise CaseError("not-a-case", path=str(path)) from None
    except NotADirectoryError:
        raise CaseError("not-a-case", path=str(path)) from None
    except OSError as error:
        raise CaseError("cannot-read", path=str(file), reason=error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise CaseError("case-damaged", path=str(file), reason=str(error)) from error
    if not isinstance(data, dict) or not isinstance(data.get("schema", 1), int):
        raise CaseError("case-damaged", path=str(file), reason="schema")
    return data


def _load(path: Path, data: dict[str, Any]) -> tuple[CaseState, list[Problem]]:
    version = data.get("schema", 1)
    try:
        state = CaseState.model_validate(upgrade(data))
    except (ValidationError, KeyError) as error:
        if version > SCHEMA:
            raise CaseError("newer-schema", path=str(path), found=version, known=SCHEMA) from error
        raise CaseError("case-damaged", path=str(path / CASE_FILE), reason=_first(error)) from error
    changes, problems = journals.read(path / JOURNAL_FILE)
    return journals.replay(state, changes), problems


def _first(error: ValidationError | KeyError) -> str:
    if isinstance(error, ValidationError):
        found = error.errors()[0]
        return f"{'.'.join(map(str, found['loc']))}: {found['msg']}"
    return f"schema {error.args[0]}"


def _keep_old(path: Path, version: int) -> None:
    old = path / f"case.schema-{version}.json"
    if not old.exists():
        write_whole(old, (path / CASE_FILE).read_bytes())


def _save(path: Path, state: CaseState) -> None:
    data = state.model_dump(mode="json", by_alias=True, exclude_defaults=False)
    write_whole(path / CASE_FILE, json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")


def read_input(name: str | Path) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises ``CaseError``."""
    if str(name) == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except IsADirectoryError:
        raise CaseError("input-is-folder", path=str(name)) from None
    except FileNotFoundError:
        raise CaseError("input-missing", path=str(name)) from None
    except OSError as error:
        raise CaseError("cannot-read", path=str(name), reason=error.strerror or str(error)) from error


def add_input(
    case: Case, name: str, data: bytes, role: Role = "account", *, at: datetime | None = None
) -> InputCopy:
    """Copy a file as received into the case and note its sha256. Raises ``CaseError``."""
    if case.folder is None:
        raise CaseError("no-folder")
    folder = case.folder / INPUTS
    taken = {item.name for item in case.state.inputs}
    copy = InputCopy(
        name=_free_name("pasted.txt" if name == "-" else Path(name).name, taken),
        original=name,
        sha256=sha256(data),
        size=len(data),
        role=role,
    )
    write_whole(folder / copy.name, data)
    case.do(AddInput(input=copy), at)
    case.account = None
    return copy


def _free_name(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.partition(".")
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{stem}-{number}{dot}{suffix}"
    return free


def input_paths(case: Case, role: Role | None = None) -> list[Path]:
    """Where the copies of the input files lie, those of one ``role`` or all."""
    if case.folder is None:
        return []
    return [case.folder / INPUTS / item.name for item in case.state.inputs if role in (None, item.role)]


def read_account(case: Case) -> Account:
    """What the input files of the case say, read once. An empty account for a case without files.

    Raises ``account.model.InputError`` if none of them could be read.
    """
    if case.account is None:
        from appeal_tool.account.load import load_account

        paths = [path for path in input_paths(case) if path.is_file()]
        case.account = load_account(paths, marketplace=case.state.marketplace) if paths else Account()
    return case.account


def changed_inputs(case: Case) -> tuple[Problem, ...]:
    """A problem for each input file that is gone or no longer what was received."""
    problems = []
    for item, path in zip(case.state.inputs, input_paths(case), strict=False):
        data = None
        with suppress(OSError):
            data = path.read_bytes()
        if data is None:
            problems.append(Problem("input-gone", {"name": item.name}, Source(str(path))))
        elif sha256(data) != item.sha256:
            problems.append(Problem("input-changed", {"name": item.name}, Source(str(path))))
    return tuple(problems)
