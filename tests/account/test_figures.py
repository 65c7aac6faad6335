"""Numbers and dates as pages print them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeal_tool.account import figures
from appeal_tool.account.json_tree import MAX_DEPTH, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("21", 21),
        ("2 455", 2455),
        ("2\u00a0455", 2455),
        ("2\u202f455", 2455),
        ("2,455", 2455),
        ("2.455", 2455),
        ("1 234 567", 1234567),
        ("1’019", 1019),
        ("19 20", None),
        ("-3", None),
        ("12,5", None),
        ("", None),
        ("many", None),
    ],
)
def test_integers(text: str, value: int | None) -> None:
    assert figures.integer(text) == value


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("28,77%", 0.2877),
        ("28.77 %", 0.2877),
        ("0,08\u00a0%", 0.0008),
        ("100%", 1.0),
        ("< 1%", None),
        ("N/A", None),
        ("12", None),
    ],
)
def test_percentages(text: str, ratio: float | None) -> None:
    assert figures.percentage(text) == ratio


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11 juil. 12", date(2012, 7, 11)),
        ("21 mars 13", date(2013, 3, 21)),
        ("4 févr. 13", date(2013, 2, 4)),
        ("1er mai 2013", date(2013, 5, 1)),
        ("27 mai 12", date(2012, 5, 27)),
        ("samedi 29 septembre 2012", date(2012, 9, 29)),
        ("Sep 18, 2012", date(2012, 9, 18)),
        ("September 18, 2012", date(2012, 9, 18)),
        ("18 Sep 2012", date(2012, 9, 18)),
        ("3. März 2013", date(2013, 3, 3)),
        ("3 de marzo de 2013", date(2013, 3, 3)),
        ("3 maggio 2013", date(2013, 5, 3)),
        ("2012-09-25", date(2012, 9, 25)),
        ("2012/09/25", date(2012, 9, 25)),
        ("25/09/12", date(2012, 9, 25)),
        ("9/25/2012", date(2012, 9, 25)),
        ("25.09.2012", date(2012, 9, 25)),
        ("05/06/13", None),
        ("31 févr. 12", None),
        ("32/01/2012", None),
        ("12 blop 12", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert figures.day(text) == day


def test_a_day_and_month_that_could_change_places_need_an_order() -> None:
    assert figures.day("05/06/13", "dmy") == date(2013, 6, 5)
    assert figures.day("05/06/13", "mdy") == date(2013, 5, 6)
    assert figures.day("13/06/05", "ymd") == date(2013, 6, 5)


def test_moments_and_amounts() -> None:
    assert figures.moment("mardi 2 octobre 2012 13:31:28 GMT+02:00") == datetime(2012, 10, 2, 13, 31, 28)
    assert figures.moment("22 août 12 08:34") == datetime(2012, 8, 22, 8, 34)
    assert figures.moment("22 août 12 28:94") is None
    assert figures.amount("9,00 €") == (9.0, "EUR")
    assert figures.amount("£1,234.50") == (1234.5, "GBP")
    assert figures.amount("1 234,50 EUR") == (1234.5, "EUR")
    assert figures.amount("-") is None


@given(st.text(max_size=80))
def test_nothing_raises_and_folding_keeps_the_length(text: str) -> None:
    plain = figures.squeeze(text)
    figures.day(text, "dmy")
    figures.moment(text)
    figures.amount(text)
    figures.number(text)
    figures.percentage(text)
    assert len(figures.fold("Été à l’œuvre – ÇA")) == len("Été à l’œuvre – ÇA")
    assert figures.fold(figures.fold(plain)) is not None


@given(st.integers(0, 10**9))
def test_printed_integers_come_back(value: int) -> None:
    for separator in (" ", "\u00a0", "\u202f", ",", "."):
        assert figures.integer(f"{value:,}".replace(",", separator)) == value


def test_json_lines_duplicates_and_depth() -> None:
    tree = parse('{\n "a": [1,\n  {"b": null}],\n "a": 2\n}')
    assert tree.root is not None
    assert tree.root.get("a").line == 4  # type: ignore[union-attr]
    assert [(fault.kind, fault.line) for fault in tree.faults] == [("duplicate", 4)]
    assert parse("[" * (MAX_DEPTH + 9)).faults[0].kind == "depth"


@pytest.mark.parametrize("text", ["", "{", '{"a"', '{"a":', '{"a": 1', '{"a": "x', "[1, 2"])
def test_json_that_ends_early(text: str) -> None:
    assert parse(text).faults[-1].kind == "truncated"


@pytest.mark.parametrize("text", ["{]", "[1 2]", '{"a" 1}', "{1: 2}", "[}", "1 2", "@"])
def test_json_that_is_wrong(text: str) -> None:
    assert parse(text).faults[-1].kind == "syntax"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda s: st.lists(s) | st.dictionaries(st.text(), s),
        max_leaves=20,
    )
)
def test_json_of_the_standard_library_is_read_as_it_is(value: object) -> None:
    import json

    def plain(node: object) -> object:
        inner = node.value  # type: ignore[attr-defined]
        if isinstance(inner, dict):
            return {key: plain(child) for key, child in inner.items()}
        return [plain(child) for child in inner] if isinstance(inner, list) else inner

    tree = parse(json.dumps(value, indent=1))
    assert not tree.faults
    assert plain(tree.root) == json.loads(json.dumps(value))
