"""Arithmetic of small numbers: targets, confidence intervals, orders still needed. Pure functions."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, sqrt

from appeal_tool.account.model import Comparison, Target

_Z = 1.959963984540054  # the 97.5th percentile of the normal distribution: 95 % in two tails


def exact(value: float) -> Fraction:
    """A figure as it is written in decimal: 0.01 is exactly one hundredth."""
    return Fraction(repr(value))


def meets(value: Fraction | float, comparison: Comparison, target: float) -> bool:
    """Whether ``value comparison target`` holds, in exact decimal arithmetic."""
    left = value if isinstance(value, Fraction) else exact(value)
    right = exact(target)
    match comparison:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "=":
            return left == right


def lower_is_better(comparison: Comparison) -> bool:
    """Whether the metric counts defects (a rate to keep low) rather than good orders."""
    return comparison in ("<", "<=", "=")


def wilson(count: int, total: int) -> tuple[float, float] | None:
    """The 95 % score interval of Wilson (1927) for ``count`` of ``total``; ``None`` without a sound ratio.

    Chosen because it stays inside 0 to 1 and holds for small totals and rare defects.
    """
    if total <= 0 or not 0 <= count <= total:
        return None
    share = count / total
    spread = _Z * _Z / total
    centre = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    low = 0.0 if count == 0 else max(0.0, centre - half)
    high = 1.0 if count == total else min(1.0, centre + half)
    return low, high


def beyond_chance(interval: tuple[float, float], target: Target) -> bool:
    """Whether the whole interval misses the target."""
    nearest = interval[0] if lower_is_better(target.comparison) else interval[1]
    return not meets(nearest, target.comparison, target.value)


def clean_orders(count: int, total: int, target: Target) -> int | None:
    """How many further orders without a defect bring the rate within its target, nothing else changing.

    0 if it is within. ``None`` if no number does (a target of 0 defects, or of more than all orders).
    """
    if total < 0 or not 0 <= count <= total:
        return None
    goal = exact(target.value)
    if lower_is_better(target.comparison):
        if total and meets(Fraction(count, total), target.comparison, target.value):
            return 0
        if count == 0:
            return 0 if total else 1
        if goal <= 0 or target.comparison == "=":
            return None
        needed = count / goal
        orders = floor(needed) + 1 if target.comparison == "<" else ceil(needed)
        return max(0, orders - total)
    if total and meets(Fraction(count, total), target.comparison, target.value):
        return 0
    defects = total - count
    if goal > 1 or (goal == 1 and (defects or target.comparison == ">")):
        return None
    needed = defects / (1 - goal) if goal < 1 else Fraction(1)
    orders = floor(needed) + 1 if target.comparison == ">" else ceil(needed)
    return max(1 if total == 0 else 0, orders - total)
