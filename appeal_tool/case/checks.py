"""The checks that a question record may name. Each warns in plain words; none throws an answer away."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from appeal_tool.account.model import Problem
from appeal_tool.case.context import Context
from appeal_tool.case.model import Answer, Case
from appeal_tool.guide.questions import Question
from appeal_tool.i18n import Lang

BLOCKING = frozenset(
    {
        "day-in-future",
        "day-in-past",
        "day-before-notice",
        "day-after-notice",
        "placeholder-left",
        "gap-left",
        "nobody-named",
        "not-positive",
        "percent-out-of-range",
        "explains-too-much",
        "personal-data",
        "two-days",
        "two-rhythms",
        "figures-differ",
    }
)
"""Codes that keep a plan from being ready: contradictions, and what a reader would see as missing."""
LONG_ANSWER = 1500
"""Characters of one answer beyond which the seller is told that a plan of one to two pages has no room for it."""
_GAP = re.compile(r"⟨[^⟩]*⟩")
_PLACEHOLDER = re.compile(
    r"\bX{3,}\b|\bTODO\b|_{3,}|\[[^\]\n]{0,40}(?:…|\.\.\.|insert|nom|name|date|à compléter)[^\]\n]{0,40}\]",
    re.I,
)
_COUNT = re.compile(
    r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|cent|mille|aucune?s?|zéro"
    r"|moitié|tiers|quart|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|hundred"
    r"|none|zero|half|twice|once)\b"
    r"|\bune? (?:seule?|commande|colis|offre|unité|message|article)\b",
    re.I,
)
"""A count, in figures or in words; the French article « un » only where it counts."""
_NOBODY = frozenset(
    {
        "nous",
        "on",
        "équipe",
        "notre équipe",
        "l'équipe",
        "toute l'équipe",
        "tous",
        "tout le monde",
        "personne",
    }
    | {"le service", "le personnel", "we", "us", "team", "our team", "the team", "everyone", "everybody"}
    | {"staff", "our staff", "the staff", "nobody", "n/a", "-"}
)
"""Answers to "who" that name no one."""
_LINT_RULES = {
    "no-blame": ("blame-third-party",),
    "not-vague": ("vague-measure", "empty-assurance", "weak-commitment"),
    "own-practice": ("blame-third-party", "minimising", "unknown-cause"),
    "not-the-symptom": ("symptom-as-cause",),
    "no-buyer-data": ("personal-data",),
}


@dataclass(frozen=True)
class _Given:
    """An answer with all that a check may look at."""

    value: object
    answer: Answer
    id: str
    case: Case
    seen: Context
    today: date


Check = Callable[[_Given], Problem | None]


def run(
    question: Question,
    answer: Answer,
    answer_id: str,
    case: Case,
    seen: Context,
    cause_id: str | None,
    today: date | None = None,
) -> tuple[Problem, ...]:
    """All that the checks of ``question`` have to say about ``answer``, in the order of the record."""
    given = _Given(answer.value, answer, answer_id, case, seen, today or date.today())
    found = [_CHECKS[name](given) for name in question.checks if name in _CHECKS]
    found += [_gap_left(given), _long(given) if question.type in ("text", "long") else None]
    found += _linted(given, question.checks)
    problems = [problem for problem in found if problem is not None]
    return tuple({(p.code, str(sorted(p.params))): p for p in problems}.values())


def _problem(code: str, given: _Given, **params: object) -> Problem:
    return Problem(code, {"id": given.id, **params})


def _day(given: _Given) -> date | None:
    try:
        return date.fromisoformat(str(given.value))
    except ValueError:
        return None


def _not_future(given: _Given) -> Problem | None:
    day = _day(given)
    return _problem("day-in-future", given, day=day) if day is not None and day > given.today else None


def _not_past(given: _Given) -> Problem | None:
    day = _day(given)
    return _problem("day-in-past", given, day=day) if day is not None and day < given.today else None


def _after_notice(given: _Given) -> Problem | None:
    day, notice = _day(given), given.seen.notice_day
    if day is None or notice is None or day >= notice:
        return None
    return _problem("day-before-notice", given, day=day, notice=notice)


def _not_after_notice(given: _Given) -> Problem | None:
    day, notice = _day(given), given.seen.notice_day
    if day is None or notice is None or day <= notice:
        return None
    return _problem("day-after-notice", given, day=day, notice=notice)


def _positive(given: _Given) -> Problem | None:
    number = given.value
    return _problem("not-positive", given) if isinstance(number, int | float) and number <= 0 else None


def _percent_range(given: _Given) -> Problem | None:
    number = given.value
    bad = isinstance(number, int | float) and not 0 <= number <= 1
    return _problem("percent-out-of-range", given) if bad else None


def _placeholder(given: _Given) -> Problem | None:
    return _problem("placeholder-left", given) if _PLACEHOLDER.search(str(given.value)) else None


def _gap_left(given: _Given) -> Problem | None:
    return _problem("gap-left", given) if _GAP.search(str(given.value)) else None


def _long(given: _Given) -> Problem | None:
    size = len(str(given.value))
    return _problem("answer-long", given, size=size) if size > LONG_ANSWER else None


def _named_person(given: _Given) -> Problem | None:
    said = str(given.value).casefold().replace("’", "'").strip(" .")
    return _problem("nobody-named", given) if said in _NOBODY else None


def _has_figure(given: _Given) -> Problem | None:
    return None if _COUNT.search(str(given.value)) else _problem("no-figure", given)


def _file_exists(given: _Given) -> Problem | None:
    path = Path(str(given.value))
    roots = [Path.cwd()]
    if given.case.base is not None:
        roots.append(given.case.base)
    if given.case.folder is not None:
        roots += [given.case.folder / "evidence", given.case.folder]
    if path.is_absolute() and path.is_file():
        return None
    if any((root / path).is_file() for root in roots):
        return None
    return _problem("file-not-there", given, file=str(given.value))


def _linted(given: _Given, names: tuple[str, ...]) -> list[Problem]:
    """What the linter says of this one answer, for those checks that are its business."""
    wanted = {rule: name for name in names for rule in _LINT_RULES.get(name, ())}
    if not wanted or not isinstance(given.value, str) or len(given.value) > 20_000:
        return []
    return [
        _problem("lint", given, rule=rule, message=message, why=why, fix=fix)
        for rule, message, why, fix in _findings(given.value, given.case.language)
        if rule in wanted
    ]


@lru_cache(maxsize=512)
def _findings(answer: str, lang: Lang) -> tuple[tuple[str, str, str, str], ...]:
    """The findings in one answer: (rule, message, why, fix). Kept, because a live preview asks again and again."""
    from appeal_tool.lint.engine import lint_text
    from appeal_tool.lint.options import LintOptions

    report = lint_text(answer, options=LintOptions(lang=lang, use_model=False))
    return tuple((item.rule, item.message, item.why, item.fix) for item in report.findings)


_CHECKS: dict[str, Check] = {
    "not-placeholder": _placeholder,
    "date-not-future": _not_future,
    "date-not-past": _not_past,
    "date-after-notice": _after_notice,
    "date-not-after-notice": _not_after_notice,
    "positive": _positive,
    "percent-range": _percent_range,
    "named-person": _named_person,
    "has-figure": _has_figure,
    "file-exists": _file_exists,
}
