"""A line on the terminal that tells how far a long file is read; nothing where no terminal looks on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

LONG = 4 << 20
"""Bytes from which a file is long enough for a bar (about a second of reading)."""
_WIDTH = 24


def bar(stream: TextIO | None = None) -> Callable[[str, int, int], None] | None:
    """What ``load_account`` calls while it reads, or ``None`` if ``stream`` (standard error) is no terminal."""
    out = sys.stderr if stream is None else stream
    if not out.isatty():
        return None

    def draw(name: str, done: int, total: int) -> None:
        if total < LONG:
            return
        if done >= total:
            out.write("\r\x1b[K")
        else:
            filled = _WIDTH * done // total
            shown = Path(name).name[-30:]
            plain = "".join(c if c.isprintable() else "?" for c in shown)
            out.write(
                f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {100 * done // total:3d} %  {plain}\x1b[K"
            )
        out.flush()

    return draw
