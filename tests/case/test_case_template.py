"""``plan CASE --template``: a case as an answers file, and examples that belong to the cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from appeal_tool.case import answers, store
from appeal_tool.case.blank import blank_answers
from appeal_tool.case.load import load
from appeal_tool.cli.run import run
from appeal_tool.guide.causes import load_causes
from appeal_tool.guide.location import data_folder

EXAMPLES = sorted(data_folder("examples").glob("*/answers.yaml"))


@pytest.mark.parametrize("source", EXAMPLES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_case_as_a_file_gives_the_same_answers(source: Path, lang: str, tmp_path: Path) -> None:
    folder, file = tmp_path / "case", tmp_path / "there" / "answers.yaml"
    file.parent.mkdir()
    assert run(["new", str(folder), "--answers", str(source)]) == 0
    assert run(["plan", str(folder), "--template", "--out", str(file), "--lang", lang]) == 0
    with store.open_case(folder) as case:
        wanted = {key: (a.value, a.unknown, a.language, a.twin) for key, a in case.answers.items()}
    loaded = load(file)
    assert loaded.problems == ()
    found = {key: (a.value, a.unknown, a.language, a.twin) for key, a in loaded.case.answers.items()}
    same = {key: value for key, value in wanted.items() if not key.endswith("/more")}
    assert {key: value for key, value in found.items() if not key.endswith("/more")} == {
        **same,
        "language": found["language"],
    }
    assert loaded.diagnosis is not None
    assert all(path.is_file() for path in answers.read(file).account)


def test_the_file_of_a_case_holds_its_causes_and_those_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "answers.yaml"
    source.write_text(
        'language: en\ncauses:\n  defective:\n    facts: "a: #b \\"c\\""\n    why_1: {en: one, fr: un}\n',
        encoding="utf-8",
    )
    assert run(["plan", str(source), "--template", "--cause", "not-received", "--lang", "en"]) == 0
    written = capsys.readouterr().out
    again = tmp_path / "again.yaml"
    again.write_text(written, encoding="utf-8")
    case = load(again).case
    assert case.answers["causes/defective/facts"].value == 'a: #b "c"'
    why = case.answers["causes/defective/why_1"]
    assert {why.value, why.twin} == {"one", "un"}
    assert written.index("  defective:") < written.index("  not-received:")
    assert "customer-service:" not in written


@pytest.mark.parametrize("cause", sorted(load_causes()))
def test_examples_are_those_of_the_cause(cause: str) -> None:
    record = load_causes()[cause]
    section = blank_answers([cause], "fr").partition("\ncauses:\n")[2]
    said = " ".join(section.replace("#", " ").split())
    own = [
        " ".join(words.split())
        for hint in (record.corrective[0], record.preventive[0])
        for words in (hint.example.fr, hint.proof.fr)
    ]
    assert said.count("Exemple\u00a0: ") + said.count("Exemple : ") == len(own)
    plain = said.replace("Exemple\u00a0: ", "Exemple : ")
    assert all(f"Exemple : {words}" in plain for words in own)
