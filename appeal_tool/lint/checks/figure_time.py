"""Which time a figure of the text is said of, and whether the data can speak of that time at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from appeal_tool.account.model import Metric
from appeal_tool.lint.days import Named, named
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.text import Document, Sentence

_LENGTH = re.compile(
    r"\b(\d{1,3}|one|two|three|four|six|deux|trois|quatre|six|une?) (?:derniers? |dernieres? |last |full )?(days?|weeks?|months?|jours?|semaines?|mois)\b"
)
_WORDS = {
    "one": 1,
    "un": 1,
    "une": 1,
    "two": 2,
    "deux": 2,
    "three": 3,
    "trois": 3,
    "four": 4,
    "quatre": 4,
    "six": 6,
}
_WEEK = re.compile(r"\b(?:week|semaine) \d{1,2}\b")
_DAYS = {"d": 1, "j": 1, "w": 7, "s": 7, "m": 30}
_LEAD = 12
"""Sentences before a figure among which one that names the time for all that follows is looked for."""


def beyond_data(
    document: Document, sentence: Sentence, held: list[Metric], *, dated: bool, options: LintOptions
) -> bool:
    """Whether a figure in ``sentence`` may speak of a time that no window of ``held`` covers.

    Then the data cannot refute it: a time after the data or after the notice, or another
    window than those of the data. ``dated``: words of the sentence set a time of its own.
    """
    times = list(_named(document, sentence))
    if times and _is_window(times, held):
        return False
    if _after(times, held, options):
        return True
    days = [time for time in times if time.day is not None]
    return (
        dated or len(days) >= 2 or _WEEK.search(sentence.folded) is not None or _other_length(sentence, held)
    )


def after_data(sentence: Sentence, held: list[Metric], options: LintOptions) -> bool:
    """Whether ``sentence`` itself names a day after the data or after the notice."""
    return _after(list(named(sentence.folded)), held, options)


def _after(times: list[Named], held: list[Metric], options: LintOptions) -> bool:
    last = _last_day(held, options) if times else None
    return last is not None and any((day := time.near(last)) is not None and day > last for time in times)


def _named(document: Document, sentence: Sentence) -> Iterator[Named]:
    """The days named in the sentence; else in its table row, or in what leads to it (item, paragraph, heading)."""
    found = list(named(sentence.folded))
    if found:
        yield from found
        return
    if sentence.kind == "cell":
        for other in document.beside(sentence):
            yield from named(other.folded)
        return
    for position in range(sentence.index - 1, max(-1, sentence.index - _LEAD), -1):
        other = document.sentences[position]
        same = other.block is sentence.block or (sentence.item is not None and other.item == sentence.item)
        leads = other.kind == "heading" or (sentence.item is not None and other.text.rstrip().endswith(":"))
        if same or leads:
            yield from named(other.folded)
        if leads:
            return


def _is_window(times: list[Named], held: list[Metric]) -> bool:
    """Whether the days named are the first and last of a window of the data."""
    said = {(time.day, time.month) for time in times}
    return any(
        {(day.day, day.month) for day in (metric.window.start, metric.window.end) if day} <= said
        for metric in held
        if metric.window.start and metric.window.end
    )


def _last_day(held: list[Metric], options: LintOptions) -> date | None:
    """The last day that the data can speak of; a notice that came before them is the end of what it is about."""
    assert options.account is not None
    data = options.account.as_of or max((m.window.end for m in held if m.window.end), default=None)
    notice = options.notice or (options.diagnosis.notice if options.diagnosis is not None else None)
    return min(filter(None, (data, notice.day if notice is not None else None)), default=None)


def _other_length(sentence: Sentence, held: list[Metric]) -> bool:
    """Whether a number of days is named that no window of the data has."""
    lengths = {metric.window.days for metric in held if metric.window.days}
    said = [
        (int(match[1]) if match[1].isdigit() else _WORDS[match[1]]) * _DAYS[match[2][0]]
        for match in _LENGTH.finditer(sentence.folded)
    ]
    # A page counts a week's window as 7 or 8 days, two months as 60, 61 or 62.
    return bool(lengths and said) and all(abs(days - known) > 2 for days in said for known in lengths)
