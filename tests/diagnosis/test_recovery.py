"""Recovery days against a simulation that moves single orders through the window, one day after another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from diagnosis_accounts import account
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.account.model import Defect, Feedback, Target
from appeal_tool.diagnosis.diagnose import diagnose
from appeal_tool.diagnosis.intervals import meets
from appeal_tool.diagnosis.recovery import days_until_met, past_of

END = date(2026, 5, 20)
TARGETS = [Target("<", 0.01), Target("<", 0.025), Target("<", 0.04), Target("<=", 0.1), Target(">", 0.9), Target(">=", 0.95)]  # fmt: skip


def simulate(orders: list[tuple[date, bool]], length: int, pace: Fraction, target: Target) -> int:
    """Days until the rate is met for good: a list of orders, new clean ones each day, nothing clever."""
    lower = target.comparison in ("<", "<=")
    good_days = []
    sent = 0
    book = list(orders)
    for step in range(length + 40):
        today = END + timedelta(days=step)
        while sent < int(pace * step):
            book.append((today, False))
            sent += 1
        window = [bad for day, bad in book if today - timedelta(days=length) < day <= today]
        bad = sum(window)
        if bad == 0:
            good_days.append(True)
        else:
            rate = Fraction(bad if lower else len(window) - bad, len(window))
            good_days.append(meets(rate, target.comparison, target.value))
    last_bad = max((i for i, good in enumerate(good_days) if not good), default=-1)
    return last_bad + 1


@st.composite
def windows(draw):
    """One to three windows that lie inside one another: (days, orders, defects) of each stretch, newest first."""
    stretches = []
    for _ in range(draw(st.integers(1, 3))):
        number = draw(st.integers(0, 120))
        stretches.append((draw(st.integers(1, 25)), number, draw(st.integers(0, min(number, 30)))))
    known = Counter(
        draw(st.lists(st.integers(0, 40).map(lambda back: END - timedelta(days=back)), max_size=12))
    )
    return stretches, known


@given(windows(), st.sampled_from(TARGETS), st.fractions(0, 20, max_denominator=30))
@settings(max_examples=150, deadline=None)
def test_day_agrees_with_the_simulation(given_windows, target, pace):
    stretches, known = given_windows
    past = past_of(stretches, END, known)
    length = sum(days for days, _, _ in stretches)
    assert len(past.orders) == length
    assert (sum(past.orders), sum(past.defects)) == (
        sum(s[1] for s in stretches),
        sum(s[2] for s in stretches),
    )
    book = []
    for index, (number, bad) in enumerate(zip(past.orders, past.defects, strict=True)):
        day = END - timedelta(days=length - 1 - index)
        book += [(day, True)] * bad + [(day, False)] * (number - bad)
    assert days_until_met(past, pace, target) == simulate(book, length, pace, target)


def test_cancellations_of_the_guide_leave_a_week_after_the_last():
    found = diagnose(account(metrics=["cancellation_rate 21/73 7d <0.025"]))
    (recovery,) = found.recovery
    assert recovery.day == END + timedelta(days=7)
    assert recovery.clean_orders == 768


def test_known_days_bring_the_day_forward():
    base = account(metrics=["cancellation_rate 6/200 30d <0.025"])
    early = [Defect(base.metrics[0].source, "cancellation", day=END - timedelta(days=25)) for _ in range(6)]
    known = diagnose(replace(base, defects=tuple(early))).recovery[0]
    unknown = diagnose(base).recovery[0]
    assert known.day == END + timedelta(days=5)
    assert unknown.day == END + timedelta(days=30)
    assert known.why.code == "recovery-window-dated"


def test_half_the_orders_can_take_longer():
    found = diagnose(
        account(metrics=["late_shipment_rate 6/90 10d <0.04", "late_shipment_rate 14/300 30d <0.04"])
    )
    by_window = {r.window_days: r for r in found.recovery}
    assert by_window[30].day < by_window[30].day_at_half


def test_lag_of_the_window_is_added():
    found = diagnose(
        account(metrics=["order_defect_rate 5/60 90d <0.01 ago 30", "cancellation_rate 0/9 7d <0.025"])
    )
    (recovery,) = found.recovery
    assert recovery.day == END + timedelta(days=90)
    assert recovery.why.code == "recovery-window-lag"


def test_windows_that_contradict_each_other_are_not_nested():
    found = diagnose(
        account(metrics=["cancellation_rate 50/73 7d <0.025", "cancellation_rate 40/500 30d <0.025"])
    )
    assert {r.window_days: r.day for r in found.recovery} == {
        7: END + timedelta(days=7),
        30: END + timedelta(days=30),
    }


@pytest.mark.parametrize("given_metric", ["order_defect_rate 0=0.05 60d <0.01", "order_defect_rate =0.05 60d <0.01", "order_defect_rate 3/60 <0.01"])  # fmt: skip
def test_no_day_is_invented(given_metric):
    (recovery,) = diagnose(account(metrics=[given_metric])).recovery
    assert recovery.day is None
    assert recovery.why.code in ("recovery-unknown", "recovery-orders-only")


def test_counters_and_ratings_have_no_day():
    found = diagnose(account(metrics=["listing_policy_violations 2 180d", "account_health_rating =150"]))
    assert [(r.day, r.why.code) for r in found.recovery] == [
        (None, "recovery-counter"),
        (None, "recovery-rating"),
    ]


def test_the_days_on_which_known_defects_leave_are_told():
    base = account(metrics=["cancellation_rate 6/200 30d <0.025"])
    days = [25, 25, 3]
    defects = tuple(
        Defect(base.metrics[0].source, "cancellation", day=END - timedelta(days=back)) for back in days
    )
    (recovery,) = diagnose(replace(base, defects=defects)).recovery
    assert recovery.leaving == ((END + timedelta(days=5), 2), (END + timedelta(days=27), 1))


def test_orders_of_bad_feedback_are_dated_by_the_order_file():
    from appeal_tool.account.orders import OrderTableBuilder

    builder = OrderTableBuilder()
    for row in range(300):
        builder.add(
            40300000000000000 + row, (END - timedelta(days=59 - row % 60)).toordinal(), 9, 1, status="Shipped"
        )
    base = account(metrics=["order_defect_rate 3/300 60d <0.01"])
    at = base.metrics[0].source
    feedback = tuple(Feedback(at, 1, "x", day=END, order_id=f"403-0000000-{row:07d}") for row in (0, 1, 2))
    (recovery,) = diagnose(replace(base, orders=builder.table, feedback=feedback)).recovery
    assert recovery.day == END + timedelta(days=1)
    (undated,) = diagnose(replace(base, feedback=feedback)).recovery
    assert undated.day == END + timedelta(days=60)


@pytest.mark.parametrize("days", [99_999_999, 4000])
def test_an_absurd_window_gives_no_day_and_costs_no_time(days):
    base = account(metrics=["cancellation_rate 21/73 7d <0.025"])
    metric = replace(base.metrics[0], window=replace(base.metrics[0].window, days=days))
    (recovery,) = diagnose(replace(base, metrics=(metric,))).recovery
    assert recovery.day is None
