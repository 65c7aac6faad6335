"""The notices of ``tests/account/notices``: one text after a line ``=== id | key=value ...``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from appeal_tool.account.notice import Notice

FOLDER = Path(__file__).parent / "notices"
_PARTS = {"C": "cause", "K": "corrective", "P": "preventive", "E": "evidence"}


@dataclass(frozen=True)
class Case:
    id: str
    text: str
    wanted: dict[str, str] = field(default_factory=dict)


def cases(name: str) -> list[Case]:
    found = []
    for block in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, text = block.partition("\n")
        identifier, _, keys = head.partition(" | ")
        found.append(Case(identifier, text, dict(pair.split("=", 1) for pair in keys.split())))
    return found


def cells(text: str) -> set[tuple[str, str | None]]:
    result: set[tuple[str, str | None]] = set()
    for cell in filter(None, text.split(",")):
        letter, _, about = cell.partition(":")
        result.add((_PARTS[letter], about or None))
    return result


def differences(notice: Notice, wanted: dict[str, str]) -> list[str]:
    """What was read otherwise than it is wanted; keys that are not given are not judged."""
    read = {
        "type": notice.type or "none",
        "route": notice.route,
        "days": notice.days,
        "attempts": notice.attempts,
        "lang": notice.reply_language,
        "funds": notice.funds_days,
        "day": notice.day,
        "deadline": notice.deadline,
        "status": notice.status,
        "stage": notice.stage,
    }
    told = []
    for key, value in wanted.items():
        if key == "asked":
            asked = {(item.part, item.about) for item in notice.asked}
            if asked != cells(value):
                told.append(f"asked: {sorted(map(str, asked))} not {value}")
        elif str(read[key]) != value:
            told.append(f"{key}: {read[key]} not {value}")
    return told


def day(text: str) -> date:
    return date.fromisoformat(text)
