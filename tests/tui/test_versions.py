"""What was sent against what stands now, both languages, and the days that are left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Static
from wizard_case import NARROW, WIDE, MakeApp, settle

from appeal_tool.account.model import Source
from appeal_tool.account.notice import Notice
from appeal_tool.guide.location import data_folder
from appeal_tool.lint.finding import FileReport
from appeal_tool.tui.screens.compare import CompareScreen
from appeal_tool.tui.screens.export import BOTH
from appeal_tool.tui.session import Session
from appeal_tool.tui.versions import Version, differences, pairs
from appeal_tool.tui.widgets.checks import Checks

FACTS = "causes/cancellation/facts"


@pytest.fixture(autouse=True)
def no_linter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "lint", lambda self, text, route=None: FileReport("-", "en", len(text), ()))


def test_only_what_differs_is_shown_with_one_line_on_each_side() -> None:
    old, new = "a\nb\nc\nd\ne\n", "a\nb\nC\nd\ne\n"
    assert list(differences(old, new)) == [
        ("skipped", ""),
        ("kept", "b"),
        ("gone", "c"),
        ("new", "C"),
        ("kept", "d"),
    ]
    assert list(differences(old, old)) == []


def test_the_newest_pair_stands_first() -> None:
    one, two, now = Version(1, ""), Version(2, ""), Version(None, "")
    assert pairs([one, two, now]) == [(two, now), (one, now), (one, two)]


@pytest.mark.parametrize(("lang", "size"), [("fr", NARROW), ("en", WIDE)])
async def test_a_changed_answer_shows_against_what_was_sent(
    make_app: MakeApp, lang: str, size: tuple[int, int]
) -> None:
    app = make_app(lang, "cancellation", "tasks")
    answers = "answers.yaml" if lang == "fr" else "answers-en.yaml"
    app.session.answers.fill_from(data_folder("examples") / "cancellation" / answers)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        app.go("export")
        await settle(app, pilot)
        await pilot.press("d")  # nothing was sent: nothing to compare
        assert not isinstance(app.screen, CompareScreen)
        await pilot.press("ctrl+f")
        await settle(app, pilot)
        wrong, _ = app.session.answers.answer(FACTS, "Seventy-three orders. [@click=app.quit]x[/] [/nope]")
        assert not wrong
        app.go("review")
        await settle(app, pilot)
        await pilot.press("d")
        await settle(app, pilot)
        assert isinstance(app.screen, CompareScreen)
        shown = str(app.screen.query_one("#differences", Static).render())
        assert any(line.startswith("− ") for line in shown.splitlines())
        assert any(line.startswith("+ ") and "Seventy-three" in line for line in shown.splitlines())
        await pilot.press("escape")
        await pilot.pause()
        assert app.session.screen == "review"


async def test_both_languages_are_written(make_app: MakeApp) -> None:
    app = make_app("fr", "cancellation", "tasks")
    app.session.answers.fill_from(data_folder("examples") / "cancellation" / "answers.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        app.go("export")
        await settle(app, pilot)
        formats = app.screen.query_one("#formats", Checks)
        formats.point_at(BOTH)
        await pilot.press("space", "ctrl+n")
        await settle(app, pilot)
        case = app.session.case
        assert case is not None
        assert case.folder is not None
        assert {path.name for path in Path(case.folder).glob("plan.*")} == {
            "plan.fr.md",
            "plan.fr.txt",
            "plan.en.md",
            "plan.en.txt",
        }


def test_the_days_that_are_left(make_app: MakeApp) -> None:
    session = make_app("en", "cancellation").session
    assert session.reading is not None
    account = session.reading.account
    for notice, said in (
        (Notice(Source("mail.txt"), type="cancellation-rate", deadline=date(2026, 3, 10)), "3 days"),
        (Notice(Source("mail.txt"), type="cancellation-rate", days=17), "17 days"),
    ):
        session.reading.account = replace(account, notices=(notice,))
        assert said in session.deadline(date(2026, 3, 7))
