"""Writing so that a crash at any moment leaves either the old file or the new one."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from appeal_tool.case.model import CaseError

FOLDER_MODE = 0o700
FILE_MODE = 0o600
TEMPORARY = ".tmp-"


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``: temporary file, fsync, rename, fsync of the folder. Mode 0600.

    Raises ``CaseError`` (``disk-full``, ``not-writable``); ``path`` is then as it was.
    """
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, FILE_MODE)
        os.replace(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)
        raise case_error(error, path) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable, where the system can (Windows cannot open folders)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Create ``folder`` and its parents if they are missing; mode 0700. Raises ``CaseError``."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    except OSError as error:
        raise case_error(error, folder) from error


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed process left behind."""
    for left in folder.glob(f"{TEMPORARY}*"):
        with suppress(OSError):
            left.unlink()


def sha256(data: bytes) -> str:
    """The sha256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def case_error(error: OSError, path: Path) -> CaseError:
    """The plain message for what the system refused."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CaseError("disk-full", path=str(path))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return CaseError("not-writable", path=str(path))
    return CaseError("cannot-write", path=str(path), reason=error.strerror or str(error))
