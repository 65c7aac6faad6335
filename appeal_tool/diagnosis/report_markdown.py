"""A diagnosis as Markdown to hand to a client. Whatever comes from a file is escaped: it stays text."""

from __future__ import annotations

import re

from appeal_tool.diagnosis.model import Diagnosis, JudgedMetric
from appeal_tool.diagnosis.report_words import (
    MARKS,
    answer_wanted,
    capital,
    cause_words,
    gathered_words,
    notice_words,
    recovery_words,
    stage_words,
    telling,
    title,
)
from appeal_tool.diagnosis.words import AREA, figure, metric_name, place, say, say_problem, target, window
from appeal_tool.i18n import text
from appeal_tool.i18n.formats import percent

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_START = re.compile(r"^(\s*)(\d+)([.)])(?=\s|$)|^(\s*)([-+=])(?=\s|$)", re.MULTILINE)
_COLUMNS = ("md-metric", "md-window", "md-figure", "md-interval", "md-target", "md-verdict", "md-place")


def as_markdown(diagnosis: Diagnosis, lang: str) -> str:
    """The whole diagnosis as a Markdown document."""
    lines = [f"# {escape(title(diagnosis, lang))}", ""]
    stage = stage_words(diagnosis, lang)
    lines += [
        f"## {text(AREA, 'heading-stage', lang, stage=stage)}",
        "",
        f"**{answer_wanted(diagnosis, lang)}**",
    ]
    for statement in diagnosis.explanations:
        lines += ["", _sentence(say(statement, lang))]
    lines += _list([*notice_words(diagnosis, lang)])
    lines += _metrics(diagnosis, lang)
    lines += _causes(diagnosis, lang)
    gathered = [gathered_words(item, lang) for item in telling(diagnosis)]
    recovery = [" – ".join(filter(None, pair)) for pair in recovery_words(diagnosis, lang)]
    for heading, words in (
        ("heading-gathered", gathered),
        ("heading-recovery", recovery),
        ("heading-steps", [say(statement, lang) for statement in diagnosis.steps]),
        ("heading-cautions", [say(statement, lang) for statement in diagnosis.cautions]),
        ("heading-warnings", [say_problem(problem, lang) for problem in diagnosis.problems]),
    ):
        if words:
            lines += ["", f"## {text(AREA, heading, lang)}", *_list(words)]
    return "\n".join(lines) + "\n"


def escape(words: str) -> str:
    """``words`` on one line, with everything that Markdown would read as markup made literal."""
    flat = _SPECIAL.sub(r"\\\1", " ".join(words.split(" ")).replace("\n", " "))
    return _START.sub(lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[4]}\\{m[5]}", flat)


def _sentence(words: str) -> str:
    return escape(capital(words))


def _list(items: list[str]) -> list[str]:
    return ["", *(f"- {_sentence(item)}" for item in items)] if items else []


def _metrics(diagnosis: Diagnosis, lang: str) -> list[str]:
    lines = ["", f"## {text(AREA, 'heading-metrics', lang)}", ""]
    if not diagnosis.metrics:
        return [*lines, text(AREA, "metrics-none", lang)]
    lines.append("| " + " | ".join(text(AREA, key, lang) for key in _COLUMNS) + " |")
    lines.append("|" + " --- |" * len(_COLUMNS))
    lines += [_row(item, lang) for item in diagnosis.metrics]
    return lines


def _row(item: JudgedMetric, lang: str) -> str:
    metric = item.metric
    bounds = ""
    if item.interval:
        low, high = (percent(bound, lang, 1) for bound in item.interval)
        bounds = text(AREA, "interval", lang, low=low, high=high)
    cells = (
        capital(metric_name(metric.id, metric.fulfilment, metric.category, lang)),
        window(metric.window, lang),
        figure(metric, lang),
        bounds,
        target(item.target, metric.id, lang),
        f"{MARKS[item.verdict]} {text(AREA, f'verdict.{item.verdict}', lang)}",
        place(metric.source, lang),
    )
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"


def _causes(diagnosis: Diagnosis, lang: str) -> list[str]:
    lines = ["", f"## {text(AREA, 'heading-causes', lang)}", ""]
    if diagnosis.root_cause is None:
        return [*lines, text(AREA, "root-none", lang)]
    lines.append(_sentence(text(AREA, "root", lang, root=diagnosis.root_cause)))
    for finding in diagnosis.causes_in_order:
        lines += ["", f"### {_sentence(cause_words(finding, lang))}", ""]
        for evidence in finding.evidence:
            where = place(evidence.source, lang)
            lines.append(
                f"- {_sentence(say(evidence.statement, lang))}" + (f" ({escape(where)})" if where else "")
            )
    return lines
