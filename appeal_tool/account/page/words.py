"""The words that pages print, in five languages, from ``labels/page.json``, ready for comparing.

Everything here is folded (small letters, no accents): compare with ``figures.fold``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from appeal_tool.account.figures import fold

if TYPE_CHECKING:
    from appeal_tool.account.model import Verdict


@cache
def labels() -> dict[str, Any]:
    """The label file as it is."""
    path = Path(__file__).parent.parent / "labels" / "page.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def words(*keys: str) -> tuple[str, ...]:
    """The folded phrases at a place of the label file, longest first."""
    place: Any = labels()
    for key in keys:
        place = place[key]
    return tuple(sorted({fold(word) for word in cast("list[str]", place)}, key=len, reverse=True))


def alternation(phrases: Iterable[str]) -> str:
    """A pattern for any of ``phrases``, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


@cache
def pattern(*keys: str) -> str:
    """A pattern for any phrase at a place of the label file."""
    return alternation(words(*keys))


@cache
def patterns(*keys: str) -> re.Pattern[str]:
    """The regular expressions at a place of the label file (already folded), as one."""
    place: Any = labels()
    for key in keys:
        place = place[key]
    found = [place] if isinstance(place, str) else list(place.values()) if isinstance(place, dict) else place
    return re.compile("|".join(f"(?:{one})" for one in found))


class Phrases:
    """Phrases with what each means, found at a place of a text, the longest first."""

    def __init__(self, meanings: dict[str, list[str]]) -> None:
        self._by_start: dict[str, list[tuple[str, str]]] = {}
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                folded = fold(phrase)
                self._by_start.setdefault(folded[:3], []).append((folded, meaning))
        for group in self._by_start.values():
            group.sort(key=lambda item: -len(item[0]))

    def at(self, folded: str, start: int) -> tuple[str, int] | None:
        """The meaning of the longest phrase at ``start`` that ends with its word, and its end."""
        for phrase, meaning in self._by_start.get(folded[start : start + 3], ()):
            end = start + len(phrase)
            if folded.startswith(phrase, start) and not folded[end : end + 1].isalnum():
                return meaning, end
        return None


@cache
def metric_phrases() -> Phrases:
    """Labels of metrics, of the counts in the response table (``contact:...``), of the checklist."""
    meanings = dict(labels()["metrics"])
    for name, phrases in labels()["contact"].items():
        meanings[f"contact:{name}"] = phrases
    meanings["contact:response"] = ["Temps de réponse du contact", "Contact Response Time"]
    return Phrases(meanings)


@cache
def section_phrases() -> Phrases:
    """Headings, by the name of their section."""
    meanings = dict(labels()["sections"])
    meanings["checklist"] = labels()["checklist"]["heading"]
    return Phrases(meanings)


@cache
def noise() -> frozenset[str]:
    """Buttons, menus and headings that carry no data."""
    return frozenset(words("noise"))


@cache
def noise_phrases() -> Phrases:
    """The same, found at a place of a line."""
    return Phrases({"noise": labels()["noise"]})


@cache
def noise_patterns() -> re.Pattern[str]:
    """The same, where their text varies."""
    return patterns("noise_patterns")


def counter_by_stems(folded: str) -> str | None:
    """The policy counter that a line speaks of, by the stems of its words, where no label is known."""
    for metric, groups in labels()["stems"].items():
        if any(all(stem in folded for stem in group) for group in groups):
            return str(metric)
    return None


def rate_by_stems(folded: str) -> str | None:
    """The rate that a short cell names, by the stems of its words, where no label is known."""
    if len(folded) > 70 or len(folded.split()) > 9 or any(c.isdigit() for c in folded):
        return None
    for metric, groups in labels()["rate_stems"].items():
        if any(folded.startswith(first) and all(stem in folded for stem in rest) for first, *rest in groups):
            return str(metric)
    return None


def language_of(folded: str) -> str | None:
    """The language whose words a page uses most; ``None`` if it uses too few to tell."""
    found = set(re.findall(r"[^\W\d_]+", folded))
    counts = {lang: len(found & set(tokens)) for lang, tokens in labels()["language"].items()}
    best = max(counts, key=lambda lang: counts[lang])
    ties = [lang for lang, count in counts.items() if count == counts[best]]
    return best if counts[best] >= 2 and len(ties) == 1 else None


def rating_state(folded: str) -> Verdict | None:
    """What a folded word for the state of the account health rating says, with or without brackets."""
    word = folded.strip(" ().:,-–")
    if word in words("rating_states", "missed"):
        return "missed"
    return "met" if word in words("rating_states", "met") else None
