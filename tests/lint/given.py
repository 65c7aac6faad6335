"""What tests of the linter are given: options from the short form of facts, a rule of the user's own."""

from __future__ import annotations

from typing import Any

from appeal_tool.account.model import Account, Metric, Source, Target
from appeal_tool.account.notice import AskedItem, Notice
from appeal_tool.diagnosis.model import Diagnosis
from appeal_tool.lint.options import LintOptions

HERE = Source("given")
OWN_RULE: dict[str, Any] = {
    **{key: {"fr": "a", "en": "b"} for key in ("title", "text", "why", "fix", "better")},
    "source": "house style",
    "level": "warning",
    "scope": "sentence",
    "messages": {"default": {"fr": "« {phrase} »", "en": "'{phrase}' is not our word"}},
    "examples": {lang: {"bad": ["x"] * 5, "good": ["y"] * 5} for lang in ("fr", "en")},
    "lexicon": {"fr": {"sure": ["vente flash"]}, "en": {"sure": ["flash sale"]}},
}
"""A sound record of a user's own rule, as its file holds it."""


def options(given: dict[str, Any] | None, **more: Any) -> LintOptions:
    given = given or {}
    account = diagnosis = None
    if "metrics" in given:
        account = Account(metrics=tuple(map(_metric, given["metrics"])))
        diagnosis = Diagnosis(
            account=account,
            as_of=None,
            metrics=(),
            breaches=tuple(given.get("breaches", ())),
            root_cause=None,
            causes=(),
            stage="at-risk",
            route="plan",
        )
    return LintOptions(
        account=account,
        diagnosis=diagnosis if "breaches" in given else None,
        notice=_notice(given.get("notice")),
        refusal=_notice(given.get("refusal"), "refusal"),
        previous=given.get("previous"),
        **more,
    )


def _metric(raw: dict[str, Any]) -> Metric:
    raw = dict(raw)
    target = raw.pop("target", None)
    if target:
        comparison, value = target.split()
        raw["target"] = Target(comparison, float(value))
    return Metric(source=HERE, **raw)


def _notice(raw: dict[str, Any] | None, kind: str | None = None) -> Notice | None:
    if raw is None:
        return None
    raw = dict(raw)
    asked = tuple(AskedItem(item["part"], item.get("about"), HERE) for item in raw.pop("asked", ()))
    return Notice(source=HERE, type=raw.pop("type", kind), asked=asked, **raw)
