"""Everything in an account's data that speaks for a cause, each with its place. Nothing is weighed against anything yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log2
from typing import Literal

from appeal_tool.account.model import POLICY_COUNTERS, Account, Defect, Feedback, Source
from appeal_tool.account.notice import Notice
from appeal_tool.diagnosis.comments import CommentReader
from appeal_tool.diagnosis.intervals import lower_is_better
from appeal_tool.diagnosis.model import CAUSES, JudgedMetric, Statement
from appeal_tool.guide.outcomes import NoticeKind, Weights
from appeal_tool.guide.signals import Signal

Family = Literal["notice", "metric", "comment", "fact"]

_EXCERPT = 140
_MONTH = 30  # days
_LONGEST_ANSWER = 1e6  # hours; more is a misprint
_MANY_CANCELLED = 5  # fewer cancelled orders in a month say nothing: buyers cancel too
_DISTINCT = 20_000  # comments that repeat (return reasons) are read once


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing seen: the signal's name, what it speaks for and how strongly, and where it stands.

    ``causes`` are weights of the signal, already multiplied by ``strength``.
    ``grave`` ones are told even where every rate is met.
    """

    signal: str
    family: Family
    causes: Mapping[str, float]
    strength: float
    statement: Statement
    source: Source | None
    grave: bool = False
    order_id: str | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The records that observing needs."""

    signals: Mapping[str, Signal]
    notices: Mapping[str, NoticeKind]
    weights: Weights
    reader: CommentReader


def observe(
    account: Account, judged: Iterable[JudgedMetric], knowledge: Knowledge, as_of: date | None
) -> list[Observation]:
    """All observations, in the order notices, metrics, facts, comments."""
    judged = list(judged)
    missed = any(j.verdict == "missed" and j.metric.id == "order_defect_rate" for j in judged)
    look = _Look(account, knowledge, as_of, knowledge.weights.defects_missed if missed else 1.0)
    return [
        *look.notices(),
        *look.metrics(judged),
        *look.trends(judged),
        *look.facts(judged),
        *_once_an_order(look.comments()),
    ]


def _once_an_order(observations: Iterable[Observation]) -> Iterator[Observation]:
    """An order counts once for a signal, wherever its buyer wrote it."""
    seen: set[tuple[str, str]] = set()
    for observation in observations:
        key = (observation.order_id or "", observation.signal)
        if observation.order_id and key in seen:
            continue
        seen.add(key)
        yield observation


class _Look:
    """One look at one account."""

    def __init__(self, account: Account, knowledge: Knowledge, as_of: date | None, defects: float) -> None:
        self.account = account
        self.known = knowledge
        self.weights = knowledge.weights
        self.as_of = as_of
        self.defects = defects
        self.read: Callable[[str], tuple[str, ...]] = lru_cache(_DISTINCT)(knowledge.reader.signals)

    def notices(self) -> Iterator[Observation]:
        for notice in self.account.notices:
            kind = self.known.notices.get(notice.type or "")
            if not notice.is_message or self._foreign(notice.marketplace):
                continue
            if kind is None:
                yield from self._asked(notice, set())
                continue
            params = {"title": kind.title, "day": notice.day}
            said = Statement("evidence-notice" if notice.day else "evidence-notice-undated", params)
            causes = {cause: weight * self.weights.notice for cause, weight in kind.causes.items()}
            yield Observation(f"notice:{kind.id}", "notice", causes, 1.0, said, notice.source, grave=True)
            yield from self._asked(notice, set(kind.causes))

    def _asked(self, notice: Notice, named: set[str]) -> Iterator[Observation]:
        asked = [item for item in notice.asked if item.about in CAUSES]
        for item in asked:
            said = Statement("evidence-asked", {"part": f"part.{item.part}", "cause": item.about})
            causes = {str(item.about): self.weights.asked}
            yield Observation(f"asked:{item.about}", "notice", causes, 1.0, said, item.source, grave=True)
        for subject in notice.subjects:
            if subject in CAUSES and subject not in named and subject not in {i.about for i in asked}:
                said = Statement("evidence-subject", {"cause": subject})
                causes = {subject: self.weights.subject}
                yield Observation(f"asked:{subject}", "notice", causes, 1.0, said, notice.source, grave=True)

    def metrics(self, judged: Iterable[JudgedMetric]) -> Iterator[Observation]:
        for item in judged:
            if item.verdict != "missed":
                continue
            strength = self.weights.breach["sure" if item.sure else "unsure"] * self._distance(item)
            if not item.consequence:
                strength *= self.weights.no_consequence
            said = Statement(
                "evidence-metric" if item.sure else "evidence-metric-unsure",
                {
                    "metric": item.metric.id,
                    "name": item.metric,
                    "figure": item.metric,
                    "target": item.target,
                    "window": item.metric,
                },
            )
            yield self._seen(item.metric.id, "metric", strength, said, item.metric.source)

    def _distance(self, item: JudgedMetric) -> float:
        """How far a missed metric is from its target, by the near end of its interval: what is beyond chance."""
        how = self.weights.distance
        times = times_target(item)
        return min(how["most"], how["near"] + how["doubling"] * log2(max(1.0, times)))

    def trends(self, judged: Iterable[JudgedMetric]) -> Iterator[Observation]:
        from appeal_tool.diagnosis.trends import trends

        for trend in trends(list(judged)):
            said = Statement(
                f"evidence-{trend.kind}",
                {"metric": trend.metric, "short": trend.short.metric, "long": trend.long.metric},
            )
            name = f"{trend.kind}:{trend.metric}"
            signal = self.known.signals.get(trend.metric)
            share = self.weights.worsening if trend.kind == "worsening" else 0.0
            causes = {c: w * share for c, w in (signal.causes if signal else {}).items() if share}
            yield Observation(name, "metric", causes, 1.0, said, trend.short.metric.source)

    def facts(self, judged: Iterable[JudgedMetric]) -> Iterator[Observation]:
        for times in self.account.contact_times:
            if times.unanswered and times.unanswered > 0:
                said = Statement(
                    "evidence-unanswered", {"count": times.unanswered, "days": times.window.days}
                )
                yield self._seen("unanswered-messages", "fact", 1.0, said, times.source)
            if times.average_hours and 24 < times.average_hours < _LONGEST_ANSWER:
                said = Statement("evidence-average", {"hours": times.average_hours})
                yield self._seen("slow-average-answer", "fact", 1.0, said, times.source)
        for claim in self.account.claims:
            due = claim.answer_before
            if claim.at_fault is not False and due and self.as_of and due.date() < self.as_of:
                said = Statement("evidence-claim-late", {"day": due.date()})
                yield self._seen("claim-not-answered", "fact", 1.0, said, claim.source)
        for item in judged:
            if item.verdict == "missed" and item.metric.fulfilment:
                said = Statement(f"evidence-fulfilment-{item.metric.fulfilment}", {"metric": item.metric.id})
                name = f"fulfilment:{item.metric.fulfilment}"
                yield self._seen(name, "fact", 1.0, said, item.metric.source)
        yield from self._orders()
        for defect in self.account.defects:
            if not self._foreign(defect.marketplace) and (age := self._age(defect.day)):
                said = Statement(
                    "evidence-defect", {"kind": f"defect.{defect.kind}", "order": _label(defect)}
                )
                signal = f"defect:{defect.kind}"
                yield self._seen(signal, "fact", age, said, defect.source, defect.order_id)

    def _orders(self) -> Iterator[Observation]:
        """Cancelled orders of the last month, if they are more than a tenth of the orders."""
        orders = self.account.orders
        last = orders.last_day if orders is not None else None
        if orders is None or last is None:
            return
        since = last.toordinal() - _MONTH
        recent = sum(day > since for day in orders.days)
        cancelled = sum(orders.days[row] > since for row in orders.cancelled)
        if cancelled >= _MANY_CANCELLED and cancelled * 10 > recent:
            said = Statement("evidence-orders", {"count": cancelled, "total": recent})
            source = orders.sources[0] if orders.sources else None
            yield self._seen("order:many-cancelled", "fact", 1.0, said, source)

    def comments(self) -> Iterator[Observation]:
        """What buyers wrote, and their three yes/no answers; praise (4 and 5 stars) is no complaint."""
        share = self.weights.text_from
        for feedback in self.account.feedback:
            stars = self.weights.rating.get(str(feedback.rating), 0.0)
            strength = stars * self._age(feedback.day) * self.defects
            if not strength or feedback.marketplace_responsible or self._foreign(feedback.marketplace):
                continue
            code = "evidence-feedback" if feedback.day else "evidence-feedback-undated"
            params: dict[str, object] = {"rating": feedback.rating, "day": feedback.day}
            yield from self._texts(
                code,
                params,
                (feedback.comment,),
                share["feedback"] * strength,
                feedback.source,
                feedback.order_id,
            )
            yield from self._answers(feedback, strength)
        for claim in self.account.claims:
            if claim.at_fault is not False:
                texts = (claim.reason, claim.comment)
                weight = share["claim"] * self.defects
                yield from self._texts("evidence-claim", {}, texts, weight, claim.source, claim.order_id)
        for item in self.account.returns:
            if weight := share["return"] * self._age(item.day):
                texts = (item.reason, item.comment)
                yield from self._texts("evidence-return", {}, texts, weight, item.source, item.order_id)
        for defect in self.account.defects:
            if not self._foreign(defect.marketplace) and (age := self._age(defect.day)):
                texts = (defect.reason, defect.comment)
                weight = share["defect"] * age * self.defects
                yield from self._texts(
                    "evidence-defect-text", {}, texts, weight, defect.source, defect.order_id
                )
        for issue in self.account.listing_issues:
            if not self._foreign(issue.marketplace):
                weight = share["listing-issue"]
                yield from self._texts("evidence-listing", {}, (issue.message,), weight, issue.source, None)

    def _answers(self, feedback: Feedback, strength: float) -> Iterator[Observation]:
        for name, answered in (
            ("feedback:not-on-time", feedback.on_time),
            ("feedback:not-as-described", feedback.as_described),
            ("feedback:bad-service", feedback.service),
        ):
            if answered is False:
                said = Statement("evidence-answer", {"title": self.known.signals[name].title})
                yield self._seen(name, "comment", strength, said, feedback.source, feedback.order_id)

    def _texts(
        self,
        code: str,
        params: Mapping[str, object],
        texts: tuple[str, ...],
        strength: float,
        source: Source,
        order_id: str | None,
    ) -> Iterator[Observation]:
        found: dict[str, str] = {}
        for text in texts:
            for name in self.read(text):
                found.setdefault(name, text)
        for name, text in found.items():
            title = self.known.signals[name].title
            said = Statement(code, {**params, "excerpt": _excerpt(text), "title": title})
            yield self._seen(name, "comment", strength, said, source, order_id)

    def _seen(
        self,
        name: str,
        family: Family,
        strength: float,
        said: Statement,
        source: Source | None,
        order_id: str | None = None,
    ) -> Observation:
        signal = self.known.signals.get(name)
        causes = {cause: weight * strength for cause, weight in (signal.causes if signal else {}).items()}
        grave = family == "metric" or bool(signal and signal.grave)
        return Observation(name, family, causes, strength, said, source, grave, order_id)

    def _age(self, day: date | None) -> float:
        """How much something of ``day`` still counts: whole while recent or undated, less later, then nothing."""
        if day is None or self.as_of is None:
            return 1.0
        days = (self.as_of - day).days
        if days > self.weights.forgotten_days:
            return 0.0
        return 1.0 if days <= self.weights.recent_days else self.weights.old

    def _foreign(self, marketplace: str | None) -> bool:
        return bool(marketplace and self.account.marketplace and marketplace != self.account.marketplace)


def times_target(item: JudgedMetric) -> float:
    """How many times the defects that the target allows there surely are: 1 at the target, the count of a counter."""
    metric, target = item.metric, item.target
    if metric.id in POLICY_COUNTERS:
        return float(metric.count or metric.value or 1)
    if target is None or not metric.id.endswith("_rate"):
        return 1.0
    rate = metric.value if item.interval is None else None
    if lower_is_better(target.comparison):
        rate = item.interval[0] if item.interval else rate
        return rate / target.value if rate is not None and target.value else 1.0
    rate = item.interval[1] if item.interval else rate
    return (1 - rate) / (1 - target.value) if rate is not None and target.value < 1 else 1.0


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _EXCERPT else words[: _EXCERPT - 1].rstrip() + "…"


def _label(defect: Defect) -> str:
    return defect.order_id or defect.asin or defect.sku or "?"
