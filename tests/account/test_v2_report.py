"""The seller API's performance report, by its schema and in the shapes seen in the wild."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from report_texts import DE, FR, V2, rate

from appeal_tool.account.content import from_bytes
from appeal_tool.account.load import load_account, read_content
from appeal_tool.account.model import POLICY_COUNTERS, InputError, Target, Window
from appeal_tool.account.part import Part

ORIGINALS = Path(__file__).parents[3] / "shared" / "sp_api"


def read(report: Any) -> Part:
    text = report if isinstance(report, str) else json.dumps(report, indent=1)
    return read_content(from_bytes(text.encode(), "report.json")).part


def first(report: dict[str, Any]) -> dict[str, Any]:
    return report["performanceMetrics"][0]  # type: ignore[no-any-return]


@pytest.fixture
def report() -> dict[str, Any]:
    return copy.deepcopy(V2)


def told(part: Part, code: str) -> list[dict[str, object]]:
    return [dict(problem.params) for problem in part.problems if problem.code == code]


def test_every_metric_with_its_figures_target_window_and_verdict(report: dict[str, Any]) -> None:
    part = read(report)
    of_fr = {(m.id, m.fulfilment, m.window.days): m for m in part.metrics if m.marketplace == FR}
    defects = of_fr["order_defect_rate", "seller", 60]
    assert (defects.count, defects.total, defects.value) == (3, 150, 0.02)
    assert (defects.target, defects.stated_verdict) == (Target("<", 0.01), "missed")
    assert defects.window == Window(date(2026, 9, 4), date(2026, 11, 2), 60)
    assert of_fr["order_defect_rate", "marketplace", 60].stated_verdict == "met"
    claims = of_fr["a_to_z_claim_rate", "seller", 60]
    assert (claims.count, claims.total, claims.value, claims.stated_verdict) == (1, 150, None, None)
    tracking = of_fr["valid_tracking_rate", None, 30]
    assert (tracking.count, tracking.total, tracking.target) == (97, 100, Target(">", 0.95))
    assert of_fr["cancellation_rate", None, 7].count == 7
    assert of_fr["unit_on_time_delivery_rate", None, 30].stated_verdict is None
    listing = of_fr["listing_policy_violations", None, 180]
    assert (listing.count, listing.total, listing.value, listing.target) == (3, None, 3.0, Target("=", 0))
    assert of_fr["account_health_rating", None, 180].value == 148
    assert {m.id for m in part.metrics if m.id in POLICY_COUNTERS} == set(POLICY_COUNTERS) - {
        "policy_violations"
    }


def test_windows_of_the_list_are_added_without_repeating_one(report: dict[str, Any]) -> None:
    late = [m for m in read(report).metrics if m.id == "late_shipment_rate"]
    assert [(m.window.days, m.count) for m in late] == [(30, 10), (10, 5)]


def test_the_sources_verdict_is_kept_on_seven_parcels(report: dict[str, Any]) -> None:
    on_time = next(m for m in read(report).metrics if m.id == "on_time_delivery_rate")
    assert (on_time.count, on_time.total, on_time.stated_verdict) == (3, 7, "met")


def test_every_value_has_its_line_and_path(report: dict[str, Any]) -> None:
    text = json.dumps(report, indent=1)
    part = read(text)
    for metric in part.metrics:
        assert metric.source.line
        key = (metric.source.where or "").rpartition(".")[2].partition("[")[0]
        assert f'"{key}"' in text.split("\n")[metric.source.line - 1] or key == "lateShipmentRateList"


def test_account_statuses(report: dict[str, Any]) -> None:
    report["accountStatuses"] += [
        {"marketplaceId": "A1RKKUPIHCS9HS", "status": "SUSPENDED"},
        {"marketplaceId": "APJ6JRA9NG5V4", "status": "FROZEN"},
    ]
    part = read(report)
    assert [(c.marketplace, c.status) for c in part.status_changes][:3] == [
        (FR, "suspended"),
        (DE, "normal"),
        ("A1RKKUPIHCS9HS", "suspended"),
    ]
    assert told(part, "v2-status-not-in-schema") == [{"status": "SUSPENDED", "read_as": "suspended"}]
    assert told(part, "v2-status-unknown") == [{"status": "FROZEN"}]


def test_warnings_of_the_report_are_not_lost(report: dict[str, Any]) -> None:
    part = read(report)
    assert [w["warning"] for w in told(part, "v2-warning-state")] == ["spam", "plain"]
    assert told(part, "v2-policy-warnings") == [{"count": 3}]
    assert told(part, "v2-invoice-parts") == [{"missing": 1, "late": 0}]


def test_other_spellings_missing_and_extra_keys_are_told_with_path_and_line(report: dict[str, Any]) -> None:
    block = first(report)
    block["prefulfillmentCancelRate"] = block.pop("preFulfillmentCancellationRate")
    del block["validTrackingRate"]
    block["sellerMood"] = {"rate": 1}
    block["onTimeDeliveryRate"]["extra"] = 1
    del block["lateShipmentRate"]["orderCount"]
    part = read(report)
    assert next(m for m in part.metrics if m.id == "cancellation_rate").count == 7
    assert told(part, "json-alias")[0]["read_as"] == "preFulfillmentCancellationRate"
    unknown = {
        p.source.where for p in part.problems if p.code == "json-key-unknown" and p.source and p.source.line
    }
    assert unknown == {
        "performanceMetrics[0].sellerMood",
        "performanceMetrics[0].onTimeDeliveryRate.extra",
    }
    missing = [keys for entry in told(part, "json-key-missing") for keys in [entry["keys"]]]
    assert ["orderCount"] in missing
    assert any("validTrackingRate" in keys for keys in missing if isinstance(keys, list))


def test_contradictions_are_told_never_corrected(report: dict[str, Any]) -> None:
    block = first(report)
    block["preFulfillmentCancellationRate"]["rate"] = 0.005
    block["validTrackingRate"]["validTrackingCount"] = 120
    block["orderDefectRate"]["afn"]["fulfillmentType"] = "mfn"
    block["documentRequests"]["reportingDateRange"]["reportingDateFrom"] = "2026-12-01T00:00Z"
    part = read(report)
    cancelled = next(m for m in part.metrics if m.id == "cancellation_rate")
    assert (cancelled.value, cancelled.count, cancelled.total) == (0.005, 7, 70)
    assert {e["metric"] for e in told(part, "rate-differs")} == {"cancellation_rate", "valid_tracking_rate"}
    assert told(part, "count-above-total") == [{"metric": "valid_tracking_rate", "count": 120, "total": 100}]
    assert told(part, "v2-fulfilment-differs") == [{"key": "afn", "stated": "mfn"}]
    assert told(part, "window-reversed")[0]["metric"] == "document_requests"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("orderCount", -3, "count-negative"),
        ("orderCount", "viele", "json-not-a-number"),
        ("orderCount", 2.5, "json-not-a-number"),
        ("rate", "5 %", "json-number-as-text"),
        ("rate", True, "json-not-a-number"),
        ("status", "WARNED", "v2-state-unknown"),
        ("targetCondition", "ABOUT", "v2-state-unknown"),
        ("reportingDateRange", {"reportingDateFrom": "2026-02-30T00:00Z"}, "date-impossible"),
    ],
)
def test_bad_values_are_told_and_the_rest_is_read(
    report: dict[str, Any], key: str, value: Any, code: str
) -> None:
    first(report)["lateShipmentRate"][key] = value
    first(report)["lateShipmentRateList"] = []
    part = read(report)
    assert told(part, code)
    late = next(m for m in part.metrics if m.id == "late_shipment_rate")
    assert late.count == 10
    if key == "rate" and value == "5 %":
        assert late.value == 0.05


def test_a_truncated_report_is_read_as_far_as_it_goes(report: dict[str, Any]) -> None:
    text = json.dumps(report, indent=1)
    part = read(text[: text.index('"validTrackingRate"') + 60])
    assert any(m.id == "on_time_delivery_rate" for m in part.metrics)
    assert [p.code for p in part.problems if p.code.startswith("json-t")] == ["json-truncated"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"orders": []}', "file-json-unknown"),
        ('{"performanceMetrics": {"a": "accountStatuses"}}', "file-no-metric"),
        ('{"performanceMetrics": ' + "[" * 5000, "file-json-broken"),
        ('{"performanceMetrics": [oops', "file-json-broken"),
        ('[1, 2, "performanceMetrics"', "file-json-unknown"),
    ],
)
def test_json_that_is_no_report(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.code == code


@pytest.mark.parametrize("wrap", [lambda r: {"payload": r}, lambda r: [r]])
def test_a_report_that_a_client_wrapped(report: dict[str, Any], wrap: Any) -> None:
    assert len(read(wrap(report)).metrics) == len(read(report).metrics)


def test_hostile_strings_reach_nobody(report: dict[str, Any]) -> None:
    report["accountStatuses"][0]["status"] = "\u202eAT_RISK\x1b[31m\x00"
    first(report)["\u202ekey\x1b]0;x\x07"] = 1
    part = read(report)
    assert part.status_changes[0].status == "at-risk"
    assert not any(c in repr(part) for c in ("\\u202e", "\\x1b", "\\x00"))


def test_the_marketplace_in_trouble_is_chosen(report: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report))
    account = load_account([path])
    assert (account.marketplace, account.status, account.as_of) == (FR, "suspended", date(2026, 11, 16))
    assert all(m.marketplace == FR for m in account.metrics)
    assert "marketplace-chosen" in {p.code for p in account.problems}
    german = load_account([path], marketplace="de")
    assert [(m.id, m.value) for m in german.metrics] == [("account_health_rating", 428.0)]
    assert german.status == "normal"


def test_several_marketplaces_in_trouble_are_said_to_be(report: dict[str, Any], tmp_path: Path) -> None:
    report["accountStatuses"][1]["status"] = "DEACTIVATED"
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report))
    account = load_account([path])
    assert "marketplace-ambiguous" in {p.code for p in account.problems}
    assert "marketplace-other-trouble" in {p.code for p in account.problems}


def test_a_rate_printed_with_many_digits_agrees_with_its_count() -> None:
    block = rate(
        "2026-09-01", "2026-09-30", 41 / 575, 0.04, "LESS_THAN", "BAD", orderCount=575, lateShipmentCount=41
    )
    part = read(
        {"accountStatuses": [], "performanceMetrics": [{"marketplaceId": FR, "lateShipmentRate": block}]}
    )
    assert not told(part, "rate-differs")


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the marketplace's own files are not part of the project")
class TestOriginals:
    def test_the_published_example_is_read_with_its_contradictions(self) -> None:
        account = load_account([ORIGINALS / "accountHealthReport-2020-11-18.amazon_example.json"])
        found = {(m.id, m.fulfilment): (m.count, m.total, m.value) for m in account.metrics}
        assert found["order_defect_rate", "seller"] == (1078, 539000, 0.009)
        assert found["cancellation_rate", None] == (551, 17197, 0.005)
        assert found["document_requests", None] == (8, None, 8.0)
        assert account.status == "at-risk"
        told = [
            (p.code, p.params.get("metric") or p.params.get("key") or p.params.get("status"))
            for p in account.problems
        ]
        assert {
            ("rate-differs", "order_defect_rate"),
            ("rate-differs", "cancellation_rate"),
            ("count-above-total", "on_time_delivery_rate"),
            ("count-above-total", "valid_tracking_rate"),
            ("window-reversed", "document_requests"),
            ("v2-fulfilment-differs", "afn"),
            ("v2-status-not-in-schema", "SUSPENDED"),
            ("json-alias", "documentRequest"),
            ("json-alias", "prefulfillmentCancelRate"),
            ("json-alias", "warningState"),
        } <= set(told)

    def test_the_observed_shape(self) -> None:
        account = load_account([ORIGINALS / "v2_report.synthetic_observed_shape.json"])
        assert (account.marketplace, account.status) == (FR, "suspended")
        late = {m.window.days: (m.count, m.total) for m in account.metrics if m.id == "late_shipment_rate"}
        assert late == {30: (41, 575), 10: (22, 190)}
        rating = next(m for m in account.metrics if m.id == "account_health_rating")
        assert rating.value == 148

    def test_the_fixture_of_these_tests_follows_the_schema(self, report: dict[str, Any]) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        schema = json.loads((ORIGINALS / "accountHealthReport-2020-11-18.schema.json").read_text())
        del report["performanceMetrics"][1:]
        report["performanceMetrics"][0]["warningStates"].pop()
        jsonschema.validate(report, schema)

    def test_a_schema_is_no_report(self) -> None:
        with pytest.raises(InputError) as caught:
            load_account([ORIGINALS / "accountHealthReport-2020-11-18.schema.json"])
        assert caught.value.code == "file-json-unknown"
