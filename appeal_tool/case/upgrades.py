"""Older cases become new ones: numbered pure functions, one a version of the schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from appeal_tool.case.model import SCHEMA

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

UPGRADES: dict[int, Upgrade] = {}
"""``UPGRADES[n]`` turns a case of schema ``n`` into one of schema ``n + 1``. Schema 1 is the first."""


def upgrade(
    data: dict[str, Any], *, to: int = SCHEMA, upgrades: Mapping[int, Upgrade] | None = None
) -> dict[str, Any]:
    """``data`` in the schema ``to``; as it is if it has that one, or a newer one.

    Raises ``KeyError`` if no upgrade leads there.
    """
    steps = UPGRADES if upgrades is None else upgrades
    for version in range(int(data.get("schema", 1)), to):
        data = {**steps[version](data), "schema": version + 1}
    return data
