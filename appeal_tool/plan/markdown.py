"""The plan as Markdown, through the templates of ``plan_templates/`` or of the user.

Templates are Jinja2, sandboxed; an unknown name is an error; every value that a
template prints is escaped for Markdown on its way out. So the words of a
seller can neither format nor run anything.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from appeal_tool.guide.location import data_folder
from appeal_tool.guide.outcomes import load_routes
from appeal_tool.i18n import catalogue, formats
from appeal_tool.plan import likeness, words
from appeal_tool.plan.escape import escape_markdown
from appeal_tool.plan.tree import Figure, Gap, Measure, Plan, Said, Words

ROUTES = ("plan", "dispute", "documents", "retraction", "fix-only")
"""Routes that have a document. For the others there is nothing to send, or a form to fill in on the account's page."""


NOTE = "note.md"
"""For those other routes: what the seller does instead, in the words of the route's record. Nothing to send."""


class TemplateProblem(Exception):
    """A template that cannot be used: its file, the line, and what is wrong."""

    def __init__(self, path: str, line: int | None, reason: str) -> None:
        super().__init__(f"{path}:{line or '?'}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class NoDocument(Exception):
    """The route has no document to write (``quiz``, ``wait``, ``none`` ...)."""

    def __init__(self, route: str) -> None:
        super().__init__(route)
        self.route = route


def render(plan: Plan, doc_lang: str, *, templates: Path | None = None, name: str | None = None) -> str:
    """The document of ``plan`` in ``doc_lang`` (``fr`` or ``en``): the same bytes for the same plan.

    ``templates`` is a folder of the user's own: ``LANG/ROUTE.md`` there comes
    before ours. ``name`` is another template than that of the route. Raises
    ``TemplateProblem`` or ``NoDocument``.
    """
    if plan.route not in ROUTES and name != NOTE:
        raise NoDocument(plan.route)
    environment = _environment(doc_lang, templates)
    name = name or f"{plan.route}.md"
    try:
        text = environment.get_template(name).render(**_names(plan, doc_lang))
    except (
        TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:
        raise _problem(error, name) from error
    return _tidy(text, doc_lang)


def _names(plan: Plan, lang: str) -> dict[str, Any]:
    introduce = _Introductions(lang)
    return {
        "plan": plan,
        "route": load_routes()[plan.route],
        "done": plan.fields.get("quiz_done_on"),
        "voice": _voice(plan, lang),
        "introduce": introduce,
        "knows": introduce.knows,
        "speaks_for": partial(_speaks_for, plan, lang),
        "is_self": partial(_is_self, plan, lang, _voice(plan, lang)),
        "inside": partial(_inside, _small_words(plan), lang),
        "lang": lang,
    }


@cache
def _environment(lang: str, templates: Path | None) -> ImmutableSandboxedEnvironment:
    folders = [data_folder("plan_templates") / lang]
    if templates is not None:
        folders.insert(0, templates / lang)
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=partial(_finalise, lang=lang),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(_functions(lang))
    return environment


def _finalise(value: Any, *, lang: str) -> Markup:
    if isinstance(value, Markup):
        return value
    return Markup(escape_markdown(words.say(value, lang)))


def _functions(lang: str) -> dict[str, Callable[..., Any]]:
    """What templates may call. All take and give plain text; what is printed is escaped afterwards."""

    def bound(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda value: function(words.say(value, lang), lang)

    def text(value: Any) -> str:
        return words.say(value, lang)

    return {
        "text": text,
        "mentions": lambda value, phrases: any(phrase in text(value).casefold() for phrase in phrases),
        "can_follow": bound(words.can_follow),
        "lacks_subject": bound(words.lacks_subject),
        "acts_now": bound(words.acts_now),
        "is_adverbial": bound(words.is_adverbial),
        "auxiliary": bound(words.auxiliary),
        "speaker": bound(words.speaker),
        "sentence": lambda value: words.sentence(text(value)),
        "capital": lambda value: words.capital(text(value)),
        "the": bound(words.the),
        "of": lambda value: words.of(text(value)),
        "owns": bound(words.owns),
        "without_stop": lambda value: words.without_stop(text(value)),
        "is_future": bound(words.is_future),
        "is_infinitive": bound(words.is_infinitive),
        "is_nominal": bound(words.is_nominal),
        "is_perfect": bound(words.is_perfect),
        "begins_with_number": bound(words.begins_with_number),
        "lone": bound(words.is_self),
        "third_person": bound(words.third_person),
        "says_too": lambda value, other: likeness.says_too(text(value), text(other)),
        "counts_too": lambda value, other: likeness.counts_too(text(value), text(other)),
        "tells_times": lambda value, often: likeness.tells_times(text(value), text(often)),
        "counts": lambda value, number: number in likeness.numbers_in(text(value)),
        "beyond": partial(_beyond, lang=lang),
        "watched": partial(_watched, lang=lang),
        "listed": lambda values: _listed([text(value) for value in values], lang),
        "names_day": lambda value, day: (
            words.begins_with_day(text(value))
            or (isinstance(day, date) and words.names_day(text(value), day, lang))
        ),
        "names_person": lambda value, who: words.names_person(text(value), text(who)),
        "is_gap": lambda value: isinstance(value, Gap),
        "period": lambda figure: words.period(figure.start, figure.end, figure.days, lang),
        "percent": lambda value: formats.percent(value, lang),
        "number": lambda value: words.say(value, lang),
        "name": lambda key: catalogue("names", lang).get(key, key),
        "join": lambda values: formats.enumeration([text(value) for value in values], lang),
        "by_metric": _by_metric,
        "by_day": _by_day,
        "days_between": lambda one, two: (
            (two - one).days if isinstance(one, date) and isinstance(two, date) else None
        ),
        "told": partial(_told, lang=lang),
    }


def _by_metric(figures: tuple[Figure, ...]) -> list[tuple[Figure, ...]]:
    """Figures of one metric with one target together, in the order of their first."""
    groups: dict[tuple[Any, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.metric, figure.comparison, figure.target), []).append(figure)
    return [tuple(group) for group in groups.values()]


def _by_day(measures: tuple[Measure, ...]) -> list[Measure]:
    """Measures in the order of their days; those without one keep their place at the end."""
    return sorted(measures, key=lambda item: item.day if isinstance(item.day, date) else date.max)


def _beyond(practices: Sequence[Said], whys: Sequence[Said], *, lang: str) -> list[Said]:
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


def _watched(measures: Iterable[Measure], *, lang: str) -> list[Said]:
    """The figures of the measures in the order of their days, each once."""
    found = {
        words.say(measure.figure, lang): measure.figure
        for measure in _by_day(tuple(measures))
        if measure.figure is not None
    }
    return list(found.values())


def _listed(texts: list[str], lang: str) -> str:
    """Phrases joined so that a comma inside one of them joins nothing."""
    link = " et " if lang == "fr" else " and "
    if len(texts) == 2 and any("," in text or link in text for text in texts):
        return (", ainsi que " if lang == "fr" else ", and ").join(texts)
    if not any("," in text or link in text for text in texts):
        return formats.enumeration(texts, lang)
    return (" ; " if lang == "fr" else "; ").join(texts)


def _told(measures: tuple[Measure, ...], day: Any, number: Any, *, lang: str) -> bool:
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


def _voice(plan: Plan, lang: str) -> str:
    """``"I"`` if the seller writes as one person throughout, or answers "me" to who; else ``"we"``."""
    measures = [measure for cause in plan.causes for measure in (*cause.corrective, *cause.preventive)]
    told = [*(measure.what for measure in measures), *plan.fields.values()]
    said = {words.speaker(words.say(text, lang), lang) for text in told if isinstance(text, Words)}
    people = [measure.who for measure in measures] + ([plan.watch.who] if plan.watch is not None else [])
    me = any(words.is_self(words.say(who, lang), lang) for who in people if isinstance(who, Words))
    return "I" if ("I" in said or me) and "we" not in said else "we"


def _is_self(plan: Plan, lang: str, voice: str, who: Any) -> bool:
    """True if ``who`` is the seller: said so, or the one who signs a plan told as "I"."""
    said = words.say(who, lang)
    name = words.say(plan.contact.name, lang)
    return words.is_self(said, lang) or (
        voice == "I" and bool(name) and said.partition(",")[0].strip() == name
    )


def _small_words(plan: Plan) -> frozenset[str]:
    """The words that stand in small letters in the plan, first names of its people left out."""
    texts = [text for text in _leaves(plan.model_dump()) if " " in text]
    found = {word for text in texts for word in re.findall(r"\b[a-zà-öø-ÿœæ]{3,}\b", text)}
    people = {words.first_word(text) for text in texts if re.match(r"\S+ [A-ZÀ-Þ]", text)}
    return frozenset(found - people)


def _leaves(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [leaf for child in children for leaf in _leaves(child)]


def _inside(known: frozenset[str], lang: str, value: Any) -> str:
    """``value`` as it stands inside a sentence."""
    said = words.say(value, lang)
    if isinstance(value, Words) and (value.guide or words.begins_with_noun(said, known)):
        return words.small(said)
    return words.inside(said, lang)


class _Introductions:
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


def _speaks_for(plan: Plan, lang: str, measure: Measure) -> bool:
    """True if the measure is told as "I" and whoever signs is in charge of it: naming them again would be odd."""
    name = plan.contact.name
    return (
        name is not None
        and words.speaker(words.say(measure.what, lang), lang) == "I"
        and words.say(measure.who, lang).partition(",")[0].strip() == words.say(name, lang)
    )


def _problem(error: Exception, name: str) -> TemplateProblem:
    """The template and line where ``error`` arose."""
    if isinstance(error, TemplateNotFound):
        return TemplateProblem(name, None, f"{error.name} is missing")
    path, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if path is None:
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".md")
        ]
        if frames:
            path, line = frames[-1].filename, frames[-1].lineno
    return TemplateProblem(path or name, line, str(error) or type(error).__name__)


def _tidy(text: str, lang: str) -> str:
    """Blank lines and spaces as a person would set them; in French the no-break spaces of the templates' own words."""
    lines = [
        re.sub(r" {2,}", " ", re.sub(r"^ (?=\S)", "", line)).rstrip(" ")
        if not line.startswith("  ")
        else line.rstrip(" ")
        for line in text.split("\n")
    ]
    joined = re.sub(r" +([.,])(?=\s|$)", r"\1", "\n".join(lines))
    if lang == "fr":
        joined = re.sub(r"(?<=\S) (?=[;!?»]|:(?:\s|$))", formats.NBSP, joined).replace(
            "« ", f"«{formats.NBSP}"
        )
    return re.sub(r"\n{3,}", "\n\n", joined).strip("\n") + "\n"
