"""The interview line by line: a whole case from a script of lines, by the same engine."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from appeal_tool.case import answers
from appeal_tool.cli.main import main
from appeal_tool.guide.location import data_folder
from appeal_tool.tui.places import Places
from appeal_tool.tui.plain import Plain
from appeal_tool.tui.screens.example import inputs
from appeal_tool.tui.session import Session

EXAMPLE = data_folder("examples") / "cancellation"


class Seller:
    """Answers each question as the example's answers file does, and keeps what was typed."""

    def __init__(self, session: Session, lang: str) -> None:
        file = EXAMPLE / ("answers.yaml" if lang == "fr" else "answers-en.yaml")
        self._given = answers.as_case(answers.read(file))[0].answers
        self._session = session
        self.plain: Plain | None = None
        self.typed: list[str] = []

    def __iter__(self) -> Seller:
        return self

    def __next__(self) -> str:
        assert self.plain is not None
        id = self.plain._asked[-1]
        answer = self._given.get(id)
        line = "" if answer is None else self._line(id, answer.value)
        self.typed.append(f"{line}\n")
        return f"{line}\n"

    def _line(self, id: str, value: Any) -> str:
        item = self._session.answers.question(id)
        assert item is not None
        ids = [choice.id for choice in item.choices]
        if isinstance(value, list):
            return "; ".join(str(ids.index(v) + 1) if v in ids else str(v) for v in value)
        if item.question.type == "percent" and isinstance(value, int | float):
            return f"{value * 100:g}"
        return str(value).replace("\n", "\\\n")


def begin(places: Places, lang: str) -> Session:
    session = Session.begin(lang, places)
    session.given = inputs(EXAMPLE)
    return session


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_script_of_lines_completes_a_case(
    places: Places,
    lang: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    session = begin(places, lang)
    seller, said = Seller(session, lang), io.StringIO()
    seller.plain = Plain(session, seller, said)  # type: ignore[arg-type]
    assert seller.plain.run() == 0, said.getvalue()[-2000:]
    first = (session.case.folder / f"plan.{lang}.md").read_text(encoding="utf-8")  # type: ignore[union-attr, operator]
    session.forget_case()

    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(seller.typed)))
    case = tmp_path / "again"
    assert main(["wizard", str(case), "--plain", "--lang", lang, "--from", *map(str, inputs(EXAMPLE))]) == 0
    assert next(case.glob("plan.*.md")).read_text(encoding="utf-8") == first
    assert "\x1b" not in capsys.readouterr().out


def test_the_end_of_the_input_keeps_what_was_answered(places: Places) -> None:
    session = begin(places, "en")
    said = io.StringIO()
    assert Plain(session, io.StringIO("1\n"), said).run() == 1
    assert "not ready" in said.getvalue()
    assert session.case is not None
    assert len(session.case.answers) == 1


def test_the_notice_day_that_a_file_gives_is_taken_by_an_empty_line(places: Places) -> None:
    session = begin(places, "en")
    said = io.StringIO()
    Plain(session, io.StringIO("\n" * 200), said).run()
    assert session.case is not None
    assert session.case.answers["notice_date"].value == "2012-09-26"
    assert "In your files: 26/09/2012" in said.getvalue()


def test_examples_back_and_a_value_that_cannot_be_read(places: Places) -> None:
    session = begin(places, "en")
    said = io.StringIO()
    # The notice's date is asked fourth: nonsense is refused with a reason, `<` goes back, `?` shows examples, `.` ends.
    assert Plain(session, io.StringIO("en\n1\n\nyesterday\n<\n?\n.\n"), said).run() == 1
    assert "is no date" in said.getvalue()
    assert said.getvalue().count("“?” examples") >= 2, said.getvalue()


def test_choices_are_taken_by_number_and_by_id_and_a_wrong_one_names_the_numbers(places: Places) -> None:
    session = begin(places, "fr")
    said = io.StringIO()
    plain = Plain(session, io.StringIO(), said)
    assert plain._take_account()
    item = next(i for task in session.answers.tasks() for i in task.items if len(i.choices) > 2)
    first, second = item.choices[0].id, item.choices[1].id
    for line, taken in (("2", second), (first, first), (item.choices[1].text["fr"], second)):
        plain._source = io.StringIO(f"99\nbleu\n{line}\n")
        said.truncate(0)
        assert plain._question(item) == line
        given = session.case.answers[item.id].value  # type: ignore[union-attr]
        assert given in (taken, [taken])
        assert f"un numéro de 1 à {len(item.choices)}" in said.getvalue()
    causes = session.answers.question("causes")
    assert causes is not None
    for line in ("1, 3", "1; 3", "1 3"):
        assert plain._value(causes, line) == [causes.choices[0].id, causes.choices[2].id]


def test_without_files_there_is_nothing_to_do(places: Places, tmp_path: Path) -> None:
    session = Session.begin("en", places)
    said = io.StringIO()
    assert Plain(session, io.StringIO(f"{tmp_path / 'missing.txt'}\n\n"), said).run() == 2
    assert "missing.txt" in said.getvalue()
    assert session.case is None


def test_the_wizard_needs_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["wizard", "--lang", "en"]) == 2
    assert "--plain" in capsys.readouterr().err


def test_a_notice_given_to_an_existing_case_is_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("."))
    page, case = EXAMPLE / "page.txt", tmp_path / "case"
    assert main(["wizard", str(case), "--plain", "--lang", "fr", "--from", str(page)]) == 1
    assert "13 octobre 2012" not in capsys.readouterr().out
    notice = EXAMPLE / "notice.txt"
    assert main(["wizard", str(case), "--plain", "--lang", "fr", "--notice", str(notice)]) == 1
    assert "13 octobre 2012" in capsys.readouterr().out
