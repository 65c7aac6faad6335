"""What a question offers to choose from: its own list, the cause's suggestions, or what was entered before."""

from __future__ import annotations

from collections.abc import Iterable

from appeal_tool.case.context import CAUSE_LIST, Context, cause_record
from appeal_tool.case.model import Case
from appeal_tool.guide.causes import load_causes
from appeal_tool.guide.questions import Choice, Question
from appeal_tool.guide.texts import Text
from appeal_tool.i18n import catalogue


def choices_for(
    question: Question, case: Case, seen: Context, cause_id: str | None, answer_id: str
) -> tuple[Choice, ...]:
    """The choices of ``question`` here and now; empty for a question that offers none."""
    match question.choices_from:
        case None:
            return question.choices
        case "causes":
            return tuple(Choice(cause.id, cause.title) for cause in load_causes().values())
        case "measures":
            return (*question.choices, *_measures(case))
        case "asked":
            return (*question.choices, *_asked(seen))
        case kind:
            causes = (cause_id,) if cause_id else seen.causes
            offered = [choice for cause in causes for choice in _suggestions(kind, cause, seen, answer_id)]
            return (*question.choices, *{choice.id: choice for choice in offered}.values())


def _suggestions(kind: str, cause_id: str, seen: Context, answer_id: str) -> Iterable[Choice]:
    cause = cause_record(cause_id)
    if cause is None:
        return ()
    if kind == "subcauses":
        likely = next(
            (c.subcauses for c in seen.diagnosis.causes if c.id == cause_id) if seen.diagnosis else iter(()),
            (),
        )
        order = {subcause: number for number, subcause in enumerate(likely)}
        return [
            Choice(item.id, item.text)
            for item in sorted(cause.subcauses, key=lambda item: order.get(item.id, len(order)))
        ]
    if kind in ("corrective", "preventive"):
        hints = cause.corrective if kind == "corrective" else cause.preventive
        return [Choice(item.id, item.ask) for item in hints]
    if kind == "figures":
        return [Choice(item.id, item.text) for item in cause.figures]
    return [Choice(item.id, item.text) for item in cause.documents]


def _measures(case: Case) -> Iterable[Choice]:
    for key, answer in case.answers.items():
        prefix, _, field = key.rpartition("/")
        if field == "what" and key.startswith(f"{CAUSE_LIST}/") and answer.value:
            said = str(answer.value)
            yield Choice(prefix, Text(said, said))


def _asked(seen: Context) -> Iterable[Choice]:
    french, english = catalogue("names", "fr"), catalogue("names", "en")
    for item in {(item.part, item.about): item for item in seen.asked}.values():
        name = f"part.{item.part}"
        about = item.about or ""
        yield Choice(
            f"{item.part}/{about}" if about else item.part,
            Text(
                " : ".join(filter(None, (french[name], french.get(about, about)))),
                ": ".join(filter(None, (english[name], english.get(about, about)))),
            ),
        )
