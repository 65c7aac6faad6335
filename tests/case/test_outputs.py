"""What the commands write and return: exit codes, kept files, safe copies, what a submission lists."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from appeal_tool.case.model import CaseError
from appeal_tool.cli.run import run
from appeal_tool.guide.location import data_folder
from appeal_tool.i18n import formats
from appeal_tool.plan import document
from appeal_tool.plan.safe import redact

EXAMPLE = data_folder("examples") / "cancellation"


def test_lines_that_are_not_understood_are_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes((EXAMPLE / "page.txt").read_bytes() + b"\nUne ligne 12 % sans aucun sens 7\n")
    assert run(["new", str(tmp_path / "c"), "--from", str(page), "--lang", "en"]) == 0
    assert "page.txt:" in capsys.readouterr().err


def test_new_says_an_answer_that_could_not_be_taken(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("language: fr\nopen_orders: perhaps\n", encoding="utf-8")
    assert run(["new", str(tmp_path / "c"), "--answers", str(answers)]) == 1


def test_an_edited_plan_is_never_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "plan.md"
    command = ["plan", str(EXAMPLE / "answers.yaml"), "--out", str(out), "--lang", "en"]
    assert run(command) == run(command) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]  # the same text again: nothing to keep
    written = out.read_bytes()
    for number, name in enumerate(("plan.md.bak", "plan.md.bak2")):
        out.write_text(f"edited by hand {number}", encoding="utf-8")
        capsys.readouterr()
        assert run(command) == 0
        assert name in capsys.readouterr().err
        assert (tmp_path / name).read_text(encoding="utf-8") == f"edited by hand {number}"
        assert out.read_bytes() == written


def test_a_person_stays_one_person_where_the_shop_bears_the_name() -> None:
    text = "Lucie Marchand a vérifié. Lucie signe pour Le Grenier de Lucie, avec Karim Benali et Marchand."
    safe = redact(text, "fr", ["Lucie Marchand", "Karim Benali"], ["Le Grenier de Lucie"])
    assert safe == (
        "⟦personne 1⟧ a vérifié. ⟦personne 1⟧ signe pour ⟦boutique 1⟧, avec ⟦personne 2⟧ et ⟦personne 1⟧."
    )


def test_a_submission_says_which_formats_it_lacks_and_what_is_left_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "case"
    assert run(["new", str(folder), "--answers", str(EXAMPLE / "answers.yaml")]) == 0
    convert = document.convert

    def without_docx(markdown: str, lang: str, form: str) -> bytes:
        if form == "docx":
            raise CaseError("extra-missing", form=form, extra=form)
        return convert(markdown, lang, form)

    monkeypatch.setattr(document, "convert", without_docx)
    capsys.readouterr()
    assert run(["submit", str(folder), "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert "Without docx" in shown.err
    assert not (folder / "submissions" / "01" / "plan.fr.docx").exists()
    assert "Already done, " in shown.out
    assert "To keep up, in place since " in shown.out
    assert "To follow up" not in shown.out  # every measure of the example is long done


LAST_REFUSAL = """De : Amazon <seller-performance@amazon.fr>
Objet : Votre plan d'action
{date}
Bonjour,
Nous avons examiné votre plan d'action et ne pouvons pas l'accepter. Il nous manque :
- plus de détails sur la cause première de votre taux de commandes défectueuses ;
- les mesures que vous avez prises pour éviter les réclamations de la Garantie de A à Z.
Veuillez nous envoyer ces informations sous 7 jours. Il s'agit de votre dernière possibilité de faire appel.
Amazon.fr
"""


@pytest.mark.parametrize("day", [None, date(2012, 11, 19)])
def test_a_refusal_says_what_it_asks_until_when_and_that_it_is_the_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: date | None
) -> None:
    folder = tmp_path / "case"
    assert run(["new", str(folder), "--answers", str(EXAMPLE / "answers.yaml")]) == 0
    refusal = tmp_path / "refusal.txt"
    printed = "Date : 19 novembre 2012" if day else ""
    refusal.write_text(LAST_REFUSAL.format(date=printed), encoding="utf-8")
    capsys.readouterr()
    before = date.today()
    assert run(["refused", str(folder), str(refusal), "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "cause première de votre taux de commandes défectueuses\u00a0»" in shown
    assert "éviter les réclamations de la Garantie de A à Z\u00a0»" in shown
    assert "DERNIÈRE TENTATIVE" in shown
    due = {formats.day((start or before) + timedelta(days=7), "fr") for start in (day, date.today())}
    assert any(f"au plus tard le {one}" in shown for one in due)
    assert ("Ce délai est passé" in shown) == (day is not None)


def test_a_refusal_about_a_cause_opens_its_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "case"
    assert run(["new", str(folder), "--answers", str(EXAMPLE / "answers.yaml")]) == 0
    refusal = tmp_path / "refusal.txt"
    text = LAST_REFUSAL.format(date="").replace(
        "taux de commandes défectueuses", "taux d'expédition en retard"
    )
    refusal.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run(["refused", str(folder), str(refusal), "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "cause, sur expéditions en retard\u00a0: «\u00a0plus de détails" in shown
    assert "causes/late-shipment/why_1:" in shown
