"""The marketplaces: their ids in the seller API, their countries and their domains.

Source: the enum of marketplaces of python-amazon-sp-api, read 2026-11-23.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TypedDict

_DOMAIN = re.compile(r"\bamazon\.(?:com?\.[a-z]{2}|[a-z]{2,3})\b", re.IGNORECASE)


class _Entry(TypedDict, total=False):
    country: str
    domain: str
    also: list[str]


@cache
def _all() -> dict[str, _Entry]:
    path = Path(__file__).with_name("marketplaces.json")
    entries: dict[str, _Entry] = json.loads(path.read_text(encoding="utf-8"))
    return entries


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for identifier, entry in _all().items():
        for name in (identifier, entry["country"], entry["domain"], *entry.get("also", [])):
            names[name.lower()] = identifier
    return names


def marketplace_id(name: str) -> str | None:
    """The id for an id, a country (``FR``, ``uk``) or a domain (``www.amazon.fr``), else ``None``."""
    key = name.strip().lower().removeprefix("https://").rstrip("/")
    found = _by_name().get(key)
    if found is None and (match := _DOMAIN.search(key)):
        found = _by_name().get(match.group())
    return found


def country(identifier: str) -> str:
    """The country code of a marketplace id, the id itself if it is not known."""
    entry = _all().get(identifier)
    return entry["country"] if entry else identifier


def marketplaces_in(text: str) -> list[str]:
    """The ids of the marketplaces whose domains stand in ``text``, in the order of their first mention."""
    found = (_by_name().get(match.group().lower()) for match in _DOMAIN.finditer(text))
    return list(dict.fromkeys(identifier for identifier in found if identifier))


def known() -> list[str]:
    """The country codes of all marketplaces, for messages."""
    return [entry["country"] for entry in _all().values()]
