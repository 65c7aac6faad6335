"""A diagnosis as JSON (the contract), as a page for the terminal, and as Markdown to hand to a client."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from appeal_tool.account.model import Source, Target
from appeal_tool.account.notice import Notice
from appeal_tool.diagnosis.model import CauseFinding, Concentration, Diagnosis, JudgedMetric, Recovery
from appeal_tool.diagnosis.report_markdown import as_markdown
from appeal_tool.diagnosis.report_text import as_text, explain_text
from appeal_tool.diagnosis.words import say, say_problem

__all__ = ["as_json", "as_markdown", "as_text", "explain_text"]

SCHEMA = 1


def as_json(diagnosis: Diagnosis, lang: str) -> dict[str, Any]:
    """The diagnosis in the shape of ``diagnose --format json``; sentences in ``lang``, dates ISO, unknown null."""
    account = diagnosis.account
    return {
        "schema": SCHEMA,
        "account": {
            "marketplace": account.marketplace,
            "language": account.language,
            "status": account.status,
            "as_of": _day(diagnosis.as_of),
        },
        "metrics": [_metric(item) for item in diagnosis.metrics],
        "breaches": list(diagnosis.breaches),
        "root_cause": diagnosis.root_cause,
        "causes": [_cause(finding, lang) for finding in diagnosis.causes],
        "stage": diagnosis.stage,
        "route": diagnosis.route,
        "notice": _notice(diagnosis.notice) if diagnosis.notice else None,
        "recovery": [_recovery(item, lang) for item in diagnosis.recovery],
        "concentration": [_concentration(item) for item in diagnosis.concentration],
        "explanations": [say(statement, lang) for statement in diagnosis.explanations],
        "steps": [say(statement, lang) for statement in diagnosis.steps],
        "cautions": [say(statement, lang) for statement in diagnosis.cautions],
        "warnings": [say_problem(problem, lang) for problem in diagnosis.problems],
    }


def _metric(item: JudgedMetric) -> dict[str, Any]:
    metric = item.metric
    window = metric.window
    return {
        "id": metric.id,
        "from": _day(window.start),
        "to": _day(window.end),
        "days": window.days,
        "period": window.period,
        "fulfilment": metric.fulfilment,
        "category": metric.category,
        "count": metric.count,
        "total": metric.total,
        "value": metric.value,
        "target": _target(item.target),
        "verdict": item.verdict,
        "stated_verdict": metric.stated_verdict,
        "interval": [round(bound, 6) for bound in item.interval] if item.interval else None,
        "clean_orders": item.clean_orders,
        "source": _source(metric.source),
    }


def _target(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    return {"comparison": target.comparison, "value": target.value, "from": target.origin}


def _cause(finding: CauseFinding, lang: str) -> dict[str, Any]:
    return {
        "id": finding.id,
        "root_cause": finding.root_cause,
        "weight": finding.weight,
        "score": finding.score,
        "certainty": finding.certainty,
        "evidence": [
            {
                "text": say(evidence.statement, lang),
                "file": evidence.source.file if evidence.source else None,
                "line": evidence.source.line if evidence.source else None,
                "where": evidence.source.where if evidence.source else None,
                "weight": evidence.weight,
                "signal": evidence.signal,
            }
            for evidence in finding.evidence
        ],
        "subcauses": list(finding.subcauses),
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "type": notice.type,
        "date": _day(notice.day),
        "deadline": _day(notice.deadline),
        "days": notice.days,
        "attempts": notice.attempts,
        "reply_language": notice.reply_language,
        "funds_days": notice.funds_days,
        "asked": [{"part": item.part, "about": item.about} for item in notice.asked],
        "asins": list(notice.asins),
        "orders": list(notice.order_ids),
        "source": _source(notice.source),
    }


def _recovery(item: Recovery, lang: str) -> dict[str, Any]:
    return {
        "metric": item.metric,
        "fulfilment": item.fulfilment,
        "window_days": item.window_days,
        "date": _day(item.day),
        "date_at_half": _day(item.day_at_half),
        "clean_orders": item.clean_orders,
        "leaving": [{"date": _day(day), "defects": number} for day, number in item.leaving],
        "why": say(item.why, lang),
    }


def _concentration(item: Concentration) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "dimension": item.dimension,
        "defects": item.defects,
        "rows": [{"value": value, "defects": count, "orders": total} for value, count, total in item.rows],
        "standout": item.standout,
        "p_value": item.p_value,
    }


def _source(source: Source) -> Mapping[str, Any]:
    place = {"file": source.file, "line": source.line}
    return {**place, "where": source.where} if source.where else place


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
