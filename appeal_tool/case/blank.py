"""An answers file to fill in: every question as a comment above its key."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from appeal_tool.case.choices import choices_for
from appeal_tool.case.context import Context, cause_record
from appeal_tool.case.model import in_memory
from appeal_tool.guide.questions import Question, load_questions
from appeal_tool.i18n import text

_LISTS = {"corrective": "corrective", "preventive": "preventive", "effect": "effects"}
_WIDTH = 96


def blank_answers(causes: Sequence[str], lang: str, *, route: str = "plan") -> str:
    """The text of an answers file for ``causes`` in the working language ``lang``; it loads as it stands."""
    seen = Context(route, tuple(causes), None, None, (), None, 1)
    lines = [
        *_comment(text("case-blank", "head", lang)),
        "",
        f"language: {lang}",
        "",
        "account: [page.txt]",
        "notice:",
        "",
    ]
    for question in _of("case", route, causes):
        if question.field not in ("language", "causes"):
            lines += _question(question, seen, None, lang, "")
    lines += ["causes:"]
    for cause in causes:
        lines += _cause(cause, seen, lang, route)
    lines += ["exhibits:", *_rows("exhibit", seen, None, lang, route, "  ")]
    return "\n".join(lines) + "\n"


def _cause(cause_id: str, seen: Context, lang: str, route: str) -> list[str]:
    record = cause_record(cause_id)
    lines = [f"  # {record.title[lang]}"] if record else []
    lines += [f"  {cause_id}:"]
    for question in _of("cause", route, [cause_id]):
        lines += _question(question, seen, cause_id, lang, "    ")
    for scope, key in _LISTS.items():
        lines += [f"    {key}:", *_rows(scope, seen, cause_id, lang, route, "      ")]
    return lines


def _rows(scope: str, seen: Context, cause: str | None, lang: str, route: str, indent: str) -> list[str]:
    lines: list[str] = []
    for question in _of(scope, route, [cause] if cause else seen.causes):
        if question.field != "more":
            lines += _question(question, seen, cause, lang, indent + "  ")
    first = next((n for n, line in enumerate(lines) if not line.lstrip().startswith("#") and line), None)
    if first is None:
        return []
    # The dash of the list stands before the first key.
    lines[first] = indent + "- " + lines[first].lstrip()
    return lines


def _of(scope: str, route: str, causes: Iterable[str]) -> list[Question]:
    wanted = set(causes)
    return [
        question
        for question in load_questions().values()
        if question.scope == scope
        and (not question.when.routes or route in question.when.routes)
        and (not question.when.causes or wanted & set(question.when.causes))
        and question.when.refusal is not True
    ]


def _question(question: Question, seen: Context, cause: str | None, lang: str, indent: str) -> list[str]:
    ask = question.ask[lang]
    record = cause_record(cause) if cause else None
    if record is not None and question.field == "facts":
        ask = record.facts[lang]
    lines = _comment(ask, indent)
    lines += _comment(f"({question.why[lang]})", indent)
    lines += [
        line
        for example in question.do[:1]
        for line in _comment(text("case-blank", "example", lang, example=example.text[lang]), indent)
    ]
    for choice in choices_for(question, in_memory(), seen, cause, ""):
        lines += _comment(
            f"{choice.id} : {choice.text[lang]}" if lang == "fr" else f"{choice.id}: {choice.text[lang]}",
            indent + "  ",
        )
    empty = "[]" if question.type == "multi" else ""
    return [*lines, f"{indent}{question.field}:{' ' + empty if empty else ''}", ""]


def _comment(words: str, indent: str = "") -> list[str]:
    return [
        f"{indent}# {line}".rstrip()
        for paragraph in words.split("\n")
        for line in (textwrap.wrap(paragraph, _WIDTH - len(indent), break_on_hyphens=False) or [""])
    ]
