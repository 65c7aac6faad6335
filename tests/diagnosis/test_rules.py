"""The records of standards and of the diagnosis: complete, consistent, and the only place of the knowledge."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from diagnosis_accounts import account

from appeal_tool.account.model import METRICS
from appeal_tool.account.notice import NOTICE_TYPES
from appeal_tool.diagnosis.diagnose import diagnose
from appeal_tool.diagnosis.model import CAUSES
from appeal_tool.guide.causes import load_causes
from appeal_tool.guide.location import data_folder
from appeal_tool.guide.outcomes import (
    load_notice_kinds,
    load_remedies,
    load_routes,
    load_stages,
    load_weights,
)
from appeal_tool.guide.own_rules import bad_records
from appeal_tool.guide.signals import load_signals
from appeal_tool.guide.standards import load_standards, standard_for

FR, UK, US = "A13V1IB3VIYZZH", "A1F83G8C2ARO7P", "ATVPDKIKX0DER"


@pytest.mark.parametrize(
    ("metric", "day", "marketplace", "value", "windows"),
    [
        ("order_defect_rate", date(2013, 5, 5), FR, 0.01, (90,)),
        ("order_defect_rate", date(2026, 5, 5), FR, 0.01, (60,)),
        ("cancellation_rate", date(2012, 9, 25), FR, 0.025, (7, 30, 90)),
        ("cancellation_rate", date(2026, 5, 5), FR, 0.025, (7,)),
        ("late_shipment_rate", date(2012, 9, 25), None, 0.04, (7, 30, 90)),
        ("late_shipment_rate", date(2026, 5, 5), None, 0.04, (10, 30)),
        ("response_under_24h_rate", date(2012, 9, 25), FR, 0.9, (7, 30, 90)),
        ("late_response_rate", date(2012, 9, 25), FR, 0.1, (7, 30, 90)),
        ("perfect_order_rate", date(2013, 6, 5), FR, 0.95, (90,)),
        ("valid_tracking_rate", date(2026, 5, 5), FR, 0.95, (30,)),
        ("on_time_delivery_rate", date(2025, 12, 1), UK, 0.9, (14, 30)),
        ("on_time_delivery_rate", date(2025, 12, 1), US, 0.9, (14, 30)),
        ("invoice_defect_rate", date(2026, 5, 5), FR, 0.05, (7,)),
        ("account_health_rating", None, FR, 200, (180,)),
    ],
)
def test_standard_of_its_date(metric, day, marketplace, value, windows):
    found = standard_for(metric, day, marketplace)
    assert (found.value, found.windows) == (value, windows)
    assert found.source["address"]
    assert date.fromisoformat(found.source["read"])


@pytest.mark.parametrize(
    ("metric", "day", "marketplace"),
    [
        ("response_under_24h_rate", date(2026, 1, 1), FR),  # no longer measured
        ("perfect_order_rate", date(2026, 1, 1), FR),
        ("valid_tracking_rate", date(2013, 1, 1), FR),  # not yet measured
        ("on_time_delivery_rate", date(2025, 9, 1), UK),
        ("on_time_delivery_rate", date(2026, 1, 1), FR),
        ("invoice_defect_rate", date(2026, 1, 1), US),
        ("refund_rate", date(2012, 1, 1), FR),
    ],
)
def test_no_standard(metric, day, marketplace):
    assert standard_for(metric, day, marketplace) is None


def test_what_is_only_measured_puts_no_account_at_risk():
    late = account(metrics=["on_time_delivery_rate 400/900 30d"], marketplace=UK, today=date(2025, 12, 1))
    assert (diagnose(late).breaches, diagnose(late).stage) == (("on_time_delivery_rate",), "healthy")
    now = account(metrics=["on_time_delivery_rate 400/900 30d"], marketplace=UK, today=date(2026, 3, 1))
    assert diagnose(now).stage == "at-risk"


def test_no_two_standards_hold_at_once():
    days = [
        date(2025, 12, 1),
        date(2026, 2, 2),
        date(2013, 1, 1),
        date(2018, 9, 30),
        date(2018, 10, 1),
        date(2024, 9, 25),
        date(2026, 5, 5),
    ]
    for metric in METRICS:
        for day in days:
            for marketplace in (FR, UK, US):
                valid = [
                    s for s in load_standards().values() if s.metric == metric and s.valid(day, marketplace)
                ]
                assert len(valid) <= 1


def test_records_speak_of_known_things():
    assert {s.metric for s in load_standards().values()} <= set(METRICS)
    assert set(load_notice_kinds()) == set(NOTICE_TYPES)
    assert set(load_stages()) == {"healthy", "sales-spike", "at-risk", "under-review", "suspended", "closed"}
    assert {
        "plan",
        "dispute",
        "documents",
        "retraction",
        "quiz",
        "acknowledge",
        "fix-only",
        "wait",
        "none",
    } == set(load_routes())
    for record in (*load_signals().values(), *load_notice_kinds().values()):
        assert set(record.causes) <= set(CAUSES)
    assert set(load_remedies()) <= set(CAUSES)
    assert {kind.route for kind in load_notice_kinds().values()} <= set(load_routes())
    assert {stage.route for stage in load_stages().values()} <= set(load_routes())


def test_every_metric_has_a_signal_and_every_cause_one_that_speaks_for_it():
    assert set(METRICS) <= set(load_signals())
    spoken = {
        c for record in (*load_signals().values(), *load_notice_kinds().values()) for c in record.causes
    }
    assert spoken == set(CAUSES)


def test_subcauses_name_signals_that_exist():
    known = {spelling for name in load_signals() for spelling in (name, name.rpartition(":")[2])}
    known |= {f"notice:{name}" for name in NOTICE_TYPES} | {f"asked:{name}" for name in CAUSES}
    known |= {f"{way}:{metric}" for way in ("worsening", "improving") for metric in METRICS}
    unknown = {
        (cause.id, name)
        for cause in load_causes().values()
        for subcause in cause.subcauses
        for name in subcause.signals
        if name not in known
    }
    assert unknown == set()


def own_rules(folder: Path, kind: str, name: str, change) -> Path:
    target = folder / "diagnosis" / kind
    target.mkdir(parents=True)
    text = (data_folder("rules") / "diagnosis" / kind / f"{name}.yaml").read_text(encoding="utf-8")
    (target / f"{name}.yaml").write_text(change(text), encoding="utf-8")
    return folder


def test_a_change_of_weights_is_a_change_of_data(tmp_path):
    late_comment = account(
        metrics=["cancellation_rate 40/500 7d <0.025"], feedbacks=["1 Livraison très en retard"]
    )
    assert diagnose(late_comment).root_cause == "cancellation"
    rules = own_rules(
        tmp_path, "weights", "evidence", lambda text: text.replace("feedback: 1.0", "feedback: 50.0")
    )
    assert diagnose(late_comment, rules=rules).root_cause == "late-shipment"


def test_an_own_signal_is_seen(tmp_path):
    folder = tmp_path / "diagnosis" / "signals" / "comment"
    shutil.copytree(data_folder("rules") / "diagnosis" / "signals" / "comment", folder)
    for path in folder.iterdir():
        if path.name != "rude.yaml":
            path.unlink()
    path = folder / "rude.yaml"
    path.rename(folder / "grumpy.yaml")
    text = (folder / "grumpy.yaml").read_text(encoding="utf-8")
    (folder / "grumpy.yaml").write_text(
        text.replace("- insult*", "- grognon\n    - insult*", 1), encoding="utf-8"
    )
    grumpy = account(metrics=["order_defect_rate 22/1019 60d <0.01"], feedbacks=["1 Vendeur grognon"])
    assert diagnose(grumpy).causes == ()
    assert [c.id for c in diagnose(grumpy, rules=tmp_path).causes] == ["customer-service"]


def test_a_bad_own_record_is_told_and_hides_no_other(tmp_path):
    rules = own_rules(tmp_path, "notices", "refusal", lambda text: text.replace("route:", "rout:"))
    found = diagnose(account(notices=["late-shipment-rate"]), rules=rules)
    assert found.root_cause == "late-shipment"
    (error,) = bad_records(rules)
    assert "refusal.yaml" in str(error)
    assert "did you mean 'route'?" in str(error)


def test_repetition_weighs_less_and_less():
    def score(n: int) -> float:
        return (
            diagnose(
                account(metrics=["order_defect_rate 22/1019 60d <0.01"], claims=["Article non reçu"] * n)
            )
            .causes[0]
            .score
        )

    one, two, many = score(1), score(2), score(400)
    assert one < two < 2 * one
    assert many < 8 * one
    assert load_weights().repeat_power == 1.0


def test_no_evidence_is_dropped_when_there_are_hundreds():
    found = diagnose(
        account(metrics=["order_defect_rate 22/1019 60d <0.01"], claims=["Article non reçu"] * 400)
    )
    listed = found.causes[0].evidence
    assert len(listed) == load_weights().listed + 1
    assert sum(piece.weight for piece in listed) == pytest.approx(found.causes[0].score, abs=0.2)


@pytest.mark.parametrize(("points", "told"), [(0, True), (99, True), (100, False), (150, False)])
def test_a_rating_that_may_deactivate_is_told(points, told):
    found = diagnose(account(metrics=[f"account_health_rating ={points}"]))
    assert ("explain-rating" in [s.code for s in found.explanations]) == told


def test_what_docs_say_of_thresholds_is_what_the_records_say():
    weights = load_weights()
    assert (weights.certain, weights.likely, weights.repeat_power) == (0.65, 0.5, 1.0)
    assert weights.breach["sure"] == 4 * weights.breach["unsure"]
    assert weights.defects_missed == 1.5
    assert weights.notice > weights.asked > weights.subject
    assert weights.rating.get("4", 0) == weights.rating.get("5", 0) == 0


@pytest.mark.parametrize("kind", ["standards", "diagnosis"])
def test_every_record_names_a_slide_or_an_address_with_the_day_it_was_read(kind):
    import re

    import yaml

    for path in sorted((data_folder("rules") / kind).rglob("*.yaml")):
        source = yaml.safe_load(path.read_text(encoding="utf-8"))["source"]
        if isinstance(source, dict):
            source = f"{source['address']} (read {source['read']})"
        for one in [source] if isinstance(source, str) else source:
            assert re.match(r"guide: |own judgement: docs/|https?://\S+ \(read \d{4}-\d\d-\d\d\)$", one), path
