"""GET_V2_SELLER_PERFORMANCE_REPORT, the account health report of the seller API (JSON).

Written from the schema ``accountHealthReport-2020-11-18`` of the selling-partner-api-models
repository and from shapes that readers of real reports describe: keys in other spellings,
keys missing, windows in a list, a score beside the rating's state. The names of keys and
states are data (``labels/v2_report.json``). The report's own verdict and target are kept;
a rate that its count and total do not give is reported, never corrected.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

from appeal_tool.account import checks
from appeal_tool.account.content import Content
from appeal_tool.account.json_tree import Node, parse
from appeal_tool.account.json_values import Values
from appeal_tool.account.model import (
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
from appeal_tool.account.part import Part

FORMAT = "v2-report"
MAX_BYTES = 8 << 20
"""A report has some 10 KB a marketplace."""
_ROOT_KEYS = ("performanceMetrics", "accountStatuses")
_RATE_KEYS = ("reportingDateRange", "status", "targetValue", "targetCondition", "rate")
_COMPONENTS = {
    "negativeFeedback": "negative_feedback_rate",
    "claims": "a_to_z_claim_rate",
    "chargebacks": "chargeback_rate",
}


@cache
def _labels() -> dict[str, Any]:
    path = Path(__file__).parent.parent / "labels" / "v2_report.json"
    labels: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return labels


def recognises(content: Content) -> float:
    """Certain if a JSON text names one of the report's two root keys."""
    head = content.head.lstrip()
    if not head.startswith(("{", "[")):
        return 0.0
    return 1.0 if any(f'"{key}"' in head for key in _ROOT_KEYS) else 0.0


def read(content: Content) -> Part:
    """Every metric of every marketplace in the report."""
    tree = parse(content.text(MAX_BYTES))
    reader = _Report(content)
    for fault in tree.faults:
        reader.part.problem(
            f"json-{fault.kind}", content.source(fault.line), text=content.excerpt(fault.text, 40)
        )
    root = tree.root
    root = _report_in(root) if root is not None else None
    if root is None or not any(root.get(key) for key in _ROOT_KEYS):
        raise InputError("file-json-unknown", content.source(root.line if root else 1))
    reader.read(root)
    if not reader.part.metrics and not reader.part.status_changes:
        if tree.faults:
            raise InputError("file-json-broken", content.source(tree.faults[-1].line))
        raise InputError("file-no-metric", content.source())
    return reader.part


def _report_in(root: Node) -> Node:
    """The report itself, where a client saved it inside a list or another object."""

    def is_report(node: Node) -> bool:
        return any(isinstance(found.value, list) for key in _ROOT_KEYS if (found := node.get(key)))

    inside = [root, *root.elements()[:5], *(child for _, child in root.items())]
    return next((node for node in inside if is_report(node)), root)


class _Report(Values):
    """One report on its way into a part."""

    marketplace: str | None = None

    def read(self, root: Node) -> None:
        for key, node in root.items():
            if key == "accountStatuses":
                self._list(node, key, self._status)
            elif key == "performanceMetrics":
                self._list(node, key, self._marketplace)
            else:
                self.unknown(key, node, key)
        for key in _ROOT_KEYS:
            if root.get(key) is None:
                self.problem("json-key-missing", root, "$", keys=[key])

    def _list(self, node: Node, path: str, take: Any) -> None:
        if not isinstance(node.value, list):
            self.problem("json-not-a-list", node, path)
        for number, item in enumerate(node.elements()):
            if isinstance(item.value, dict):
                take(item, f"{path}[{number}]")
            else:
                self.problem("json-not-an-object", item, f"{path}[{number}]")

    def _status(self, node: Node, path: str) -> None:
        for key, child in node.items():
            if key not in ("marketplaceId", "status"):
                self.unknown(key, child, f"{path}.{key}")
        printed = self.string(node.get("status"))
        if not printed:
            self.problem("json-key-missing", node, path, keys=["status"])
            return
        status = cast("AccountStatus | None", _labels()["account_status"].get(printed))
        where = self.source(node.get("status") or node, f"{path}.status")
        if status is None:
            self.part.problem("v2-status-unknown", where, status=self.content.excerpt(printed, 40))
        elif printed not in _labels()["account_status_in_schema"]:
            self.part.problem("v2-status-not-in-schema", where, status=printed, read_as=status)
        marketplace = self.string(node.get("marketplaceId")) or None
        self.part.status_changes.append(StatusChange(where, status, printed, marketplace=marketplace))

    def _marketplace(self, node: Node, path: str) -> None:
        labels = _labels()
        self.marketplace = self.string(node.get("marketplaceId")) or None
        if self.marketplace is None:
            self.problem("json-key-missing", node, path, keys=["marketplaceId"])
        seen = {"marketplaceId"}
        for written, child in node.items():
            key = labels["aliases"].get(written, written)
            where = f"{path}.{written}"
            if key != written:
                self.problem("json-alias", child, where, key=self.content.excerpt(written, 60), read_as=key)
            if key in labels["rates"]:
                self._rate(child, where, labels["rates"][key])
            elif key in labels["counters"]:
                self._counter(child, where, labels["counters"][key])
            elif key == "orderDefectRate":
                self._order_defects(child, where)
            elif key == "lateShipmentRateList":
                self._list(
                    child, where, lambda item, at: self._rate(item, at, labels["rates"]["lateShipmentRate"])
                )
            elif key == "accountHealthRating":
                self._rating(child, where)
            elif key == "warningStates":
                self._warnings(child, where)
            elif key == "policyViolationWarnings":
                self._policy_warnings(child, where)
            elif key != "marketplaceId":
                self.unknown(written, child, where)
                continue
            seen.add(key)
        expected = [
            *labels["rates"],
            *labels["counters"],
            "orderDefectRate",
            "accountHealthRating",
            "warningStates",
        ]
        missing = [key for key in expected if key not in seen and key not in labels["optional"]]
        if missing:
            self.problem("json-key-missing", node, path, keys=missing)

    def _order_defects(self, node: Node, path: str) -> None:
        for key, child in node.items():
            if key not in ("mfn", "afn"):
                self.unknown(key, child, f"{path}.{key}")
                continue
            where = f"{path}.{key}"
            fulfilment: Fulfilment = "seller" if key == "mfn" else "marketplace"
            stated = self.string(child.get("fulfillmentType"))
            if stated and stated.lower() != key:
                told = child.get("fulfillmentType") or child
                self.problem(
                    "v2-fulfilment-differs", told, f"{where}.fulfillmentType", key=key, stated=stated
                )
            spec = {"id": "order_defect_rate", "count": "orderWithDefects", "total": "orderCount"}
            whole = self._rate(child, where, {**spec, "known": ["fulfillmentType", *_COMPONENTS]}, fulfilment)
            if whole is None:
                continue
            for part_key, metric_id in _COMPONENTS.items():
                part = child.get(part_key)
                if part is None:
                    continue
                count = self._count(part, f"{where}.{part_key}")
                source = self.source(part, f"{where}.{part_key}")
                verdict = self._verdict(part.get("status"), f"{where}.{part_key}.status")
                self._add(
                    replace(
                        whole,
                        id=metric_id,
                        source=source,
                        count=count,
                        value=None,
                        target=None,
                        stated_verdict=verdict,
                    )
                )

    def _rate(
        self, node: Node, path: str, spec: dict[str, Any], fulfilment: Fulfilment | None = None
    ) -> Metric | None:
        if not isinstance(node.value, dict):
            self.problem("json-not-an-object", node, path)
            return None
        known = (*_RATE_KEYS, spec["count"], spec["total"], *spec.get("known", ()))
        self.expect(node, path, known)
        count_node = node.get(spec["count"])
        metric = Metric(
            id=spec["id"],
            source=self.source(node, path),
            count=self._count(count_node, f"{path}.{spec['count']}") if count_node else None,
            total=self.integer(node.get(spec["total"]), f"{path}.{spec['total']}"),
            value=self.number(node.get("rate"), f"{path}.rate"),
            window=self._window(node.get("reportingDateRange"), f"{path}.reportingDateRange"),
            target=self._target(node, path),
            stated_verdict=self._verdict(node.get("status"), f"{path}.status"),
            fulfilment=fulfilment,
            marketplace=self.marketplace,
        )
        self._invoice_parts(node, path)
        self._add(metric)
        return metric

    def _add(self, metric: Metric) -> None:
        same = (
            m
            for m in self.part.metrics
            if (m.id, m.marketplace, m.window) == (metric.id, metric.marketplace, metric.window)
        )
        if any(replace(m, source=metric.source) == metric for m in same):
            return
        self.part.metrics.append(metric)
        self.part.problems += checks.contradictions(metric)

    def _invoice_parts(self, node: Node, path: str) -> None:
        counts = {}
        for key in ("missingInvoice", "lateInvoice"):
            child = node.get(key)
            counts[key] = self._count(child, f"{path}.{key}") if child else None
        if any(counts.values()):
            self.problem(
                "v2-invoice-parts",
                node,
                path,
                missing=counts["missingInvoice"] or 0,
                late=counts["lateInvoice"] or 0,
            )

    def _counter(self, node: Node, path: str, metric_id: str) -> None:
        self.expect(node, path, (*_RATE_KEYS[:-1], "defectsCount"))
        count = self.integer(node.get("defectsCount"), f"{path}.defectsCount")
        self._add(
            Metric(
                id=metric_id,
                source=self.source(node, path),
                count=count,
                value=None if count is None else float(count),
                window=self._window(node.get("reportingDateRange"), f"{path}.reportingDateRange"),
                target=self._target(node, path),
                stated_verdict=self._verdict(node.get("status"), f"{path}.status"),
                marketplace=self.marketplace,
            )
        )

    def _rating(self, node: Node, path: str) -> None:
        self.expect(
            node, path, ("reportingDateRange", "ahrStatus"), ("ahrScore", "accountHealthRatingStatus")
        )
        state = self.string(node.get("ahrStatus") or node.get("accountHealthRatingStatus"))
        verdict = _labels()["rating_status"].get(state)
        if state and verdict is None:
            self.problem(
                "v2-state-unknown", node, f"{path}.ahrStatus", status=self.content.excerpt(state, 40)
            )
        self._add(
            Metric(
                id="account_health_rating",
                source=self.source(node, path),
                value=self.number(node.get("ahrScore"), f"{path}.ahrScore"),
                window=self._window(node.get("reportingDateRange"), f"{path}.reportingDateRange"),
                stated_verdict=verdict,
                marketplace=self.marketplace,
            )
        )

    def _warnings(self, node: Node, path: str) -> None:
        for number, item in enumerate(node.elements()):
            kind = item.string or self.string(item.get("warningType"))
            state = self.string(item.get("status"))
            self.problem(
                "v2-warning-state",
                item,
                f"{path}[{number}]",
                warning=self.content.excerpt(kind, 60),
                status=self.content.excerpt(state, 20) or "-",
            )

    def _policy_warnings(self, node: Node, path: str) -> None:
        self.expect(node, path, ("warningsCount", "reportingDateRange"))
        count = self.integer(node.get("warningsCount"), f"{path}.warningsCount")
        if count:
            self.problem("v2-policy-warnings", node, path, count=count)

    def _window(self, node: Node | None, path: str) -> Window:
        if node is None:
            return Window()
        days: list[date | None] = []
        for key in ("reportingDateFrom", "reportingDateTo"):
            child = node.get(key)
            text = self.string(child)
            source = self.source(child or node, f"{path}.{key}")
            days.append(
                checks.day(self.content.excerpt(text, 40), source, self.part.problems) if text else None
            )
        return checks.window(days[0], days[1])

    def _target(self, node: Node, path: str) -> Target | None:
        value = self.number(node.get("targetValue"), f"{path}.targetValue")
        condition = self.string(node.get("targetCondition"))
        comparison = _labels()["conditions"].get(condition)
        if condition and comparison is None:
            self.problem(
                "v2-state-unknown",
                node,
                f"{path}.targetCondition",
                status=self.content.excerpt(condition, 40),
            )
        if value is None or comparison is None:
            return None
        return Target(cast("Comparison", comparison), value)

    def _verdict(self, node: Node | None, path: str) -> Verdict | None:
        state = self.string(node)
        known = _labels()["metric_status"]
        if state and state not in known and node is not None:
            self.problem("v2-state-unknown", node, path, status=self.content.excerpt(state, 40))
        return cast("Verdict | None", known.get(state))

    def _count(self, node: Node, path: str) -> int | None:
        """A count that stands alone or as ``{"count": n, "status": ...}``."""
        if isinstance(node.value, dict):
            self.expect(node, path, ("count", "status"))
            return self.integer(node.get("count"), f"{path}.count")
        return self.integer(node, path)
