"""``appeal-tool lint`` and ``appeal-tool rules`` as a whole process would use them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from appeal_tool.cli.main import main
from tests.lint.given import OWN_RULE
from tests.lint.test_engine import GOOD_EN, GOOD_FR

PAGES = Path(__file__).parents[2] / "examples"


def lint(*arguments: str | Path, lang: str = "en") -> int:
    return main(["lint", "--lang", lang, "--no-model", *map(str, arguments)])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.md"
    path.write_text(GOOD_EN, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.md"
    path.write_text("Hello.\n\nIt will not happen again.\n", encoding="utf-8")
    return path


def test_exit_codes(good: Path, bad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(good) == 0
    assert lint(bad) == 1
    assert lint(good, tmp_path / "none.md") == 2
    out, err = capsys.readouterr()
    assert "there is no such file" in err
    assert "good.md: ready" in out


def test_fail_on(tmp_path: Path) -> None:
    path = tmp_path / "short.md"
    path.write_text("Rosa counted the stock. We had not read the list, so it stayed wrong.", encoding="utf-8")
    assert lint(path, "--format", "json") == 1
    (tmp_path / "appeal-tool.toml").write_text(
        '[levels]\nmissing-root-cause = "off"\nmissing-corrective-action = "off"\nmissing-preventive-action = "off"\n'
    )
    assert lint(path) == 0
    assert lint(path, "--fail-on", "warning") == 1


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD_FR.encode())))
    assert lint("-", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["language"] == "fr"


def test_against_the_guides_counterfeit_account(capsys: pytest.CaptureFixture[str]) -> None:
    text = PAGES / "refused" / "refused-fr.md"
    assert lint(text, "--metrics", PAGES / "counterfeit" / "page.txt", "--format", "json") == 1
    found = {f["rule"] for f in json.loads(capsys.readouterr().out)["files"][0]["findings"]}
    assert "claim-contradicts-data" in found


def test_only_what_is_new(bad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lint(bad, "--format", "json")
    base = tmp_path / "base.json"
    base.write_text(capsys.readouterr().out, encoding="utf-8")
    assert lint(bad, "--diff-base", base) == 0
    bad.write_text(bad.read_text(encoding="utf-8") + "\nWrite to [insert name].\n", encoding="utf-8")
    assert lint(bad, "--diff-base", base, "--format", "line") == 1
    new = capsys.readouterr().out
    assert "[placeholder]" in new
    assert "[empty-assurance]" not in new
    assert lint(bad, "--diff-base", bad) == 2


def test_safe_fixes_and_their_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.md"
    path.write_text(
        "Nous avons  écrit à jean.petit@mail.example [nom du responsable] le 3 mai : est-ce clair ?\n",
        encoding="utf-8",
    )
    lint(path, "--fix", lang="fr")
    after = path.read_text(encoding="utf-8")
    assert after == "Nous avons écrit à (masqué) le 3 mai\u00a0: est-ce clair\u00a0?\n"
    assert "-Nous avons  écrit" in capsys.readouterr().err
    lint(path, "--fix", lang="fr")
    assert path.read_text(encoding="utf-8") == after


def test_fixes_never_touch_prose(good: Path) -> None:
    lint(good, "--fix")
    assert good.read_text(encoding="utf-8") == GOOD_EN


def test_statistics(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lint(bad, "--statistics")
    assert "missing-root-cause" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--config", "none.toml"], "settings cannot be read"),
        (["--rules", "nowhere"], "is not a folder"),
        (["--metrics", "none.txt"], "none.txt"),
        (["--previous", "none.md"], "none.md"),
    ],
)
def test_bad_options_are_one_clear_line(
    good: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lint(good, *arguments) == 2
    err = capsys.readouterr().err
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_a_side_file_that_cannot_be_read_leaves_the_text_to_be_read(
    bad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all,\n\nThe picnic is on Sunday.\n", encoding="utf-8")
    for option in ("--notice", "--refusal", "--metrics", "--previous"):
        given = letter if option in ("--notice", "--refusal") else tmp_path / "none.txt"
        assert lint(bad, option, given, "--format", "json") == 2
        out, err = capsys.readouterr()
        assert "empty-assurance" in {f["rule"] for f in json.loads(out)["files"][0]["findings"]}
        assert given.name in err


@pytest.mark.parametrize(("lang", "word"), [("en", "word "), ("fr", "mot ")])
def test_a_huge_text_is_not_ready(
    lang: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "huge.txt"
    path.write_text(word * 30_000, encoding="utf-8")
    assert lint(path, "--format", "json", lang=lang) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["files"][0]["ready"] is False
    assert "missing-root-cause" in err


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Nuestro equipo revisa los pedidos cada día y hemos contratado una persona para el almacén desde hoy.",
            False,
        ),
        ("Wir haben die Ware gezählt und unsere Liste ist nicht mit dem Lager abgeglichen worden.", False),
        (
            "Abbiamo controllato il magazzino con i nostri colleghi e non sono stati trovati errori che contano.",
            False,
        ),
        ("Von der Heide GmbH and La Casa del Sol count the stock every evening since 3 May.", True),
        ("Von der Heide et La Casa del Sol comptent le stock chaque soir depuis le 3 mai.", True),
    ],
)
def test_a_language_that_is_not_read_is_told(
    words: str, read: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "text.txt"
    path.write_text(words, encoding="utf-8")
    lint(path)
    assert ("neither French nor English" in capsys.readouterr().err) is not read


def test_a_bad_rule_of_the_user_is_named_and_the_rest_works(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "mine.yaml").write_text(
        "title: {fr: a, en: b}\nwhy: {fr: a, en: b}\nsource: me\nlevle: error\n"
    )
    assert lint(good, "--rules", folder) == 2
    out, err = capsys.readouterr()
    assert "mine.yaml" in err
    assert "did you mean 'level'" in err
    assert "ready" in out


@pytest.mark.parametrize("below", ["", "lint"])
def test_a_rule_of_the_users_own(below: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / below).mkdir(exist_ok=True)
    (folder / below / "no-flash.yaml").write_text(json.dumps(OWN_RULE))
    text = tmp_path / "plan.md"
    text.write_text("On 3 May we ended the flash\nsale of the shop.\n", encoding="utf-8")
    lint(text, "--rules", folder, "--format", "line")
    assert "warning: 'flash sale' is not our word [no-flash]" in capsys.readouterr().out


def test_rules_lists_explains_and_corrects(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--lang", "en"]) == 0
    assert "measure-without-owner" in capsys.readouterr().out
    assert main(["rules", "vague-measure", "--lang", "fr"]) == 0
    assert "Source\u00a0:" in capsys.readouterr().out
    assert main(["rules", "--format", "json", "--lang", "en"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rules"]) == 30
    assert main(["rules", "vague-mesure", "--lang", "en"]) == 2
    assert "Did you mean 'vague-measure'?" in capsys.readouterr().err


def test_start_imports_nothing_heavy(good: Path) -> None:
    code = (
        "import sys; from appeal_tool.cli.main import main; "
        f"main(['lint', '--no-model', {str(good)!r}]); "
        "print(sorted({'textual', 'jinja2', 'rich', 'pydantic', 'typst', 'yaml', 'numpy', 'markdown_it', 'asyncio'} & set(sys.modules)), file=sys.stderr)"
    )
    subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True
    )  # warms the cache of records
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stderr.strip().splitlines()[-1] == "[]"
