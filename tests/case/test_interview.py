"""The interview: what is asked follows from what is known, and nothing that was answered is lost."""

from __future__ import annotations

from datetime import date

import pytest

from appeal_tool.account.model import Account
from appeal_tool.case import interview
from appeal_tool.case.model import Case, CaseError, in_memory
from appeal_tool.case.values import ValueProblem
from appeal_tool.case.whys import weak_cause
from appeal_tool.diagnosis.model import CAUSES, CauseFinding, Diagnosis
from appeal_tool.guide.questions import load_questions
from appeal_tool.plan.build import build_plan
from appeal_tool.plan.markdown import render

TODAY = date(2026, 1, 15)
CAUSE = "causes/cancellation"


@pytest.fixture
def case() -> Case:
    case = in_memory("fr")
    interview.take(case, "causes", ["cancellation"])
    return case


def test_without_any_cause_the_first_need_is_one() -> None:
    ids = [item.id for item in interview.questions(in_memory("fr")) if item.status == "open"]
    assert "causes" in ids


def test_every_question_says_why_it_is_asked() -> None:
    assert all(question.why["fr"] and question.why["en"] for question in load_questions().values())


def test_the_walk_ends_and_every_answer_closes_its_question(case: Case) -> None:
    seen: list[str] = []
    while (item := interview.next_question(case)) is not None:
        assert item.id not in seen, "asked twice"
        seen.append(item.id)
        if item.choices:
            value: object = item.choices[0].id
        else:
            value = {"date": "2013-05-03", "number": 3, "yesno": "oui"}.get(
                item.question.type, "Les 41 offres"
            )
        interview.take(case, item.id, value)
    assert f"{CAUSE}/corrective/1/what" in seen
    assert f"{CAUSE}/preventive/1/since" in seen
    assert all(task.state == "done" for task in interview.tasks(case))


def test_why_goes_on_until_a_practice_of_ones_own(case: Case) -> None:
    def asked() -> list[str]:
        return [i.question.field for i in interview.questions(case) if i.question.field.startswith("why_")]

    assert asked() == ["why_1", "why_1_kind"]
    interview.take(case, f"{CAUSE}/why_1", "L'article manquait")
    interview.take(case, f"{CAUSE}/why_1_kind", "third-party")
    assert asked()[-2:] == ["why_2", "why_2_kind"]
    interview.take(case, f"{CAUSE}/why_2", "Le stock n'était pas compté")
    interview.take(case, f"{CAUSE}/why_2_kind", "own-practice")
    assert "why_3" not in asked()
    assert not weak_cause(case, "cancellation")


def test_the_stop_rule_names_what_is_missing(case: Case) -> None:
    interview.take(case, f"{CAUSE}/why_1", "L'article manquait")
    interview.take(case, f"{CAUSE}/why_1_kind", "event")
    interview.take(case, f"{CAUSE}/looked_at", 40)
    interview.take(case, f"{CAUSE}/explained", 8)
    interview.take(case, f"{CAUSE}/subcauses", ["count-errors", "stock-updated-by-hand"])
    interview.take(case, f"{CAUSE}/corrective/1/addresses", ["count-errors"])
    codes = [problem.code for problem in weak_cause(case, "cancellation")]
    assert codes == ["why-goes-on", "explains-too-little", "practice-without-measure"]
    interview.take(case, f"{CAUSE}/explained", 44)
    assert "explains-too-much" in [problem.code for problem in weak_cause(case, "cancellation")]


def test_back_keeps_every_answer(case: Case) -> None:
    first = interview.next_question(case)
    assert first is not None
    interview.take(case, f"{CAUSE}/facts", "93 commandes annulées")
    after = interview.next_question(case, after=f"{CAUSE}/facts")
    assert after is not None
    before = interview.back(case, after.id)
    assert before is not None
    assert before.id == f"{CAUSE}/facts"
    assert before.answer is not None
    assert before.answer.value == "93 commandes annulées"
    assert case.answers[f"{CAUSE}/facts"].value == "93 commandes annulées"


def test_a_hidden_answer_is_kept_and_never_printed(case: Case) -> None:
    interview.take(case, "offers_withdrawn", "yes")
    interview.take(case, "offers_count", 4177)
    interview.take(case, "offers_withdrawn_on", "2013-05-03")
    assert "4\u202f177" in render(build_plan(case, today=TODAY), "fr")
    interview.take(case, "offers_withdrawn", "not-needed")
    assert "4\u202f177" not in render(build_plan(case, today=TODAY), "fr")
    assert case.answers["offers_count"].value == 4177
    interview.take(case, "offers_withdrawn", "yes")
    assert "4\u202f177" in render(build_plan(case, today=TODAY), "fr")


def test_i_do_not_know_is_an_answer_where_the_record_allows_it(case: Case) -> None:
    interview.answer_unknown(case, f"{CAUSE}/corrective/1/who")
    item = interview.find(case, f"{CAUSE}/corrective/1/who")
    assert item is not None
    assert item.status == "unknown"
    with pytest.raises(ValueProblem, match="needs-an-answer"):
        interview.answer_unknown(case, f"{CAUSE}/why_1_kind")


def test_a_blank_answer_opens_the_question_again(case: Case) -> None:
    interview.take(case, "contact_shop", "Boutique")
    interview.take(case, "contact_shop", "  ")
    assert "contact_shop" not in case.answers


def test_another_measure_only_when_asked_for(case: Case) -> None:
    base = f"{CAUSE}/corrective"
    assert interview.rows(case, base) == 1
    interview.take(case, f"{base}/1/what", "un")
    interview.take(case, f"{base}/1/more", "oui")
    assert interview.rows(case, base) == 2
    interview.take(case, f"{base}/2/what", "deux")
    interview.take(case, f"{base}/2/more", "oui")
    interview.take(case, f"{base}/3/what", "trois")
    interview.remove_row(case, base, 2)
    assert [case.answers[f"{base}/{n}/what"].value for n in (1, 2)] == ["un", "trois"]
    interview.take(case, f"{base}/1/more", "non")
    assert interview.rows(case, base) == 1
    assert case.answers[f"{base}/2/what"].value == "trois"


@pytest.mark.parametrize(
    "wrong",
    [
        "nothing",
        "causes/unheard/facts",
        f"{CAUSE}/corrective/0/what",
        f"{CAUSE}/corrective/1/whot",
        "a/b/c/d",
    ],
)
def test_a_question_that_does_not_exist_is_said(case: Case, wrong: str) -> None:
    with pytest.raises(CaseError, match="no-such-question"):
        interview.take(case, wrong, "x")


@pytest.mark.parametrize(
    ("answer_id", "value", "code"),
    [
        (f"{CAUSE}/corrective/1/done_on", "2027-05-03", "day-in-future"),
        (f"{CAUSE}/preventive/1/starting", "2020-05-03", "day-in-past"),
        (f"{CAUSE}/corrective/1/who", "Nous", "nobody-named"),
        (f"{CAUSE}/corrective/1/what", "J’ai retiré ⟨nombre⟩ offres", "gap-left"),
        (f"{CAUSE}/corrective/1/proof", "XXXX", "placeholder-left"),
        ("buyers_count", "-3", "not-positive"),
        ("exhibits/1/file", "nowhere.pdf", "file-not-there"),
        ("contact_shop", "x" * 1_000_000, "answer-long"),
    ],
)
def test_contradictions_are_said_and_the_answer_kept(
    case: Case, answer_id: str, value: str, code: str
) -> None:
    problems = interview.answer(case, answer_id, value, today=TODAY)
    assert code in [problem.code for problem in problems]
    assert case.answers[answer_id].value is not None


def test_the_seller_may_say_that_it_is_an_error() -> None:
    case = in_memory("fr")
    interview.take(case, "position", "in-error")
    assert build_plan(case, today=TODAY).route == "dispute"


def test_the_same_text_in_the_other_language(case: Case) -> None:
    interview.take(case, f"{CAUSE}/facts", "93 commandes annulées faute de stock")
    interview.translate(case, f"{CAUSE}/facts", "93 orders cancelled for lack of stock")
    assert "93 orders cancelled" in render(build_plan(case, today=TODAY), "en")
    with pytest.raises(CaseError, match="nothing-to-translate"):
        interview.translate(case, "contact_role", "owner")


def _diagnosis(*causes: tuple[str, str]) -> Diagnosis:
    return Diagnosis(
        account=Account(),
        as_of=None,
        metrics=(),
        breaches=(),
        root_cause=None,
        causes=tuple(CauseFinding(name, CAUSES[name], 0.5, sure, ()) for name, sure in causes),  # type: ignore[arg-type]
        stage="suspended",
        route="plan",
    )


def test_what_the_data_proves_stays_open_even_if_left_out(case: Case) -> None:
    found = _diagnosis(("late-shipment", "certain"), ("defective", "likely"), ("not-received", "possible"))
    plan = build_plan(case, found, today=TODAY)
    assert [cause.id for cause in plan.causes] == ["cancellation", "late-shipment"]
    assert "causes/late-shipment/facts" in [gap.id for gap in plan.open]
    left = [problem.params["cause"] for problem in plan.problems if problem.code == "cause-left-out"]
    assert left == ["defective"]


def test_without_the_sellers_list_the_diagnosis_gives_the_causes() -> None:
    found = _diagnosis(("late-shipment", "certain"), ("defective", "likely"), ("not-received", "possible"))
    assert [cause.id for cause in build_plan(in_memory("fr"), found, today=TODAY).causes] == [
        "late-shipment",
        "defective",
    ]
    unsure = _diagnosis(("not-received", "possible"), ("defective", "possible"))
    assert [cause.id for cause in build_plan(in_memory("fr"), unsure, today=TODAY).causes] == ["not-received"]


def test_an_answer_in_the_other_language_is_marked(case: Case) -> None:
    interview.take(
        case, f"{CAUSE}/facts", "93 orders were cancelled because the stock of the shop was not counted"
    )
    plan = build_plan(case, today=TODAY)
    assert "⟨à traduire de l’anglais\u00a0: 93 orders were cancelled" in render(plan, "fr")
    assert not plan.ready("fr")


def test_ideas_come_with_the_practice_chosen_first(case: Case) -> None:
    interview.take(case, f"{CAUSE}/subcauses", ["wrong-price-file"])
    item = interview.find(case, f"{CAUSE}/preventive/1/what")
    assert item is not None
    assert "wrong-price-file" in item.ideas(case)[0].addresses
    first = interview.find(case, f"{CAUSE}/why_1")
    assert first is not None
    assert first.ask == first.cause.first_why  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ("Au-delà de cinq jours, je renvoie la bougie", False),
        ("À partir d'une commande en retard, j'appelle", False),
        ("From two orders on, she calls", False),
        ("Aucune", False),
        ("Dès qu'un retard est important, on réagit", True),
        ("When it gets worse, we react", True),
    ],
)
def test_a_figure_may_be_said_in_words(said: str, lacks: bool) -> None:
    case = in_memory("fr")
    interview.take(case, "causes", ["cancellation"])
    found = interview.answer(case, "causes/cancellation/preventive/1/limit", said)
    assert ("no-figure" in [problem.code for problem in found]) is lacks
