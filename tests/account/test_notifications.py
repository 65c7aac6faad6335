"""ACCOUNT_STATUS_CHANGED and LISTINGS_ITEM_ISSUES_CHANGE in the shapes that queues carry them in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.account.content import from_bytes
from appeal_tool.account.load import load_account
from appeal_tool.account.model import InputError
from appeal_tool.account.part import Part
from appeal_tool.account.sources import notifications

STATUS = {
    "notificationVersion": "1.0",
    "notificationType": "ACCOUNT_STATUS_CHANGED",
    "payloadVersion": "2021-01-01",
    "eventTime": "2025-05-03T19:42:04.284Z",
    "payload": {
        "accountStatusChangeNotification": {
            "previousAccountStatus": "AT_RISK",
            "currentAccountStatus": "DEACTIVATED",
            "marketplaceId": "A13V1IB3VIYZZH",
        }
    },
}
LISTING = {
    "NotificationType": "LISTINGS_ITEM_ISSUES_CHANGE",
    "Payload": {
        "MarketplaceId": "A13V1IB3VIYZZH",
        "Asin": "B012345678",
        "Sku": "SKU-1",
        "Severities": ["WARNING", "ERROR"],
        "EnforcementActions": ["LISTING_SUPPRESSED"],
    },
}


def read(value: Any) -> Part:
    text = value if isinstance(value, str) else json.dumps(value)
    return notifications.read(from_bytes(text.encode(), "n.json"))


@pytest.mark.parametrize(
    "shape",
    [
        STATUS,
        [STATUS],
        {"Messages": [{"Body": json.dumps(STATUS)}]},
        {"Type": "Notification", "Message": json.dumps(STATUS)},
        {"detail-type": "ACCOUNT_STATUS_CHANGED", "detail": STATUS},
        {"Records": [{"body": json.dumps({"Message": json.dumps(STATUS)})}]},
        STATUS["payload"],
        json.dumps(STATUS) + "\n" + json.dumps({"notificationType": "OTHER", "payload": {}}),
    ],
)
def test_a_change_of_status_in_every_shape(shape: Any) -> None:
    part = read(shape)
    (change,) = part.status_changes
    assert (change.status, change.printed, change.previous) == ("suspended", "DEACTIVATED", "AT_RISK")
    assert change.marketplace == "A13V1IB3VIYZZH"
    if "accountStatusChangeNotification" not in shape:
        assert change.when == datetime(2025, 5, 3, 19, 42, 4, 284000, tzinfo=UTC)
    assert change.source.line == 1


def test_a_listing_issue() -> None:
    (issue,) = read(LISTING).listing_issues
    assert (issue.asin, issue.sku, issue.severity) == ("B012345678", "SKU-1", "ERROR")
    assert issue.enforcement == ("LISTING_SUPPRESSED",)


def test_a_listing_whose_issues_are_solved_is_none() -> None:
    assert read({**LISTING, "Payload": {**LISTING["Payload"], "Severities": ["NONE"]}}).listing_issues == []  # type: ignore[dict-item]


def test_issues_as_the_listings_api_gives_them() -> None:
    item = {
        "sku": "SKU-1",
        "issues": [
            {
                "code": "90220",
                "message": "A value is missing.",
                "severity": "ERROR",
                "enforcements": {"actions": [{"action": "LISTING_SUPPRESSED"}]},
            }
        ],
    }
    (issue,) = read(item).listing_issues
    assert (issue.message, issue.enforcement) == ("A value is missing.", ("LISTING_SUPPRESSED",))


def test_unknown_states_and_types_are_told() -> None:
    odd = json.loads(json.dumps(STATUS))
    odd["payload"]["accountStatusChangeNotification"]["currentAccountStatus"] = "100 %"
    part = read([odd, {"notificationType": "PRICING_HEALTH", "payload": {"x": 1}}])
    assert part.status_changes[0].status is None
    assert [problem.code for problem in part.problems] == [
        "notification-status-unknown",
        "notification-unknown",
    ]


def test_a_truncated_notification_is_read_as_far_as_it_goes() -> None:
    text = json.dumps(STATUS, indent=1)
    part = read(text[: text.index("marketplaceId")])
    assert part.status_changes[0].status == "suspended"
    assert [problem.code for problem in part.problems] == ["json-truncated"]


ORIGINAL = Path(__file__).parents[3] / "shared" / "sp_api" / "ACCOUNT_STATUS_CHANGED.amazon_example.json"


@pytest.mark.skipif(not ORIGINAL.is_file(), reason="the marketplace's example is not part of the project")
def test_the_marketplaces_own_example() -> None:
    account = load_account([ORIGINAL])
    assert account.status == "at-risk"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["AT_RISK", "ERROR", "{}"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["payload", "Payload", "issues", "severities", "accountStatusChangeNotification", "currentAccountStatus",
             "notificationType", "Body", "detail", "Messages", "enforcements", "x"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_any_json_is_read_or_refused(value: Any) -> None:
    try:
        part = read(value)
    except InputError:
        return
    for item in [*part.status_changes, *part.listing_issues, *part.problems]:
        assert item.source is not None
        assert item.source.line is not None
