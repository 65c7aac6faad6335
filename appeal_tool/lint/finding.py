"""What the linter says: a finding, and the report of one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "warning", "suggestion"]
LEVELS: tuple[Level, ...] = ("error", "warning", "suggestion")

SENTENCE_RULES = (
    "unknown-cause",
    "blame-third-party",
    "vague-measure",
    "empty-assurance",
    "weak-commitment",
    "self-praise",
    "minimising",
    "emotional-plea",
    "hostile-tone",
    "forbidden-remedy",
    "personal-data",
    "placeholder",
    "off-topic",
)
DOCUMENT_RULES = (
    "missing-root-cause",
    "missing-corrective-action",
    "missing-preventive-action",
    "measure-without-owner",
    "measure-without-date",
    "measure-without-proof",
    "symptom-as-cause",
    "cause-without-measure",
    "too-long",
    "too-short",
)
FACT_RULES = (
    "figure-not-in-data",
    "claim-contradicts-data",
    "cause-not-addressed",
    "asked-item-not-answered",
    "wrong-language",
    "repeated-text",
    "contradicts-earlier",
)
ABSENCES = frozenset(
    (
        "missing-root-cause",
        "missing-corrective-action",
        "missing-preventive-action",
        "too-long",
        "too-short",
        "cause-not-addressed",
        "asked-item-not-answered",
    )
)
"""Rules about what does not stand in the text, or about its length: their place is no words to look at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a strict reviewer would raise.

    Lines and columns count from 1; columns and offsets are in Unicode
    characters of the text as read; ``excerpt`` is exactly
    ``text[offset:end_offset]``.
    """

    rule: str
    level: Level
    line: int
    column: int
    end_line: int
    end_column: int
    offset: int
    end_offset: int
    excerpt: str
    message: str
    why: str
    fix: str
    source: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """All findings of one file, in the order of the text."""

    path: str
    language: str
    characters: int
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """Narration for standard error: unused suppressions, layers left out."""

    @property
    def ready(self) -> bool:
        """True when no finding is an ``error``: a reviewer would not refuse for what is said."""
        return all(finding.level != "error" for finding in self.findings)
