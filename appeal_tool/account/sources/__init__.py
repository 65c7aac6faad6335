"""One reader a format; ``load.py`` recognises a file by its content and hands it on.

A reader is a module of this package with three names (see ``account.part.Reader``):

``FORMAT``
    The format's short name, as ``recognise`` returns it and ``InputFile.format`` keeps it.
``recognises(content) -> float``
    How surely the file is of this format, from 0 (not at all) to 1, looking only at
    ``content.head`` (the first characters) and ``content.name`` if it must. 1.0 is a
    signature that nothing else has (a root key, a header row), 0.5 a good guess, 0.2 a
    weak one. The highest wins; of equals, the first in ``READERS``.
``read(content) -> Part``
    Reads all of it. Small structured formats take ``content.text()``; what can be large
    iterates ``content.lines()``, which streams, and keeps only what it needs. Every value
    carries ``content.source(line, where)``; every line or key not understood becomes
    ``part.problem(code, source, **params)``. Raises only ``InputError``, and only if nothing
    at all can be taken.

What a reader may rely on: text is decoded, control, escape and bidi characters are gone,
text decoded wrongly once is repaired (all of it reported by ``Content`` itself), and
accents are composed. What a buyer wrote, or a name or address, passes ``content.mask``
(free text) or ``content.hide`` (a field that is personal as a whole) on the way in. Text of
the file that goes into a problem's parameters passes ``content.excerpt``. Strings that come
out of an escape (JSON ``\\u202e``) pass ``content.clean`` first.

The next format is one module here and one line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from appeal_tool.account.part import Reader

READERS: tuple[str, ...] = (
    "v2_report",
    "v1_report",
    "by_hand",
    "page",
    "orders_report",
    "returns_report",
    "feedback_report",
    "notifications",
    "defect_list",
    "notices",
)
"""Modules of this package, the surest signatures first."""


def readers() -> Iterator[Reader]:
    """Every reader, imported when asked for."""
    for name in READERS:
        yield cast("Reader", import_module(f"{__name__}.{name}"))
