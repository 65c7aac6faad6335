"""Which documents the commands wrote, so that only a text edited by hand is kept when it is written anew.

One small file of the user's own (path -> sha256) under the system's folder for
state. It only saves backups: where it is missing or cannot be read, every
differing file is kept.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from appeal_tool.case.files import make_folder, sha256, write_whole
from appeal_tool.case.model import CaseError

_MOST = 500
"""Paths remembered; the oldest go first."""


def keep_former(path: Path, data: bytes) -> Path | None:
    """Keep what stands in ``path``, unless it is ``data`` or as a command wrote it; null where nothing is to be kept.

    An older copy is never overwritten (``.bak``, ``.bak2``, ``.bak3``). Raises ``OSError``.
    """
    if not path.is_file() or (former := path.read_bytes()) == data or _is_ours(path, former):
        return None
    number = 1
    while True:
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if not kept.exists():
            kept.write_bytes(former)
            return kept
        if kept.is_file() and kept.read_bytes() == former:
            return kept
        number += 1


def remember(path: Path, data: bytes) -> None:
    """Note that ``path`` was written with ``data``; where it cannot be noted, the next text is kept as a backup."""
    known = _known()
    known.pop(str(path.resolve()), None)
    known[str(path.resolve())] = sha256(data)
    with suppress(CaseError, OSError):
        make_folder(_register().parent)
        recent = dict(list(known.items())[-_MOST:])
        write_whole(_register(), json.dumps(recent, ensure_ascii=False, indent=1).encode())


def _is_ours(path: Path, former: bytes) -> bool:
    return _known().get(str(path.resolve())) == sha256(former)


def _known() -> dict[str, str]:
    with suppress(OSError, ValueError):
        found = json.loads(_register().read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {str(path): str(digest) for path, digest in found.items()}
    return {}


def _register() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_path("appeal-tool", appauthor=False)) / "written.json"
