"""Numbers, dates and plurals as the Unicode CLDR has them for French and British English."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeal_tool.i18n.formats import MessageFormatter, day, decimal, enumeration, integer, percent


@pytest.mark.parametrize(
    ("ratio", "french", "english"),
    [
        (0.2877, "28,77\u00a0%", "28.77%"),
        (0.0008, "0,08\u00a0%", "0.08%"),
        (0.15, "15\u00a0%", "15%"),
        (0.125, "12,5\u00a0%", "12.5%"),
        (0.0, "0\u00a0%", "0%"),
        (1.0, "100\u00a0%", "100%"),
        (0.0322 + 1e-9, "3,22\u00a0%", "3.22%"),
    ],
)
def test_rates_are_printed_as_the_marketplace_prints_them(ratio: float, french: str, english: str) -> None:
    assert percent(ratio, "fr") == french
    assert percent(ratio, "en") == english


def test_thousands_are_set_apart() -> None:
    assert integer(2455, "fr") == "2\u202f455"
    assert integer(1234567, "en") == "1,234,567"
    assert integer(-1234, "fr") == "-1\u202f234"
    assert decimal(12345.678, "fr") == "12\u202f345,68"


@given(st.integers(-(10**9), 10**9), st.sampled_from(["fr", "en"]))
def test_no_digit_of_a_number_is_lost(value: int, lang: str) -> None:
    shown = integer(value, lang)
    assert int("".join(c for c in shown if c in "-0123456789")) == value


def test_dates_and_lists_are_words() -> None:
    assert day(date(2012, 9, 1), "fr") == "1er septembre 2012"
    assert day(date(2012, 9, 11), "en") == "11 September 2012"
    assert enumeration(["a", "b", "c"], "fr") == "a, b et c"
    assert enumeration(["a"], "en") == "a"
    assert enumeration([], "en") == ""


def test_plurals_follow_each_language() -> None:
    french, english = MessageFormatter("fr", {}), MessageFormatter("en", {})
    assert french.vformat("{n:int} {n:plural:commande|commandes}", (), {"n": 0}) == "0 commande"
    assert english.vformat("{n:int} {n:plural:order|orders}", (), {"n": 0}) == "0 orders"
    assert french.vformat("{n:plural:commande|commandes}", (), {"n": 2}) == "commandes"


def test_ids_are_said_by_their_names() -> None:
    formatter = MessageFormatter("en", {"cancellation": "order cancellations"})
    assert formatter.vformat("{c:name}", (), {"c": "cancellation"}) == "order cancellations"
    assert formatter.vformat("{c:names}", (), {"c": ["cancellation", "x"]}) == "order cancellations and x"
