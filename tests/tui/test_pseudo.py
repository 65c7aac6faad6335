"""Every screen in a language that nobody speaks: what was not translated shows, and what is cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pseudo import CLOSE, OPEN, pseudo, spoken
from tour import reviewer, walk, words
from wizard_case import NARROW, WIDE, MakeApp

from appeal_tool.lint.finding import FileReport
from appeal_tool.tui.answers import Answers
from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.screens.dialog import Dialog
from appeal_tool.tui.session import Session

TALL = 150
"""Lines of a terminal on which nothing has to scroll: what is cut off there is cut off at 24 and 40 lines too."""
DATA = re.compile(
    # the program, its keys and files; months, which are no messages; the place where a rule comes from
    r"~/\S+|appeal-tool|Ctrl|\w+\.(txt|md)|septembre|octobre|September|October|plan\.|contestation|\band\b"
)
NOT_OURS = {
    "by-hand": "the form of figures typed by hand, which is read by a machine",
    "source": "lines of the seller's own file",
    "evidence": "lines of the seller's own file",
    "lesson-answer": "the title of a page of the guide",
    "question-long": "what the seller typed",
    "review-gaps": "the plan",
    "review": "the plan",
    "reason": "the plan",
    "compare": "the plan",
    "lint": "the text that is checked",
    "save": "the text that is checked",
}
"""Stops that show text of others. Its words are left out where they stand in a field or box of their own."""


def clean(lang: str, text: str) -> FileReport:
    """The reviewer, in that language, with excerpts that hold no words."""
    report = reviewer(lang, text)
    said = [
        replace(f, excerpt="12 %", message=pseudo(f.message), why=pseudo(f.why), fix=pseudo(f.fix))
        for f in report.findings
    ]
    return replace(report, findings=tuple(said))


def shown(app: WizardApp) -> str:
    """The words of the page, or of the dialog over it."""
    lines = words(app).split("\n")
    if isinstance(app.screen, Dialog):
        box = app.screen.query_one(".dialog").region
        lines = [line[box.x : box.right] for line in lines[box.y : box.bottom]]
    return "\n".join(lines)


def untranslated(text: str) -> Iterator[str]:
    """Words with a plain vowel: no message has any."""
    return (
        word for word in re.findall(r"[^\W\d_]{3,}", DATA.sub("", text)) if re.search("[aeiouyAEIOUY]", word)
    )


@pytest.mark.parametrize(("lang", "widths"), [("fr", (NARROW[0], WIDE[0])), ("en", NARROW[:1])])
async def test_nothing_is_untranslated_or_cut_off(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str, widths: tuple[int, ...]
) -> None:
    monkeypatch.setattr(Session, "lint", lambda self, text, route=None: clean(self.lang, text))
    monkeypatch.setattr(Answers, "advice", lambda self, text: clean(lang, text).findings)
    wrong = []
    messages = tmp_path / "messages"
    messages.mkdir()
    with spoken(messages, monkeypatch):
        app = make_app(lang)
        async with app.run_test(size=(widths[0], TALL)) as pilot:
            async for name in walk(app, pilot):
                for width in widths:
                    await pilot.resize_terminal(width, TALL)
                    await pilot.pause()
                    page = shown(app)
                    assert OPEN in page
                    if page.count(OPEN) != page.count(CLOSE):
                        wrong.append(f"{name} at {width}: cut off\n{page}")
                    if name not in NOT_OURS:
                        wrong += [f"{name} at {width}: {word}" for word in untranslated(page)]
                if len(widths) > 1:
                    await pilot.resize_terminal(widths[0], TALL)
    assert not wrong, "\n".join(wrong)
