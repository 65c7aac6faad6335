"""The bar that shows how far a long file is read."""

from __future__ import annotations

import io

from appeal_tool.cli.progress import LONG, bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_bar_without_a_terminal() -> None:
    assert bar(io.StringIO()) is None


def test_a_bar_grows_and_is_wiped() -> None:
    out = Terminal()
    draw = bar(out)
    assert draw is not None
    draw("a/orders.txt", LONG, 2 * LONG)
    assert " 50 %  orders.txt" in out.getvalue()
    draw("a/orders.txt", 2 * LONG, 2 * LONG)
    assert out.getvalue().endswith("\r\x1b[K")


def test_a_short_file_shows_none_and_a_name_sends_no_escape() -> None:
    out = Terminal()
    draw = bar(out)
    assert draw is not None
    draw("short", 10, 20)
    assert out.getvalue() == ""
    draw("\x1b[31mred", 1, 2 * LONG)
    assert "\x1b[31m" not in out.getvalue()
