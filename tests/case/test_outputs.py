"""What the commands write and return: exit codes, kept files, safe copies, what a submission lists."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from appeal_tool.case.model import CaseError
from appeal_tool.cli.run import run
from appeal_tool.guide.location import data_folder
from appeal_tool.guide.outcomes import load_routes
from appeal_tool.i18n import formats
from appeal_tool.plan import document
from appeal_tool.plan.markdown import NOTE, ROUTES, NoDocument, render
from appeal_tool.plan.safe import redact
from appeal_tool.plan.tree import Plan

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


def answers_for(tmp_path: Path, *lines: str, source: str = "cancellation") -> Path:
    """An answers file on the example ``source`` with these lines."""
    page = data_folder("examples") / source / "page.txt"
    path = tmp_path / "answers.yaml"
    path.write_text("\n".join(["language: en", f"account: [{page}]", *lines]) + "\n", encoding="utf-8")
    return path


def test_a_plan_that_was_only_written_anew_leaves_no_backup(tmp_path: Path) -> None:
    out = tmp_path / "plan.md"
    assert run(["plan", str(EXAMPLE / "answers.yaml"), "--out", str(out)]) == 0
    first = out.read_bytes()
    assert run(["plan", str(EXAMPLE / "answers-en.yaml"), "--out", str(out)]) == 0
    assert out.read_bytes() != first
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]


@pytest.mark.parametrize(("source", "said"), [("healthy", "Note for yourself: nothing to send")])
def test_a_route_without_a_plan_gets_a_note_and_exits_1(
    source: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", str(answers_for(tmp_path, source=source)), "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith(f"# {said}")
    assert "is not to be sent" in shown.err
    out = tmp_path / "note.pdf"
    assert run(["plan", str(answers_for(tmp_path, source=source)), "--out", str(out)]) == 1
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("route", sorted(set(load_routes()) - set(ROUTES)))
def test_every_route_without_a_document_has_a_note_in_the_words_of_its_record(route: str, lang: str) -> None:
    text = render(Plan(route=route, language="fr"), lang, name=NOTE)
    record = load_routes()[route]
    for words in (record.title, record.now, *record.steps, *record.avoid):
        assert re.sub(r"\s", " ", words[lang]).casefold() in re.sub(r"\s", " ", text).casefold()
    with pytest.raises(NoDocument):
        render(Plan(route=route, language="fr"), lang)


def test_figures_that_the_seller_does_not_find_on_the_page_are_not_quoted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", str(answers_for(tmp_path, "figures_confirmed: no")), "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert "28.77%" not in shown.out
    assert "⟨to complete: which figure differs" in shown.out
    assert "figures_confirmed: you say that the figures read are not those of your page" in shown.err
    run(["plan", str(answers_for(tmp_path)), "--lang", "en"])
    shown = capsys.readouterr()
    assert "28.77%" in shown.out
    assert "⟨to complete: are these the figures that you see" in shown.out


def test_open_orders_that_are_behind_are_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["plan", str(answers_for(tmp_path, "open_orders: behind")), "--lang", "en"])
    assert "open_orders: open orders or claims are behind" in capsys.readouterr().err


def test_answers_edited_in_a_file_come_back_into_their_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, sheet = tmp_path / "c", tmp_path / "sheet.yaml"
    assert run(["new", str(case), "--answers", str(EXAMPLE / "answers-en.yaml")]) == 0
    assert run(["plan", str(case), "--template", "--out", str(sheet)]) == 0
    told = sheet.read_text(encoding="utf-8")
    sheet.write_text(told.replace("every 15 minutes", "every 10 minutes"), encoding="utf-8")
    capsys.readouterr()
    assert run(["plan", str(case), "--answers", str(sheet), "--lang", "en"]) == 0
    assert "every 10 minutes" in capsys.readouterr().out
    run(["plan", str(case), "--lang", "en"])
    assert "every 10 minutes" in capsys.readouterr().out  # kept in the case
    assert run(["plan", str(sheet), "--answers", str(sheet)]) == 2  # an answers file is no case


def test_a_request_broken_over_lines_is_told_and_kept_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, message = tmp_path / "c", tmp_path / "reply.txt"
    message.write_text(
        "Hello,\n\nThank you for your plan. We need more details to reinstate your account:\n\n"
        "- Greater detail on the root cause of the order\n  cancellations, with the days on which\n"
        "  stock was counted\n- Greater detail on the steps you have taken to prevent late\nshipments.\n\n"
        "Seller Performance Team\n",
        encoding="utf-8",
    )
    assert run(["new", str(case), "--answers", str(EXAMPLE / "answers-en.yaml")]) == 0
    assert run(["submit", str(case)]) == 0
    capsys.readouterr()
    assert run(["refused", str(case), str(message), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    whole = "Greater detail on the root cause of the order cancellations, with the days on which stock was counted"
    assert f"“{whole}”" in shown
    assert "“Greater detail on the steps you have taken to prevent late shipments”" in shown
    manifest = json.loads((case / "submissions" / "01" / "submission.json").read_text(encoding="utf-8"))
    assert whole in [item["words"] for item in manifest["reply"]["asked"]]


def test_names_said_in_passing_are_hidden_too_and_the_language_is_not() -> None:
    text = (
        "Le compte Optique Plage a été ouvert par Loïc Prigent. Depuis Lyon, Loïc Prigent suit Optique Plage. "
        "Chez Atelier Sud, le Taux d’annulation était de 3 %."
    )
    assert redact(text, "fr") == (
        "Le compte ⟦nom 1⟧ a été ouvert par ⟦nom 2⟧. Depuis Lyon, ⟦nom 2⟧ suit ⟦nom 1⟧. "
        "Chez ⟦nom 3⟧, le Taux d’annulation était de 3 %."
    )
    assert redact("On Monday we wrote to Toiles du Rhône.", "en") == "On Monday we wrote to ⟦name 1⟧."
