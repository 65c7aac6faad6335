"""The older XML report, and figures written by hand."""

from __future__ import annotations

from datetime import date

import pytest
from report_texts import BY_HAND, V1

from appeal_tool.account.content import from_bytes
from appeal_tool.account.load import read_content
from appeal_tool.account.model import InputError, Target, Window
from appeal_tool.account.part import Part


def read(text: str) -> Part:
    return read_content(from_bytes(text.encode(), "file")).part


def told(part: Part, code: str) -> list[dict[str, object]]:
    return [dict(problem.params) for problem in part.problems if problem.code == code]


def test_v1_metrics() -> None:
    part = read(V1)
    found = {m.id: (m.count, m.total, m.value) for m in part.metrics}
    assert found["order_defect_rate"] == (3, 200, 0.015)
    assert found["a_to_z_claim_rate"] == (2, 200, 0.01)
    assert found["late_shipment_rate"] == (1, 20, 0.05)
    assert found["refund_rate"] == (2, 20, 0.1)
    assert found["valid_tracking_rate"] == (None, None, 0.975)
    assert found["response_under_24h_rate"] == (None, None, 0.94)
    defects = next(m for m in part.metrics if m.id == "order_defect_rate")
    assert defects.window == Window(date(2017, 1, 1), date(2017, 3, 1), 60)
    assert defects.source.line == 13
    assert (defects.source.where or "").endswith("orderDefectMetrics/orderWithDefects")


def test_v1_response_times_and_checklist() -> None:
    part = read(V1)
    (times,) = part.contact_times
    assert (times.average_hours, times.over_24h, times.unanswered) == (12.5, 4, 3)
    verdicts = {m.id: m.stated_verdict for m in part.metrics if m.value is None and m.count is None}
    assert verdicts == {"policy_violations": "met", "listing_policy_violations": "missed"}
    assert told(part, "checklist-missed") == [{"label": "orderDefectRate"}]


def test_v1_unknown_elements_and_truncation_are_told() -> None:
    part = read(V1.replace("<refunds>", "<mood><x/></mood><refunds>"))
    assert {entry["name"] for entry in told(part, "xml-element-unknown")} >= {"mood"}
    cut = read(V1[: V1.index("<lateShipment>")])
    assert told(cut, "xml-broken")
    assert next(m.id for m in cut.metrics if m.value is not None) == "order_defect_rate"


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]><sellerPerformanceReports>&b;</sellerPerformanceReports>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sellerPerformanceReports>&x;</sellerPerformanceReports>',
        '<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><sellerPerformanceReports/>',
    ],
)
def test_v1_entities_and_document_types_are_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.code == "file-xml-entities"
    assert caught.value.source.line == 1


def test_v1_depth_is_bounded() -> None:
    with pytest.raises(InputError) as caught:
        read("<sellerPerformanceReports>" + "<a>" * 5000)
    assert caught.value.code == "file-xml-too-deep"


def test_by_hand() -> None:
    part = read(BY_HAND)
    cancelled, defects, rating, received = part.metrics
    assert (cancelled.count, cancelled.total, cancelled.value) == (21, 73, 0.2877)
    assert (cancelled.window.days, cancelled.target) == (7, Target("<", 0.025))
    assert cancelled.source.line == 5
    assert defects.window == Window(date(2012, 7, 11), date(2012, 9, 9), 61)
    assert (rating.id, rating.value, rating.count) == ("account_health_rating", 148.0, None)
    assert (received.count, received.value) == (2, 2.0)
    assert (part.status, part.captured, part.marketplace) == (
        "suspended",
        date(2012, 9, 25),
        "A13V1IB3VIYZZH",
    )
    assert part.problems == []


def test_by_hand_in_short() -> None:
    part = read("metrics:\n  cancellation_rate: 21/73\n  late_shipment_rate: 12,5 %\n  refund_rate: N/A\n")
    assert [(m.id, m.count, m.total, m.value) for m in part.metrics] == [
        ("cancellation_rate", 21, 73, None),
        ("late_shipment_rate", None, None, 0.125),
    ]
    assert told(part, "hand-no-figure") == [{"metric": "refund_rate"}]


@pytest.mark.parametrize(
    ("line", "code", "params"),
    [
        ("    cuont: 3", "hand-key-near", {"key": "cuont", "near": "count"}),
        ("    zzz: 3", "hand-key-unknown", {"key": "zzz"}),
        ("    total: many", "hand-value", {"key": "total", "text": "many"}),
        ("    window: now and then", "hand-value", {"key": "window", "text": "now and then"}),
        ("    target: good", "hand-value", {"key": "target", "text": "good"}),
        ("    window: {from: 2012-02-31}", "date-uncertain", {"text": "2012-02-31"}),
        ("    total: 2", "count-above-total", {"metric": "cancellation_rate", "count": 3, "total": 2}),
    ],
)
def test_by_hand_mistakes_are_told_with_their_line(line: str, code: str, params: dict[str, object]) -> None:
    part = read(f"metrics:\n  - metric: cancellation_rate\n    count: 3\n{line}\n")
    assert params in told(part, code)
    assert all(p.source and p.source.line and 1 < p.source.line < 5 for p in part.problems)
    assert part.metrics[0].count == 3


@pytest.mark.parametrize(
    "text", ["metrics: [", "metrics: &a [*a, *b]\n", "metrics:\n  - metric: nothing\n", "metrics:\n"]
)
def test_by_hand_nothing_readable(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.code in ("file-yaml", "file-no-metric")
