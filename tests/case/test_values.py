"""What a seller types, as values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.case.values import ValueProblem, clean, is_name, language_of, parse, parse_date, parse_number


@pytest.mark.parametrize(
    "typed",
    [
        "2013-05-03",
        "03/05/2013",
        "3.5.2013",
        "3 mai 2013",
        "le 3 mai 2013",
        "3 May 2013",
        "3rd may 2013",
        date(2013, 5, 3),
    ],
)
def test_dates_are_read_day_first(typed: object) -> None:
    assert parse_date(typed) == date(2013, 5, 3)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2013", "no-such-day"),
        ("2013-13-01", "no-such-day"),
        ("bientôt", "not-a-date"),
        ("03/05/13", "not-a-date"),
    ],
)
def test_a_date_is_never_guessed(typed: str, code: str) -> None:
    with pytest.raises(ValueProblem, match=code):
        parse_date(typed)


def test_first_of_a_month_in_both_languages() -> None:
    assert parse_date("1er août 2012") == parse_date("1st August 2012") == date(2012, 8, 1)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        ("1 240", 1240),
        ("1\u202f240", 1240),
        ("12,5", 12.5),
        ("1,240", 1240),
        ("12.5 %", 12.5),
        (7, 7),
    ],
)
def test_numbers_as_both_languages_write_them(typed: object, number: float) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize("typed", ["douze", "", "1e9", "--3", "nan", True, "9" * 400])
def test_what_is_no_number_is_refused(typed: object) -> None:
    with pytest.raises(ValueProblem, match="not-a-number"):
        parse_number(typed)


def test_yes_and_no_in_both_languages() -> None:
    assert [parse("yesno", word) for word in ("oui", "Yes", "true", "non", "No")] == ["yes"] * 3 + ["no"] * 2
    with pytest.raises(ValueProblem, match="not-yes-or-no"):
        parse("yesno", "peut-être")


def test_a_choice_is_known_by_id_or_by_text() -> None:
    choices = {"daily": ("Chaque jour", "Every day")}
    assert [parse("choice", word, choices=choices) for word in ("daily", "chaque jour", "EVERY DAY")] == [
        "daily"
    ] * 3
    with pytest.raises(ValueProblem, match="not-a-choice"):
        parse("choice", "jamais", choices=choices)
    assert parse("choice", "Trois fois par jour", choices=choices, own_words=True) == "Trois fois par jour"


def test_a_percentage_is_kept_as_a_ratio() -> None:
    assert parse("percent", "28,5 %") == 0.285


def test_control_and_bidi_characters_go_and_words_stay() -> None:
    assert clean("a\x1b[31mb\u202ec\x00 d\u00a0€") == "a[31mbc d\u00a0€"
    assert clean("un\ndeux\r\n\ttrois", lines=True) == "un\ndeux\ntrois"
    assert clean("un\ndeux") == "un deux"


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text, lines=True)
    assert clean(once, lines=True) == once
    assert all(ord(c) >= 0x20 or c == "\n" for c in once)


def test_names_are_the_same_in_every_language() -> None:
    assert is_name("Camille Roux")
    assert is_name("Anne-Lise de Vries")
    assert not is_name("Le responsable du stock")
    assert not is_name("responsable du stock")


def test_the_language_of_an_answer() -> None:
    assert language_of("les 41 offres de la catégorie") == "fr"
    assert language_of("all the offers of that category") == "en"
    assert language_of("1 240 références") is None
    assert language_of("Maëlle Le Goff, stock manager") is None
