"""One writer a case: the operating system's own lock on the file ``lock``, with pid and host for people to read.

The system lets go of it when the process dies however it dies, so there is no
stale lock to judge. Who comes second opens the case read-only.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import IO


class Lock:
    """The lock of one case folder; ``holder`` says who has it if it could not be had."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self.holder: dict[str, object] = {}

    def take(self) -> bool:
        """Try to take it without waiting. Raises ``OSError`` if the folder cannot be written."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        file = os.fdopen(handle, "r+b")
        if not _lock(file):
            self.holder = _read(file)
            file.close()
            return False
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())
        file.flush()
        self._file = file
        return True

    def release(self) -> None:
        """Let go of it; the file stays, empty."""
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                file.truncate(0)
            file.close()


def _read(file: IO[bytes]) -> dict[str, object]:
    with suppress(OSError, ValueError):
        found = json.loads(file.read(1000))
        if isinstance(found, dict):
            return found
    return {}


def _lock(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return _lock_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_windows(file: IO[bytes]) -> bool:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    try:
        # A byte far behind the text, so that others can still read who holds it.
        file.seek(4096)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    finally:
        file.seek(0)
    return True
