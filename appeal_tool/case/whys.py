"""The five whys and when to stop: at a practice of the seller's own that explains the defects and that a measure removes."""

from __future__ import annotations

from appeal_tool.account.model import Problem
from appeal_tool.case.context import CAUSE_LIST, cause_record, value
from appeal_tool.case.model import Case

WHYS = ("why_1", "why_2", "why_3", "why_4", "why_5")
_MAIN_SHARE = 0.5
"""A cause that explains less than half of the cases looked at is not the main one (domain knowledge, no official figure)."""


def weak_cause(case: Case, cause_id: str) -> tuple[Problem, ...]:
    """What the stop rule finds missing in the cause as answered so far. Empty when the chain may stop.

    (a) and (b): the last why is a practice of the seller's own, not an event, a
    figure or somebody else's doing; (c) it explains most of the cases looked
    at; (d) at least one measure aims at each chosen practice.
    """
    base = f"{CAUSE_LIST}/{cause_id}"
    problems: list[Problem] = []
    last = next((field for field in reversed(WHYS) if value(case, f"{base}/{field}")), None)
    if last is not None and last != WHYS[-1]:
        kind = value(case, f"{base}/{last}_kind")
        if kind is not None and kind != "own-practice":
            problems.append(Problem("why-goes-on", {"id": f"{base}/{last}", "cause": cause_id}))
    looked, explained = value(case, f"{base}/looked_at"), value(case, f"{base}/explained")
    if isinstance(looked, int | float) and isinstance(explained, int | float):
        if explained > looked > 0:
            problems.append(
                Problem(
                    "explains-too-much", {"id": f"{base}/explained", "explained": explained, "total": looked}
                )
            )
        elif looked > 0 and explained / looked < _MAIN_SHARE:
            problems.append(
                Problem(
                    "explains-too-little",
                    {"id": f"{base}/explained", "explained": explained, "total": looked},
                )
            )
    problems += _unaimed(case, cause_id)
    return tuple(problems)


def _unaimed(case: Case, cause_id: str) -> list[Problem]:
    """A problem for each chosen practice that no measure names as its target, if any measure names one."""
    base = f"{CAUSE_LIST}/{cause_id}"
    chosen = value(case, f"{base}/subcauses")
    aimed: set[str] = set()
    said = False
    for key, answer in case.answers.items():
        if key.startswith(f"{base}/") and key.endswith("/addresses") and isinstance(answer.value, list):
            said = True
            aimed |= {str(item) for item in answer.value}
    if not said or not isinstance(chosen, list):
        return []
    record = cause_record(cause_id)
    texts = {item.id: item.text for item in record.subcauses} if record else {}
    return [
        Problem(
            "practice-without-measure",
            {
                "id": f"{base}/subcauses",
                "fr": texts[item].fr if item in texts else item,
                "en": texts[item].en if item in texts else item,
            },
        )
        for item in map(str, chosen)
        if item not in aimed
    ]
