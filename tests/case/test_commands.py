"""new, plan, submit and refused, as a seller types them; and what they say when something is wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from appeal_tool.cli.run import run
from appeal_tool.guide.location import data_folder

EXAMPLE = data_folder("examples") / "cancellation"
REFUSAL = """De : Performance Vendeur
Objet : Votre compte vendeur Amazon.fr
Date : 20 octobre 2012

Bonjour,

Nous avons examiné votre plan d'action. Il ne contient pas assez d'informations pour réactiver votre compte.

Veuillez nous transmettre un plan d'action qui précise :
- les mesures que vous avez prises pour que les annulations de commandes ne se reproduisent pas.

L'équipe Performance Vendeur
"""


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "case"
    assert run(["new", str(folder), "--answers", str(EXAMPLE / "answers.yaml"), "--lang", "fr"]) == 0
    capsys.readouterr()
    return folder


def test_a_case_gives_the_same_plan_as_its_answers(case: Path, tmp_path: Path) -> None:
    assert run(["plan", str(case), "--out", str(tmp_path / "a.md")]) == 0
    assert run(["plan", str(EXAMPLE / "answers.yaml"), "--out", str(tmp_path / "b.md")]) == 0
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "b.md").read_bytes()


def test_submit_freezes_and_refused_opens_the_next_round(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["submit", str(case), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Submission 1 frozen" in out
    assert "1 October 2012" in out  # the promised measures, with their dates
    frozen = case / "submissions" / "01"
    manifest = json.loads((frozen / "submission.json").read_text(encoding="utf-8"))
    assert {"plan.fr.md", "plan.fr.txt", "plan.fr.html"} <= set(manifest["files"])
    refusal = tmp_path / "refusal.txt"
    refusal.write_text(REFUSAL, encoding="utf-8")
    assert run(["refused", str(case), str(refusal), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Round 2 is open" in out
    assert "preventive steps" in out
    assert "refusal_changed" in out
    assert (frozen / "reply-refusal.txt").read_text(encoding="utf-8") == REFUSAL
    assert run(["plan", str(case), "--lang", "en"]) == 1
    text = capsys.readouterr().out
    assert "Ce plan répond à votre message du 20 octobre 2012 et remplace notre réponse précédente." in text
    assert "votre notification" not in text
    # The next round is not ready before it says what has changed; the answers are all still there.
    assert run(["submit", str(case), "--lang", "en"]) == 1
    assert "refusal_changed" in capsys.readouterr().err
    assert not (case / "submissions" / "02").exists()
    assert run(["submit", str(case), "--anyway", "--lang", "en"]) == 0
    assert (case / "submissions" / "02").is_dir()


def test_a_twin_that_is_not_translated_is_not_frozen(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["submit", str(case), "--doc-lang", "both", "--lang", "en"]) == 1
    assert "to translate: Du 26 août" in capsys.readouterr().err
    assert not (case / "submissions" / "01").exists()


def test_what_was_really_sent_may_be_frozen_instead(case: Path, tmp_path: Path) -> None:
    sent = tmp_path / "edited.md"
    sent.write_text("# Plan\n", encoding="utf-8")
    assert run(["submit", str(case), "--sent", str(sent)]) == 0
    assert (case / "submissions" / "01" / "edited.md").read_text(encoding="utf-8") == "# Plan\n"


def test_gaps_exit_1_and_name_their_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "language: fr\ncauses:\n  cancellation:\n    facts: 93 commandes annulées\n", encoding="utf-8"
    )
    assert run(["plan", str(answers), "--lang", "fr"]) == 1
    shown = capsys.readouterr()
    assert "93 commandes annulées." in shown.out
    assert "⟨à compléter\u00a0: qu’avez-vous déjà fait" in shown.out
    assert "causes/cancellation/corrective/1/what" in shown.err


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_blank_answers_load_and_are_nothing_but_gaps(
    tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yaml"
    assert (
        run(
            [
                "plan",
                "--template",
                "--cause",
                "late-shipment",
                "--cause",
                "defective",
                "--lang",
                lang,
                "--out",
                str(answers),
            ]
        )
        == 0
    )
    text = answers.read_text(encoding="utf-8").replace("account: [page.txt]", "")
    answers.write_text(text, encoding="utf-8")
    assert run(["plan", str(answers), "--lang", lang]) == 1
    shown = capsys.readouterr()
    assert "no known question" not in shown.err
    assert "pas une question" not in shown.err
    body = [line for line in shown.out.splitlines() if line and not line.startswith("#")]
    assert all("⟨" in line for line in body)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"- a\n- b\n", "holds no answers"),
        (b"a: [unclosed\n", "not YAML"),
        (b"\xff\xfe\x00\x01", "not a UTF-8 text"),
        (b"causes:\n  cancelation:\n    facts: x\n", "Did you mean 'cancellation'"),
        (b"causes:\n  cancellation:\n    fact: x\n", "Did you mean 'facts'"),
        (b"causes:\n  cancellation:\n    corrective:\n    - done_on: bientot\n", "is no date"),
        (b"open_orders: perhaps\n", "none of the choices"),
        (b"contact_shop: a\ncontact_shop: b\n", "given twice"),
        (b"account: [nothing.txt]\n", "nothing.txt"),
        (b"a: &x [1]\nb: [*x, *x]\n" + b"c: " + b"[" * 3000 + b"]" * 3000, ""),
    ],
    ids=["empty", "list", "broken", "binary", "cause", "field", "date", "choice", "twice", "no-file", "bomb"],
)
def test_bad_answers_are_said_plainly(
    tmp_path: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_bytes(content)
    assert run(["plan", str(answers), "--lang", "en"]) in (1, 2)
    shown = capsys.readouterr().err
    assert said in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "nothing.yaml"],
        ["plan", "."],
        ["plan"],
        ["plan", "--template", "--cause", "nothing"],
        ["submit", "nothing"],
        ["refused", "nothing", "nothing.txt"],
        ["new", "x/y", "--from", "nothing.txt"],
    ],
)
def test_what_cannot_be_done_exits_2_with_one_line(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*arguments, "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_message_that_is_none_is_not_recorded(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Bonjour, voici la recette de la tarte aux pommes.\n", encoding="utf-8")
    assert run(["refused", str(case), str(other), "--lang", "en"]) == 2
    assert not (case / "inputs" / "other.txt").exists()


def test_the_form_fields_with_their_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", str(EXAMPLE / "answers.yaml"), "--fields", "--limit", "500", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "root cause" in shown
    assert "too many (limit: 500)" in shown


def test_the_safe_copy_hides_the_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", str(EXAMPLE / "answers.yaml"), "--safe", "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "Maëlle" not in shown
    assert "⟦personne 1⟧" in shown


def test_both_languages_are_two_files(tmp_path: Path) -> None:
    assert (
        run(["plan", str(EXAMPLE / "answers.yaml"), "--doc-lang", "both", "--out", str(tmp_path / "p.md")])
        == 1
    )
    assert (tmp_path / "p.fr.md").is_file()
    assert (tmp_path / "p.en.md").is_file()


def test_contradictory_answers_are_refused_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (EXAMPLE / "answers.yaml").read_text(encoding="utf-8")
    text = text.replace("done_on: 27 septembre 2012", "done_on: 27 septembre 2099")
    text = text.replace("who: Maëlle Le Goff, responsable du stock", "who: l'équipe", 1)
    for name in ("page.txt", "notice.txt"):
        (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())
    (tmp_path / "answers.yaml").write_text(text, encoding="utf-8")
    assert run(["plan", str(tmp_path / "answers.yaml"), "--lang", "en"]) == 1
    shown = capsys.readouterr().err
    assert "27 September 2099 is in the future" in shown
    assert "corrective/1/who: name a person or a role" in shown


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_place_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.chmod(0o500)
    assert run(["new", str(tmp_path / "c"), "--lang", "en"]) == 2
    assert "may not write" in capsys.readouterr().err


def test_a_new_case_speaks_the_language_of_the_notice(tmp_path: Path) -> None:
    for lang in ("fr", "en"):
        folder = tmp_path / lang
        assert (
            run(
                [
                    "new",
                    str(folder),
                    "--from",
                    str(EXAMPLE / "page.txt"),
                    "--notice",
                    str(EXAMPLE / "notice.txt"),
                    "--lang",
                    lang,
                ]
            )
            == 0
        )
        assert json.loads((folder / "case.json").read_text(encoding="utf-8"))["language"] == "fr"


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"\x00\x01\x02")
    assert (
        run(["new", str(tmp_path / "c"), "--from", str(bad), str(EXAMPLE / "page.txt"), "--lang", "en"]) == 2
    )
    shown = capsys.readouterr()
    assert "bad.bin" in shown.err
    assert "2 files" in shown.out
    assert (tmp_path / "c" / "inputs" / "page.txt").is_file()
