"""Paths as people type, paste and drop them. None of these raises for any text."""

from __future__ import annotations

from pathlib import Path

from appeal_tool.tui.visible import visible


def typed_path(text: str) -> Path:
    """The path that a line means: quotes, ``file://``, escaped spaces and ``~`` are understood."""
    line = visible(text).strip().strip("'\"").removeprefix("file://").replace("\\ ", " ").replace("\n", " ")
    try:
        return Path(line).expanduser()
    except RuntimeError:  # ``~somebody`` whom the system does not know
        return Path(line)


def is_file(path: Path) -> bool:
    """True for a file; false for anything else, a name that no system would take included."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """True for a folder, in the same way."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def dropped_file(text: str) -> Path | None:
    """The file whose path a terminal pastes when it is dropped, ``None`` for any other text."""
    if not text.strip() or "\n" in text.strip() or len(text) > 1000:
        return None
    path = typed_path(text)
    return path if is_file(path) else None
