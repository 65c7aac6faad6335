"""A file's text, as readers see it: decoded, cleaned, line by line, with an account of what was done."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, cast

from appeal_tool.account.cleaning import Cleaner, clean_text
from appeal_tool.account.encodings import Scan, scan
from appeal_tool.account.model import InputError, InputFile, Problem, Source
from appeal_tool.account.privacy import MASK, mask

HEAD = 1 << 16
"""Characters that recognition looks at."""
HEAD_LINE = 1 << 14
"""Characters of one line that recognition looks at."""
MAX_LINE = 1 << 20
"""Characters kept of one line."""
MAX_TEXT = 32 << 20
"""Bytes of a file that is read as a whole (pages, JSON, XML, YAML); tables are streamed."""
MAX_STDIN = 256 << 20
"""Bytes taken from standard input."""

Progress = Callable[[str, int, int], None]
"""Called with the file's name, the bytes read so far and its size in bytes."""


class Content:
    """One input: ``name`` as the user gave it, and its text in the ways that readers want it.

    Raises ``InputError`` on construction for what is no text: missing, a folder, empty,
    binary. ``unmask`` keeps personal data of buyers as it is.
    """

    def __init__(
        self,
        name: str,
        opener: Callable[[], BinaryIO],
        *,
        unmask: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self.name = name
        self._open = opener
        self._unmask = unmask
        self._progress = progress
        self._cleaner = Cleaner()
        self._cut: dict[int, None] = {}
        with opener() as stream:
            self.scan: Scan = scan(stream)
        self._refuse()

    def _refuse(self) -> None:
        if self.scan.size == 0:
            raise InputError("file-empty", self.source())
        if self.scan.binary:
            raise InputError(f"file-binary-{self.scan.binary}", self.source())
        if not self.head.strip():
            raise InputError("file-empty", self.source())
        if re.match(r"\s*<(?:!doctype html|html|head|body)\b", self.head, re.IGNORECASE):
            raise InputError("file-html", self.source())

    @cached_property
    def head(self) -> str:
        """The first ``HEAD`` characters, cleaned; of a very long line only its start."""
        pieces: list[str] = []
        size = 0
        with self._text_stream() as stream:
            while size < HEAD and (line := stream.readline(HEAD_LINE)):
                if not line.endswith("\n") and len(line) == HEAD_LINE:
                    _to_line_end(stream)
                    line += "\n"
                pieces.append(line)
                size += len(line)
        return clean_text("".join(pieces))

    def lines(self) -> Iterator[str]:
        """Every line, cleaned, without its end. Streams: one line is in memory at a time.

        A line longer than ``MAX_LINE`` is cut and reported.
        """
        dirty = self.scan.controls or not self.scan.ascii
        clean = self._cleaner.clean
        with self._text_stream() as stream:
            number = 0
            while line := stream.readline(MAX_LINE):
                number += 1
                if len(line) == MAX_LINE and not line.endswith("\n") and _to_line_end(stream):
                    self._cut[number] = None
                line = line.rstrip("\n")
                yield clean(line, number) if dirty else line
                if self._progress and number % 4096 == 0:
                    self._progress(self.name, cast("BinaryIO", stream.buffer).tell(), self.scan.size)
        if self._progress:
            self._progress(self.name, self.scan.size, self.scan.size)

    def text(self, limit: int = MAX_TEXT) -> str:
        """All of it as one string, cleaned; ``InputError`` above ``limit`` bytes."""
        if self.scan.size > limit:
            raise InputError("file-too-large", self.source(), size=self.scan.size, limit=limit)
        with self._text_stream() as stream:
            whole = stream.read()
        if not self.scan.controls and self.scan.ascii:
            return whole
        return "\n".join(
            self._cleaner.clean(line, number) for number, line in enumerate(whole.split("\n"), 1)
        )

    def _text_stream(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._open(), encoding=self.scan.encoding, errors="replace", newline=None)

    def problems(self) -> list[Problem]:
        """What was done to the text so far; ask after reading it."""
        found = [
            Problem(f"text-{kind}", {"count": count}, self.source(line))
            for kind, (line, count) in self._cleaner.found.items()
            if not (kind == "lost" and self.scan.damaged)
        ]
        if self.scan.damaged:
            found.insert(0, Problem("encoding-damaged", {"encoding": self.scan.encoding}, self.source()))
        found += [
            Problem("line-cut", {"limit": MAX_LINE}, self.source(line)) for line in list(self._cut)[:20]
        ]
        return found

    def as_input_file(self, format_name: str) -> InputFile:
        """The record of this file that the account keeps."""
        return InputFile(self.name, format_name, self.scan.encoding, self.scan.sha256)

    def source(self, line: int | None = None, where: str | None = None) -> Source:
        """The provenance of a value in this file."""
        return Source(self.name, line, where)

    def mask(self, text: str) -> str:
        """Free text that a buyer may have written, without what names a person."""
        return text if self._unmask else mask(text)

    def hide(self, value: str) -> str:
        """A field that is personal as a whole (a name, an address)."""
        return value if self._unmask or not value else MASK

    def clean(self, text: str) -> str:
        """A string that came out of an escape (JSON, XML), cleaned like the rest."""
        return clean_text(text)

    def excerpt(self, text: object, length: int = 80) -> str:
        """``text`` as a problem may quote it: one line, cut, always masked."""
        shown = " ".join(clean_text(str(text)[: 4 * length]).split())
        shown = mask(shown)
        return shown if len(shown) <= length else shown[: length - 1] + "…"


def _to_line_end(stream: io.TextIOWrapper) -> bool:
    """Pass over the rest of a line; whether there was any."""
    first = rest = stream.readline(MAX_LINE)
    while rest and not rest.endswith("\n"):
        rest = stream.readline(MAX_LINE)
    return first not in ("", "\n")


def open_file(path: str | Path, *, unmask: bool = False, progress: Progress | None = None) -> Content:
    """The content of ``path``; ``-`` is standard input. ``InputError`` if it is no readable text."""
    name = str(path)
    if name == "-":
        return _from_standard_input(unmask=unmask)
    file, source = Path(path), Source(name)
    try:
        if file.is_dir():
            raise InputError("file-is-folder", source)
        if not file.exists():
            raise InputError("file-missing", source)
        if not file.is_file():
            raise InputError("file-not-regular", source)
        return Content(name, lambda: cast("BinaryIO", file.open("rb")), unmask=unmask, progress=progress)
    except PermissionError as error:
        raise InputError("file-no-permission", source) from error
    except (OSError, ValueError) as error:
        raise InputError("file-unreadable", source, reason=type(error).__name__) from error


def from_bytes(data: bytes, name: str = "-", *, unmask: bool = False) -> Content:
    """Content of bytes already in memory (a paste, standard input)."""
    return Content(name, lambda: io.BytesIO(data), unmask=unmask)


def _from_standard_input(*, unmask: bool) -> Content:
    import sys

    data = sys.stdin.buffer.read(MAX_STDIN + 1)
    if len(data) > MAX_STDIN:
        raise InputError("file-too-large", Source("-"), size=len(data), limit=MAX_STDIN)
    return from_bytes(data, unmask=unmask)
