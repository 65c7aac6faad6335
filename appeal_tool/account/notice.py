"""What is read of a message of the marketplace: its type, what it asks, the time it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from appeal_tool.account.model import AccountStatus, Source


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One cell of what a notice or refusal wants: which part of the plan, about which cause.

    ``about`` is a cause id of the design, or ``None`` where the notice asks in general.
    """

    part: Literal["cause", "corrective", "preventive", "evidence"]
    about: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Reading:
    """One candidate for the type of a notice, its score, and the phrases that spoke for it."""

    type: str
    score: float
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A message of the marketplace about the account, read.

    ``type`` is one of ``NOTICE_TYPES``, or ``None`` for a text that is no notice and for a
    message whose subject has no type of its own; ``is_message`` tells the two apart.
    ``readings`` holds the candidates, best first; two close ones are a problem
    that is reported. ``deadline`` is the printed or computed last day, ``days``
    the time to answer, ``attempts`` the appeals still allowed, ``funds_days``
    after how many days funds may be asked for. ``asks`` tells that an answer is wanted, be it
    without naming its parts ("send us a plan").
    """

    source: Source
    type: str | None
    readings: tuple[Reading, ...] = ()
    route: str | None = None
    subjects: tuple[str, ...] = ()
    asked: tuple[AskedItem, ...] = ()
    day: date | None = None
    deadline: date | None = None
    days: int | None = None
    attempts: int | None = None
    reply_language: str | None = None
    funds_days: int | None = None
    asins: tuple[str, ...] = ()
    order_ids: tuple[str, ...] = ()
    status: AccountStatus | None = None
    stage: str | None = None
    language: str | None = None
    marketplace: str | None = None
    text: str = ""
    asks: bool = False

    @property
    def is_message(self) -> bool:
        """Whether this is a message of the marketplace: its type is known, or it wants an answer."""
        return self.type is not None or self.asks or bool(self.asked)

    @property
    def wants_answer(self) -> bool:
        """Whether an answer is to be sent: it is asked for, or a time for it is set."""
        return self.asks or bool(self.asked) or self.days is not None or self.deadline is not None


NOTICE_TYPES = (
    "order-defect-rate",
    "late-shipment-rate",
    "cancellation-rate",
    "valid-tracking-rate",
    "on-time-delivery-rate",
    "invoice-defect-rate",
    "inauthentic",
    "counterfeit",
    "used-sold-as-new",
    "not-as-described",
    "product-safety",
    "restricted-product",
    "intellectual-property",
    "related-accounts",
    "review-manipulation",
    "sales-rank-manipulation",
    "drop-shipping",
    "verification",
    "seller-review",
    "forged-documents",
    "early-confirmation",
    "code-of-conduct",
    "refusal",
    "at-risk",
)
"""Types of notices. An answer to an appeal is a ``refusal`` whatever its subject."""
