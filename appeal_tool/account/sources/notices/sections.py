"""Which part of a notice a sentence stands in: why it came, how to answer, the "in error" branch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from appeal_tool.account.sources.notices.phrases import any_found, phrases
from appeal_tool.account.sources.notices.text import Sentence

Section = Literal["subject", "why", "how", "error", "consequence", "other"]
_ORDER: tuple[Section, ...] = ("error", "consequence", "how", "why", "other")


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence with its section and, for a list item, the sentence that introduces the list."""

    sentence: Sentence
    section: Section
    intro: Sentence | None = None
    heading: bool = False


def place(groups: Iterable[Sequence[Sentence]], subject: Sentence | None = None) -> list[Placed]:
    """Every sentence of a notice in its section. Before the first heading everything is "why"."""
    result = [Placed(subject, "subject")] if subject else []
    current: Section = "why"
    branch: Section | None = None
    intro: Sentence | None = None
    for group in groups:
        if branch and not group[0].bullet:
            branch = None
        for sentence in group:
            if not sentence.bullet:
                if branch and not _goes_on(sentence):
                    branch = None
                intro = sentence
                kind = _heading(sentence)
                if kind:
                    current, branch = kind, None
                    intro = sentence if kind == "how" else None
                    result.append(Placed(sentence, current, None, heading=True))
                    continue
                branch = _inline_branch(sentence) or branch
                result.append(Placed(sentence, branch or current))
                continue
            inline = _inline_branch(sentence)
            result.append(Placed(sentence, inline or branch or current, intro))
    return result


def _heading(sentence: Sentence) -> Section | None:
    """The section that a heading opens: a short line of its own that asks or announces."""
    words = sentence.folded
    if not (sentence.alone or words.endswith("?")) or len(words) > 140:
        return None
    title = words.endswith("?") or words.endswith(":") or words[-1:].isalnum() or words.endswith(" ?")
    if not title or len(words.split()) > 22:
        return None
    if not words.endswith("?") and len(words.split()) > 14:
        return None
    if words.endswith(":") and re.match(r"(?:please|veuillez|merci de|you must|vous devez|if|si)\b", words):
        return None
    for kind in _ORDER:
        if any_found(phrases("headings", kind), words):
            return kind
    return None


_IF = re.compile(r"^(?:\W*(?:note|however|alternatively|toutefois|cependant|en revanche|or|ou|and|et)\W{1,3})?"
                 r"(?:if|in case|should|si|s'il|au cas ou|dans le cas ou|en cas)\b")  # fmt: skip
_OTHERWISE = re.compile(
    r"^(?:if (?:you|we) (?:do not|don't|have not|haven't|are not|aren't|are unable|cannot|can't|fail|choose not)|failure to|"
    r"without|a defaut|faute de|sans reponse|sinon|otherwise(?!,? (?:please|you|provide|send|submit))|en l'absence de|passe ce delai|si (?:vous|nous) (?:ne|n')"
    r"|after (?:this|that) (?:date|time|period))\b"
)


def _inline_branch(sentence: Sentence) -> Section | None:
    """``error`` for "If you believe that this is an error, ...", ``consequence`` for "If you do not ...".

    A deadline may stand in a consequence ("If you do not answer within 7 days"), so
    that section is read for deadlines too.
    """
    words = sentence.folded
    if _error_words(words) and (_IF.match(words) or re.search(r"\b(?:if|si) (?:you|vous)\b", words)):
        return "error"
    if _OTHERWISE.match(words):
        return "consequence"
    return None


def _error_words(words: str) -> bool:
    return any_found(phrases("headings", "error"), words)


def _goes_on(sentence: Sentence) -> bool:
    """Whether a sentence continues the branch before it: "In this case, please send ..."."""
    return bool(
        re.match(
            r"(?:in (?:this|that|such) (?:case|event)|your (?:explanation|evidence|appeal) (?:should|must)|include|"
            r"dans ce cas|en ce cas|votre (?:explication|contestation) (?:doit|devra)|joignez|evidence|examples?|"
            r"this (?:may|can|could)|these (?:may|can)|il peut s'agir|cela peut|par exemple|for (?:example|instance))\b",
            sentence.folded,
        )
    )
