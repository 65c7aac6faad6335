"""What one reader takes from one file, before it is combined with the others into an account."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from appeal_tool.account.model import (
    AccountStatus,
    Chargeback,
    Claim,
    ContactTimes,
    Defect,
    Feedback,
    FeedbackSummary,
    ListingIssue,
    Metric,
    Problem,
    ProductPerformance,
    Return,
    Source,
    StatusChange,
)
from appeal_tool.account.notice import Notice

if TYPE_CHECKING:
    from appeal_tool.account.content import Content
    from appeal_tool.account.orders import OrderTable


@dataclass(slots=True)
class Part:
    """The findings of one reader in one file; fields as in ``Account``, still open.

    ``marketplace`` is set where the whole file speaks of one marketplace; single
    values may name their own. ``captured`` is the day the file says it was made or
    copied, ``status`` a banner's or report's word about the account.
    """

    marketplace: str | None = None
    language: str | None = None
    status: AccountStatus | None = None
    captured: date | None = None
    metrics: list[Metric] = field(default_factory=list)
    contact_times: list[ContactTimes] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    feedback_summary: list[FeedbackSummary] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    chargebacks: list[Chargeback] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    orders: OrderTable | None = None
    notices: list[Notice] = field(default_factory=list)
    listing_issues: list[ListingIssue] = field(default_factory=list)
    status_changes: list[StatusChange] = field(default_factory=list)
    products: list[ProductPerformance] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, source: Source, **params: object) -> None:
        """Note something that a careful reader must be told."""
        self.problems.append(Problem(code, params, source))


class Reader(Protocol):
    """The shape of a module in ``account.sources`` (described there)."""

    FORMAT: str

    def recognises(self, content: Content) -> float:
        """How surely ``content`` is of this format, 0 to 1, from its first characters."""
        ...

    def read(self, content: Content) -> Part:
        """Take all there is. Raises only ``InputError``."""
        ...
