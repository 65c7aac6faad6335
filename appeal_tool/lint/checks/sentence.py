"""The thirteen rules about a sentence: phrases, specificity, shapes and the learned layer, weighed together.

Each layer says what it saw; ``calibration.json`` (made by ``training/calibrate.py``)
holds for each rule what each layer's word is worth, and from which sum on the rule is
raised at all (``suggestion``), raised as probable (``warning``) and as certain (the
record's own level). Without the learned layer a sure phrase counts as certain, all
else is a suggestion.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from appeal_tool.guide.lint_rules import LintRule, load_lint_rules
from appeal_tool.lint.checks import acquittals, guards, learned, patterns, phrases
from appeal_tool.lint.checks.specificity import kinds, missing
from appeal_tool.lint.finding import SENTENCE_RULES, Finding, Level
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import finding
from appeal_tool.lint.text import Document, Sentence

SHAPED = ("placeholder", "personal-data")
"""Rules whose findings are the passages themselves."""
MEASURED = ("vague-measure", "empty-assurance")
"""Rules that a concrete neighbour silences."""
_BLUNT = ("hostile-tone", "forbidden-remedy", "personal-data", "placeholder")
"""Rules whose sure phrases are worth a look even where the encoder sees nothing."""
_CONCRETE = 2
_FACTS = frozenset({"owner", "time", "frequency", "quantity"})
_LONGEST = 2000
_ENOUGH = 20
"""Phrases of one rule in one sentence after which no more are looked into."""
_SHORT = 6
"""Words below which a label and a name ("Owner: Maud") are not judged by the encoder alone."""

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
    # A draft's own gap is no sentence of the author's: nothing is to be said of it but that it is empty.
    spoken = [s for s in own if s.kind != "heading" and not patterns.is_gap(s.text)]
    if options.use_model:
        opinions = learned.opinions([s.text for s in spoken])
    by_sentence = dict(zip(spoken, opinions, strict=True)) if opinions is not None else {}
    raised: list[tuple[Sentence, LintRule, Level, Seen | None]] = []
    for sentence in own:
        seen = look(document, sentence)
        opinion = by_sentence.get(sentence)
        if opinion is None and not seen:
            continue
        for name, rule in _rules().items():
            if name == "placeholder" and patterns.has_gap(sentence.text):
                level: Level | None = rule.level
            elif opinion is None:
                level = by_rules_alone(rule, seen.get(name))
            else:
                level = judge(rule, seen.get(name), opinion[name], sentence)
            if level is not None and not (name in MEASURED and _made_concrete(document, sentence)):
                raised.append((sentence, rule, level, seen.get(name)))
    # The words that told are asked for all at once, and only where no other layer can say why.
    unsaid = [
        (s.text, rule.id) for s, rule, _, seen in raised if s in by_sentence and _by_model_alone(rule, seen)
    ]
    words = dict(zip(unsaid, learned.telling_words(unsaid), strict=True))
    return [
        found
        for sentence, rule, level, seen in raised
        for found in _findings(
            document, sentence, rule, level, seen, words.get((sentence.text, rule.id), []), options.lang
        )
    ]


def _by_model_alone(rule: LintRule, seen: Seen | None) -> bool:
    return rule.id not in MEASURED and not (seen is not None and (seen.sure or rule.id in SHAPED))


def look(document: Document, sentence: Sentence) -> dict[str, Seen]:
    """What phrases and shapes say about ``sentence``, by rule."""
    seen: dict[str, Seen] = {}
    text, folded = sentence.text, sentence.folded
    for rule, shapes in (
        ("placeholder", patterns.placeholders(text)),
        ("personal-data", patterns.personal_data(text, folded)),
    ):
        for shape in shapes:
            place = (sentence.start + shape.begin, sentence.start + shape.end)
            seen.setdefault(rule, Seen()).add(shape.sure, place)
    for rule, shapes in (
        ("placeholder", patterns.to_fill(folded)),
        ("personal-data", patterns.addresses(folded)),
    ):
        for shape in shapes:
            seen.setdefault(rule, Seen()).add(shape.sure, sentence.span(shape.begin, shape.end))
    if sentence.kind == "heading" or patterns.is_gap(text):
        return seen
    concrete: frozenset[str] | None = None
    for hit in _phrases(sentence.lang).find(folded):
        if hit.rule in seen and len(seen[hit.rule].places) >= _ENOUGH:
            continue
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


def by_rules_alone(rule: LintRule, seen: Seen | None) -> Level | None:
    """The level at which ``rule`` is raised without the learned layer, ``None`` if it is not."""
    if seen is None:
        return None
    if seen.sure:
        return rule.level
    # One word that is common in faults is no fault; two of them are worth a look.
    return "suggestion" if rule.id in SHAPED or len(seen.places) > 1 else None


def judge(rule: LintRule, seen: Seen | None, opinion: float, sentence: Sentence) -> Level | None:
    """The level at which ``rule`` is raised by all layers together, ``None`` if it is not."""
    worth = _calibration()[rule.id]
    score = worth["bias"] + worth["opinion"] * (worth["scale"] * opinion + worth["shift"])
    if seen is not None:
        score += worth["sure"] if seen.sure else worth["maybe"]
    blunt = rule.id in _BLUNT and seen is not None and seen.sure
    if not blunt and score + max(0.0, worth["guard"]) + 5 * max(0.0, worth["kinds"]) < worth["suggestion"]:
        return None
    shaped = rule.id in SHAPED and seen is not None
    # What takes back an opinion on the whole sentence does not take back a telephone number in it.
    if not shaped and guards.acquitted(rule.id, sentence.folded[:_LONGEST]):
        return None
    if not shaped and acquittals.is_signature(sentence.text):
        return None
    if rule.id in SHAPED and seen is None and len(sentence.text.split()) < _SHORT:
        return None
    if rule.id == "personal-data" and seen is None and acquittals.only_staff(sentence.text[:_LONGEST]):
        return None
    score += worth["guard"] * guards.held(rule.id, sentence.folded[:_LONGEST])
    concrete = kinds(sentence.folded[:_LONGEST], sentence.text[:_LONGEST])
    score += worth["kinds"] * len(concrete)
    if score < worth["suggestion"]:
        return "suggestion" if blunt else None
    if rule.id in MEASURED and len(concrete & _FACTS) >= _CONCRETE and score < worth["warning"]:
        return None
    sure = seen is not None and seen.sure
    if rule.id == "personal-data" and not sure and not patterns.speaks_of_a_buyer(sentence.folded[:_LONGEST]):
        return None if seen is None else "suggestion"
    if score < worth["warning"] or (rule.id in SHAPED and seen is None):
        # A name alone may be the seller's own, an odd word no blank: without a shape it stays a question.
        return "suggestion"
    # What the encoder finds probable and a sure phrase says in so many words is certain.
    return rule.level if sure or score >= worth["certain"] or rule.level != "error" else "warning"


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


def _findings(
    document: Document,
    sentence: Sentence,
    rule: LintRule,
    level: Level,
    seen: Seen | None,
    words: list[str],
    lang: str,
) -> Iterable[Finding]:
    """The findings of one rule in one sentence, each saying why."""
    places = seen.places if seen is not None else []
    if rule.id in SHAPED and places:
        for start, end in _apart(places):
            phrase = _shown(document, start, end)
            yield finding(document, rule, start, end, lang, level=level, variant="phrase", phrase=phrase)
        return
    said: dict[str, str] = {}
    variant = "default"
    lacking = (
        missing(kinds(sentence.folded[:_LONGEST], sentence.text[:_LONGEST]))[:3]
        if rule.id in MEASURED
        else []
    )
    if lacking:
        variant, said = "missing", {"missing": _names(rule, lacking, lang)}
    elif places and (seen is None or seen.sure or not words):
        variant, said = "phrase", {"phrase": _shown(document, *places[0])}
    elif words:
        between = "\u00a0», «\u00a0" if lang == "fr" else "”, “"
        variant, said = "words", {"words": between.join(words)}
    yield finding(document, rule, sentence.start, sentence.end, lang, level=level, variant=variant, **said)


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
