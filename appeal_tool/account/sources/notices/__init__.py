"""Notices and refusals of the marketplace, French and English, pasted as e-mail or notification.

``reading.read_notice`` does the work on a text; this module gives it the shape of a reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appeal_tool.account.part import Part
from appeal_tool.account.sources.notices.reading import is_notice, read_notice, with_deadline

if TYPE_CHECKING:
    from appeal_tool.account.content import Content

__all__ = ["FORMAT", "read", "read_notice", "recognises", "with_deadline"]

FORMAT = "notice"


def recognises(content: Content) -> float:
    """How surely the beginning of a text is a message about an account, 0 to 1."""
    head = content.head[:20_000]
    if head.lstrip().startswith(("{", "[", "<")) or head.count("\t") > 20:
        return 0.0
    if is_notice(head):
        return 0.8
    # Any prose is read as a text that is no notice, which is told, rather than refused as unknown.
    return 0.05 if len(head.split()) > 12 and ". " in head else 0.0


def read(content: Content) -> Part:
    """The notice in a text; one that is none is kept with the type ``None`` and reported."""
    part = Part()
    notice, problems = read_notice(content.mask(content.text()), content.name)
    part.problems.extend(problems)
    part.notices.append(notice)
    part.language = notice.language
    part.marketplace = notice.marketplace
    part.status = notice.status
    if not notice.is_message and not notice.readings:
        part.problem("notice-unknown", content.source(notice.source.line))
    return part
