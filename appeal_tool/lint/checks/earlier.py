"""A new version held against the one that was refused: sentences taken over, statements that contradict it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.lint import figures
from appeal_tool.lint.checks import headcount
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import about
from appeal_tool.lint.text import Document, Sentence, parse

_TOKEN = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*")
_SHORTEST = 5
"""Words: shorter sentences (greetings, headings) may stand in any version."""
_SAME = 0.8
_ALIKE = 0.55
_DENIAL = re.compile(
    r"\b(?:not|no|never|n't|none|without|ne|n'|pas|jamais|aucune?|sans|rien|nothing|nobody|personne)\b|n't\b"
)
_COURTESY = re.compile(r"\b(?:thank you|thanks|regards|remerci\w+|cordialement|salutations|merci)\b")
_SMALL = frozenset(
    """the a an of and is are was were to in on at for by with from our we i it its this that be been has have had as each every
    le la les un une des du de d l et est sont a au aux en dans par pour sur avec nous notre nos je il elle qui que qu ce cette ces se s
    ete avons ont c n""".split()  # noqa: SIM905
)


def repeated(document: Document, rule: LintRule, options: LintOptions) -> Iterator[Finding]:
    """Sentences that stand, word for word or nearly, in the version sent before."""
    before = _Index(_own(parse(options.previous or "", options.text_lang)))
    for sentence in _own(document):
        twin = before.nearest(sentence)
        if twin is not None and twin[1] >= _SAME and _numbers(sentence) <= _numbers(twin[0]):
            yield about(document, rule, sentence, options.lang)


def contradicted(document: Document, rule: LintRule, options: LintOptions) -> Iterator[Finding]:
    """Statements that say otherwise than the version sent before: another figure, another day, yes for no."""
    earlier = parse(options.previous or "", options.text_lang)
    before = _Index(_own(earlier))
    heads = headcount.read(_own(earlier))
    stated: dict[tuple[str, str], set[float]] = defaultdict(set)
    for sentence in _own(earlier):
        for figure in figures.figures(sentence):
            if not figure.dated and figure.kind != "count":
                stated[figure.metric, figure.kind].add(figure.value)
    for sentence in _own(document):
        twin = before.nearest(sentence)
        if twin is not None and twin[1] >= _ALIKE and _differ(sentence, twin[0]):
            yield about(document, rule, sentence, options.lang, before=_short(twin[0]))
            continue
        other = headcount.contradicted(sentence, heads)
        if other is not None:
            yield about(document, rule, sentence, options.lang, before=_short(other))
            continue
        for figure in figures.figures(sentence):
            known = stated.get((figure.metric, figure.kind))
            if known and not figure.dated and figure.value not in known:
                yield about(document, rule, sentence, options.lang, variant="figure", metric=figure.metric)
                break


def _own(document: Document) -> list[Sentence]:
    return [
        sentence
        for sentence in document.sentences
        if not sentence.quoted
        and sentence.kind != "heading"
        and len(sentence.folded.split()) >= _SHORTEST
        and not _COURTESY.search(sentence.folded)
    ]


def _words(sentence: Sentence) -> frozenset[str]:
    return frozenset(_TOKEN.findall(sentence.folded))


def _content(sentence: Sentence) -> frozenset[str]:
    return frozenset(word for word in _words(sentence) - _SMALL if not word[0].isdigit())


def _numbers(sentence: Sentence) -> set[str]:
    return {word for word in _words(sentence) if word[0].isdigit()}


class _Index:
    """Sentences by their words, so that each is compared only with those that share some."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self._sentences = [(sentence, _content(sentence)) for sentence in sentences]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, (_, words) in enumerate(self._sentences):
            for word in words:
                self._by_word[word].append(number)

    def nearest(self, sentence: Sentence) -> tuple[Sentence, float] | None:
        """The sentence with most words in common, and the share of common words in both."""
        words = _content(sentence)
        shared: dict[int, int] = defaultdict(int)
        for word in words:
            places = self._by_word.get(word, ())
            # A word that stands everywhere tells nothing, and looking at all its places would not be linear.
            if len(places) <= 50:
                for number in places:
                    shared[number] += 1
        if not shared:
            return None
        number = max(shared, key=lambda key: (shared[key] / len(words | self._sentences[key][1]), -key))
        twin, others = self._sentences[number]
        return twin, shared[number] / len(words | others)


def _differ(sentence: Sentence, twin: Sentence) -> bool:
    mine, theirs = _numbers(sentence), _numbers(twin)
    if mine and theirs and not (mine <= theirs or theirs <= mine):
        return True
    return bool(_DENIAL.search(sentence.folded)) != bool(_DENIAL.search(twin.folded))


def _short(sentence: Sentence) -> str:
    words = " ".join(sentence.text.split())
    return words if len(words) <= 90 else words[:87] + "..."
