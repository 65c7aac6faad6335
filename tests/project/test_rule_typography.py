"""What every record of ``rules/`` keeps to, whatever its kind."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

RULES = Path(__file__).resolve().parents[2] / "rules"
RECORDS = sorted(RULES.rglob("*.yaml"))


def french(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every French text of a record, except what sellers and buyers are quoted with (examples, phrases)."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in ("examples", "phrases", "patterns", "lexicon", "words", "bad", "good", "match"):
                continue
            if name == "fr" and isinstance(item, str):
                yield key, item
            else:
                yield from french(item, f"{key}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from french(item, f"{key}.{number}")


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.relative_to(RULES).with_suffix("").as_posix())
def test_french_of_every_record_is_set_in_french_typography(path: Path) -> None:
    for key, prose in french(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)):
        assert not re.search(r"[^\W\d_]'[^\W\d_]", prose), f"{key}: straight apostrophe: {prose!r}"
        assert not re.search(r"(?<=\S) [;:!?»%](?=\s|$)", prose), f"{key}: ordinary space: {prose!r}"
        assert "« " not in prose, f"{key}: quotation marks: {prose!r}"
