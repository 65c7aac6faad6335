"""The exhibits of a case: what they support, whether they are there, and whether they can prove it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from appeal_tool.account.model import Problem
from appeal_tool.case import store
from appeal_tool.case.context import Context, answers_of, cause_record
from appeal_tool.case.files import sha256, write_whole
from appeal_tool.case.model import Case, CaseError, Exhibit, SetExhibits

MANIFEST = "manifest.json"
MAX_BYTES = 10_000_000
"""All attachments together; 10 MB is what sellers report (research note, no official figure)."""
ACCEPTED = (".pdf", ".jpg", ".jpeg", ".png", ".gif")
"""Formats that the marketplace's notices accept (product authenticity notice, read 2026-11-23)."""


def collect(case: Case, *roots: Path) -> tuple[Problem, ...]:
    """Copy the files that the exhibit answers name into ``evidence/`` and write the manifest.

    Files are looked for as given, then below ``roots``, then in ``evidence/``.
    Returns a problem for each that is not there. Raises ``CaseError``.
    """
    if case.folder is None:
        raise CaseError("no-folder")
    folder = case.folder / store.EVIDENCE
    problems: list[Problem] = []
    entries: list[Exhibit] = []
    number = 1
    while fields := answers_of(case, f"exhibits/{number}"):
        entry = Exhibit(
            number=number,
            title=str(fields.get("title", "")),
            kind=str(fields["kind"]) if fields.get("kind") else None,
            day=_day(fields.get("day")),
            supports=tuple(map(str, supports))
            if isinstance(supports := fields.get("supports"), list)
            else (),
        )
        name = fields.get("file")
        if name:
            path = next((p for p in _candidates(str(name), folder, roots) if p.is_file()), None)
            if path is None:
                problems.append(
                    Problem("file-not-there", {"id": f"exhibits/{number}/file", "file": str(name)})
                )
            else:
                entry = entry.model_copy(update=_copy(path, folder, {e.file: e.sha256 for e in entries}))
        entries.append(entry)
        number += 1
    if tuple(entries) != case.state.exhibits:
        case.do(SetExhibits(exhibits=tuple(entries)))
    manifest = [entry.model_dump(mode="json") for entry in entries]
    write_whole(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n")
    return tuple(problems)


def _candidates(name: str, folder: Path, roots: tuple[Path, ...]) -> list[Path]:
    return [Path(name), *(root / name for root in roots), folder / Path(name).name]


def _copy(path: Path, folder: Path, taken: dict[str | None, str | None]) -> dict[str, object]:
    data = store.read_input(path)
    digest, name, number = sha256(data), path.name, 1
    while taken.get(name, digest) != digest:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    if path.parent.resolve() != folder.resolve() or path.name != name:
        write_whole(folder / name, data)
    return {"file": name, "sha256": digest, "size": len(data)}


def check(case: Case, seen: Context) -> list[Problem]:
    """Everything about the exhibits that a reader would stumble over."""
    problems: list[Problem] = []
    number = 1
    while fields := answers_of(case, f"exhibits/{number}"):
        problems += _check_one(f"exhibits/{number}", dict(fields), seen)
        number += 1
    problems += _quantities(case, seen)
    problems += _manifest(case)
    return problems


def _check_one(prefix: str, fields: dict[str, object], seen: Context) -> list[Problem]:
    problems = []
    day = _day(fields.get("day"))
    notice = seen.notice_day
    limit = _max_age(str(fields.get("kind", "")), seen)
    if day is not None and notice is not None and limit is not None:
        if day > notice:
            problems.append(
                Problem("proof-after-notice", {"id": f"{prefix}/day", "day": day, "notice": notice})
            )
        elif day < notice - timedelta(days=limit):
            problems.append(
                Problem("proof-too-old", {"id": f"{prefix}/day", "day": day, "notice": notice, "days": limit})
            )
    file = str(fields.get("file", ""))
    if file and not file.lower().endswith(ACCEPTED):
        problems.append(Problem("format-not-accepted", {"id": f"{prefix}/file", "file": file}))
    return problems


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _max_age(kind: str, seen: Context) -> int | None:
    for cause in seen.causes:
        record = cause_record(cause)
        for document in record.documents if record else ():
            if document.id == kind:
                return document.max_age_days
    return None


def _quantities(case: Case, seen: Context) -> list[Problem]:
    """Invoices that together cover fewer units than were sold, where both are known."""
    covering = {
        document.id
        for cause in seen.causes
        if (record := cause_record(cause)) is not None
        for document in record.documents
        if "quantity-covers-sales" in document.checks
    }
    invoiced = 0
    number = 1
    while fields := answers_of(case, f"exhibits/{number}"):
        quantity = fields.get("quantity")
        if fields.get("kind") in covering and isinstance(quantity, int | float):
            invoiced += int(quantity)
        number += 1
    sold = units_sold(seen)
    if not invoiced or sold is None or invoiced >= sold:
        return []
    return [Problem("quantity-too-small", {"id": "exhibits", "invoiced": invoiced, "sold": sold})]


def units_sold(seen: Context) -> int | None:
    """Units of the notice's offers in the account's orders; null without orders or offers to look for."""
    orders = seen.diagnosis.account.orders if seen.diagnosis is not None else None
    if seen.diagnosis is None or orders is None:
        return None
    asins = {asin for notice in seen.diagnosis.account.notices for asin in notice.asins}
    if not asins:
        return None
    column = orders.columns["asin"]
    wanted = {code for code, name in enumerate(column.values) if name in asins}
    return sum(
        max(quantity, 0)
        for code, quantity in zip(column.codes, orders.quantities, strict=True)
        if code in wanted
    )


def _manifest(case: Case) -> list[Problem]:
    """A problem for each file of the manifest that is gone or changed, and for all together being too big."""
    problems = []
    total = 0
    for exhibit in case.state.exhibits:
        if exhibit.file is None or case.folder is None:
            continue
        path = case.folder / store.EVIDENCE / exhibit.file
        total += exhibit.size or 0
        if not path.is_file():
            problems.append(Problem("exhibit-gone", {"id": "exhibits", "file": exhibit.file}))
        elif sha256(path.read_bytes()) != exhibit.sha256:
            problems.append(Problem("exhibit-changed", {"id": "exhibits", "file": exhibit.file}))
    if total > MAX_BYTES:
        problems.append(Problem("exhibits-too-big", {"id": "exhibits", "size": total, "limit": MAX_BYTES}))
    return problems
