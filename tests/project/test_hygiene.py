"""What must not be in the project, and what every room must keep to."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "appeal_tool").rglob("*.py"))


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "manager"])
def test_no_room_for_leftovers(name: str) -> None:
    assert not [p for p in SOURCES if name in p.stem]


def test_no_god_files() -> None:
    long = {
        p.relative_to(ROOT).as_posix(): n
        for p in SOURCES
        if (n := len(p.read_text("utf-8").splitlines())) > 400
    }
    assert not long


def test_constraints_name_versions_and_nothing_else() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+", line), line
