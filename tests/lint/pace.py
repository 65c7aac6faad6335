"""Whether work grows linearly with its size, told in a way that a busy machine does not upset."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

_RUNS = 3
_GROWTH = 8
_SLACK = 0.3


def assert_linear(work: Callable[[str], object], small: str, large: str, *, name: str = "") -> None:
    """``large`` is eight times ``small``: work that grows with the square would take it 64 times as long.

    Compared are medians of processor time. Three times what is due, and a third of a
    second, are granted: a load on the machine does as much, a slow pattern does far more.
    """
    work(small)
    due = _GROWTH * _median(work, small)
    taken = _median(work, large)
    assert taken < 3 * due + _SLACK, f"{name}: {taken:.2f} s where {due:.2f} s would be linear"


def _median(work: Callable[[str], object], text: str) -> float:
    times: list[float] = []
    for _ in range(_RUNS):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return statistics.median(times)
