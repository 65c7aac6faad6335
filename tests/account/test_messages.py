"""Every code that a reader may raise or report has its message, and no message stands unused."""

from __future__ import annotations

import re
from pathlib import Path

from appeal_tool.account import cleaning, encodings
from appeal_tool.i18n import catalogue

SOURCES = Path(__file__).parents[2] / "appeal_tool" / "account"
LITERAL = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"')
COMPOSED = ("table-", "notice-", "notification-")
MADE = (
    {f"text-{kind}" for kind in cleaning.KINDS}
    | {f"file-binary-{kind}" for _, kind in encodings._SIGNATURES}
    | {f"json-{kind}" for kind in ("truncated", "syntax", "depth", "duplicate")}
    | {"file-binary-unknown", "at-line", "at-file"}
)


def codes() -> set[str]:
    raised = re.compile(r'(?:[Pp]roblem|_tell|InputError|_said|_told)\(\s*(?:f?)"([a-z0-9-]+)"')
    found: set[str] = set(MADE)
    for path in SOURCES.rglob("*.py"):
        found |= set(raised.findall(path.read_text(encoding="utf-8")))
    return {code for code in found if not code.endswith("-")}


def test_every_code_has_a_message() -> None:
    assert codes() - catalogue("account", "en").keys() == set()


def test_every_message_has_a_code() -> None:
    literal = {
        code for path in SOURCES.rglob("*.py") for code in LITERAL.findall(path.read_text(encoding="utf-8"))
    }
    unused = catalogue("account", "en").keys() - codes() - literal
    assert {key for key in unused if not key.startswith(COMPOSED)} == set()
