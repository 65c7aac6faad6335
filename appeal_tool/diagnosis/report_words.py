"""The parts of a diagnosis in words, shared by the page for the terminal and the Markdown report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appeal_tool.account.marketplaces import country
from appeal_tool.diagnosis.concentration import pareto
from appeal_tool.diagnosis.model import CauseFinding, Concentration, Diagnosis, JudgedMetric, Recovery
from appeal_tool.diagnosis.outcome import answer_waited_for, from_notice, is_unknown
from appeal_tool.diagnosis.words import AREA, figure, is_rate, metric_name, say, target, unit, window
from appeal_tool.guide.outcomes import load_routes
from appeal_tool.i18n import text
from appeal_tool.i18n.formats import day, percent

MARKS = {"met": "✓", "missed": "✗", "not-judged": "–"}
_GATHERED = 3
_PARETO_ROWS = 4
_LEAVING = 3
_BEYOND_CHANCE = 0.01


def title(diagnosis: Diagnosis, lang: str) -> str:
    """The first line: what this is, of which marketplace and day."""
    as_of = day(diagnosis.as_of, lang) if diagnosis.as_of else text(AREA, "as-of-unknown", lang)
    heading = text(AREA, "title", lang)
    if not diagnosis.account.marketplace:
        return f"{heading} · {as_of}"
    marketplace = country(diagnosis.account.marketplace)
    if diagnosis.as_of is None:
        return f"{heading} · {marketplace} · {as_of}"
    return f"{heading} · " + text(AREA, "title-of", lang, marketplace=marketplace, day=as_of)


def stage_words(diagnosis: Diagnosis, lang: str) -> str:
    """Where the account stands, in a word or two; that it is healthy is said only where a figure shows it."""
    if is_unknown(diagnosis.stage, diagnosis.metrics):
        return text(AREA, "stage-unknown", lang)
    return text("names", f"stage.{diagnosis.stage}", lang)


def answer_wanted(diagnosis: Diagnosis, lang: str) -> str:
    """Whether a plan is wanted, before anything else."""
    if is_unknown(diagnosis.stage, diagnosis.metrics):
        return text(AREA, "route-unknown", lang)
    key = "route-plan" if load_routes()[diagnosis.route].plan else "route-no-plan"
    if diagnosis.stage == "at-risk" and key == "route-plan":
        if diagnosis.notice is None:
            key = "route-prepare"
        elif not answer_waited_for(diagnosis.notice, diagnosis.route):
            key = "route-warned"
    return text(AREA, key, lang, route=text("names", f"route.{diagnosis.route}", lang))


def notice_words(diagnosis: Diagnosis, lang: str) -> Iterator[str]:
    """What the notice fixes: day, deadline, attempts, language, funds, parts asked."""
    notice = diagnosis.notice
    if notice is None:
        return
    if notice.day:
        yield text(AREA, "notice-day", lang, day=notice.day)
    if notice.deadline:
        yield text(AREA, "notice-deadline", lang, day=notice.deadline)
    elif notice.days:
        yield text(AREA, "notice-days", lang, days=notice.days)
    if notice.attempts is not None:
        key = "notice-attempts" if notice.attempts else "notice-attempts-none"
        yield text(AREA, key, lang, count=notice.attempts)
    if notice.reply_language:
        yield text(AREA, "notice-language", lang, language=notice.reply_language)
    if notice.funds_days:
        yield text(AREA, "notice-funds", lang, days=notice.funds_days)
    asked = dict.fromkeys((item.part, item.about) for item in notice.asked)
    if asked:
        parts = [
            text(AREA, "asked-about" if about else "asked-general", lang, part=f"part.{part}", about=about)
            for part, about in asked
        ]
        yield text(AREA, "notice-asked", lang, asked=parts)


def metric_lines(diagnosis: Diagnosis, lang: str) -> Iterator[tuple[str, str]]:
    """(mark, words): each missed figure by itself, rates that are met together, counters that are met as a
    number, those that could not be judged by name."""
    if not diagnosis.metrics:
        yield "–", text(AREA, "metrics-none", lang)
        return
    verdicts = [item.verdict for item in diagnosis.metrics]
    if "met" in verdicts and not diagnosis.breaches:
        yield MARKS["met"], text(AREA, "metrics-fine", lang)
    counters = verdicts.count("met")
    for item in diagnosis.metrics:
        if item.verdict == "missed":
            yield MARKS["missed"], metric_words(item, lang)
    met: dict[tuple[str, str], list[str]] = {}
    for item in diagnosis.metrics:
        if item.verdict == "met" and is_rate(item.metric.id):
            counters -= 1
            goal = target(item.target, item.metric.id, lang)
            metric = item.metric
            name = metric_name(metric.id, metric.fulfilment, metric.category, lang)
            met.setdefault((name, goal), []).append(figure(item.metric, lang))
    for (name, goal), figures in met.items():
        yield (
            MARKS["met"],
            text(AREA, "metrics-met", lang, name=name, figures=", ".join(figures), target=goal),
        )
    if counters:
        yield MARKS["met"], text(AREA, "others-met", lang, count=counters)
    judged = {item.metric.id for item in diagnosis.metrics if item.verdict != "not-judged"}
    names = tuple(dict.fromkeys(i.metric.id for i in diagnosis.metrics if i.metric.id not in judged))
    if names:
        yield MARKS["not-judged"], text(AREA, "others-not-judged", lang, metrics=names)


def metric_words(item: JudgedMetric, lang: str) -> str:
    """One metric in words, with what its small numbers mean where it is missed."""
    metric = item.metric
    key = "metric-target" if item.target is None or item.target.origin == "source" else "metric-standard"
    goal = text(AREA, key, lang, target=target(item.target, metric.id, lang)) if item.target else ""
    when = window(metric.window, lang) if is_rate(metric.id) else ""
    name = metric_name(metric.id, metric.fulfilment, metric.category, lang)
    shown = figure(metric, lang)
    if item.interval:
        low, high = (percent(bound, lang, 1) for bound in item.interval)
        shown = text(AREA, "figure-margin", lang, figure=shown, low=low, high=high)
    said = text(AREA, "metric-line", lang, name=name, said=", ".join(filter(None, (shown, goal, when))))
    if item.verdict == "missed" and metric.id.endswith("_rate") and not item.sure:
        said += " " + text(AREA, "metric-unsure", lang)
    if item.verdict == "missed" and item.clean_orders:
        word = text(AREA, unit(metric.id), lang)
        said += " " + text(AREA, "metric-clean", lang, count=item.clean_orders, unit=word)
    return said


def telling(diagnosis: Diagnosis) -> list[Concentration]:
    """The gatherings worth a line: those beyond chance first, then products without order data."""
    known = [c for c in diagnosis.concentration if c.p_value is not None and c.p_value < _BEYOND_CHANCE]
    untold = [c for c in diagnosis.concentration if c.p_value is None and c.dimension == "product"]
    return [*sorted(known, key=lambda c: c.p_value or 0.0), *untold][:_GATHERED]


def gathered_words(item: Concentration, lang: str) -> str:
    """One gathering in words, with its exact counts and whether chance explains it."""
    kind = text(AREA, f"kind.{item.kind}", lang)
    if item.dimension == "jump":
        before, since = (_rate_words(row, lang) for row in item.rows)
        start = day_words(item.rows[1][0], lang)
        return text(AREA, "jump-line", lang, kind=kind, day=start, since=since, before=before)
    rows = [
        text(
            AREA,
            "gathered-row" if total is None else "gathered-row-of",
            lang,
            value=value_words(item.dimension, value, lang),
            count=count,
            total=total,
        )
        for value, count, total in item.rows[:_PARETO_ROWS]
    ]
    dimension = text(AREA, f"dimension.{item.dimension}", lang)
    said = text(AREA, "gathered-line", lang, kind=kind, dimension=dimension, rows=", ".join(rows)) + ". "
    said += text(AREA, "gathered-pareto", lang, number=pareto(item.rows, item.defects), defects=item.defects)
    if item.p_value is None:
        return said + " " + text(AREA, "gathered-untold", lang)
    if item.p_value >= _BEYOND_CHANCE:
        return said + " " + text(AREA, "gathered-chance", lang)
    value = value_words(item.dimension, item.standout or "", lang)
    return said + " " + text(AREA, "gathered-beyond", lang, value=value)


def value_words(dimension: str, value: str, lang: str) -> str:
    """A value of a dimension as a person says it."""
    match dimension:
        case "weekday":
            return text(AREA, f"weekday.{value}", lang)
        case "hour":
            return text(AREA, "hour", lang, hour=value)
        case "day":
            return day_words(value, lang)
    return value


def day_words(iso: str, lang: str) -> str:
    """An ISO date in words."""
    return day(date.fromisoformat(iso), lang)


def recovery_words(diagnosis: Diagnosis, lang: str) -> Iterator[tuple[str, str]]:
    """(the day, what it assumes) of each missed target; those without a day together, with the reason."""
    undated: dict[str, list[str]] = {}
    for item in diagnosis.recovery:
        why = say(item.why, lang)
        if item.day is None:
            undated.setdefault(why, []).append(item.metric)
        else:
            yield _recovery_line(item, item.day, lang), why
    for why, metrics in undated.items():
        names = tuple(dict.fromkeys(metrics))
        yield text(AREA, "recovery-line-none", lang, metrics=names, why=why), ""


def _recovery_line(item: Recovery, on: date, lang: str) -> str:
    span = text(AREA, "window-days", lang, days=item.window_days)
    half = item.day_at_half if item.day_at_half != on else None
    key = "recovery-line-half" if half else "recovery-line"
    name = metric_name(item.metric, item.fulfilment, None, lang)
    params = {"name": name, "window": span, "day": day(on, lang)}
    line = text(AREA, key, lang, **params, half=day(half, lang) if half else "")
    if not item.leaving:
        return line
    leaving = [text(AREA, "leaving", lang, day=on, count=count) for on, count in item.leaving[:_LEAVING]]
    return text(AREA, "recovery-leaving", lang, line=line, leaving=", ".join(leaving))


def _rate_words(row: tuple[str, int, int | None], lang: str) -> str:
    _, count, total = row
    key = "jump-count" if total is None else "jump-rate"
    return text(AREA, key, lang, count=count, total=total)


def cause_words(finding: CauseFinding, lang: str) -> str:
    """One cause in a line: its name, how sure, its share; no share where a notice alone names a single cause."""
    certainty = certainty_words(finding, lang)
    if finding.weight == 1 and from_notice(finding):
        return text(AREA, "cause-line-alone", lang, cause=finding.id, certainty=certainty)
    share = percent(finding.weight, lang, 0)
    return text(AREA, "cause-line", lang, cause=finding.id, certainty=certainty, share=share)


def certainty_words(finding: CauseFinding, lang: str) -> str:
    """How sure a cause is; what a notice alone says is named by it, not shown by data."""
    if finding.certainty == "certain" and from_notice(finding):
        return text(AREA, "certain-notice", lang)
    return text(AREA, finding.certainty, lang)


def capital(words: str) -> str:
    """With a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]
