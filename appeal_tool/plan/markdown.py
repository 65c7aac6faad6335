"""The plan as Markdown, through the templates of ``plan_templates/`` or of the user.

Templates are Jinja2, sandboxed; an unknown name is an error; every value that a
template prints is escaped for Markdown on its way out. So the words of a
seller can neither format nor run anything.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
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
from appeal_tool.plan import days, grammar, likeness, telling, words
from appeal_tool.plan.escape import escape_markdown
from appeal_tool.plan.tree import Gap, Plan

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
    introduce = telling.Introductions(lang)
    return {
        "plan": plan,
        "route": load_routes()[plan.route],
        "done": plan.fields.get("quiz_done_on"),
        "voice": telling.voice(plan, lang),
        "introduce": introduce,
        "knows": introduce.knows,
        "speaks_for": partial(telling.speaks_for, plan, lang),
        "is_self": partial(telling.is_self, plan, lang, telling.voice(plan, lang)),
        "inside": partial(telling.inside, telling.small_words(plan), lang),
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
        "can_follow": bound(grammar.can_follow),
        "lacks_subject": bound(grammar.lacks_subject),
        "acts_now": bound(grammar.acts_now),
        "is_adverbial": bound(grammar.is_adverbial),
        "auxiliary": bound(grammar.auxiliary),
        "speaker": bound(grammar.speaker),
        "sentence": lambda value: words.sentence(text(value)),
        "capital": lambda value: words.capital(text(value)),
        "the": bound(words.the),
        "of": lambda value: words.of(text(value)),
        "owns": bound(grammar.owns),
        "without_stop": lambda value: words.without_stop(text(value)),
        "is_future": bound(grammar.is_future),
        "is_infinitive": bound(grammar.is_infinitive),
        "is_nominal": bound(grammar.is_nominal),
        "is_perfect": bound(grammar.is_perfect),
        "begins_with_number": bound(grammar.begins_with_number),
        "lone": bound(grammar.is_self),
        "third_person": bound(grammar.third_person),
        "says_too": lambda value, other: likeness.says_too(text(value), text(other)),
        "counts_too": lambda value, other: likeness.counts_too(text(value), text(other)),
        "tells_times": lambda value, often: likeness.tells_times(text(value), text(often)),
        "counts": lambda value, number: number in likeness.numbers_in(text(value)),
        "beyond": partial(telling.beyond, lang=lang),
        "watched": partial(telling.watched, lang=lang),
        "listed": lambda values: telling.listed([text(value) for value in values], lang),
        "names_day": lambda value, day: (
            days.begins_with_day(text(value))
            or (isinstance(day, date) and days.names_day(text(value), day, lang))
        ),
        "names_person": lambda value, who: words.names_person(text(value), text(who)),
        "is_gap": lambda value: isinstance(value, Gap),
        "period": lambda figure: days.period(figure.start, figure.end, figure.days, lang),
        "percent": lambda value: formats.percent(value, lang),
        "number": lambda value: words.say(value, lang),
        "name": lambda key: catalogue("names", lang).get(key, key),
        "join": lambda values: formats.enumeration([text(value) for value in values], lang),
        "by_metric": telling.by_metric,
        "by_day": telling.by_day,
        "days_between": lambda one, two: (
            (two - one).days if isinstance(one, date) and isinstance(two, date) else None
        ),
        "told": partial(telling.told, lang=lang),
    }


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
