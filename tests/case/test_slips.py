"""Slips in an answers file: each is said with its line and what to write, and none goes into the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from appeal_tool.case.values import ValueProblem, parse
from appeal_tool.cli.run import run

CHOICES = {"peak-without-staff": ("Débordés", "Swamped"), "daily": ("chaque jour", "every day")}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("peak-without-staf", "near-choice-own"),
        ("peak-witout-stafff", "near-choice-own"),
        ("dayly", "near-choice-own"),
        ("Dialy", "near-choice-own"),
        ("another-habit", "id-like"),
    ],
)
def test_a_near_miss_of_a_choice_is_no_answer(said: str, code: str) -> None:
    for given in (said, [said]):
        with pytest.raises(ValueProblem) as raised:
            parse("multi" if isinstance(given, list) else "choice", given, choices=CHOICES, own_words=True)
        assert raised.value.code == code


def test_no_own_words_are_offered_where_none_are_taken() -> None:
    with pytest.raises(ValueProblem) as raised:
        parse("choice", "dayly", choices=CHOICES)
    assert raised.value.code == "near-choice"
    assert raised.value.params["near"] == "daily"


@pytest.mark.parametrize("said", ["Every other Friday", "tôt", "après-midi", "Nous étions deux à l'atelier"])
def test_own_words_stay_allowed(said: str) -> None:
    assert parse("choice", said, choices=CHOICES, own_words=True) == said


def test_a_misspelt_choice_is_named_with_its_line_and_stays_out_of_the_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "language: en\ncauses:\n  late-shipment:\n    subcauses: [peak-without-staf]\n"
        "    preventive:\n      - what: We count the orders of the day\n        how_often: dayly\n",
        encoding="utf-8",
    )
    assert run(["plan", str(answers), "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert "answers.yaml:4:" in shown.err
    assert "'peak-without-staff'" in shown.err
    assert "answers.yaml:7:" in shown.err
    assert "'daily'" in shown.err
    assert "staf]" not in shown.out
    assert "dayly" not in shown.out


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("exhibits: oui\n", 1, "« exhibits » est une liste"),
        ("causes:\n  late-shipment:\n    corrective:\n      what: x\n", 4, "un tiret et une espace"),
        ("watch_who: {name: Lucie}\n", 1, "écrivez « watch_who: … »"),
        ("causes:\n\tlate-shipment:\n", 2, "tabulation"),
        ("contact_name:\tLucie\n", 1, "tabulation"),
        ("causes:\n  cancellation:\n    corrective:\n      -what: x\n        who: y\n", 4, "après le tiret"),
        ("watch_reaction: dès 2 : je ferme\n", 1, "entre guillemets"),
    ],
    ids=["no-list", "no-dash", "keys-below-a-text", "tab", "tab-behind", "dash-without-space", "colon"],
)
def test_slips_are_said_in_the_language_of_the_user(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, line: int, said: str
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(content, encoding="utf-8")
    assert run(["plan", str(answers), "--lang", "fr"]) in (1, 2)
    shown = capsys.readouterr().err.replace("\u00a0", " ")
    assert said in shown
    assert f"answers.yaml:{line}:" in shown or f"answers.yaml, ligne {line} :" in shown
    assert "cannot" not in shown
    assert "not allowed" not in shown


def test_figures_and_days_that_cannot_be_true_are_gaps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yaml"
    body = (
        "language: en\ncauses:\n  late-shipment:\n    facts: 9 orders left late\n    why_1: We had no plan\n"
        "    why_1_kind: own-practice\n    looked_at: {looked}\n    explained: {explained}\n"
        "    corrective:\n      - what: We sent the parcels\n        done_on: {day}\n        who: Ann Lee\n"
    )
    for looked, explained, day, wrong in (
        ("9", "14", "2012-11-18", "14"),
        ("-3", "2", "2012-11-18", "-3"),
        ("9", "8", "2099-03-01", "2099"),
    ):
        answers.write_text(body.format(looked=looked, explained=explained, day=day), encoding="utf-8")
        assert run(["plan", str(answers), "--lang", "en"]) == 1
        shown = capsys.readouterr()
        assert wrong not in shown.out
        field = "done_on" if wrong == "2099" else ("explained" if wrong == "14" else "looked_at")
        told = [line for line in shown.err.splitlines() if f"/{field}:" in line]
        assert len(told) == 1  # said as what it is, not again as a gap
        hint = {"done_on": "on which day was it finished", "explained": "how many does this cause explain"}
        assert f"{hint.get(field, 'did you look at one by one')}⟩" in shown.out
    answers.write_text(body.format(looked="9", explained="8", day="2012-11-18"), encoding="utf-8")
    run(["plan", str(answers), "--lang", "en"])
    assert "This accounts for 8 of the 9 cases examined one by one." in capsys.readouterr().out
