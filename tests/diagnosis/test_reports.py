"""The three reports: the JSON contract to the letter, a page for the terminal, Markdown that stays text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from diagnosis_accounts import account, source
from diagnosis_table import CASES
from diagnosis_traps import TRAPS

from appeal_tool.account.model import Feedback, Problem
from appeal_tool.diagnosis.diagnose import diagnose
from appeal_tool.diagnosis.report import as_json, as_markdown, as_text, explain_text
from appeal_tool.diagnosis.words import say_problem
from appeal_tool.guide.outcomes import load_routes
from appeal_tool.i18n import catalogue

ALL = {**{n: c[0] for n, c in CASES.items()}, **{n: c[0] for n, c in TRAPS.items()}}
FULL = account(
    metrics=[
        "order_defect_rate 2/9 61d <0.01",
        "cancellation_rate 40/500 7d",
        "account_health_rating =150",
        "late_response_rate 90=0.5 30d <=0.1",
    ],
    feedbacks=["1 ATTENTION PRODUIT CONTREFAIT."],
    notices=["refusal stage suspended asked cause:not-received,evidence ago 5"],
)


def test_json_has_the_shape_of_the_design():
    found = as_json(diagnose(FULL), "en")
    assert list(found)[:9] == [
        "schema", "account", "metrics", "breaches", "root_cause", "causes", "stage", "route", "notice"]  # fmt: skip
    assert found["schema"] == 1
    assert found["account"] == {
        "marketplace": "A13V1IB3VIYZZH",
        "language": None,
        "status": None,
        "as_of": "2026-05-20",
    }
    first = found["metrics"][0]
    assert {k: first[k] for k in ("id", "from", "to", "days", "period", "count", "total", "value", "verdict")} == {
        "id": "order_defect_rate", "from": "2026-03-21", "to": "2026-05-20", "days": 61, "period": None,
        "count": 2, "total": 9, "value": 0.2222, "verdict": "missed"}  # fmt: skip
    assert first["target"] == {"comparison": "<", "value": 0.01, "from": "source"}
    assert first["source"] == {"file": "page.txt", "line": 1}
    assert found["metrics"][1]["target"]["from"] == "current/cancellation_rate"
    assert set(found["breaches"]) == {m["id"] for m in found["metrics"] if m["verdict"] == "missed"}
    for cause in found["causes"]:
        assert {"id", "root_cause", "weight", "evidence"} <= cause.keys()
        assert all({"text", "file", "line"} <= piece.keys() for piece in cause["evidence"])
    assert {"type", "deadline", "days", "attempts", "reply_language", "funds_days", "asked"} <= found[
        "notice"
    ].keys()
    assert found["notice"]["asked"] == [
        {"part": "cause", "about": "not-received"}, {"part": "evidence", "about": None}]  # fmt: skip
    assert all({"metric", "date", "clean_orders", "why"} <= item.keys() for item in found["recovery"])
    assert isinstance(found["warnings"], list)


def test_json_of_nothing_is_null_and_empty():
    found = as_json(diagnose(account(marketplace=None)), "fr")
    assert (found["root_cause"], found["causes"], found["notice"], found["breaches"]) == (None, [], None, [])
    assert (found["stage"], found["route"], found["metrics"]) == ("healthy", "none", [])


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ALL)
def test_every_account_can_be_told(name, lang):
    found = diagnose(account(**ALL[name]))
    json.dumps(as_json(found, lang))
    page = as_text(found, lang, 72)
    assert all(len(line) <= 72 for line in page.splitlines())
    assert as_text(found, lang, 72) == page
    for text in (page, as_markdown(found, lang)):
        assert not re.search(r"[{}]|None|evidence-|recovery-|diagnosis-", text)
    for cause in found.causes:
        assert explain_text(found, cause.id, lang)


def test_a_route_without_a_plan_says_so_before_anything_else():
    for route, record in load_routes().items():
        found = replace(diagnose(account()), route=route, stage="suspended")
        lines = as_text(found, "en", 80).splitlines()
        assert ("No plan of action" in lines[4]) == (not record.plan)


def test_plain_words_only():
    jargon = r"(?i)wilson|p-value|p_value|poisson|binomial|confidence|quantile|bonferroni|intervalle de confiance|mfn|afn|odr\b"
    for lang in ("fr", "en"):
        for name in ALL:
            assert not re.search(jargon, as_text(diagnose(account(**ALL[name])), lang, 80)), name


@pytest.mark.parametrize(
    "hostile",
    ["contrefait <img src=x onerror=alert(1)>", "contrefait [x](javascript:alert(1))", "contrefait | a | b", "# contrefait `x` **y**", "contrefait {{ 7*7 }} {x}"],
)  # fmt: skip
def test_comments_stay_text_in_markdown(hostile):
    from markdown_it import MarkdownIt

    base = account(metrics=["order_defect_rate 22/1019 60d <0.01"])
    found = diagnose(replace(base, feedback=(Feedback(source(1, "a|b<c>.txt"), 1, hostile, day=base.as_of),)))
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(as_markdown(found, "fr"))
    assert "<img" not in html
    assert "javascript:alert" not in re.findall(r'href="([^"]*)"', html)
    assert "<strong>y" not in html
    assert "<code>" not in html
    assert len(re.findall(r"<table>", html)) == 1


def test_figures_are_written_as_each_language_does():
    found = diagnose(account(metrics=["cancellation_rate 21/73 7d <0.025"]))
    assert "28,77\u00a0% (21 sur 73)" in as_text(found, "fr", 300)
    assert "28.77% (21 of 73)" in as_text(found, "en", 300)
    assert "norme de la place de marché" not in as_text(found, "fr", 300)
    assert "norme de la place de marché" in as_text(
        diagnose(account(metrics=["cancellation_rate 21/73 7d"])), "fr", 300
    )


def test_a_warning_without_words_still_says_what_it_knows():
    said = say_problem(Problem("never-heard-of", {"metric": "x", "value": 3}, source(7)), "en")
    assert "never-heard-of" in said
    assert "page.txt, line 7" in said


def test_explanation_shows_every_weight_and_the_question_to_ask():
    said = explain_text(diagnose(FULL), "cancellation", "en")
    assert "weight 0.7" in said
    assert "A rate is a symptom" in said
    assert "current" not in said
    assert "Nothing in these files" in explain_text(diagnose(FULL), "drop-shipping", "en")


def test_both_catalogues_hold_the_same_keys_and_all_are_used():
    fr, en = catalogue("diagnosis", "fr"), catalogue("diagnosis", "en")
    assert fr.keys() == en.keys()
    fields = re.compile(r"\{(\w+)")
    assert all(set(fields.findall(fr[key])) == set(fields.findall(en[key])) for key in fr)


def test_old_figures_are_told_with_their_dates():
    metrics = ["cancellation_rate 40/500 7d <0.025 ago 400", "cancellation_rate 1/500 7d <0.025"]
    found = diagnose(account(metrics=metrics))
    (warning,) = as_json(found, "en")["warnings"]
    assert "is old" in warning
    assert found.as_of == date(2026, 5, 20)
