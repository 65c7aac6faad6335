"""``appeal-tool diagnose`` as its users call it: formats, several files, bad files, notices, own rules."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from appeal_tool.cli.main import main
from appeal_tool.guide.location import data_folder

CANCELLATION = str(data_folder("examples") / "cancellation" / "page.txt")
NOTICE = str(data_folder("examples") / "cancellation" / "notice.txt")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["diagnose", *arguments, "--lang", "en"])
    out, err = capsys.readouterr()
    return code, out, err


def test_json_on_standard_output_and_nothing_else(capsys):
    code, out, err = run(capsys, CANCELLATION, "--format", "json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["schema"], found["root_cause"], found["breaches"]) == (
        1,
        "cancellation",
        ["cancellation_rate"],
    )


def test_a_healthy_account_is_no_failure(capsys):
    code, out, _ = run(capsys, str(data_folder("examples") / "healthy" / "page.txt"))
    assert code == 0
    assert "No plan of action" in out


def test_notice_decides_stage_and_route(capsys):
    code, out, _ = run(capsys, CANCELLATION, "--notice", NOTICE, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert (found["stage"], found["route"]) == ("suspended", "plan")
    assert found["notice"]["type"] == "cancellation-rate"
    assert found["notice"]["deadline"]


@pytest.mark.parametrize("format", ["text", "json", "markdown"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_same_input_same_bytes(capsys, format, lang):
    pages = []
    for _ in range(2):
        assert main(["diagnose", CANCELLATION, "--format", format, "--lang", lang]) == 0
        pages.append(capsys.readouterr().out)
    assert pages[0] == pages[1]
    assert pages[0].endswith("\n")


def test_a_bad_file_hides_no_other(capsys, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.dat").write_bytes(bytes(range(256)) * 40)
    bad = [
        str(tmp_path / "empty.txt"),
        str(tmp_path / "binary.dat"),
        str(tmp_path / "missing.txt"),
        str(tmp_path),
    ]
    code, out, err = run(capsys, CANCELLATION, *bad, "--format", "json")
    assert code == 2
    assert json.loads(out)["root_cause"] == "cancellation"
    for path in ("empty.txt", "binary.dat", "missing.txt"):
        assert path in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 99, b"{}", b"Hello, nothing here.", b'{"a": [1, 2]}']
)
def test_nothing_readable_is_one_clear_line(capsys, tmp_path, content):
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    code, out, err = run(capsys, str(path))
    assert (code, out) == (2, "")
    assert "page.txt" in err
    assert len(err.strip().splitlines()) == 1


def test_as_of_is_the_day_of_the_diagnosis(capsys):
    _, out, _ = run(capsys, CANCELLATION, "--as-of", "2012-09-30", "--format", "json")
    assert json.loads(out)["account"]["as_of"] == "2012-09-30"


@pytest.mark.parametrize(
    "bad", [["--as-of", "yesterday"], ["--explain", "laziness"], ["--format", "xml"], []]
)
def test_wrong_use_exits_2(capsys, bad):
    code, out, err = run(capsys, *([CANCELLATION] if bad else []), *bad)
    assert (code, out) == (2, "")
    assert err


def test_explain_tells_the_whole_reasoning(capsys):
    code, out, _ = run(capsys, CANCELLATION, "--explain", "cancellation")
    assert code == 0
    assert "28.77% (21 of 73)" in out
    assert "page.txt, line" in out
    code, out, _ = run(capsys, CANCELLATION, "--explain", "drop-shipping")
    assert code == 0
    assert "Nothing in these files" in out


def test_own_rules_that_do_not_exist_or_are_bad(capsys, tmp_path):
    assert run(capsys, CANCELLATION, "--rules", str(tmp_path / "none"))[0] == 2
    folder = tmp_path / "diagnosis" / "notices"
    folder.mkdir(parents=True)
    (folder / "at-risk.yaml").write_text("title: {fr: a, en: b}\n", encoding="utf-8")
    code, out, err = run(capsys, CANCELLATION, "--rules", str(tmp_path), "--format", "json")
    assert code == 2
    assert json.loads(out)["root_cause"] == "cancellation"
    assert "at-risk.yaml" in err
    assert "why" in err


def test_several_cases_are_several_accounts(capsys, tmp_path):
    from appeal_tool.case.store import create

    for name in ("one", "two"):
        create(tmp_path / name, [Path(CANCELLATION)]).close()
    code, out, _ = run(capsys, str(tmp_path / "one"), str(tmp_path / "two"), "--format", "json")
    assert code == 0
    assert [d["root_cause"] for d in json.loads(out)["diagnoses"]] == ["cancellation", "cancellation"]


def test_no_interface_is_imported():
    program = (
        "import sys, io, contextlib\n"
        "from appeal_tool.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    main(['diagnose', {CANCELLATION!r}])\n"
        "print(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"textual", "jinja2", "rich", "pydantic", "numpy"} & set(result.stdout.split())


@pytest.mark.parametrize(("lang", "word"), [("en", "no day of the calendar"), ("fr", "jour du calendrier")])
def test_a_day_that_is_none_is_said_in_words(capsys, lang, word):
    assert main(["diagnose", CANCELLATION, "--as-of", "2026-13-40", "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert word in err
    assert "fromisoformat" not in err


def test_a_notice_alone_is_diagnosed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(
        "Objet : Votre compte vendeur\n\nVotre compte vendeur est suspendu : votre taux d'annulations de commandes "
        "avant traitement dépasse l'objectif de 2,5 %.\nEnvoyez-nous un plan d'action sous 17 jours.\n",
        "utf-8",
    )
    assert main(["diagnose", "--notice", str(notice), "--format", "json", "--lang", "fr"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["notice"]["type"], told["notice"]["days"]) == ("cancellation-rate", 17)


def test_that_a_letter_is_no_notice_is_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Bonjour, voici nos nouvelles lampes de la saison.\n", "utf-8")
    assert main(["diagnose", "--notice", str(letter), "--format", "json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["notice"] is None
    assert "letter.txt" in told["warnings"][0]


def test_without_any_file_one_line_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", "--lang", "en"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
