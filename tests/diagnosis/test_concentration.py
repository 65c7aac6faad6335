"""Where defects gather: exact counts, chance told from pattern, jumps in time."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from diagnosis_accounts import source

from appeal_tool.account.model import Account, Defect, Feedback, Return
from appeal_tool.account.orders import OrderTable, OrderTableBuilder
from appeal_tool.diagnosis.concentration import concentrations, pareto
from appeal_tool.diagnosis.diagnose import diagnose

FIRST = date(2026, 1, 5)  # a Monday


def orders(
    number: int = 1000, products: int = 20, days: int = 100, cancelled=lambda row: False
) -> OrderTable:
    builder = OrderTableBuilder()
    for row in range(number):
        builder.add(
            40310000000000000 + row,
            FIRST.toordinal() + row % days,
            row % 24,
            1,
            status="Cancelled" if cancelled(row) else "Shipped",
            asin=f"B{row % products:09d}",
            country=("FR", "BE", "DE")[row % 3],
            sales_channel="Amazon.fr",
        )
    return builder.table


def order_id(row: int) -> str:
    digits = f"{40310000000000000 + row:017d}"
    return f"{digits[:3]}-{digits[3:10]}-{digits[10:]}"


def of(account: Account, dimension: str, kind: str = "cancellation"):
    return next((c for c in concentrations(account) if (c.kind, c.dimension) == (kind, dimension)), None)


def test_one_product_stands_out_with_exact_counts():
    account = Account(orders=orders(cancelled=lambda row: row % 20 == 3 and row < 800))
    found = of(account, "product")
    assert found.rows == (("B000000003", 40, 50),)
    assert found.standout == "B000000003"
    assert found.p_value < 1e-20
    assert diagnose(account).signals["few-products"] == 1.0


def test_even_defects_are_chance_on_every_dimension():
    chance = random.Random(3)
    drawn = {row for row in range(2000) if chance.random() < 0.05}
    account = Account(orders=orders(2000, cancelled=drawn.__contains__))
    found = concentrations(account)
    assert {c.dimension for c in found} >= {"product", "day", "weekday", "hour", "destination"}
    assert all(c.p_value > 0.01 for c in found)
    assert "few-products" not in diagnose(account).signals


def test_a_best_seller_with_most_defects_is_not_called_out():
    builder = OrderTableBuilder()
    for row in range(1000):
        builder.add(row + 1, FIRST.toordinal() + row % 90, 9, 1, asin="BEST" if row % 10 else f"B{row % 70}",
                    status="Cancelled" if row % 25 == 1 else "Shipped")  # fmt: skip
    found = of(Account(orders=builder.table), "product")
    assert found.rows[0][0] == "BEST"
    assert found.p_value > 0.05


def test_defects_on_mondays_point_to_the_weekend():
    account = Account(orders=orders(1400, days=140, cancelled=lambda row: (row % 140) % 7 == 0 and row < 700))
    found = of(account, "weekday")
    assert (found.standout, found.rows[0][1]) == ("0", 100)
    assert {"gathered:weekday", "gathered:weekend"} <= diagnose(account).signals.keys()


def test_a_jump_is_told_with_its_day_and_both_rates():
    account = Account(orders=orders(2000, cancelled=lambda row: row % 100 >= 90 and row % 2 == 0))
    found = of(account, "jump")
    since = (FIRST + timedelta(days=90)).isoformat()
    assert found.standout == since
    assert found.rows == (((FIRST + timedelta(days=89)).isoformat(), 0, 1800), (since, 100, 200))
    assert "burst-in-time" in diagnose(account).signals


def test_feedback_and_returns_are_joined_to_their_orders():
    rows = [3, 23, 43, 63, 83, 103]
    feedback = tuple(Feedback(source(i), 1, "x", order_id=order_id(row)) for i, row in enumerate(rows))
    returns = tuple(Return(source(i), order_id=order_id(row)) for i, row in enumerate(rows))
    account = Account(orders=orders(), feedback=feedback, returns=returns)
    for kind in ("negative-feedback", "return"):
        assert of(account, "product", kind).rows == (("B000000003", 6, 50),)
        assert of(account, "hour", kind) is not None


def test_praise_and_the_marketplaces_own_faults_are_no_defects():
    feedback = [Feedback(source(i), 5, order_id=order_id(i)) for i in range(6)]
    feedback += [Feedback(source(i), 1, order_id=order_id(i), marketplace_responsible=True) for i in range(6)]
    assert of(Account(orders=orders(), feedback=tuple(feedback)), "product", "negative-feedback") is None


def test_without_orders_counts_are_told_and_no_chance():
    defects = tuple(
        Defect(source(i), "late-delivery", day=FIRST, asin=asin, carrier=carrier)
        for i, (asin, carrier) in enumerate([("A", "Post")] * 6 + [("B", "Van")] * 2)
    )
    account = Account(defects=defects)
    for dimension, value in (("product", "A"), ("carrier", "Post")):
        found = of(account, dimension, "late-delivery")
        assert found.rows[0] == (value, 6, None)
        assert found.p_value is None


def test_fewer_than_five_defects_gather_nowhere():
    assert concentrations(Account(orders=orders(cancelled=lambda row: row < 4))) == ()


@pytest.mark.parametrize(("share", "number"), [(0.5, 1), (0.8, 2), (1.0, 4)])
def test_pareto_counts_the_first_rows(share, number):
    assert pareto((("a", 60, None), ("b", 25, None), ("c", 10, None), ("d", 5, None)), 100, share) == number


def test_channels_and_peaks_are_seen_in_the_order_file():
    builder = OrderTableBuilder()
    for row in range(300):
        day = FIRST.toordinal() + (10 if row < 100 else row % 60)
        builder.add(row + 1, day, 9, 1, sales_channel="Amazon.fr" if row % 2 else "Non-Amazon")
    signals = diagnose(Account(orders=builder.table)).signals
    assert {"order-peak", "several-channels"} <= signals.keys()


def test_many_cancelled_orders_are_a_weak_sign_that_names_nobody():
    account = Account(orders=orders(600, days=30, cancelled=lambda row: row % 5 == 0), status="at-risk")
    found = diagnose(account)
    assert [c.id for c in found.causes] == ["cancellation"]
    assert found.causes[0].certainty == "possible"
    few = Account(orders=orders(600, days=30, cancelled=lambda row: row % 50 == 0), status="at-risk")
    assert diagnose(few).causes == ()
