"""A text in both languages, and the small readers that every kind of record shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from appeal_tool.guide.records import Record, RecordFile

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Text:
    """The same thing said in French and in English, each written in its own right."""

    fr: str
    en: str

    def __getitem__(self, lang: str) -> str:
        """The text in ``lang`` (``fr`` or ``en``). Raises ``KeyError`` for any other."""
        if lang == "fr":
            return self.fr
        if lang == "en":
            return self.en
        raise KeyError(lang)


def as_text(value: Mapping[str, str]) -> Text:
    """A checked ``{fr: ..., en: ...}`` mapping as ``Text``."""
    return Text(value["fr"], value["en"])


def as_optional_text(value: Mapping[str, str] | None) -> Text | None:
    """``as_text``, or ``None`` where the record says nothing."""
    return None if value is None else as_text(value)


def check_text(value: Any, key: str, file: RecordFile) -> None:
    """Raise unless ``value`` is ``{fr: ..., en: ...}`` with something said in both."""
    if not isinstance(value, dict) or set(value) != {"fr", "en"}:
        raise file.fail(key, "must be a mapping with the texts 'fr' and 'en'")
    for lang, said in value.items():
        if not isinstance(said, str) or not said.strip():
            raise file.fail(f"{key}.{lang}", "is empty or not a text")


def check_strings(value: Any, key: str, file: RecordFile) -> None:
    """Raise unless ``value`` is a list of texts that are not empty."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise file.fail(key, "must be a list of texts")


def check_sources(record: Record, file: RecordFile) -> None:
    """Raise unless ``source`` lists at least one slide of the guide or address, as texts."""
    check_strings(record["source"], "source", file)


def check_items(
    record: Record, key: str, file: RecordFile, check: Callable[[Record, str], None], at_least: int = 0
) -> None:
    """Raise unless ``record[key]`` lists ``at_least`` mappings with ids of their own that pass ``check``."""
    items = record.get(key, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise file.fail(key, "must be a list of mappings")
    if len(items) < at_least:
        raise file.fail(key, f"has {len(items)} entries, at least {at_least} are needed")
    seen: set[str] = set()
    for item in items:
        item_id = item.get("id")
        if not isinstance(item_id, str) or not item_id:
            raise file.fail(key, "has an entry without an id")
        if item_id in seen:
            raise file.fail(f"{key}.{item_id}", "stands there twice")
        seen.add(item_id)
        check(item, f"{key}.{item_id}.")


def require_in(item: Record, where: str, file: RecordFile, *keys: str) -> None:
    """Raise unless all ``keys`` are present in ``item``, naming the place as ``where``."""
    for key in keys:
        if item.get(key) in (None, "", [], {}):
            raise file.fail(f"{where}{key}", "is missing")
