"""``appeal-tool guide``: the overview and every cause, in both languages and all formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from appeal_tool.cli.main import main
from appeal_tool.guide.advice import load_advice
from appeal_tool.guide.causes import load_causes
from appeal_tool.guide.location import data_folder

BOTH = ("fr", "en")


def out(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["guide", *arguments]) == 0
    return capsys.readouterr().out


def flat(said: str) -> str:
    return " ".join(said.split())


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("cause", load_causes())
def test_a_cause_is_printed_whole(cause: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = load_causes()[cause]
    printed = flat(out(capsys, "--lang", lang, "--cause", cause))
    for said in (
        *(sub.text for sub in record.subcauses),
        *(sub.ask for sub in record.subcauses),
        *(text for m in (*record.corrective, *record.preventive) for text in (m.ask, m.example, m.proof)),
        *(note.text for note in (*record.traps, *record.meanwhile)),
        *(document.text for document in record.documents),
    ):
        assert flat(said[lang]) in printed
    for source in record.source:
        assert source in printed


@pytest.mark.parametrize("lang", BOTH)
def test_the_overview_holds_all_advice_and_the_causes(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = flat(out(capsys, "--lang", lang))
    for advice in load_advice().values():
        first = advice.lesson.sentence if advice.lesson else advice.text
        assert flat(first[lang]) in printed, advice.id
        for point in advice.points:
            assert flat(point.text[lang]) in printed, (advice.id, point.id)
        if advice.lesson:
            assert flat(advice.lesson.answer[lang]) in printed
    for cause in load_causes().values():
        assert f"{cause.id}: {flat(cause.title[lang])}" in printed


@pytest.mark.parametrize("lang", BOTH)
def test_lines_fit_a_narrow_terminal(
    lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = out(capsys, "--lang", lang, "--cause", "cancellation").splitlines()
    assert all(len(line) <= 60 or "http" in line for line in lines)


def test_json_holds_the_record_in_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(out(capsys, "--lang", "fr", "--cause", "cancellation", "--format", "json"))
    record = load_causes()["cancellation"]
    assert data["schema"] == 1
    assert data["cause"]["id"] == "cancellation"
    assert data["cause"]["subcauses"][0]["text"] == record.subcauses[0].text.fr
    assert data["cause"]["preventive"][0]["figure"] == record.preventive[0].figure
    assert {advice["id"] for advice in data["advice"]} >= {"cancellation-rate", "plan-cancellation"}
    overview = json.loads(out(capsys, "--lang", "en", "--format", "json"))
    assert len(overview["causes"]) == len(load_causes())
    assert len(overview["advice"]) == len(load_advice())


@pytest.mark.parametrize("arguments", [(), ("--cause", "inauthentic")])
def test_markdown_is_headings_and_lists_only(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    tokens = MarkdownIt().parse(out(capsys, "--lang", "fr", *arguments, "--format", "markdown"))
    kinds = {token.type for token in tokens}
    assert {"heading_open", "bullet_list_open"} <= kinds
    assert not kinds & {"html_block", "fence", "code_block", "hr", "ordered_list_open"}


def test_an_unknown_cause_names_the_nearest_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "--lang", "en", "--cause", "cancelation"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "cancellation" in printed.err
    assert printed.err.count("\n") == 1


def test_own_records_are_added_and_a_bad_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "causes").mkdir()
    ours = (data_folder("rules") / "causes" / "cancellation.yaml").read_text(encoding="utf-8")
    (tmp_path / "causes" / "oversized-parcels.yaml").write_text(ours, encoding="utf-8")
    (tmp_path / "causes" / "bad.yaml").write_text(ours.replace("root_cause:", "rootcause:"), encoding="utf-8")
    assert main(["guide", "--lang", "en", "--rules", str(tmp_path), "--cause", "oversized-parcels"]) == 0
    printed = capsys.readouterr()
    assert flat(load_causes()["cancellation"].text.en) in flat(printed.out)
    assert printed.err.count("\n") == 1
    assert "bad.yaml: rootcause: is not a key of this record; did you mean 'root_cause'?" in printed.err
