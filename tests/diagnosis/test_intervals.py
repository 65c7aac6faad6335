"""Targets, intervals and orders still needed, against plain counting and published values."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.account.model import Target
from appeal_tool.diagnosis.chance import binomial_tail, find_jump
from appeal_tool.diagnosis.intervals import beyond_chance, clean_orders, meets, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17:857, table of the score method without continuity correction
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_values(count, total, low, high):
    assert wilson(count, total) == pytest.approx((low, high), abs=0.00006)


@given(st.integers(0, 500), st.integers(0, 500))
def test_interval_holds_the_rate(count, total):
    found = wilson(count, total)
    if not total > 0 or count > total:
        assert found is None
    else:
        assert 0 <= found[0] <= count / total <= found[1] <= 1


def test_target_is_compared_as_decimals():
    assert not meets(Fraction(1, 100), "<", 0.01)
    assert meets(0.1, "<=", 0.1)
    assert not meets(Fraction(95, 1000) + Fraction(1, 10**9), "<=", 0.095)


def test_the_guides_counterfeit_account_needs_192_orders():
    assert clean_orders(2, 9, Target("<", 0.01)) == 192


@given(
    st.integers(0, 40),
    st.integers(1, 400),
    st.sampled_from(
        [Target("<", 0.01), Target("<=", 0.1), Target("<", 0.04), Target(">", 0.9), Target(">=", 0.95)]
    ),
)
@settings(max_examples=200)
def test_clean_orders_is_the_smallest_number_that_works(count, total, target):
    count = min(count, total)
    needed = clean_orders(count, total, target)
    better = target.comparison in ("<", "<=")

    def fine(extra: int) -> bool:
        hits = count if better else count + extra
        return meets(Fraction(hits, total + extra), target.comparison, target.value)

    assert needed is not None
    assert fine(needed)
    assert needed == 0 or not fine(needed - 1)


def test_no_number_of_orders_undoes_a_defect_when_none_is_allowed():
    assert clean_orders(1, 10, Target("=", 0)) is None
    assert clean_orders(9, 10, Target(">=", 1)) is None
    assert clean_orders(5, 3, Target("<", 0.01)) is None


def test_beyond_chance_needs_the_whole_interval():
    assert beyond_chance((0.02, 0.3), Target("<", 0.01))
    assert not beyond_chance((0.002, 0.3), Target("<", 0.01))
    assert beyond_chance((0.2, 0.5), Target(">", 0.9))


@given(st.integers(1, 60), st.integers(0, 60), st.floats(0.02, 0.9))
def test_binomial_tail_equals_the_sum(tries, hits, share):
    hits = min(hits, tries)
    exact = sum(comb(tries, k) * share**k * (1 - share) ** (tries - k) for k in range(hits, tries + 1))
    found = binomial_tail(hits, tries, share)
    assert found == 1.0 if hits <= tries * share else found == pytest.approx(exact, rel=1e-9, abs=1e-15)


def test_a_jump_is_found_on_its_day_and_not_in_an_even_series():
    defects, orders = [1] * 40 + [8] * 10, [50] * 50
    jump = find_jump(defects, orders)
    assert jump.index == 40
    assert (jump.before, jump.since) == ((40, 2000), (80, 500))
    assert jump.p_value < 1e-6
    even = find_jump([2, 1] * 25, orders)
    assert even is None or even.p_value > 0.5


def test_more_orders_with_as_many_defects_each_are_no_jump():
    jump = find_jump([1] * 30 + [5] * 20, [20] * 30 + [100] * 20)
    assert jump is None or jump.p_value > 0.5
