"""The corpus: reading it, and the fixed split into a part to learn from and a held-back part.

The held-back part is chosen by a hash of the pair or of the document, so that no
sentence is judged by a model that has seen its twin. Nobody tunes on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parent / "corpus"
HELD_BACK_PERCENT = 10

RULES = (
    "unknown-cause", "blame-third-party", "vague-measure", "empty-assurance", "weak-commitment",
    "self-praise", "minimising", "emotional-plea", "hostile-tone", "forbidden-remedy",
    "personal-data", "placeholder", "off-topic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled sentence; ``group`` is its pair or its document, ``source`` the file."""

    id: str
    text: str
    language: str
    must: frozenset[str]
    may: frozenset[str]
    group: str
    source: str
    section: str

    @property
    def held_back(self) -> bool:
        """Whether this sentence belongs to the part that is only measured on."""
        return bucket(self.group, "held-back") < HELD_BACK_PERCENT


def bucket(group: str, salt: str) -> int:
    """A number from 0 to 99 that depends on ``group`` and ``salt`` alone."""
    return int(hashlib.sha256(f"{salt}:{group}".encode()).hexdigest()[:8], 16) % 100


def read_corpus(folder: Path = CORPUS) -> list[Labelled]:
    """All labelled sentences, in the order of files and lines."""
    return list(_records(folder))


def _records(folder: Path) -> Iterator[Labelled]:
    for path in sorted(folder.glob("[fe][rn]-*.jsonl")):
        if path.name.endswith(".docs.jsonl"):
            continue
        language = path.name[:2]
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if "doc" in record:
                    group = record["doc"]
                else:
                    group = min(record["id"], record.get("pair", record["id"]))
                yield Labelled(
                    record["id"], record["text"], language, frozenset(record["must"]), frozenset(record["may"]),
                    group, path.stem, record.get("section", ""),
                )  # fmt: skip
