"""What the diagnosis says. All of it is data: texts are message codes with parameters, said late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from appeal_tool.account.model import (
    Account,
    Fulfilment,
    Metric,
    Problem,
    Source,
    Target,
    Verdict,
)
from appeal_tool.account.notice import Notice

RootCause = Literal["customer-service", "late-shipment", "cancellation", "policy-violation"]
Stage = Literal["healthy", "sales-spike", "at-risk", "under-review", "suspended", "closed"]
Route = Literal[
    "plan", "dispute", "documents", "retraction", "quiz", "acknowledge", "fix-only", "wait", "none"
]
Certainty = Literal["certain", "likely", "possible"]

CAUSES: Mapping[str, RootCause] = {
    "customer-service": "customer-service",
    "late-shipment": "late-shipment",
    "not-received": "late-shipment",
    "valid-tracking": "late-shipment",
    "on-time-delivery": "late-shipment",
    "cancellation": "cancellation",
    "not-as-described": "policy-violation",
    "defective": "policy-violation",
    "used-sold-as-new": "policy-violation",
    "inauthentic": "policy-violation",
    "intellectual-property": "policy-violation",
    "restricted-product": "policy-violation",
    "product-safety": "policy-violation",
    "listing-policy": "policy-violation",
    "review-manipulation": "policy-violation",
    "buyer-diversion": "policy-violation",
    "related-accounts": "policy-violation",
    "drop-shipping": "policy-violation",
    "verification": "policy-violation",
    "early-confirmation": "policy-violation",
    "invoice-defect": "policy-violation",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to be said in either language; ``diagnosis.words.say`` says it.

    Either a message ``code`` of ``i18n/messages/diagnosis.*.json`` filled with
    ``params``, or the own ``words`` of a record of ``rules/`` in both languages,
    whose place is then the code ("routes/wait").
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class JudgedMetric:
    """A metric with its target (the source's own, or the standards pack's), verdict and interval.

    ``interval`` is the 95 % confidence interval of the rate as ratios, ``None``
    where count or total is unknown. ``clean_orders`` is how many further orders
    without a defect bring the rate within its target, 0 if it is, ``None`` if
    that cannot be told. ``sure`` tells a miss that is beyond chance: the whole
    interval lies outside the target. ``consequence`` is false for figures that
    the marketplace shows but does not punish (response times, perfect orders).
    """

    metric: Metric
    target: Target | None
    verdict: Verdict
    interval: tuple[float, float] | None = None
    clean_orders: int | None = None
    sure: bool = False
    consequence: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a cause: what was seen, where, and how much it weighs (0 to 1).

    ``signal`` is the name of what was seen (``rules/diagnosis/signals/README.md``).
    """

    statement: Statement
    weight: float
    source: Source | None
    signal: str = ""


@dataclass(frozen=True, slots=True)
class CauseFinding:
    """One cause with all its evidence, heaviest first.

    ``score`` is the sum of the evidence's weights, ``weight`` its share among
    all causes (they sum to 1).
    """

    id: str
    root_cause: RootCause
    weight: float
    certainty: Certainty
    evidence: tuple[Evidence, ...]
    score: float = 0.0
    subcauses: tuple[str, ...] = ()
    """Ids of the cause record's sub-causes, likeliest first for this account's data."""


@dataclass(frozen=True, slots=True)
class Concentration:
    """Where the defects of one kind gather along one dimension (product, weekday, carrier ...).

    ``rows`` are (value, defects, total or None), most defects first; ``p_value``
    is the probability of such a gathering by chance, ``None`` if it cannot be told.
    ``defects`` is the number of all defects counted, also those without a row;
    ``standout`` the value that has most more than its share of orders.
    Dimension ``jump`` has two rows, before and since a day.
    """

    kind: str
    dimension: str
    rows: tuple[tuple[str, int, int | None], ...]
    p_value: float | None
    defects: int = 0
    standout: str | None = None


@dataclass(frozen=True, slots=True)
class Recovery:
    """When one missed metric can be right again if no new defect comes.

    ``day`` at the present order volume, ``day_at_half`` at half of it; ``None``
    where the data does not allow it. ``why`` says what was assumed. ``leaving``
    are the days on which defects of known day leave the window, with their
    number, soonest first.
    """

    metric: str
    window_days: int | None
    day: date | None
    day_at_half: date | None
    clean_orders: int | None
    why: Statement
    fulfilment: Fulfilment | None = None
    leaving: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The whole diagnosis of one account in one marketplace.

    ``steps`` are what to do now, ``cautions`` what not to do, ``explanations``
    what stage and route mean; ``problems`` are the account's and the diagnosis'
    own warnings. ``notice`` is the message that has to be answered (the newest),
    ``signals`` every name of what was seen, with its strength.
    """

    account: Account
    as_of: date | None
    metrics: tuple[JudgedMetric, ...]
    breaches: tuple[str, ...]
    root_cause: RootCause | None
    causes: tuple[CauseFinding, ...]
    stage: Stage
    route: Route
    explanations: tuple[Statement, ...] = ()
    steps: tuple[Statement, ...] = ()
    cautions: tuple[Statement, ...] = ()
    concentration: tuple[Concentration, ...] = ()
    recovery: tuple[Recovery, ...] = ()
    problems: tuple[Problem, ...] = ()
    notice: Notice | None = None
    signals: Mapping[str, float] = field(default_factory=dict)

    @property
    def causes_in_order(self) -> tuple[CauseFinding, ...]:
        """The causes as they are told: those of the root cause first, each group heaviest first."""
        return tuple(sorted(self.causes, key=lambda cause: cause.root_cause != self.root_cause))
