"""Figures in prose: rates, counts and fractions with the metric they are given for, in French and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from appeal_tool.lint import topics
from appeal_tool.lint.days import named as named_days
from appeal_tool.lint.text import Sentence

_UNITS: dict[str, int] = {
    **{w: n for n, w in enumerate("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split())},  # noqa: SIM905
    **{w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())},  # noqa: SIM905
    "une": 1, "aucun": 0, "aucune": 0, "none": 0, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "septante": 70, "huitante": 80, "nonante": 90, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"cent": 100, "cents": 100, "hundred": 100, "mille": 1000, "thousand": 1000}
_WORD = "|".join(sorted((*_UNITS, *_SCALES), key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[ ,.]\d{3})+(?![\d])|\d+(?:[.,]\d+)?"
_SPELLED = rf"(?:{_WORD})(?:[ -](?:and |et )?(?:{_WORD}))*"
NUMBER = rf"(?:{_DIGITS}|\b{_SPELLED}\b)"
_PERCENT = re.compile(rf"({NUMBER}) ?(?:%|per cent\b|percent\b|pour cent\b|pct\b)")
_FRACTION = re.compile(
    rf"({NUMBER})(?: \w+){{0,3}}? ?(?:/|\b(?:out of|of|sur|parmi|from)\b)(?: (?:the|our|nos|les|a total of|un total de))? ?({NUMBER})(?! ?%)"
)
_COUNT = re.compile(rf"({NUMBER}) ((?:[a-z'-]+ ){{0,4}}?[a-z'-]+)")
_TARGET = re.compile(
    r"\b(?:aim\w*|visons|visant|targets?|goals?|limits?|thresholds?|requirements?|required|maximum|minimum|allowed|must|has to|should|below|under|above|over|at least|less than|more than|instead of|against|objectifs?|cibles?|seuils?|limites?|exigee?s?"
    r"|requise?s?|autorisee?s?|doit|moins de|plus de|inferieur\w*|superieur\w*|en dessous|au-dessus|au moins|au lieu|contre|pour un)\b(?: \w+){0,5}$"
)
_PERIOD = re.compile(
    r"\b(?:since|depuis|from \d|entre le|between|du \d{1,2}(?:er)? |as of|on \d|au \d|after|apres le|today|aujourd'hui|now|desormais|a ce jour|so far|to date|this week|cette semaine|last (?:week|month)|la semaine derniere)"
)
_PART = re.compile(
    r"(?:\bof (?:these|those|them|which|the)|\bdont|\bparmi|\bamong|\bsur ces|\bsur les|\bd'entre|\bfor|\bchez)(?: \w+){0,2} ?$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: a ``rate`` (ratio), a ``count``, or a ``fraction`` (count of total); ``metric`` it is given for.

    ``begin`` and ``end`` are positions in the sentence's ``normal``. ``step`` is
    half a unit of the last printed digit of a rate. ``dated``: the sentence
    names a time of its own, so another window than that of the data may be meant.
    """

    kind: Literal["rate", "count", "fraction"]
    metric: str
    begin: int
    end: int
    value: float
    total: float | None = None
    step: float = 0.0
    dated: bool = False
    whole: bool = False
    """A count that is given as all there was ("we had 5 cancellations", "only 5")."""


def number(text: str) -> float | None:
    """The value of ``12``, ``2,455``, ``2 455``, ``28,77``, "twenty-one", « vingt et un »; ``None`` if it is none."""
    if text[:1].isdigit():
        if re.fullmatch(r"\d{1,3}(?:[ ,.]\d{3})+", text):
            return float(re.sub(r"[ ,.]", "", text))
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return None
    total, part, seen = 0, 0, False
    for word in re.split(r"[ -]", text):
        if word in _UNITS:
            value = _UNITS[word]
            # « quatre-vingt » multiplies, « soixante-quinze » adds.
            part = part * 20 if value == 20 and part in (4, 6) and word.startswith("vingt") else part + value
        elif word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if word in ("mille", "thousand"):
                total, part = total + part, 0
        elif word not in ("et", "and"):
            return None
        seen = True
    return float(total + part) if seen else None


def figures(sentence: Sentence) -> Iterator[Figure]:
    """The figures of one sentence that are given for a metric of the account."""
    folded = sentence.own[:3000]
    named = list(topics.metrics(folded))
    if not named or (
        not any(character.isdigit() for character in folded)
        and re.search(rf"\b(?:{_WORD})\b", folded) is None
    ):
        return
    dated = _PERIOD.search(folded) is not None
    # "09/10 - 19/10" are days, no fractions.
    taken = [(day.begin, day.end) for day in named_days(folded)]
    for match in _PERCENT.finditer(folded):
        value = number(match.group(1))
        metric = _nearest(named, match.start(), match.end())
        taken.append(match.span())
        if (
            value is None
            or metric is None
            or _TARGET.search(folded[max(0, match.start() - 60) : match.start()].rstrip())
        ):
            continue
        digits = re.search(r"[.,](\d+)$", match.group(1))
        step = 0.005 * 10 ** -(len(digits.group(1)) if digits else 0)
        yield Figure("rate", metric, *match.span(), value / 100, step=step, dated=dated)
    for match in _FRACTION.finditer(folded):
        count, total = number(match.group(1)), number(match.group(2))
        if count is None or total is None or count > total or total < 2 or _inside(match, taken):
            continue
        metric = _nearest(named, match.start(), match.end())
        taken.append(match.span())
        if metric is not None:
            yield Figure("fraction", metric, *match.span(), count, total=total, dated=dated)
    for match in _COUNT.finditer(folded):
        count = number(match.group(1))
        if count is None or count != int(count) or _inside(match, taken) or "%" in match.group():
            continue
        metric = topics.counted(match.group(2))
        if metric is None:
            continue
        before = folded[max(0, match.start() - 40) : match.start()]
        part = _PART.search(before) is not None
        whole = not part and topics.WHOLE.search(before + match.group(2)) is not None
        yield Figure("count", metric, *match.span(), count, dated=dated or part, whole=whole)


def _inside(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(match.start(1) < end and match.end(1) > begin for begin, end in taken)


def _nearest(named: list[tuple[str, int, int]], begin: int, end: int) -> str | None:
    """The metric named closest to a figure, within the distance that a clause has."""
    near = [
        (min(abs(begin - stop), abs(start - end)) + (25 if start >= end else 0), metric)
        for metric, start, stop in named
    ]
    distance, metric = min(near)
    return metric if distance <= 90 else None
