"""Reading rule records: one YAML file a record, checked, and kept in a cache that starts fast.

A record's id is its path below the kind's folder, without the suffix
(``rules/lint/vague-measure.yaml`` is ``vague-measure``). Every record has
``title``, ``why`` and ``source``; wherever a mapping speaks one of the two
languages it must speak both. A record that breaks this does not load, and
says which file and key.

YAML is read by people, but slowly by machines: the checked records of a kind
are kept as JSON in the user's cache folder, one file a folder of records, with
every record file's name, size and time beside them: where these differ, the YAML
is read again. Without a writable cache all works the same, only slower.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from appeal_tool.guide.location import data_folder

Record = dict[str, Any]
Check = Callable[[Record, "RecordFile"], None]

LANGUAGES = frozenset({"fr", "en"})
_CACHE_VERSION = 2


class RecordError(Exception):
    """A record that cannot be used: the file, the key inside it, and what is wrong."""

    def __init__(self, path: Path, key: str, problem: str) -> None:
        super().__init__(f"{path}: {key}: {problem}")
        self.path = path
        self.key = key
        self.problem = problem


class RecordFile:
    """The file that a record came from; raises errors that name it."""

    def __init__(self, path: Path, record_id: str) -> None:
        self.path = path
        self.id = record_id

    def fail(self, key: str, problem: str) -> RecordError:
        """An error about ``key`` of this file (for ``raise``)."""
        return RecordError(self.path, key, problem)

    def require(self, record: Record, *keys: str) -> None:
        """Raise unless all ``keys`` are present and not empty."""
        for key in keys:
            if record.get(key) in (None, "", [], {}):
                raise self.fail(key, "is missing")

    def only(self, record: Record, allowed: frozenset[str], where: str = "") -> None:
        """Raise if ``record`` has a key that is not ``allowed``, naming the nearest valid one."""
        for key in record:
            if key not in allowed:
                from difflib import get_close_matches

                near = get_close_matches(str(key), allowed, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise self.fail(f"{where}{key}", f"is not a key of this record{hint}")


def load(kind: str, check: Check, extra: Path | None = None) -> dict[str, Record]:
    """All records of ``kind`` (a folder below ``rules/``) by id, in the order of their ids.

    ``check`` does the kind's own checks and runs once a file, before caching.
    ``extra`` is a folder of the user's own records of that kind, read after ours.
    Raises ``RecordError`` for a bad record of ours; for those of the user see
    ``load_lenient``.
    """
    folder = data_folder("rules") / kind
    records = _cached(folder, check)
    if extra is not None:
        records = {**records, **_cached(extra, check)}
    return records


def load_lenient(folder: Path, check: Check) -> tuple[dict[str, Record], list[RecordError]]:
    """Records of a user's folder: the good ones, and an error for each bad one."""
    records: dict[str, Record] = {}
    errors: list[RecordError] = []
    for path in _files(folder):
        try:
            record_id, record = _read(path, folder, check)
            records[record_id] = record
        except RecordError as error:
            errors.append(error)
    return records, errors


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"))


def _cached(folder: Path, check: Check) -> dict[str, Record]:
    files = _files(folder)
    stamp = _stamp(files)
    cache = _cache_file(folder)
    if stamp is not None and cache is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            cached = json.loads(cache.read_bytes())
            if cached["stamp"] == stamp:
                records: dict[str, Record] = cached["records"]
                return records
    records = dict(_read(path, folder, check) for path in files)
    if stamp is not None and cache is not None:
        with suppress(OSError):
            content = {"stamp": stamp, "records": records}
            _write_whole(cache, json.dumps(content, ensure_ascii=False).encode())
    return records


def _stamp(files: list[Path]) -> list[str] | None:
    """What tells whether the records have changed since they were read."""
    from appeal_tool import __version__

    try:
        states = [(path, path.stat()) for path in files]
    except OSError:
        return None
    return [
        f"{_CACHE_VERSION} {__version__}",
        *(f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in states),
    ]


def _cache_file(folder: Path) -> Path | None:
    root = _cache_root()
    # The number only keeps apart folders of one name; the stamp inside says whether the content is theirs.
    return root / f"{folder.name}-{zlib.crc32(str(folder).encode()):08x}.json" if root else None


def _cache_root() -> Path | None:
    """``rules`` in the folder that platformdirs calls the user's cache; asking it would take as long as the reading."""
    if sys.platform in ("win32", "darwin"):
        import platformdirs

        with suppress(OSError, RuntimeError):
            return platformdirs.user_cache_path("appeal-tool", appauthor=False) / "rules"
        return None
    with suppress(RuntimeError):
        return (
            Path(os.environ.get("XDG_CACHE_HOME", "").strip() or Path.home() / ".cache")
            / "appeal-tool"
            / "rules"
        )
    return None


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside, then rename: no reader ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{id(data):x}.tmp")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _read(path: Path, folder: Path, check: Check) -> tuple[str, Record]:
    import yaml

    record_id = path.relative_to(folder).with_suffix("").as_posix()
    file = RecordFile(path, record_id)
    try:
        record = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise file.fail("file", f"cannot be read: {error}") from error
    if not isinstance(record, dict):
        raise file.fail("file", "is not a mapping")
    file.require(record, "title", "why", "source")
    for key, problem in _faults(record, "", {}):
        raise file.fail(key, problem)
    check(record, file)
    return record_id, record


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _faults(value: Any, where: str, seen: dict[int, bool]) -> Iterator[tuple[str, str]]:
    """The key path and problem of each mapping that speaks French but not English, or the reverse.

    What YAML's aliases stand for is looked at once (a few of them, one inside the other, make a
    record without end), and none may stand for what it is in: ``seen`` is true for what is being looked at.
    """
    if not isinstance(value, dict | list):
        return
    if id(value) in seen:
        if seen[id(value)]:
            yield where.rstrip("."), "holds itself (an alias of YAML)"
        return
    seen[id(value)] = True
    if isinstance(value, dict):
        spoken = LANGUAGES & value.keys()
        if spoken and spoken != LANGUAGES:
            missing = next(iter(LANGUAGES - spoken))
            yield where.rstrip("."), f"has no {missing!r} text"
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(value, dict) and not isinstance(key, str):
            yield f"{where}{key}", "is not a text key (quote it)"
        else:
            yield from _faults(item, f"{where}{key}.", seen)
    seen[id(value)] = False
