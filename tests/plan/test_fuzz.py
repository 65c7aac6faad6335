"""Whatever is answered, in whatever order, a draft comes out: no route and no half-filled case breaks a template."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appeal_tool.case import checks, interview
from appeal_tool.case.model import in_memory
from appeal_tool.case.values import ValueProblem
from appeal_tool.diagnosis.model import CAUSES
from appeal_tool.plan import form
from appeal_tool.plan.build import build_plan
from appeal_tool.plan.markdown import ROUTES, render

WORDS = (
    "Retiré 41 offres",
    "nous avons compté",
    "Camille Roux, gérante",
    "moi",
    "?",
    "2025-03-04",
    "7",
    "oui",
    "I removed it",
)


@given(
    route=st.sampled_from(ROUTES),
    lang=st.sampled_from(["fr", "en"]),
    cause=st.sampled_from(sorted(CAUSES)),
    steps=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 8), st.sampled_from(WORDS)), max_size=25),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_half_filled_case_gives_a_draft(
    route: str, lang: str, cause: str, steps: list[tuple[int, int, str]]
) -> None:
    case = in_memory("fr" if lang == "fr" else "en")
    interview.take(case, "route", route)
    interview.take(case, "causes", [cause])
    for place, choice, words in steps:
        items = interview.questions(case)
        item = items[place % len(items)]
        if item.id in ("route", "causes"):
            continue
        with suppress(ValueProblem):
            if words == "?":
                interview.answer_unknown(case, item.id)
            else:
                value = item.choices[choice % len(item.choices)].id if item.choices else words
                interview.take(case, item.id, value)
    linted, checks._findings = checks._findings, lambda *_: ()  # type: ignore[assignment]
    try:
        plan = build_plan(case, today=date(2026, 1, 15))
    finally:
        checks._findings = linted
    for doc_lang in ("fr", "en"):
        text = render(plan, doc_lang)
        assert text.startswith("# ")
        assert text.count("⟨") == text.count("⟩")
        assert "None" not in text
        if route == "plan":
            form.fields(plan, doc_lang)
