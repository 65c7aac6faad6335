"""Figures of the text that are given as the account's, against what its data hold."""

from __future__ import annotations

from collections.abc import Iterator

from appeal_tool.account.model import POLICY_COUNTERS, Metric
from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.i18n import formats
from appeal_tool.lint.checks.figure_time import beyond_data
from appeal_tool.lint.figures import Figure, figures
from appeal_tool.lint.finding import Finding
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import finding
from appeal_tool.lint.text import Document

_SHARED = {"on_time_delivery_rate": ("unit_on_time_delivery_rate",), "order_defect_rate": ()}


def figures_not_in_data(document: Document, rule: LintRule, options: LintOptions) -> Iterator[Finding]:
    """Rates and counts given as one of the account's metrics that no window of the data holds."""
    assert options.account is not None
    known: dict[str, list[Metric]] = {}
    for metric in options.account.metrics:
        known.setdefault(metric.id, []).append(metric)
    for sentence in document.sentences:
        if sentence.quoted or sentence.kind == "code":
            continue
        for figure in figures(sentence):
            held = [
                m for name in (figure.metric, *_SHARED.get(figure.metric, ())) for m in known.get(name, [])
            ]
            if not held or _is_held(figure, held) or _is_free(figure, held):
                continue
            if beyond_data(document, sentence, held, dated=figure.dated, options=options):
                continue
            start, end = sentence.span(figure.begin, figure.end)
            data = "; ".join(dict.fromkeys(shown(m, options.lang) for m in held))
            yield finding(document, rule, start, end, options.lang, metric=figure.metric, data=data)


def _is_held(figure: Figure, held: list[Metric]) -> bool:
    for metric in held:
        if figure.kind == "rate":
            values = [metric.value] if metric.value is not None else []
            if metric.count is not None and metric.total:
                values.append(metric.count / metric.total)
            if metric.target is not None and abs(metric.target.value - figure.value) < 1e-6:
                return True
            # Rounded or cut off at the digits that are printed.
            if any(abs(value - figure.value) < 2 * figure.step for value in values):
                return True
        elif figure.kind == "fraction":
            if metric.count == figure.value and (metric.total is None or metric.total == figure.total):
                return True
        elif metric.count == figure.value:
            return True
    return False


def _is_free(figure: Figure, held: list[Metric]) -> bool:
    """Whether the figure may speak of something else: a part of the cases, or what the data do not count."""
    if figure.kind == "count":
        counts = [metric.count for metric in held if metric.count is not None]
        return not counts or (figure.value <= max(counts) and not figure.whole)
    if figure.kind == "fraction":
        return all(metric.count is None and metric.total is None for metric in held)
    return all(metric.value is None for metric in held)


def shown(metric: Metric, lang: str) -> str:
    """A metric as the data give it: "7.71% (31/402)"."""
    parts = []
    if metric.value is not None and metric.id not in POLICY_COUNTERS:
        rating = metric.id == "account_health_rating"
        parts.append(formats.decimal(metric.value, lang) if rating else formats.percent(metric.value, lang))
    if metric.count is not None:
        count = formats.integer(metric.count, lang)
        if metric.total is not None:
            count += ("/" if parts else (" sur " if lang == "fr" else " of ")) + formats.integer(
                metric.total, lang
            )
        parts.append(f"({count})" if parts else count)
    return " ".join(parts)
