"""From files to an account: each is recognised by its content, read by its reader, and all are combined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from appeal_tool.account.combine import Named, combine
from appeal_tool.account.content import Content, Progress, open_file
from appeal_tool.account.marketplaces import known, marketplace_id
from appeal_tool.account.model import Account, InputError, Problem, Source
from appeal_tool.account.sources import readers

if TYPE_CHECKING:
    from appeal_tool.account.part import Reader


def load_account(
    paths: Sequence[str | Path],
    *,
    marketplace: str | None = None,
    as_of: date | None = None,
    unmask: bool = False,
    progress: Progress | None = None,
) -> Account:
    """Everything that ``paths`` hold of one account (``-`` is standard input).

    ``marketplace`` is an id, a country code or a domain; without it the only one in the
    data is taken, or the one that is in trouble. ``as_of`` overrides the day of the data.
    ``unmask`` keeps buyers' personal data. ``progress`` is called while tables are read.

    A file that cannot be read among others becomes a problem (its code starts with
    ``file-``). If nothing at all could be read, the first ``InputError`` is raised, with
    the rest in its ``others``.
    """
    wanted = _wanted(marketplace)
    parts: list[Named] = []
    errors: list[InputError] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            content = open_file(path, unmask=unmask, progress=progress)
            named = read_content(content)
        except InputError as error:
            errors.append(error)
            continue
        parts.append(named)
        problems += content.problems()
    if not parts:
        if not errors:
            raise InputError("file-none-given", Source("-"))
        errors[0].others = tuple(errors[1:])
        raise errors[0]
    if all(_is_nothing(named) for named in parts):
        raise InputError("file-unknown", Source(parts[0].file.path))
    failed = [Problem(error.code, error.params, error.source) for error in errors]
    return combine(parts, marketplace=wanted, as_of=as_of, problems=[*failed, *problems])


def _is_nothing(named: Named) -> bool:
    """Whether all that a file gave is a text that turned out to be no notice."""
    part = named.part
    return named.file.format == "notice" and not any(notice.is_message for notice in part.notices)


def recognise(path: str | Path) -> str:
    """The name of the format of ``path``; ``InputError`` if it is none that is known."""
    return _reader(open_file(path)).FORMAT


def read_content(content: Content) -> Named:
    """One content read by the reader that recognises it best."""
    reader = _reader(content)
    part = reader.read(content)
    return Named(content.as_input_file(reader.FORMAT), part)


def _reader(content: Content) -> Reader:
    best, surest = None, 0.0
    for reader in readers():
        if surest >= 1.0:
            break
        # A page may show a notice, which its reader then takes too; a notice never holds a page.
        if best is not None and best.FORMAT == "page" and surest >= 0.6 and reader.FORMAT == "notice":
            continue
        score = reader.recognises(content)
        if score > surest:
            best, surest = reader, score
    if best is None:
        start = content.head.lstrip()[:1]
        code = (
            "file-json-unknown"
            if start in ("{", "[")
            else "file-xml-unknown"
            if start == "<"
            else "file-unknown"
        )
        raise InputError(code, content.source())
    return best


def _wanted(marketplace: str | None) -> str | None:
    if marketplace is None:
        return None
    found = marketplace_id(marketplace)
    if found is None:
        raise InputError("marketplace-unknown", Source("-"), marketplace=marketplace[:40], known=known())
    return found
