"""A record that breaks its form does not load, and the error names the file, the key and what is wrong."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from appeal_tool.guide.advice import check_advice
from appeal_tool.guide.causes import check_cause
from appeal_tool.guide.location import data_folder
from appeal_tool.guide.questions import check_question
from appeal_tool.guide.records import RecordError, RecordFile, load_lenient

RULES = data_folder("rules")
Change = Callable[[dict[str, Any]], Any]


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((RULES / name).read_text(encoding="utf-8"))
    return copy.deepcopy(found)


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        (lambda r: r.pop("names"), "names", "is missing"),
        (lambda r: r.update(root_cause="stock"), "root_cause", "none of"),
        (lambda r: r.update(subcauses=r["subcauses"][:4]), "subcauses", "at least 5"),
        (lambda r: r.update(preventive=r["preventive"][:5]), "preventive", "at least 6"),
        (lambda r: r["corrective"][0].update(addresses=["weather"]), "corrective", "no sub-cause"),
        (lambda r: r["corrective"][0]["example"].update(fr="Tout est réglé."), "example.fr", "no ⟨gap⟩"),
        (lambda r: r["preventive"][0].update(figure="luck"), "figure", "no figure"),
        (lambda r: r["subcauses"][1].update(id=r["subcauses"][0]["id"]), "subcauses", "twice"),
        (lambda r: r["subcauses"][0].update(txt="x"), "txt", "did you mean 'text'"),
        (lambda r: r["documents"][0].update(max_age_days=0), "max_age_days", "above 0"),
        (lambda r: r["documents"][0].update(checks=["smell"]), "checks", "none of"),
        (lambda r: r["title"].update(fr=" "), "title.fr", "empty"),
    ],
)
def test_a_cause_that_breaks_the_form(change: Change, key: str, says: str) -> None:
    broken = read("causes/cancellation.yaml")
    change(broken)
    with pytest.raises(RecordError) as error:
        check_cause(broken, RecordFile(Path("cancellation.yaml"), "cancellation"))
    assert key in error.value.key
    assert says in error.value.problem
    assert "cancellation.yaml" in str(error.value)


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        (lambda r: r.update(scope="planet"), "scope", "none of"),
        (lambda r: r.update(type="colour"), "type", "none of"),
        (lambda r: r.pop("why"), "why", "is missing"),
        (lambda r: r.update(checks=["smells-right"]), "checks", "none of"),
        (lambda r: r.update(choices=[{"id": "a", "text": {"fr": "A", "en": "A"}}]), "choices", "belong to"),
        (lambda r: r.update(when={"answer": {"x": ["y"]}}), "when.answer", "did you mean 'answers'"),
        (lambda r: r.update(when={"routes": ["detour"]}), "when.routes", "none of"),
        (lambda r: r["examples"]["dont"][0].pop("reason"), "examples.dont.0.reason", "mapping"),
        (lambda r: r.update(required="yes"), "required", "true or false"),
        (lambda r: r.update(order="first"), "order", "whole number"),
    ],
)
def test_a_question_that_breaks_the_form(change: Change, key: str, says: str) -> None:
    broken = read("questions/cause-facts.yaml")
    change(broken)
    with pytest.raises(RecordError) as error:
        check_question(broken, RecordFile(Path("cause-facts.yaml"), "cause-facts"))
    assert key in error.value.key
    assert says in error.value.problem


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        (lambda r: r.update(kind="gossip"), "kind", "none of"),
        (lambda r: r.pop("lesson"), "lesson", "needs it"),
        (lambda r: r["lesson"].update(acceptable="no"), "lesson.acceptable", "true or false"),
        (lambda r: r["lesson"].pop("answer"), "lesson.answer", "mapping"),
        (
            lambda r: r.update(applies_to={"cause": ["cancellation"]}),
            "applies_to.cause",
            "did you mean 'causes'",
        ),
    ],
)
def test_advice_that_breaks_the_form(change: Change, key: str, says: str) -> None:
    broken = read("advice/lesson-cancellations.yaml")
    change(broken)
    with pytest.raises(RecordError) as error:
        check_advice(broken, RecordFile(Path("lesson-cancellations.yaml"), "lesson-cancellations"))
    assert key in error.value.key
    assert says in error.value.problem


def test_a_bad_record_of_a_user_leaves_the_others(tmp_path: Path) -> None:
    good = (RULES / "causes" / "cancellation.yaml").read_text(encoding="utf-8")
    (tmp_path / "good.yaml").write_text(good, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(good.replace("  en:", "  de:", 1), encoding="utf-8")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    records, errors = load_lenient(tmp_path, check_cause)
    assert list(records) == ["good"]
    assert sorted(error.path.name for error in errors) == ["bad.yaml", "binary.yaml"]
