"""``docs/guide-coverage.md`` against the records: nothing of the guide missing, nothing named that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from appeal_tool.guide.location import data_folder

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "guide-coverage.md"
RULES = data_folder("rules")


def rows() -> list[tuple[str, list[str], str]]:
    found = []
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 3 and cells[0] != "slide":
            found.append((cells[0], re.findall(r"`([^`]+)`", cells[1]), cells[2]))
    return found


def text_of(name: str) -> str:
    path = RULES / (name if "/" in name else f"advice/{name}")
    said = path.with_suffix(".yaml").read_text(encoding="utf-8")
    return re.sub(r"[\u00a0\u202f]", " ", said)


def test_every_slide_is_there_and_names_records() -> None:
    assert len(rows()) == 27
    assert all(records for _, records, _ in rows())


@pytest.mark.parametrize(("slide", "records", "figures"), rows(), ids=lambda value: str(value)[:40])
def test_a_slide_is_covered_by_records_that_exist(slide: str, records: list[str], figures: str) -> None:
    said = "\n".join(text_of(name) for name in records)
    for figure in filter(None, re.split(r"; |/", figures)):
        assert re.search(rf"(?<!\d){re.escape(figure)}(?!\d)", said), (slide, figure)


def test_every_advice_record_is_named() -> None:
    named = {name for _, records, _ in rows() for name in records}
    assert {path.stem for path in (RULES / "advice").glob("*.yaml")} - named == set()
