"""Input that nobody means well with: huge, binary, broken, nested without end, rule files that do not hold."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from appeal_tool.cli.main import main
from tests.lint.given import OWN_RULE

SENTENCES = (
    "We refunded the 93 buyers on 28 September and wrote to each. Le stock est compté chaque soir par Rosa. "
)


def lint(*args: object) -> int:
    return main(["lint", "--no-model", "--lang", "en", "--format", "json", *map(str, args)])


def findings(out: str) -> list[dict[str, Any]]:
    (file,) = json.loads(out)["files"]
    found: list[dict[str, Any]] = file["findings"]
    return found


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        pytest.param((SENTENCES + "\n\n") * (10_000_000 // len(SENTENCES)), 60, id="10 MB of sentences"),
        pytest.param(SENTENCES * (5_000_000 // len(SENTENCES)), 30, id="one line of 5 MB"),
        pytest.param("w" * 5_000_000, 10, id="one word of 5 MB"),
        pytest.param("> " * 10_000 + "We will try.", 5, id="10,000 quotes, one inside the other"),
        pytest.param("- " * 10_000 + "We will try.", 5, id="10,000 lists on one line"),
        pytest.param(
            "".join(" " * n + "- we will try\n" for n in range(3000)), 10, id="3,000 lists, indented"
        ),
        pytest.param("[" * 10_000 + "x" + "](" * 10_000, 5, id="10,000 links"),
        pytest.param("*" * 10_000 + "x" + "*" * 10_000, 5, id="10,000 stars"),
    ],
)
def test_what_is_huge_is_read_in_due_time(
    text: str, seconds: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "appeal.md"
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    assert lint(path) == 1
    assert time.process_time() - start < seconds
    for found in findings(capsys.readouterr().out)[:200]:
        assert text[found["offset"] : found["end_offset"]] == found["excerpt"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        (b"abc\x00def" * 1000, "not a text"),
        (random.Random(1).randbytes(20_000), "not a text"),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00",
            "not a text",
        ),
    ],
)
def test_what_is_no_text_is_told_in_one_line(
    data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "appeal.md"
    path.write_bytes(data)
    assert lint(path) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["files"] == []
    assert len(err.splitlines()) == 1
    assert said in err


@pytest.mark.parametrize(
    "data",
    [
        b"We will try\x00 to improve. " + SENTENCES.encode() * 3,
        b"\x1b]0;title\x07We will try to improve.\x08\x1b[31m " + SENTENCES.encode() * 3,
        "Nous allons essayer d’améliorer cela. ".encode() * 9 + b"\xff\xfe\xc3( caf\xe9",
        b"We will try to improve. caf\xe9 " + b"\x80" * 9,
    ],
)
def test_stray_bytes_hide_nothing_and_reach_no_terminal(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "appeal.md"
    path.write_bytes(data)
    assert main(["lint", "--no-model", "--lang", "en", str(path)]) == 1
    shown = "".join(capsys.readouterr())
    assert "weak-commitment" in shown
    assert not any(ord(character) < 32 and character != "\n" for character in shown)


BOMB = "".join(
    f"{two}: &{two} [{','.join(['*' + one] * 9)}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)


def own(**changed: Any) -> str:
    return json.dumps({**OWN_RULE, **changed})


def phrases(value: object) -> str:
    return own(lexicon={"fr": {"sure": ["vente flash"]}, "en": value})


def message(text: str) -> str:
    return own(messages={"default": {"fr": text, "en": text}})


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "file"),
        (b"- a\n- b", "file"),
        (b"title:\n\t- x", "file"),
        (b"\x00\xff\xfe", "file"),
        (b"[" * 5000, "file"),
        (b"&a [*a]", "file"),
        (own()[:-1] + ', "given": &x {"fr": *x, "en": *x}}', "given.fr"),
        (
            "a: &a [x,x,x,x,x,x,x,x,x]\n" + BOMB + "title: {fr: a, en: b}\nwhy: {fr: a, en: b}\nsource: me\n",
            "a",
        ),
        (message("{"), "messages.default.fr"),
        (message("{word}"), "messages.default.fr"),
        (message("{phrase.__class__}"), "messages.default.fr"),
        (message("{phrase:money}"), "messages.default.fr"),
        (message("{}"), "messages.default.fr"),
        (phrases(None), "lexicon.en.sure"),
        (phrases("flash sale"), "lexicon.en.sure"),
        (phrases({"sure": "flash sale"}), "lexicon.en.sure"),
        (phrases({"sure": [1]}), "lexicon.en.sure"),
        (phrases({"maybe": [" "]}), "lexicon.en.maybe"),
    ],
)
def test_a_rule_file_that_does_not_hold_is_named_with_its_key_and_hides_no_other(
    content: bytes | str, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "bad-rule.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "fine.yaml").write_text(own(), encoding="utf-8")
    path = tmp_path / "appeal.md"
    path.write_text("We ended the flash\nsale.", encoding="utf-8")
    lint("--rules", folder, path)
    out, err = capsys.readouterr()
    assert f"bad-rule.yaml: {key}: " in err
    assert {"fine"} == {found["rule"] for found in findings(out)} & {"fine", "bad-rule"}


def test_phrases_that_say_nothing_find_nothing_and_odd_ones_take_no_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    odd = [
        "(|)",
        "()",
        "(a|b",
        "***",
        "(",
        "(flash|)? (sale)?",
        "we " + "* " * 40 + "nothing",
        "* sale",
        "(ended|) the",
    ]
    (folder / "odd.yaml").write_text(phrases({"sure": odd}), encoding="utf-8")
    path = tmp_path / "appeal.md"
    path.write_text("We ended the show. " + "we " * 3000, encoding="utf-8")
    start = time.process_time()
    lint("--rules", folder, path)
    assert time.process_time() - start < 10
    shown = [found["excerpt"] for found in findings(capsys.readouterr().out) if found["rule"] == "odd"]
    assert shown == ["ended the"]


def test_without_numpy_the_rules_speak_alone_and_that_is_told_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "numpy"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('the library was built for another processor')")
    paths = [tmp_path / "one.md", tmp_path / "two.md"]
    for path in paths:
        path.write_text("We will try to improve.", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "appeal_tool",
        "lint",
        "--lang",
        "en",
        "--format",
        "line",
        *map(str, paths),
    ]
    search = os.pathsep.join([str(broken.parent), *filter(None, sys.path)])
    run = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": search}, capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == 1
    assert run.stdout.count("[weak-commitment]") == 2
    (told,) = run.stderr.splitlines()
    assert "learned layer is off" in told
