"""What is known of a seller's account: the nouns that every other room speaks in.

Everything is a frozen value with its provenance. Nothing here is computed or
judged: values are as their source gave them, unknown stays ``None``. Rates are
ratios (0.0133 for 1.33 %), dates are ``datetime.date``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from appeal_tool.account.notice import Notice
    from appeal_tool.account.orders import OrderTable

Fulfilment = Literal["seller", "marketplace"]
Verdict = Literal["met", "missed", "not-judged"]
Comparison = Literal["<", "<=", ">", ">=", "="]
AccountStatus = Literal["normal", "at-risk", "suspended", "closed"]
DefectKind = Literal[
    "negative-feedback",
    "a-to-z-claim",
    "chargeback",
    "late-shipment",
    "cancellation",
    "invalid-tracking",
    "late-delivery",
    "invoice",
    "policy",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read.

    ``file`` is the path as the user gave it; ``line`` counts from 1; ``where``
    names the place inside the line or the tree (a JSON path, an XML path, a
    column), if there is a better address than the line.
    """

    file: str
    line: int | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the input that a careful reader must be told.

    ``code`` names a message of the catalogue ``i18n/messages/account.*.json``;
    ``params`` fill it. A problem never stops the reading: what does is an
    ``InputError``.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    source: Source | None = None


class InputError(Exception):
    """A file that cannot be read as anything of an account.

    ``code`` and ``params`` as in ``Problem`` (same catalogue): what is wrong,
    where, and what would work. ``others`` are the errors of the other files of
    the same call, when not one could be read.
    """

    def __init__(self, code: str, source: Source, **params: object) -> None:
        super().__init__(code, source, params)
        self.code = code
        self.source = source
        self.params: dict[str, object] = params
        self.others: tuple[InputError, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The value that a metric should have: ``value <comparison> target.value``.

    ``origin`` is ``"source"`` if the seller's own page or report printed it, or
    the id of the standards record that supplied it.
    """

    comparison: Comparison
    value: float
    origin: str = "source"


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a metric covers.

    ``days`` is the number that the source prints ("7 jours"), else the
    inclusive length of ``start``..``end``. ``period`` is ``"short-term"`` or
    ``"long-term"`` where the source calls it so.
    """

    start: date | None = None
    end: date | None = None
    days: int | None = None
    period: Literal["short-term", "long-term"] | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of one metric in one window, as its source gave it.

    ``id`` is one of ``METRICS``. ``value`` is a ratio for rates, points for
    ``account_health_rating``, the count itself for policy counters. ``total``
    is the denominator (orders, parcels, units). ``stated_verdict`` is the
    source's own judgement of it, ``None`` where it prints none.
    """

    id: str
    source: Source
    count: int | None = None
    total: int | None = None
    value: float | None = None
    window: Window = Window()
    target: Target | None = None
    stated_verdict: Verdict | None = None
    fulfilment: Fulfilment | None = None
    marketplace: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class ContactTimes:
    """What a page says of answers to buyers' messages in one window, beside the two rates.

    Counts of messages; ``average_hours`` in hours. ``unanswered_last_7_days``
    is the sentence under the table.
    """

    source: Source
    window: Window = Window()
    unanswered: int | None = None
    over_24h: int | None = None
    average_hours: float | None = None
    unanswered_last_7_days: int | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """One evaluation that a buyer left. 1-2 stars are negative, 3 neutral.

    ``on_time``, ``as_described`` and ``service`` are the buyer's three yes/no
    answers. ``marketplace_responsible`` is true where the page prints that the
    marketplace takes the responsibility: such a one is no evidence.
    """

    source: Source
    rating: int
    comment: str = ""
    day: date | None = None
    order_id: str | None = None
    response: str = ""
    on_time: bool | None = None
    as_described: bool | None = None
    service: bool | None = None
    marketplace_responsible: bool = False
    marketplace: str | None = None


@dataclass(frozen=True, slots=True)
class FeedbackSummary:
    """One column of the evaluations table: shares are ratios, counts of evaluations."""

    source: Source
    window: Window = Window()
    positive: int | None = None
    neutral: int | None = None
    negative: int | None = None
    total: int | None = None
    positive_rate: float | None = None
    neutral_rate: float | None = None
    negative_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One A-to-z claim. ``at_fault`` is false where the source says that the seller is not."""

    source: Source
    order_id: str | None = None
    reason: str = ""
    comment: str = ""
    product: str = ""
    amount: float | None = None
    currency: str | None = None
    state: str = ""
    answer_before: datetime | None = None
    promised_from: date | None = None
    promised_to: date | None = None
    at_fault: bool | None = None


@dataclass(frozen=True, slots=True)
class Chargeback:
    """One payment dispute. ``at_fault`` is false where the source says that the seller is not."""

    source: Source
    day: date | None = None
    answer_before: datetime | None = None
    order_id: str | None = None
    product: str = ""
    amount: float | None = None
    currency: str | None = None
    state: str = ""
    at_fault: bool | None = None


@dataclass(frozen=True, slots=True)
class Defect:
    """One line of a defect list downloaded from the account health page."""

    source: Source
    kind: DefectKind
    order_id: str | None = None
    day: date | None = None
    asin: str | None = None
    sku: str | None = None
    reason: str = ""
    comment: str = ""
    carrier: str | None = None
    destination: str | None = None
    marketplace: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """One returned item. ``a_to_z`` is true if the report says that a claim goes with it."""

    source: Source
    order_id: str | None = None
    day: date | None = None
    ordered: date | None = None
    asin: str | None = None
    sku: str | None = None
    product: str = ""
    quantity: int | None = None
    reason: str = ""
    comment: str = ""
    a_to_z: bool | None = None
    carrier: str | None = None
    fulfilment: Fulfilment | None = None


@dataclass(frozen=True, slots=True)
class ListingIssue:
    """One problem that the marketplace reports about one offer."""

    source: Source
    asin: str | None = None
    sku: str | None = None
    severity: str = ""
    message: str = ""
    enforcement: tuple[str, ...] = ()
    marketplace: str | None = None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """The account's status in one marketplace, as a report or notification states it."""

    source: Source
    status: AccountStatus | None
    printed: str
    previous: str | None = None
    marketplace: str | None = None
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProductPerformance:
    """The share of perfect orders of one product, as the guide's page lists it."""

    source: Source
    name: str
    perfect_rate: float
    best_seller: bool


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read: which format it was recognised as, its encoding and sha256."""

    path: str
    format: str
    encoding: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """All that was read of one seller's account, from one or several files.

    ``marketplace`` is the one the diagnosis speaks of; items of other
    marketplaces are not kept here. ``as_of`` is the day of the data.
    """

    marketplace: str | None = None
    language: str | None = None
    status: AccountStatus | None = None
    as_of: date | None = None
    metrics: tuple[Metric, ...] = ()
    contact_times: tuple[ContactTimes, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    feedback_summary: tuple[FeedbackSummary, ...] = ()
    claims: tuple[Claim, ...] = ()
    chargebacks: tuple[Chargeback, ...] = ()
    defects: tuple[Defect, ...] = ()
    returns: tuple[Return, ...] = ()
    orders: OrderTable | None = None
    notices: tuple[Notice, ...] = ()
    listing_issues: tuple[ListingIssue, ...] = ()
    status_changes: tuple[StatusChange, ...] = ()
    products: tuple[ProductPerformance, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[InputFile, ...] = ()


RATES = (
    "order_defect_rate",
    "negative_feedback_rate",
    "a_to_z_claim_rate",
    "chargeback_rate",
    "cancellation_rate",
    "late_shipment_rate",
    "refund_rate",
    "response_under_24h_rate",
    "late_response_rate",
    "perfect_order_rate",
    "valid_tracking_rate",
    "on_time_delivery_rate",
    "unit_on_time_delivery_rate",
    "invoice_defect_rate",
)
POLICY_COUNTERS = (
    "listing_policy_violations",
    "product_authenticity_complaints",
    "product_condition_complaints",
    "product_safety_complaints",
    "received_ip_complaints",
    "suspected_ip_violations",
    "restricted_product_violations",
    "food_and_product_safety_issues",
    "product_review_violations",
    "other_policy_violations",
    "document_requests",
    "policy_violations",
)
METRICS = (*RATES, "account_health_rating", *POLICY_COUNTERS)
