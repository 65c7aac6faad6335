"""The command line as a contract: help, versions, misspellings, exit codes, what is imported."""

import subprocess
import sys

import pytest

from appeal_tool import __version__
from appeal_tool.cli.main import main
from appeal_tool.cli.run import COMMANDS


def modules_after(*arguments: str) -> set[str]:
    """The top-level modules that a command leaves loaded, in a fresh interpreter."""
    program = (
        "import sys, io, contextlib\n"
        "from appeal_tool.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        f"    main({list(arguments)!r})\n"
        "print(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(result.stdout.split())


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"appeal-tool {__version__}\n"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_help_names_every_command(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", lang, "--help"]) == 0
    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert f"\n  {command} " in shown


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_help_of_each_command_holds_an_example(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help", "--lang", lang]) == 0
    assert f"appeal-tool {command}" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_misspelt_command_is_told_the_nearest(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", lang, "lnit"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "lint" in captured.err
    assert len(captured.err.splitlines()) == 1


def test_a_misspelt_option_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--formatt", "json", "-"]) == 2
    assert "--format" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "fr", "en"),
    [
        (["lint", "--formatt", "json"], "Vouliez-vous dire --format", "Did you mean --format?"),
        (["lint", "--format", "pdf"], "pdf' ne fait pas partie des choix (text, json", "'pdf' is not one of"),
        (["lint", "--format"], "--format attend une valeur", "--format expects a value"),
        (["lint", "--met"], "--metrics attend une valeur", "--metrics expects a value"),
        (["diagnose", "--as-of", "x"], "pas un jour du calendrier", "is no day of the calendar"),
    ],
)
def test_a_wrong_option_is_one_line_in_the_users_language(
    arguments: list[str], fr: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, said in (("fr", fr), ("en", en)):
        assert (
            main([*arguments, "--lang", lang] if arguments[-1][0] != "-" else ["--lang", lang, *arguments])
            == 2
        )
        shown = capsys.readouterr()
        assert said in shown.err.replace("\u00a0", " ")
        assert len(shown.err.splitlines()) == 1
        assert "argument" not in shown.err.replace("option ou argument", "").replace("option or argument", "")
        assert not shown.out


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fr", ("usage\u00a0: ", "affiche cette aide")), ("en", ("usage: ", "show this help"))],
)
def test_help_is_whole_in_one_language(
    lang: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", "--help", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in words)
    assert "show this help message and exit" not in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("lint", "--no-model", "-"),
        ("rules",),
        ("diagnose", "no-such-file.txt"),
        ("guide",),
    ],
)
def test_headless_commands_do_not_load_the_wizard(arguments: tuple[str, ...]) -> None:
    loaded = modules_after(*arguments)
    assert not loaded & {"textual", "rich", "jinja2", "pydantic", "typst", "docx"}


def test_version_loads_next_to_nothing() -> None:
    assert not modules_after("--version") & {"argparse", "json", "yaml", "re"} - {"re"}


def test_an_unexpected_error_prints_no_words_of_the_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import appeal_tool.cli.doctor as doctor

    def fail(args: object) -> int:
        raise ValueError("Mme Buyer, 3 rue des Lilas")

    monkeypatch.setattr(doctor, "run", fail)
    assert main(["doctor"]) == 2
    shown = capsys.readouterr().err
    assert "Lilas" not in shown
    assert "ValueError" in shown
    assert len(shown.splitlines()) == 1
    monkeypatch.setenv("APPEAL_TOOL_DEBUG", "1")
    with pytest.raises(ValueError, match="Lilas"):
        main(["doctor"])
