"""The thirteen rules about a sentence: phrases, specificity, shapes and the learned layer, weighed together.

Each layer says what it saw; ``calibration.json`` (made by ``training/calibrate.py``)
says from where on a rule is raised at all (``suggestion``), raised as probable
(``warning``) and as certain (the record's own level). Without the learned layer a
sure phrase counts as certain, all else is a suggestion.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from appeal_tool.guide.lint_rules import LintRule, load_lint_rules
from appeal_tool.lint.checks import guards, learned, patterns, phrases
from appeal_tool.lint.checks.specificity import kinds, missing
from appeal_tool.lint.finding import SENTENCE_RULES, Finding, Level
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import finding
from appeal_tool.lint.text import Document, Sentence

SHAPED = {"placeholder": patterns.placeholders, "personal-data": patterns.personal_data}
MEASURED = ("vague-measure", "empty-assurance")
"""Rules that a concrete neighbour silences."""
_CONCRETE = 2
_LONGEST = 2000

_CALIBRATION = Path(__file__).resolve().parent.parent / "learned" / "calibration.json"


@dataclass(slots=True)
class Seen:
    """What the layers without the model saw in one sentence for one rule."""

    sure: bool = False
    maybe: bool = False
    places: list[tuple[int, int]] = field(default_factory=list)
    """Offsets in the document of phrases and shapes, the sure ones first."""

    def add(self, sure: bool, place: tuple[int, int]) -> None:
        """Note one phrase or shape."""
        if sure and not self.sure:
            self.places.insert(0, place)
        else:
            self.places.append(place)
        self.sure |= sure
        self.maybe |= not sure


@cache
def _rules() -> dict[str, LintRule]:
    records = load_lint_rules()
    return {name: records[name] for name in SENTENCE_RULES if name in records}


@cache
def _phrases(lang: str) -> phrases.Phrases:
    return phrases.build({name: rule.lexicon for name, rule in _rules().items()}, lang)


@cache
def _calibration() -> dict[str, dict[str, float]]:
    values: dict[str, dict[str, float]] = json.loads(_CALIBRATION.read_text(encoding="utf-8"))
    return values


def check(document: Document, options: LintOptions) -> list[Finding]:
    """All findings of the sentence rules in ``document``, in the order of the text."""
    own = [s for s in document.sentences if not s.quoted and s.text.strip()]
    opinions: list[dict[str, float]] | None = None
    spoken = [s for s in own if s.kind != "heading"]
    if options.use_model:
        opinions = learned.opinions([s.text for s in spoken])
    by_sentence = dict(zip(spoken, opinions, strict=True)) if opinions is not None else {}
    findings: list[Finding] = []
    for sentence in own:
        seen = look(document, sentence)
        opinion = by_sentence.get(sentence)
        for name, rule in _rules().items():
            level = judge(rule, seen.get(name), opinion)
            if level is None or (name in MEASURED and _made_concrete(document, sentence)):
                continue
            findings.extend(
                _raise(document, sentence, rule, level, seen.get(name), opinion is not None, options.lang)
            )
    return findings


def look(document: Document, sentence: Sentence) -> dict[str, Seen]:
    """What phrases and shapes say about ``sentence``, by rule."""
    seen: dict[str, Seen] = {}
    for rule, shapes in SHAPED.items():
        for shape in shapes(sentence.text):
            place = (sentence.start + shape.begin, sentence.start + shape.end)
            seen.setdefault(rule, Seen()).add(shape.sure, place)
    if sentence.kind == "heading":
        return seen
    folded = sentence.folded
    concrete: frozenset[str] | None = None
    for hit in _phrases(sentence.lang).find(folded):
        if guards.softened(hit.rule, folded, hit.begin, hit.end):
            continue
        if any(begin <= hit.begin and hit.end <= end for begin, end in sentence.quotes):
            continue
        sure = hit.sure
        if hit.rule in MEASURED:
            if concrete is None:
                concrete = kinds(folded[:_LONGEST], sentence.text[:_LONGEST])
            if len(concrete) > _CONCRETE:
                continue
            sure = sure and len(concrete) < _CONCRETE
        seen.setdefault(hit.rule, Seen()).add(sure, sentence.span(hit.begin, hit.end))
    return seen


def judge(rule: LintRule, seen: Seen | None, opinion: dict[str, float] | None) -> Level | None:
    """The level at which ``rule`` is raised, ``None`` if it is not."""
    if opinion is None:
        if seen is None:
            return None
        return rule.level if seen.sure else "suggestion"
    values = _calibration()[rule.id]
    score = opinion[rule.id]
    if seen is not None:
        score += values["sure"] if seen.sure else values["maybe"]
    if score < values["suggestion"]:
        return None
    if score < values["warning"]:
        return "suggestion"
    return rule.level if score >= values["certain"] or rule.level != "error" else "warning"


def _made_concrete(document: Document, sentence: Sentence) -> bool:
    """Whether what stands in the same item or paragraph says who, when, how often or with what."""
    for other in document.beside(sentence):
        same = other.block is sentence.block or (sentence.item is not None and other.item == sentence.item)
        introduced = sentence.text.rstrip().endswith(":")
        if not (same or introduced):
            continue
        found = kinds(other.folded[:_LONGEST], other.text[:_LONGEST])
        if len(found) >= 3 and found & {"owner", "time", "frequency"}:
            return True
    return False


def _raise(
    document: Document,
    sentence: Sentence,
    rule: LintRule,
    level: Level,
    seen: Seen | None,
    by_model: bool,
    lang: str,
) -> Iterable[Finding]:
    if rule.id in SHAPED and seen is not None and seen.places:
        for start, end in _apart(seen.places):
            yield finding(
                document,
                rule,
                start,
                end,
                lang,
                level=level,
                variant="phrase",
                phrase=_shown(document, start, end),
            )
        return
    start, end = sentence.start, sentence.end
    if rule.id in MEASURED and "missing" in rule.messages:
        lacking = missing(kinds(sentence.folded[:_LONGEST], sentence.text[:_LONGEST]))[:3]
        if lacking:
            asked = _names(rule, lacking, lang)
            yield finding(document, rule, start, end, lang, level=level, variant="missing", missing=asked)
            return
    if seen is not None and seen.places:
        phrase = _shown(document, *seen.places[0])
        yield finding(document, rule, start, end, lang, level=level, variant="phrase", phrase=phrase)
        return
    words = learned.telling_words(sentence.text, rule.id) if by_model else []
    if words:
        between = "\u00a0» « " if lang == "fr" else "”, “"
        between = between.replace(" « ", ", «\u00a0")
        yield finding(
            document, rule, start, end, lang, level=level, variant="words", words=between.join(words)
        )
        return
    yield finding(document, rule, start, end, lang, level=level)


def _names(rule: LintRule, lacking: list[str], lang: str) -> str:
    asked: dict[str, str] = rule.lexicon["asked"][lang]
    return ", ".join(asked[kind] for kind in lacking)


def _shown(document: Document, start: int, end: int) -> str:
    return " ".join(document.text[start:end].split())[:120]


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, those inside another left out."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
