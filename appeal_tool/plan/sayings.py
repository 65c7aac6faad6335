"""The answers that are asked for now, as leaves of the plan tree: words, days and numbers, or visible gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from appeal_tool.case.interview import Item
from appeal_tool.case.model import Case
from appeal_tool.guide.texts import Text
from appeal_tool.plan import grammar
from appeal_tool.plan.tree import Gap, Said, Words

_PLAIN_FIELDS = frozenset(
    {"contact_shop", "contact_name", "retraction_owner", "notice_reference", "file", "items"}
)
"""Answers that are names: the same in every language."""


_PEOPLE_FIELDS = frozenset({"who", "stand_in", "watch_who"})
_SELF = {"fr": "moi", "en": "me"}
"""The seller, as the one who does it: nobody need translate that."""


class Sayings:
    """The answers of the questions that are asked now: as words, days and numbers, or gaps where they are open."""

    def __init__(self, case: Case, items: Mapping[str, Item]) -> None:
        self._case = case
        self._items = items

    def __call__(self, answer_id: str) -> Said | None:
        """Words, a gap for an open question, null for an optional or hidden one without an answer."""
        item = self._items.get(answer_id)
        if item is None:
            return None
        if item.status in ("open", "unknown"):
            return gap_of(item)
        return self.words(answer_id)

    def need(self, answer_id: str, hint: Text) -> Said:
        """As a call, but with a gap also where nothing asks for it now."""
        found = self(answer_id)
        return found if found is not None else Gap(id=answer_id, fr=hint.fr, en=hint.en)

    def words(self, answer_id: str) -> Words | None:
        """The words of an answer, null where it is not asked or has none."""
        item = self._items.get(answer_id)
        if item is None or item.answer is None or item.answer.unknown:
            return None
        values = item.answer.value if isinstance(item.answer.value, list) else [item.answer.value]
        texts = {choice.id: choice.text for choice in item.choices}
        parts = [texts.get(str(value)) for value in values]
        if all(part is not None for part in parts) and len(parts) == 1 and parts[0] is not None:
            return Words(fr=parts[0].fr, en=parts[0].en, id=answer_id, guide=True)
        return self._free(item, str(item.answer.value))

    def each(self, answer_id: str) -> tuple[Said, ...]:
        """One saying per chosen item of a list."""
        item = self._items.get(answer_id)
        if item is None:
            return ()
        if item.status in ("open", "unknown"):
            return (gap_of(item),)
        if item.answer is None or item.answer.unknown:
            return ()
        texts = {choice.id: choice.text for choice in item.choices}
        values = item.answer.value if isinstance(item.answer.value, list) else [item.answer.value]
        return tuple(
            Words(fr=texts[str(value)].fr, en=texts[str(value)].en, id=answer_id, guide=True)
            if str(value) in texts
            else self._free(item, str(value))
            for value in values
        )

    def _free(self, item: Item, text: str) -> Words:
        answer = item.answer
        language = answer.language if answer is not None else None
        if item.question.field in _PLAIN_FIELDS or language is None:
            return Words(fr=text, en=text, id=item.id)
        twin = answer.twin if answer is not None else None
        if item.question.field in _PEOPLE_FIELDS and any(
            grammar.is_self(text, lang) for lang in ("fr", "en")
        ):
            said = {**_SELF, language: text} if grammar.is_self(text, language) else _SELF
            return Words(fr=said["fr"], en=said["en"], id=item.id)
        both = {language: text, ("en" if language == "fr" else "fr"): twin}
        return Words(fr=both["fr"], en=both["en"], id=item.id)

    def value(self, answer_id: str) -> Any:
        """The bare value, null where it is not asked or has none."""
        item = self._items.get(answer_id)
        if item is None or item.answer is None or item.answer.unknown:
            return None
        return item.answer.value

    def number(self, answer_id: str) -> int | None:
        """A counted answer, null where there is none."""
        found = self.value(answer_id)
        return int(found) if isinstance(found, int | float) else None

    def day_value(self, answer_id: str) -> date | None:
        """A day, null where there is none."""
        found = self.value(answer_id)
        return date.fromisoformat(found) if isinstance(found, str) else None

    def day(self, answer_id: str) -> date | Gap | None:
        """A day, or a gap where it is asked for and open."""
        gap = self.gap(answer_id)
        return gap if gap is not None else self.day_value(answer_id)

    def gap(self, answer_id: str) -> Gap | None:
        """The gap of a question that is asked and open, null for any other."""
        item = self._items.get(answer_id)
        return gap_of(item) if item is not None and item.status in ("open", "unknown") else None

    def has_any(self, prefix: str) -> bool:
        """True if anything below ``prefix`` was answered."""
        return any(
            key.startswith(f"{prefix}/") and item.answer is not None for key, item in self._items.items()
        )


def gap_of(item: Item) -> Gap:
    """The visible gap of an open question."""
    return Gap(id=item.id, fr=hint(item.ask.fr), en=hint(item.ask.en))


def hint(ask: str) -> str:
    """A question as a hint inside a gap: its first sentence, without capital and question mark."""
    hint = re.split(r"\s*\?|\.\s|\.$", ask, maxsplit=1)[0].strip()
    keeps_capital = (hint[:2].isalpha() and hint[:2].isupper()) or hint.startswith("I ")
    return hint if keeps_capital else hint[:1].lower() + hint[1:]
