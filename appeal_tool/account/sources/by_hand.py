"""A short YAML file for a seller who only has a screen: metric, count, total, window, target.

.. code-block:: yaml

    marketplace: FR
    as_of: 2012-09-25
    metrics:
      - metric: cancellation_rate        # or the label: Taux d'annulation
        count: 21
        total: 73
        value: 28,77 %
        window: 7 days                   # or {from: 2012-09-18, to: 2012-09-25}
        target: "< 2.5 %"

A metric may also be a key with its figures beside it (``cancellation_rate: 21/73``). Keys may
be written in French (``labels/by_hand.json``). Every key that is not known is reported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, cast

from appeal_tool.account.checks import contradictions
from appeal_tool.account.content import Content
from appeal_tool.account.figures import day, fold, integer, number, percentage, squeeze
from appeal_tool.account.marketplaces import marketplace_id
from appeal_tool.account.model import (
    METRICS,
    POLICY_COUNTERS,
    AccountStatus,
    Comparison,
    Fulfilment,
    InputError,
    Metric,
    StatusChange,
    Target,
    Verdict,
    Window,
)
from appeal_tool.account.page import words
from appeal_tool.account.part import Part

FORMAT = "by-hand"
MAX_BYTES = 256 << 10
_TOP = re.compile(r"^(?:[\"']?)([^\W\d][\w -]{1,40}?)[\"']? ?:(?:\s|$)", re.MULTILINE)
_ITEM = re.compile(r"^ {0,8}-? *(?:metric|indicateur|metrique) ?:", re.MULTILINE)
_TARGET = re.compile(r"(?P<sign><=|>=|[<>=≤≥]) ?(?P<value>.+)")
_PAIR = re.compile(r"(?P<count>[\d .,'’]{1,15})/(?P<total>[\d .,'’]{1,15})")
_SPAN = re.compile(r"(?P<from>.+?) ?(?:\.\.|→|->| - | to | au | – ) ?(?P<to>.+)")
_DAYS = re.compile(r"(\d{1,4}) ?(?:jours?|days?|d|j|tage|giorni|dias?)?")


@cache
def _labels() -> dict[str, Any]:
    path = Path(__file__).parent.parent / "labels" / "by_hand.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def recognises(content: Content) -> float:
    """Likely if a line starts with ``metrics:``, ``metric:`` or a metric's id and a colon."""
    head = content.head[:8192]
    if head.lstrip().startswith(("{", "[", "<")):
        return 0.0
    keys = {fold(match[1]) for match in _TOP.finditer(head)}
    if keys & {*_labels()["top"]["metrics"], *METRICS}:
        return 0.95
    return 0.9 if _ITEM.search(fold(head)) else 0.0


def read(content: Content) -> Part:
    """Every metric that the file states, as it states it."""
    import yaml

    if content.scan.size > MAX_BYTES:
        raise InputError("file-too-large", content.source(), size=content.scan.size, limit=MAX_BYTES)
    try:
        root = yaml.compose(content.text(), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise InputError(
            "file-yaml", content.source(line), problem=content.excerpt(error.problem or "")
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError("file-yaml", content.source(), problem=type(error).__name__) from error
    reader = _Hand(content)
    reader.read(root)
    if not reader.part.metrics:
        raise InputError("file-no-metric", content.source())
    return reader.part


class _Hand:
    """One file on its way into a part. Nodes are those of ``yaml.compose``: they know their lines."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.part = Part()

    def read(self, root: Any) -> None:
        if _kind(root) == "sequence":
            self._metrics(root)
            return
        for key, node, line in self._pairs(root):
            name = _name(key, _labels()["top"])
            text = _text(node)
            if name == "metrics":
                self._metrics(node)
            elif name == "marketplace":
                self.part.marketplace = marketplace_id(text)
                if self.part.marketplace is None:
                    self._problem("hand-value", line, key="marketplace", text=text)
            elif name == "as_of":
                self.part.captured = self._day(text, line)
            elif name == "status":
                self._status(text, line)
            elif name == "language":
                self.part.language = text if text in ("fr", "en") else None
            elif metric := _metric_id(key):
                self._metric(node, line, metric)
            else:
                self._unknown(key, line, [*_labels()["top"], *METRICS])

    def _metrics(self, node: Any) -> None:
        if _kind(node) == "mapping":
            for key, child, line in self._pairs(node):
                if metric := _metric_id(key):
                    self._metric(child, line, metric)
                else:
                    self._unknown(key, line, list(METRICS))
            return
        for child in node.value[:500] if _kind(node) == "sequence" else []:
            self._metric(child, child.start_mark.line + 1, None)

    def _metric(self, node: Any, line: int, metric_id: str | None) -> None:
        metric = Metric(id=metric_id or "", source=self.content.source(line))
        if _kind(node) != "mapping":
            metric = self._short(metric, _text(node), line)
        for key, child, at in self._pairs(node) if _kind(node) == "mapping" else ():
            metric = self._field(metric, key, child, at)
        if not metric.id:
            self._problem("hand-no-metric", line)
            return
        if metric.count is None and metric.value is None and metric.stated_verdict is None:
            self._problem("hand-no-figure", line, metric=metric.id)
            return
        if metric.id in POLICY_COUNTERS or metric.id == "account_health_rating":
            metric = _points(metric)
        self.part.metrics.append(metric)
        self.part.problems += contradictions(metric)

    def _field(self, metric: Metric, key: str, node: Any, line: int) -> Metric:
        name, text = _name(key, _labels()["metric"]), _text(node)
        if name == "metric":
            found = _metric_id(text)
            if found is None:
                self._unknown(text, line, list(METRICS))
            return replace(metric, id=found or metric.id)
        if name in ("count", "total"):
            value = integer(text)
            if value is None and text:
                self._problem("hand-value", line, key=name, text=text)
            return replace(metric, count=value) if name == "count" else replace(metric, total=value)
        if name == "value":
            return self._short(metric, text, line)
        if name == "window":
            return replace(metric, window=self._window(node, line))
        if name == "target":
            return replace(metric, target=self._target(text, line))
        if name in ("fulfilment", "verdict"):
            meaning = _name(text, _labels()[name])
            if meaning is None:
                self._problem("hand-value", line, key=name, text=text)
            elif name == "verdict":
                return replace(metric, stated_verdict=cast("Verdict", meaning))
            else:
                return replace(metric, fulfilment=cast("Fulfilment", meaning))
        elif name != "note":
            self._unknown(key, line, [name for names in _labels()["metric"].values() for name in names])
        return metric

    def _short(self, metric: Metric, text: str, line: int) -> Metric:
        """``21/73``, ``28,77 %``, ``0.2877`` or ``148``; empty and ``N/A`` are no value."""
        plain = squeeze(text)
        if fold(plain) in ("", "n/a", "null", "~", "--"):
            return metric
        if pair := _PAIR.fullmatch(plain):
            return replace(metric, count=integer(pair["count"]), total=integer(pair["total"]))
        value = percentage(plain) if "%" in plain else number(plain)
        if value is None:
            self._problem("hand-value", line, key=metric.id or "value", text=text)
        return replace(metric, value=value)

    def _window(self, node: Any, line: int) -> Window:
        if _kind(node) != "mapping":
            return self._printed_window(_text(node), line)
        start = end = days = period = None
        for key, child, at in self._pairs(node):
            name, text = _name(key, _labels()["window"]), _text(child)
            if name == "from":
                start = self._day(text, at)
            elif name == "to":
                end = self._day(text, at)
            elif name == "days":
                days = integer(text)
            elif name == "period" and (word := _period(text)):
                period = word
            else:
                self._unknown(key, at, list(_labels()["window"]))
        if days is None and start and end and start <= end:
            days = (end - start).days + 1
        return Window(start, end, days, cast("Any", period))

    def _printed_window(self, text: str, line: int) -> Window:
        plain = squeeze(text)
        if period := _period(plain):
            return Window(period=cast("Any", period))
        if match := _DAYS.fullmatch(fold(plain)):
            return Window(days=int(match[1]))
        if match := _SPAN.fullmatch(plain):
            start, end = self._day(match["from"], line), self._day(match["to"], line)
            days = (end - start).days + 1 if start and end and start <= end else None
            return Window(start, end, days)
        self._problem("hand-value", line, key="window", text=text)
        return Window()

    def _target(self, text: str, line: int) -> Target | None:
        match = _TARGET.fullmatch(squeeze(text))
        value = None
        if match:
            value = percentage(match["value"]) if "%" in match["value"] else number(match["value"])
        if match is None or value is None:
            self._problem("hand-value", line, key="target", text=text)
            return None
        sign = {"≤": "<=", "≥": ">="}.get(match["sign"], match["sign"])
        return Target(cast("Comparison", sign), value)

    def _status(self, text: str, line: int) -> None:
        status = _name(text, _labels()["status"])
        if status is None:
            self._problem("hand-value", line, key="status", text=text)
            return
        self.part.status = cast("AccountStatus", status)
        source = self.content.source(line)
        self.part.status_changes.append(
            StatusChange(source, self.part.status, self.content.excerpt(text, 40))
        )

    def _day(self, text: str, line: int) -> date | None:
        found = day(text)
        if found is None:
            self._problem("date-uncertain", line, text=text)
        return found

    def _pairs(self, node: Any) -> Iterator[tuple[str, Any, int]]:
        seen: set[str] = set()
        for key_node, child in node.value[:500] if _kind(node) == "mapping" else []:
            key, line = _text(key_node), key_node.start_mark.line + 1
            if key in seen:
                self._problem("hand-key-twice", line, key=key)
            seen.add(key)
            yield key, child, line

    def _unknown(self, key: str, line: int, known: list[str]) -> None:
        near = get_close_matches(fold(key)[:60], known, n=1, cutoff=0.6)
        if near:
            self._problem("hand-key-near", line, key=key, near=near[0])
        else:
            self._problem("hand-key-unknown", line, key=key)

    def _problem(self, code: str, line: int, **params: str) -> None:
        shown = {name: self.content.excerpt(value, 60) for name, value in params.items()}
        self.part.problem(code, self.content.source(line), **shown)


def _points(metric: Metric) -> Metric:
    """Counters and ratings are numbers of their own: count and value say the same."""
    if metric.id == "account_health_rating":
        return replace(
            metric, value=metric.value if metric.count is None else float(metric.count), count=None
        )
    if metric.count is None and metric.value is not None and metric.value == int(metric.value):
        return replace(metric, count=int(metric.value))
    return replace(metric, value=None if metric.count is None else float(metric.count), total=None)


def _period(text: str) -> str | None:
    folded = fold(text)
    if folded in ("short-term", "long-term"):
        return folded
    return next((p for p in ("short-term", "long-term") if folded in words.words("periods", p)), None)


def _metric_id(text: str) -> str | None:
    if (plain := fold(squeeze(text)).replace("-", "_").replace(" ", "_")) in METRICS:
        return plain
    folded = fold(squeeze(text))
    found = words.metric_phrases().at(folded, 0)
    return found[0] if found and found[1] == len(folded) and ":" not in found[0] else None


def _name(text: str, meanings: dict[str, list[str]]) -> str | None:
    folded = fold(squeeze(text))
    return next((meaning for meaning, names in meanings.items() if folded in names), None)


def _kind(node: Any) -> str:
    return str(getattr(node, "id", ""))


def _text(node: Any) -> str:
    return str(node.value) if _kind(node) == "scalar" else ""
