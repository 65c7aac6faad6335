"""The plan as it was sent and as it stands: which versions there are, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from appeal_tool.case.model import Case
    from appeal_tool.tui.draft import Draft


@dataclass(frozen=True)
class Version:
    """One text of the plan: ``number`` of its submission, ``None`` for the plan as it stands."""

    number: int | None
    text: str


Change = Literal["kept", "gone", "new", "skipped"]


def versions(case: Case, draft: Draft) -> list[Version]:
    """What was sent, oldest first, then the plan as it stands; a submission without a readable text is left out.

    Of a submission in several languages, the text in the draft's language is taken.
    """
    from appeal_tool.case.submissions import folder_of

    found = []
    for submission in case.state.submissions:
        names = sorted(name for name in submission.files if name.endswith((".md", ".txt")))
        names.sort(key=lambda name: (f".{draft.language}." not in name, not name.endswith(".md")))
        for name in names:
            with suppress(OSError, UnicodeDecodeError):
                text = (folder_of(case, submission.number) / name).read_text(encoding="utf-8")
                found.append(Version(submission.number, text))
                break
    if draft.markdown:
        found.append(Version(None, draft.markdown))
    return found


def pairs(found: list[Version]) -> list[tuple[Version, Version]]:
    """Every earlier version against every later one, the newest first: what is most asked stands on top."""
    return [
        (found[first], found[second])
        for second in range(len(found) - 1, 0, -1)
        for first in range(second - 1, -1, -1)
    ]


def differences(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """The lines of both texts in order; what is the same in both is left out but for one line on each side."""
    before = [line for line in old.splitlines() if line.strip()]
    after = [line for line in new.splitlines() if line.strip()]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(1):
        yield "skipped", ""
        for kind, a, b, c, d in group:
            if kind == "equal":
                yield from (("kept", line) for line in before[a:b])
            else:
                yield from (("gone", line) for line in before[a:b])
                yield from (("new", line) for line in after[c:d])
