"""Saying a diagnosis in French or English: statements, problems, figures, windows, targets, places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from appeal_tool.account.model import Metric, Problem, Source, Target, Window
from appeal_tool.diagnosis.model import Statement
from appeal_tool.i18n import catalogue, text
from appeal_tool.i18n.formats import decimal, integer, percent

AREA = "diagnosis"
_TARGET = {"<": "below", "<=": "at-most", ">": "above", ">=": "at-least", "=": "exactly"}
_POINTS = frozenset({"account_health_rating"})


def say(statement: Statement, lang: str) -> str:
    """A statement as a sentence."""
    if statement.words is not None:
        return statement.words[lang]
    params = {name: _shown(name, value, lang, statement.params) for name, value in statement.params.items()}
    return text(AREA, statement.code, lang, **params)


def problem_words(problem: Problem, lang: str) -> str:
    """A warning as a sentence."""
    area = AREA if problem.code in catalogue(AREA, lang) else "account"
    params = {name: _shown(name, value, lang, problem.params) for name, value in problem.params.items()}
    try:
        return text(area, problem.code, lang, **params)
    except (KeyError, ValueError, TypeError, AttributeError, FileNotFoundError):
        # A code without words, or words for other figures: the reader still gets everything that is known.
        return f"{problem.code}: " + ", ".join(f"{name}={value}" for name, value in problem.params.items())


def say_problem(problem: Problem, lang: str) -> str:
    """A warning as a sentence, followed by its place."""
    said = problem_words(problem, lang)
    where = place(problem.source, lang)
    return f"{said} ({where})" if where else said


def place(source: Source | None, lang: str) -> str:
    """Where something stands: "page.txt, line 12"; empty if unknown."""
    if source is None or not source.file:
        return ""
    name = PurePath(source.file).name or source.file
    if source.line:
        return text(AREA, "place-line", lang, file=name, line=source.line)
    return text(AREA, "place-where", lang, file=name, where=source.where) if source.where else name


def is_rate(metric: str) -> bool:
    """Whether a metric is a ratio (rather than points or a counter)."""
    return metric.endswith("_rate")


def metric_name(id: str, fulfilment: str | None, category: str | None, lang: str) -> str:
    """The name of a metric with whose orders and which category it is about, where the source tells them apart."""
    name = text("names", id, lang)
    if fulfilment:
        name = text(AREA, f"of-{fulfilment}", lang, name=name)
    return text(AREA, "of-category", lang, name=name, category=category) if category else name


def quantity(value: float, metric: str, lang: str) -> str:
    """A value of a metric: a percentage, points, or a plain number."""
    if is_rate(metric):
        return percent(value, lang)
    if metric in _POINTS:
        return text(AREA, "points", lang, value=value)
    return decimal(value, lang)


def figure(metric: Metric, lang: str) -> str:
    """A metric's figure with the counts that it was given with: "28.77% (21 of 73)"."""
    value = metric.value
    if value is None and not is_rate(metric.id) and metric.count is not None:
        value = metric.count
    shown = text(AREA, "figure-none", lang) if value is None else quantity(value, metric.id, lang)
    if not is_rate(metric.id) or metric.count is None:
        return shown
    if metric.total is None:
        return f"{shown} ({integer(metric.count, lang)})"
    counts = text(AREA, "of", lang, count=metric.count, total=metric.total)
    return f"{shown} ({counts})" if value is not None else counts


def window(of: Window, lang: str) -> str:
    """The time of a metric in words; empty if unknown."""
    if of.days and of.end:
        return text(AREA, "window-until", lang, days=of.days, end=of.end)
    if of.start and of.end:
        return text(AREA, "window-span", lang, start=of.start, end=of.end)
    if of.days:
        return text(AREA, "window-days", lang, days=of.days)
    return text(AREA, f"window-{of.period}", lang) if of.period else ""


def unit(metric: str) -> str:
    """What a metric counts: the key of a word (orders, parcels, messages)."""
    if metric in ("response_under_24h_rate", "late_response_rate"):
        return "unit.messages"
    return "unit.parcels" if "tracking" in metric or "delivery" in metric else "unit.orders"


def target(of: Target | None, metric: str, lang: str) -> str:
    """A target in words: "below 1%"; "no target" if there is none."""
    if of is None:
        return text(AREA, "target-none", lang)
    return text(AREA, f"target-{_TARGET[of.comparison]}", lang, value=quantity(of.value, metric, lang))


def _shown(name: str, value: object, lang: str, params: Mapping[str, object]) -> object:
    """A parameter as a message can print it: records' texts by language, metrics and targets in words."""
    if isinstance(value, Metric):
        if name == "name":
            return metric_name(value.id, value.fulfilment, value.category, lang)
        if name == "window":
            return window(value.window, lang) or text(AREA, "window-unknown", lang)
        return figure(value, lang)
    if isinstance(value, Target):
        return target(value, str(params.get("metric", "")), lang)
    if isinstance(value, Mapping) and lang in value:
        return value[lang]
    if name == "unit":
        return text(AREA, unit(str(params.get("metric", ""))), lang)
    return "?" if value is None else value
