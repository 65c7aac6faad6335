"""Which encoding a file's bytes are in, found in one pass that also hashes and measures them.

Seen in the wild: UTF-8 with and without a mark, UTF-16 from spreadsheets, cp1252 and
ISO-8859-1 from the marketplace's European reports, Shift_JIS from its Japanese ones.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 1 << 20
_PLAIN = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F)])
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNDEFINED_IN_CP1252 = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "gzip"),
)


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over the bytes told. ``size`` in bytes.

    ``binary`` names the kind of a file that is no text (``zip``, ``spreadsheet``, ``pdf``,
    ``image``, ``gzip``, ``unknown``). ``damaged`` is true if some bytes do not fit the
    encoding. ``controls`` is true if there are control bytes, ``ascii`` if nothing else.
    """

    size: int
    sha256: str
    encoding: str
    binary: str | None = None
    damaged: bool = False
    controls: bool = False
    ascii: bool = True


def scan(stream: BinaryIO) -> Scan:
    """Measure, hash and recognise ``stream`` from its start to its end."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    size, head, suspect, odd = 0, b"", b"", set[int]()
    for chunk in _chunks(stream):
        head = head or chunk
        size += len(chunk)
        digest.update(chunk)
        odd.update(chunk.translate(None, _PLAIN))
        if not suspect:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                suspect = chunk
    if not suspect:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            suspect = head
    encoding, damaged = _encoding(head, suspect, odd)
    return Scan(
        size=size,
        sha256=digest.hexdigest(),
        encoding=encoding,
        binary=_binary(head, encoding),
        damaged=damaged,
        controls=any(byte < 0x20 or byte == 0x7F for byte in odd),
        ascii=not encoding.startswith(("utf-16", "utf-32")) and all(byte < 0x80 for byte in odd),
    )


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _encoding(head: bytes, suspect: bytes, odd: set[int]) -> tuple[str, bool]:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, bool(suspect) and name == "utf-8-sig"
    if wide := _wide(head):
        return wide, False
    if not suspect:
        return "utf-8", False
    replaced = suspect.decode("utf-8", "replace")
    bad = replaced.count("\ufffd")
    if sum(1 for c in replaced if ord(c) > 0x7F) - bad >= 3 * bad:
        return "utf-8", True
    if _is_japanese(suspect):
        return "cp932", False
    high = {byte for byte in odd if 0x80 <= byte < 0xA0}
    if not high:
        return "iso-8859-1", False
    return "cp1252", bool(high & _UNDEFINED_IN_CP1252)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Western text is NUL."""
    sample = head[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    if even > 0.6 and odd < 0.1:
        return "utf-16-be"
    return None


def _is_japanese(sample: bytes) -> bool:
    # An accented Latin letter and the letter after it may also make one valid pair;
    # kana, which no Latin text makes, tell the two apart.
    try:
        text = codecs.getincrementaldecoder("cp932")("strict").decode(sample)
    except UnicodeDecodeError:
        return False
    foreign = [c for c in text if ord(c) > 0x7F]
    kana = sum(1 for c in foreign if "\u3040" <= c <= "\u30ff")
    return len(foreign) >= 4 and kana >= 0.2 * len(foreign)


def _binary(head: bytes, encoding: str) -> str | None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if encoding.startswith(("utf-16", "utf-32")):
        return None
    sample = head[:8192]
    controls = sum(1 for byte in sample if byte < 0x20 and byte not in b"\t\n\r\f\x1b")
    return "unknown" if controls > 0.1 * len(sample) else None
