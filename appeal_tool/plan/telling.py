"""What templates ask about a plan as a whole: who speaks, who was introduced, what was said or watched already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from appeal_tool.i18n import formats
from appeal_tool.plan import grammar, likeness, words
from appeal_tool.plan.tree import Figure, Gap, Measure, Plan, Said, Words


def by_metric(figures: tuple[Figure, ...]) -> list[tuple[Figure, ...]]:
    """Figures of one metric with one target together, in the order of their first."""
    groups: dict[tuple[Any, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.metric, figure.comparison, figure.target), []).append(figure)
    return [tuple(group) for group in groups.values()]


def by_day(measures: tuple[Measure, ...]) -> list[Measure]:
    """Measures in the order of their days; those without one keep their place at the end."""
    return sorted(measures, key=lambda item: item.day if isinstance(item.day, date) else date.max)


def beyond(practices: Sequence[Said], whys: Sequence[Said], *, lang: str) -> list[Said]:
    """The practices that the seller's own answers to "why" do not tell already."""
    said = " ".join(words.say(why, lang) for why in whys if isinstance(why, Words))
    if not said or (whys and isinstance(whys[-1], Gap)):
        return list(practices)
    general = [place for place, practice in enumerate(practices) if getattr(practice, "guide", False)]
    kept = likeness.unsaid([words.say(practices[place], lang) for place in general], said)
    told = set(general) - {general[place] for place in kept}
    told |= {
        place
        for place, practice in enumerate(practices)
        if place not in general
        and isinstance(practice, Words)
        and likeness.says_too(said, words.say(practice, lang))
    }
    return [practice for place, practice in enumerate(practices) if place not in told]


def watched(measures: Iterable[Measure], *, lang: str) -> list[Said]:
    """The figures of the measures in the order of their days, each once."""
    found = {
        words.say(measure.figure, lang): measure.figure
        for measure in by_day(tuple(measures))
        if measure.figure is not None
    }
    return list(found.values())


def listed(texts: list[str], lang: str) -> str:
    """Phrases joined so that a comma inside one of them joins nothing."""
    link = " et " if lang == "fr" else " and "
    if len(texts) == 2 and any("," in text or link in text for text in texts):
        return (", ainsi que " if lang == "fr" else ", and ").join(texts)
    if not any("," in text or link in text for text in texts):
        return formats.enumeration(texts, lang)
    return (" ; " if lang == "fr" else "; ").join(texts)


def told(measures: tuple[Measure, ...], day: Any, number: Any, *, lang: str) -> bool:
    """True if one of ``measures`` has the same day and names the same number: once is enough."""
    if not isinstance(day, date) or isinstance(number, Gap) or number is None:
        return False
    shown = words.say(number, lang)
    return any(
        measure.day == day
        and shown
        in re.findall(
            r"\d[\d\u202f\u00a0.,]*(?<=\d)",
            words.say(measure.what, lang) + " " + words.say(measure.scope, lang),
        )
        for measure in measures
    )


def voice(plan: Plan, lang: str) -> str:
    """``"I"`` if the seller writes as one person throughout, or answers "me" to who; else ``"we"``."""
    measures = [measure for cause in plan.causes for measure in (*cause.corrective, *cause.preventive)]
    told = [*(measure.what for measure in measures), *plan.fields.values()]
    said = {grammar.speaker(words.say(text, lang), lang) for text in told if isinstance(text, Words)}
    people = [measure.who for measure in measures] + ([plan.watch.who] if plan.watch is not None else [])
    me = any(grammar.is_self(words.say(who, lang), lang) for who in people if isinstance(who, Words))
    return "I" if ("I" in said or me) and "we" not in said else "we"


def is_self(plan: Plan, lang: str, voice: str, who: Any) -> bool:
    """True if ``who`` is the seller: said so, or the one who signs a plan told as "I"."""
    said = words.say(who, lang)
    name = words.say(plan.contact.name, lang)
    return grammar.is_self(said, lang) or (
        voice == "I" and bool(name) and said.partition(",")[0].strip() == name
    )


def small_words(plan: Plan) -> frozenset[str]:
    """The words that stand in small letters in the plan, first names of its people left out."""
    texts = [text for text in _leaves(plan.model_dump()) if " " in text]
    found = {word for text in texts for word in re.findall(r"\b[a-zà-öø-ÿœæ]{3,}\b", text)}
    people = {grammar.first_word(text) for text in texts if re.match(r"\S+ [A-ZÀ-Þ]", text)}
    return frozenset(found - people)


def _leaves(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [leaf for child in children for leaf in _leaves(child)]


def inside(known: frozenset[str], lang: str, value: Any) -> str:
    """``value`` as it stands inside a sentence."""
    said = words.say(value, lang)
    if isinstance(value, Words) and (value.guide or words.begins_with_noun(said, known)):
        return words.small(said)
    return words.inside(said, lang)


class Introductions:
    """Names a person with the role the first time, and with the name alone from then on."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._known: set[str] = set()

    def knows(self, who: Any) -> bool:
        """True if the person has been introduced."""
        return words.say(who, self._lang).partition(",")[0] in self._known

    def __call__(self, who: Any, *, subject: bool = False) -> str:
        """The person inside a sentence; a ``subject`` gets the comma that closes its role before the verb."""
        said = words.say(who, self._lang)
        if said.startswith("⟨"):
            return said
        name, comma, role = said.partition(",")
        if not comma:
            return words.inside(said, self._lang)
        shown = words.inside(name, self._lang)
        if name in self._known:
            return shown
        self._known.add(name)
        return f"{shown}, {words.inside(role.strip(), self._lang)}" + ("," if subject else "")


def speaks_for(plan: Plan, lang: str, measure: Measure) -> bool:
    """True if the measure is told as "I" and whoever signs is in charge of it: naming them again would be odd."""
    name = plan.contact.name
    return (
        name is not None
        and grammar.speaker(words.say(measure.what, lang), lang) == "I"
        and words.say(measure.who, lang).partition(",")[0].strip() == words.say(name, lang)
    )
