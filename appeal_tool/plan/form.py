"""The plan split as the marketplace's form asks for it: cause, what was done, what prevents it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from appeal_tool.plan.blocks import Block, parse
from appeal_tool.plan.exports import txt
from appeal_tool.plan.markdown import render
from appeal_tool.plan.tree import Plan

Part = Literal["cause", "done", "prevented"]
PARTS: tuple[Part, ...] = ("cause", "done", "prevented")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form. ``limit`` is a setting of the user's, null by default: none is documented."""

    part: Part
    text: str
    limit: int | None = None

    @property
    def characters(self) -> int:
        """Its length in Unicode characters."""
        return len(self.text)

    @property
    def over(self) -> int:
        """How many characters are too many; 0 without a limit."""
        return max(0, self.characters - self.limit) if self.limit is not None else 0


def fields(plan: Plan, lang: str, *, limit: int | None = None) -> tuple[Field, ...]:
    """The three texts to paste, each from the template ``form-PART.md``. Only the route ``plan`` has them."""
    found = []
    for part in PARTS:
        blocks: Sequence[Block] = parse(render(plan, lang, name=f"form-{part}.md"))
        found.append(Field(part, txt.render(blocks).strip(), limit))
    return tuple(found)
