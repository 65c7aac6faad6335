"""The counts and the average time of the response table, window by window."""

from __future__ import annotations

from dataclasses import replace

from appeal_tool.account.content import Content
from appeal_tool.account.model import ContactTimes, Window
from appeal_tool.account.page.tokens import Token

ROWS = ("unanswered", "over_24h", "average_hours")


def contact_times(cells: list[tuple[str, Token, Window]], content: Content) -> list[ContactTimes]:
    """One entry a window; ``cells`` are the name of a row, a value of it, and the window it stands in."""
    times: dict[Window, ContactTimes] = {}
    for name, value, window in cells:
        if name not in ROWS or value.kind == "empty":
            continue
        entry = times.setdefault(window, ContactTimes(content.source(value.line), window))
        if name == "average_hours":
            if value.kind == "duration":
                times[window] = replace(entry, average_hours=value.value)
        elif value.count is not None:
            times[window] = _with_count(entry, name, value.count)
    return list(times.values())


def _with_count(times: ContactTimes, name: str, count: int) -> ContactTimes:
    return replace(times, unanswered=count) if name == "unanswered" else replace(times, over_24h=count)
