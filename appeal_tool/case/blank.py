"""An answers file to fill in, blank or with what a case already knows: every question above its key."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from appeal_tool.case.choices import choices_for
from appeal_tool.case.context import CAUSE_LIST, Context, answers_of, cause_record, context, value
from appeal_tool.case.interview import rows
from appeal_tool.case.model import Answer, Case, in_memory
from appeal_tool.diagnosis.model import Diagnosis
from appeal_tool.guide.causes import Cause
from appeal_tool.guide.questions import Question, load_questions
from appeal_tool.guide.texts import Text
from appeal_tool.i18n import Lang, text

_LISTS = {"corrective": "corrective", "preventive": "preventive", "effect": "effects"}
_WIDTH = 96


def blank_answers(causes: Sequence[str], lang: str, *, route: str = "plan") -> str:
    """The text of an answers file for ``causes`` in the working language ``lang``; it loads as it stands."""
    seen = Context(route, tuple(causes), None, None, (), None, 1)
    case = in_memory("en" if lang == "en" else "fr")
    return _Sheet(case, seen, lang).text({"account": ["page.txt"], "notice": []}, None)


def case_answers(
    case: Case,
    lang: str,
    files: Mapping[str, Sequence[str]],
    *,
    diagnosis: Diagnosis | None = None,
    causes: Sequence[str] = (),
    as_of: date | None = None,
) -> str:
    """The answers file of ``case``: its causes and ``causes``, its account ``files`` (key -> names), its answers.

    Loading it gives the same answers again. Comments are in ``lang``.
    """
    seen = context(case, diagnosis)
    seen = replace(seen, causes=tuple(dict.fromkeys((*seen.causes, *causes))))
    return _Sheet(case, seen, lang).text(files, as_of)


class _Sheet:
    """Writes the questions of one case, each with its answer where there is one."""

    def __init__(self, case: Case, seen: Context, lang: str) -> None:
        self._case = case
        self._seen = seen
        self._lang = lang

    def text(self, files: Mapping[str, Sequence[str]], as_of: date | None) -> str:
        language = value(self._case, "language") or self._case.language
        lines = [*_comment(text("case-blank", "head", self._lang)), "", f"language: {language}", ""]
        lines += [
            f"{key}: [{', '.join(map(_scalar, names))}]" if names else f"{key}:"
            for key, names in files.items()
        ]
        lines += [f"as_of: {as_of.isoformat()}"] if as_of is not None else []
        lines += [""]
        for question in self._of("case", self._seen.causes, ""):
            if question.field not in ("language", "causes"):
                lines += self._question(question, None, "", "")
        lines += ["causes:"] if self._seen.causes else []
        for cause in self._seen.causes:
            lines += self._cause(cause)
        lines += ["exhibits:", *self._rows("exhibit", None, "exhibits", "  ")]
        documents = self._rows("document", None, "documents", "  ")
        if documents and (self._seen.route == "documents" or self._answered("documents")):
            lines += ["documents:", *documents]
        return "\n".join(lines) + "\n"

    def _cause(self, cause_id: str) -> list[str]:
        record = cause_record(cause_id)
        base = f"{CAUSE_LIST}/{cause_id}"
        lines = [f"  # {record.title[self._lang]}"] if record else []
        lines += [f"  {cause_id}:"]
        for question in self._of("cause", [cause_id], base):
            lines += self._question(question, cause_id, base, "    ")
        for scope, key in _LISTS.items():
            lines += [f"    {key}:", *self._rows(scope, cause_id, f"{base}/{key}", "      ")]
        return lines

    def _rows(self, scope: str, cause: str | None, prefix: str, indent: str) -> list[str]:
        lines: list[str] = []
        for number in range(1, rows(self._case, prefix) + 1):
            lines += self._row(scope, cause, f"{prefix}/{number}", indent)
        return lines

    def _row(self, scope: str, cause: str | None, prefix: str, indent: str) -> list[str]:
        lines: list[str] = []
        for question in self._of(scope, [cause] if cause else self._seen.causes, prefix):
            if question.field != "more":
                lines += self._question(question, cause, prefix, indent + "  ")
        first = next((n for n, line in enumerate(lines) if not line.lstrip().startswith("#") and line), None)
        if first is None:
            return []
        # The dash of the list stands before the first key.
        lines[first] = indent + "- " + lines[first].lstrip()
        return lines

    def _of(self, scope: str, causes: Iterable[str], prefix: str) -> list[Question]:
        wanted = set(causes)
        refused = self._seen.refusal is not None or self._seen.round > 1
        given = answers_of(self._case, prefix)
        return [
            question
            for question in load_questions().values()
            if question.scope == scope
            and (
                question.field in given
                or (
                    (not question.when.routes or self._seen.route in question.when.routes)
                    and (not question.when.causes or wanted & set(question.when.causes))
                    and (question.when.refusal is not True or refused)
                )
            )
        ]

    def _answered(self, prefix: str) -> bool:
        return any(key.startswith(f"{prefix}/") for key in self._case.answers)

    def _question(self, question: Question, cause: str | None, prefix: str, indent: str) -> list[str]:
        lang, record = self._lang, cause_record(cause) if cause else None
        ask = question.ask[lang]
        if record is not None and question.field in ("facts", "why_1"):
            ask = (record.facts if question.field == "facts" else record.first_why)[lang]
        lines = [*_comment(ask, indent), *_comment(f"({question.why[lang]})", indent)]
        example = _example(question, record)
        if example is not None:
            lines += _comment(text("case-blank", "example", lang, example=example[lang]), indent)
        for choice in choices_for(question, self._case, self._seen, cause, ""):
            lines += _comment(
                f"{choice.id}\u00a0: {choice.text[lang]}"
                if lang == "fr"
                else f"{choice.id}: {choice.text[lang]}",
                indent + "  ",
            )
        answer = self._case.answers.get(f"{prefix}/{question.field}" if prefix else question.field)
        said = _said(answer, self._case.language) if answer is not None else ""
        said = said or ("[]" if question.type == "multi" else "")
        return [*lines, f"{indent}{question.field}:{' ' + said if said else ''}", ""]


def _example(question: Question, cause: Cause | None) -> Text | None:
    """An example that fits: from the cause's own record where the question is about one, none where it has none.

    The questions' own examples tell of one trade's stock: below another cause they would mislead.
    """
    if question.scope == "case":
        return question.do[0].text if question.do else None
    if cause is None:
        return None
    hints = {"corrective": cause.corrective, "preventive": cause.preventive}.get(question.scope, ())
    if not hints:
        return None
    return {"what": hints[0].example, "proof": hints[0].proof}.get(question.field)


def _said(answer: Answer, working: Lang) -> str:
    """An answer as the file says it."""
    if answer.unknown:
        return '"?"'
    if answer.language is not None and (answer.twin or answer.language != working):
        other = "en" if answer.language == "fr" else "fr"
        both = {answer.language: str(answer.value), other: answer.twin}
        return "{" + ", ".join(f"{lang}: {_scalar(words)}" for lang, words in both.items() if words) + "}"
    if isinstance(answer.value, list):
        return f"[{', '.join(_scalar(str(item)) for item in answer.value)}]"
    return _scalar(str(answer.value))


def _scalar(words: str) -> str:
    """A YAML scalar: plain where that is surely safe, else in double quotes."""
    plain = re.fullmatch(r"[A-Za-z0-9][\w./-]*", words) and words not in ("null", "~")
    return words if plain else json.dumps(words, ensure_ascii=False)


def _comment(words: str, indent: str = "") -> list[str]:
    return [
        f"{indent}# {line}".rstrip()
        for paragraph in words.split("\n")
        for line in (textwrap.wrap(paragraph, _WIDTH - len(indent), break_on_hyphens=False) or [""])
    ]
