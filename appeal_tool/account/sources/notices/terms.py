"""The terms of a notice: deadline, attempts left, reply language, funds, status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from appeal_tool.account.model import AccountStatus
from appeal_tool.account.sources.notices import dates
from appeal_tool.account.sources.notices.phrases import any_found, compile_phrase, data, phrases
from appeal_tool.account.sources.notices.sections import Placed

_SPAN = re.compile(
    rf"\b{dates.NUMBER}(?: ?\(\d{{1,3}}\))?(?:[ -]?| (?:prochaine?s|next|following|coming|further|more|additional|full|consecutive|petits?|autres) ){dates.UNIT}\b"
)
_SPAN_BEFORE = re.compile(
    r"(?:within|in|before|avant|sous|dans(?: un delai de)?|d'ici|under|after|of|de|coming|have|avez|disposez(?: de)?|least|moins|next|"
    r"prochains?|maximum|maximal|limit|delai|give|given|only|que|full|up to|jusqu'a|les|the|these|reste|left|remain\w*)"
    r"(?: (?:the|a|an|un|une|next|your|les|des|de|d'|maximum|of|delai|prochains?|at|most|more|only|encore|plus|au|"
    r"following|first|maximal|que|seulement)){0,5}\W{0,2}$"
)
_BY = re.compile(
    r"(?:\b(?:by|before|until|till|no later than|not later than|on or before|at the latest|due|deadline|avant(?: le)?|"
    r"d'ici(?: le| au)?|jusqu'au|au plus tard(?: le)?|date limite|echeance|pour le|prior to|ends? on|expires? on|"
    r"expire le|latest|limite|fixee?(?: au)?|prend fin le|through)\b[^.;]{0,40})$"
)
_SINCE = re.compile(
    r"\b(?:since|on|from|between|dated|depuis|le|du|entre|en date du|ended|placed|received|sent|of|au)\W{0,2}$"
)
_RELATIVE = re.compile(r"\b(?:tomorrow|demain)\b")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Time to answer in days, and the printed or computed last day."""

    days: int | None = None
    day: date | None = None
    working: bool = False
    ambiguous_line: int | None = None

    def from_day(self, start: date | None) -> date | None:
        """The printed last day, else the one computed from ``start``."""
        if self.day is not None or self.days is None or start is None:
            return self.day
        try:
            return dates.after(start, self.days, working=self.working)
        except OverflowError:
            return None


def deadline(placed: Sequence[Placed], start: date | None, day_first: bool | None) -> Deadline:
    """The nearest time limit for the seller's answer; the "in error" branch does not count."""
    spans: list[tuple[int, bool]] = []
    printed: list[date] = []
    ambiguous: int | None = None
    for item in placed:
        words = item.sentence.folded
        # A list item is short: the sentence before it tells what its time is for.
        context = f"{item.intro.folded} {words}" if item.intro is not None and item.sentence.bullet else words
        if not any_found(phrases("terms", "answer"), context):
            continue
        if item.section == "error" or _only_of_stock(item):
            continue
        for clause in _clauses(words):
            previous = 0
            for match in _SPAN.finditer(clause):
                amount = dates.number(match[1])
                if amount and not _other_time(clause, previous, match.start(), match.end(), words):
                    days = dates.in_days(amount, match[2])
                    spans.append((days, dates.is_working(match[2])))
                previous = match.end()
            for found in dates.days_in(clause, day_first, start):
                if not _BY.search(clause[: found.start]):
                    continue
                if any_found(phrases("terms", "funds"), clause):
                    continue
                if found.day is None:
                    ambiguous = item.sentence.line
                else:
                    printed.append(found.day)
            if start and _RELATIVE.search(clause):
                printed.append(start + timedelta(days=1))
    shortest = min(spans, default=None)
    return Deadline(
        days=shortest[0] if shortest else None,
        day=min(printed, default=None),
        working=bool(shortest and shortest[1]),
        ambiguous_line=None if printed else ambiguous,
    )


def _only_of_stock(item: Placed) -> bool:
    """Whether a sentence only says from when goods may be destroyed or sent back: no day to answer by."""
    words = item.sentence.folded
    return item.section == "consequence" and any_found(phrases("terms", "stock"), words)


def _clauses(words: str) -> list[str]:
    return [part for part in re.split(r"(?<=[;])\s|(?<=\d)(?=\)\.)", words) if part]


def _other_time(clause: str, previous: int, start: int, end: int, words: str) -> bool:
    """Whether a time in a clause is a measuring window, an age, a payment term or another's deadline."""
    near = clause[max(previous, start - 70) : end + 8]
    before = clause[max(previous, start - 60) : start]
    if any_found(phrases("terms", "funds"), words) and _PAYS.search(before):
        return True
    if any_found(phrases("terms", "not_answer"), near):
        return not _you_have(before)
    if re.match(
        r"\W{0,3}(?:ago|old|period|window|windows|average|rolling|glissants?|derniers?|after|apres|apart)\b",
        clause[end:],
    ):
        after = re.match(r"\W{0,3}(?:after|apres) (?:the |this |you |receiv|la |reception|cet|ce |votre|la date|notification|"
                         r"de |avoir|que|date|receipt)", clause[end:])  # fmt: skip
        return not after
    if _SPAN_BEFORE.search(before) or re.match(
        r"\W{0,3}(?:to|pour|from|a compter|apres|after|left|remain|deadline|calendaires)\b", clause[end:]
    ):
        return False
    return not re.search(
        r"\b(?:deadline|delai|time limit|respond|reply|submit|repond\w*|within|sous|you have|vous (?:avez|disposez))\b",
        words,
    )


_PAYS = re.compile(
    r"\b(?:after|apres|au bout de|a l'issue de|up to|jusqu'a|pendant|for|passe)\W{0,2}(?:the |un delai de |les |at least )?$"
)


def _you_have(before: str) -> bool:
    return bool(
        re.search(
            r"\b(?:you (?:now )?have|vous (?:avez|disposez|aurez)(?: de| d'un delai de)?)(?: \w+){0,4}\W*$",
            before,
        )
    )


_LEFT = re.compile(
    rf"\b{dates.NUMBER}(?: ?\(\d\))? (?:more |further |additional |remaining |other |last |unsuccessful |autres? |nouvelles? |nouveaux? |final |failed |seuls? |seules? |dernieres? |derniers? )*"
    r"(?:appeals?|attempts?|submissions?|chances?|opportunit\w+|tries|recours|appels?|tentatives?|contestations?|possibilites?|opportunites?|essais?|occasions?)\b"
)
_UP_TO = re.compile(
    rf"\b(?:appeal|appeals|submit|try|reply|contester|faire appel|soumettre|recours|envoyer|repondre)\b[^.;]{{0,60}}?\b(?:up to |no more than |a maximum of |maximum |jusqu'a |au maximum |at most |another )?{dates.NUMBER} (?:more |further )?(?:times|fois)\b"
)
_FIRST_OF = re.compile(
    r"\b(?:previous|earlier|already|your (?:first|second|third|last)|precedent\w*|deja|premiere? tentative)\b"
)


def attempts(placed: Sequence[Placed]) -> int | None:
    """How many appeals are still allowed, 0 if none, ``None`` if nothing is said."""
    for item in placed:
        words = item.sentence.folded
        match = _LEFT.search(words) or _UP_TO.search(words)
        each = (
            re.match(r"\W{1,3}(?:for each|per|for every|pour chaque|par)\b", words[match.end() :])
            if match
            else None
        )
        if match and not each and not _FIRST_OF.search(words[: match.start()]):
            amount = dates.number(match[1])
            plain = match[1] in ("a", "an", "un", "une", "first", "single")
            stated = re.search(
                r"\b(?:more|left|remain\w*|reste\w*|only|seule?|last|final|derniere?|have|avez|disposez|encore|permitted|allowed|"
                r"up to|maximum|unsuccessful|autorise\w*)\b",
                words,
            )
            if (
                amount is not None
                and stated
                and (
                    not plain
                    or re.search(
                        r"\b(?:more|left|remain\w*|reste\w*|only|seule?|last|final|derniere?|encore|single)\b",
                        words,
                    )
                )
            ):
                return amount
        if any_found(phrases("terms", "last"), words) and _about_appeals(words):
            return 1
    for item in placed:
        words = item.sentence.folded
        if item.section not in ("consequence", "error") and any_found(phrases("terms", "none_left"), words):
            if any_found(phrases("voice", "conditional"), words):
                continue
            return 0
    return None


def _about_appeals(words: str) -> bool:
    return any_found(phrases("terms", "appeals"), words)


def reply_language(placed: Sequence[Placed]) -> str | None:
    """The language that the answer must be written in, as its two-letter code."""
    for item in placed:
        words = item.sentence.folded
        if any_found(phrases("terms", "language_not"), words):
            continue
        context = f"{item.intro.folded} {words}" if item.intro is not None else words
        if not any_found(phrases("terms", "language_context"), context) and not any_found(
            phrases("asked", "request"), words
        ):
            continue
        named = [
            code
            for code, names in data("terms")["languages"].items()
            if compile_phrase(
                rf"(in|en|into|only|langue|language|redige* en) (the )?(clear |correct |plain |langue )?{names}"
            ).found(words)
        ]
        if len(named) == 1:
            return str(named[0])
    return None


def funds_days(placed: Sequence[Placed]) -> int | None:
    """After how many days held funds may be asked for."""
    for item in placed:
        words = item.sentence.folded
        context = f"{item.intro.folded} {words}" if item.intro is not None else words
        if not any_found(phrases("terms", "funds"), words) and item.section != "consequence":
            continue
        if not any_found(phrases("terms", "funds"), context):
            continue
        spans = [
            (match.start(), dates.in_days(amount, match[2]))
            for match in _SPAN.finditer(words)
            if (amount := dates.number(match[1]))
            and not re.match(r"\W{0,3}(?:ago|window|old)", words[match.end() :])
            and not re.search(r"\b(?:last|past|derniers?)\W{0,2}$", words[: match.start()])
        ]
        word = re.search(_FUNDS, words)
        behind = [days for start, days in spans if word and start > word.start()]
        for days in [*behind, *(days for _, days in spans)]:
            if days >= 14:
                return days
    return None


_FUNDS = re.compile(
    r"\b(?:funds|payments?|disburs\w*|balance|money|payouts?|hold|fonds|paiements?|versements?|virements?|solde|sommes|argent)\b"
)


Stage = Literal["at-risk", "under-review", "suspended", "closed", "sales-spike"]


def status(placed: Sequence[Placed], kind: str) -> tuple[AccountStatus | None, Stage | None]:
    """What the notice says of the account: its status, and the stage of the guide's table."""
    said = {key: _said(placed, key) for key in ("closed", "suspended", "at-risk", "under-review")}
    if said["closed"]:
        return "closed", "closed"
    if said["suspended"]:
        return "suspended", "suspended"
    if said["at-risk"]:
        return "at-risk", "at-risk"
    if said["under-review"] or kind == "seller-review":
        return None, "under-review"
    if kind == "at-risk":
        return "at-risk", "at-risk"
    return None, None


def _said(placed: Sequence[Placed], key: str) -> bool:
    for item in placed:
        words = item.sentence.folded
        if item.section in ("error", "other") and not item.heading:
            continue
        if not any_found(phrases("terms", "status", key), words):
            continue
        if key in ("suspended", "closed"):
            if any_found(phrases("voice", "conditional"), words) or re.search(
                r"\b(?:may be|could be|might be|will be|at risk|avoid|prevent|risque|pourra\w*|sera|seront|eviter|empecher|"
                r"serons|we may|we will|consider\w*|envisage\w*|about to|danger|nous pourr\w*|susceptible|peut|peuvent)\b",
                words,
            ):
                continue
            if item.section == "consequence":
                continue
        return True
    return False
