"""Is it more than chance? Exact binomial tails, and a scan for the day on which a rate jumped. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, lgamma, log, log1p, sqrt

_NEGLIGIBLE = 1e-18
_MOST_SPLITS = 3  # defects needed on either side of a jump


def binomial_tail(hits: int, tries: int, share: float) -> float:
    """The probability of ``hits`` or more among ``tries`` when each falls here with probability ``share``."""
    if hits <= 0:
        return 1.0
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    if hits <= tries * share:
        return 1.0  # not more than its share: nothing to test
    term = exp(
        lgamma(tries + 1)
        - lgamma(hits + 1)
        - lgamma(tries - hits + 1)
        + hits * log(share)
        + (tries - hits) * log1p(-share)
    )
    tail, odds = 0.0, share / (1 - share)
    for number in range(hits, tries + 1):
        tail += term
        if term < _NEGLIGIBLE * (tail or 1):
            break
        term *= (tries - number) / (number + 1) * odds
    return min(1.0, tail)


@dataclass(frozen=True, slots=True)
class Jump:
    """From ``index`` on the rate is another: defects and exposure (orders or days) before and since."""

    index: int
    before: tuple[int, int]
    since: tuple[int, int]
    p_value: float


def find_jump(defects: Sequence[int], exposure: Sequence[int]) -> Jump | None:
    """The day that best divides a series into two rates, the later one higher.

    Method: for every possible day the likelihood ratio of two Poisson rates
    against one (exposure is each day's orders, or 1); the day with the largest
    wins. Its p-value is that of a chi-squared with one degree of freedom times
    the number of days tried (Bonferroni), which errs on the side of "chance".
    ``None`` with fewer than three defects after every day, or no rise.
    """
    total_defects, total_exposure = sum(defects), sum(exposure)
    if total_exposure <= 0:
        return None
    best: tuple[float, int, int, int] | None = None
    bad = shown = 0
    for index in range(1, len(defects)):
        bad += defects[index - 1]
        shown += exposure[index - 1]
        later_bad, later_shown = total_defects - bad, total_exposure - shown
        if later_bad < _MOST_SPLITS or shown <= 0 or later_shown <= 0:
            continue
        if later_bad * shown <= bad * later_shown:
            continue
        ratio = 2 * (
            _likelihood(bad, shown)
            + _likelihood(later_bad, later_shown)
            - _likelihood(total_defects, total_exposure)
        )
        if best is None or ratio > best[0] + 1e-12:
            best = (ratio, index, bad, shown)
    if best is None:
        return None
    ratio, index, bad, shown = best
    p_value = min(1.0, erfc(sqrt(max(0.0, ratio) / 2)) * (len(defects) - 1))
    return Jump(index, (bad, shown), (total_defects - bad, total_exposure - shown), p_value)


def _likelihood(count: int, exposure: int) -> float:
    """The Poisson log-likelihood of ``count`` at its own rate, without the part that both sides share."""
    return count * log(count / exposure) if count else 0.0
