"""Causes (``rules/causes/``): what may have failed, what to ask about it, and what proves the repair.

A record holds suggestions and questions. Nothing in it is a statement about a
seller: a sub-cause is true only once the seller has chosen it, a measure exists
only as the seller's own answer, and an ``example`` is a pattern with ``⟨gaps⟩``
that never reaches a plan as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from appeal_tool.guide.records import Record, RecordError, RecordFile, load, load_lenient
from appeal_tool.guide.texts import (
    Text,
    as_optional_text,
    as_text,
    check_items,
    check_sources,
    check_strings,
    check_text,
    require_in,
)

ROOT_CAUSES = frozenset({"customer-service", "late-shipment", "cancellation", "policy-violation"})
DOCUMENT_CHECKS = frozenset(
    {"age", "quantity-covers-sales", "same-name", "unaltered", "masked", "from-owner"}
)
"""What can be looked at in an exhibit: ``age`` (``max_age_days`` before the notice), quantities that
cover the units sold, the account's exact name, no retouching, buyers' data masked, sent by the rights owner."""


@dataclass(frozen=True, slots=True)
class Names:
    """How a sentence says the cause: with its article, and after « de » (``of``)."""

    the: Text
    of: Text


@dataclass(frozen=True, slots=True)
class SubCause:
    """A failing practice inside the seller's control: a suggestion to choose, or not.

    ``text`` says it in the first person plural of the past; ``ask`` is the
    question by which a seller finds out. ``signals`` are names of
    ``rules/diagnosis/``: clues in the account's data that make it likelier.
    """

    id: str
    text: Text
    ask: Text
    signals: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureHint:
    """A question about one measure, corrective (done) or preventive (standing).

    ``example`` is a pattern with ``⟨gaps⟩``; ``addresses`` are ids of the same
    record's sub-causes. ``frequency`` and ``figure`` (an id of ``Cause.figures``)
    are for preventive measures only.
    """

    id: str
    ask: Text
    example: Text
    addresses: tuple[str, ...]
    proof: Text
    frequency: Text | None = None
    figure: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that shows whether the measures work; ``metric`` is one of the account's, where it is."""

    id: str
    text: Text
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A piece of evidence worth attaching. ``max_age_days`` counts back from the notice's date."""

    id: str
    text: Text
    max_age_days: int | None = None
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A trap to avoid, or a thing to do in the meantime."""

    id: str
    text: Text
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of DESIGN section 4 with all that helps a seller to answer for it.

    ``facts`` asks what happened, in counted things; ``first_why`` opens the
    chain of whys. ``numbers`` gives the source of every figure in the texts.
    """

    id: str
    root_cause: str
    title: Text
    text: Text
    why: Text
    source: tuple[str, ...]
    names: Names
    facts: Text
    first_why: Text
    subcauses: tuple[SubCause, ...]
    corrective: tuple[MeasureHint, ...]
    preventive: tuple[MeasureHint, ...]
    figures: tuple[Figure, ...]
    documents: tuple[Document, ...]
    traps: tuple[Note, ...]
    meanwhile: tuple[Note, ...]
    numbers: Mapping[str, str]


@cache
def load_causes(extra: Path | None = None) -> dict[str, Cause]:
    """All causes by id; a user's ``extra`` folder adds to ours or replaces them.

    Raises ``RecordError`` for a record that breaks the form.
    """
    return {
        record_id: _cause(record_id, record)
        for record_id, record in load("causes", check_cause, extra).items()
    }


def own_causes(folder: Path) -> tuple[dict[str, Cause], list[RecordError]]:
    """A user's own causes: the good records by id, and an error for each bad one."""
    records, errors = load_lenient(folder, check_cause)
    return {record_id: _cause(record_id, record) for record_id, record in records.items()}, errors


_KEYS = frozenset(
    {"title", "text", "why", "source", "root_cause", "names", "facts", "first_why", "subcauses"}
    | {"corrective", "preventive", "figures", "documents", "traps", "meanwhile", "numbers"}
)
_SUBCAUSE_KEYS = frozenset({"id", "text", "ask", "signals", "source"})
_CORRECTIVE_KEYS = frozenset({"id", "ask", "example", "addresses", "proof", "source"})
_PREVENTIVE_KEYS = _CORRECTIVE_KEYS | {"frequency", "figure"}


def check_cause(record: Record, file: RecordFile) -> None:
    """The form of one cause record; raises ``RecordError`` naming the key."""
    file.only(record, _KEYS)
    file.require(record, *(_KEYS - {"meanwhile", "numbers"}))
    for key in ("title", "text", "why", "facts", "first_why"):
        check_text(record[key], key, file)
    check_sources(record, file)
    if record["root_cause"] not in ROOT_CAUSES:
        raise file.fail("root_cause", f"is none of {', '.join(sorted(ROOT_CAUSES))}")
    for form in ("the", "of"):
        check_text(record["names"].get(form), f"names.{form}", file)

    def subcause(item: Record, where: str) -> None:
        file.only(item, _SUBCAUSE_KEYS, where)
        check_text(item.get("text"), f"{where}text", file)
        check_text(item.get("ask"), f"{where}ask", file)
        check_strings(item.get("signals", []), f"{where}signals", file)

    def note(item: Record, where: str) -> None:
        file.only(item, frozenset({"id", "text", "source"}), where)
        check_text(item.get("text"), f"{where}text", file)

    def figure(item: Record, where: str) -> None:
        file.only(item, frozenset({"id", "text", "metric"}), where)
        check_text(item.get("text"), f"{where}text", file)

    def document(item: Record, where: str) -> None:
        file.only(item, frozenset({"id", "text", "max_age_days", "checks"}), where)
        check_text(item.get("text"), f"{where}text", file)
        for name in item.get("checks", []):
            if name not in DOCUMENT_CHECKS:
                raise file.fail(f"{where}checks", f"{name!r} is none of {', '.join(sorted(DOCUMENT_CHECKS))}")
        age = item.get("max_age_days")
        if age is not None and (not isinstance(age, int) or age <= 0):
            raise file.fail(f"{where}max_age_days", "must be a number of days above 0")

    check_items(record, "subcauses", file, subcause, at_least=5)
    check_items(record, "figures", file, figure, at_least=2)
    check_items(record, "documents", file, document, at_least=2)
    check_items(record, "traps", file, note, at_least=1)
    check_items(record, "meanwhile", file, note)
    known = {item["id"] for item in record["subcauses"]}
    watched = {item["id"] for item in record["figures"]}

    def measure(item: Record, where: str) -> None:
        preventive = where.startswith("preventive.")
        file.only(item, _PREVENTIVE_KEYS if preventive else _CORRECTIVE_KEYS, where)
        require_in(item, where, file, "ask", "example", "addresses", "proof")
        for key in ("ask", "example", "proof"):
            check_text(item[key], f"{where}{key}", file)
        for lang in ("fr", "en"):
            if "⟨" not in item["example"][lang] or "⟩" not in item["example"][lang]:
                raise file.fail(
                    f"{where}example.{lang}", "has no ⟨gap⟩: a pattern is never a ready statement"
                )
        check_strings(item["addresses"], f"{where}addresses", file)
        for subcause_id in item["addresses"]:
            if subcause_id not in known:
                raise file.fail(f"{where}addresses", f"{subcause_id!r} is no sub-cause of this record")
        if preventive:
            require_in(item, where, file, "frequency", "figure")
            check_text(item["frequency"], f"{where}frequency", file)
            if item["figure"] not in watched:
                raise file.fail(f"{where}figure", f"{item['figure']!r} is no figure of this record")

    check_items(record, "corrective", file, measure, at_least=5)
    check_items(record, "preventive", file, measure, at_least=6)
    for subcause_id in sorted(known):
        for kind in ("corrective", "preventive"):
            if not any(subcause_id in item["addresses"] for item in record[kind]):
                raise file.fail(f"subcauses.{subcause_id}", f"no {kind} measure is aimed at it")


def _cause(record_id: str, record: Record) -> Cause:
    def notes(key: str) -> tuple[Note, ...]:
        return tuple(Note(i["id"], as_text(i["text"]), i.get("source")) for i in record.get(key, []))

    return Cause(
        id=record_id,
        root_cause=record["root_cause"],
        title=as_text(record["title"]),
        text=as_text(record["text"]),
        why=as_text(record["why"]),
        source=tuple(record["source"]),
        names=Names(as_text(record["names"]["the"]), as_text(record["names"]["of"])),
        facts=as_text(record["facts"]),
        first_why=as_text(record["first_why"]),
        subcauses=tuple(
            SubCause(
                i["id"], as_text(i["text"]), as_text(i["ask"]), tuple(i.get("signals", [])), i.get("source")
            )
            for i in record["subcauses"]
        ),
        corrective=tuple(_measure(item) for item in record["corrective"]),
        preventive=tuple(_measure(item) for item in record["preventive"]),
        figures=tuple(Figure(i["id"], as_text(i["text"]), i.get("metric")) for i in record["figures"]),
        documents=tuple(
            Document(i["id"], as_text(i["text"]), i.get("max_age_days"), tuple(i.get("checks", [])))
            for i in record["documents"]
        ),
        traps=notes("traps"),
        meanwhile=notes("meanwhile"),
        numbers=record.get("numbers", {}),
    )


def _measure(item: dict[str, Any]) -> MeasureHint:
    return MeasureHint(
        id=item["id"],
        ask=as_text(item["ask"]),
        example=as_text(item["example"]),
        addresses=tuple(item["addresses"]),
        proof=as_text(item["proof"]),
        frequency=as_optional_text(item.get("frequency")),
        figure=item.get("figure"),
        source=item.get("source"),
    )
