"""Going on past blanks, and freezing what is not ready."""

from __future__ import annotations

import pytest
from textual.widgets import Button
from wizard_case import NARROW, WIDE, MakeApp, settle

from appeal_tool.tui.literal import Line, Literal, Page
from appeal_tool.tui.screens.confirm import ConfirmScreen
from appeal_tool.tui.widgets.choices import Choices


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_continue_passes_every_blank_once_and_then_offers_the_review(
    make_app: MakeApp, lang: str
) -> None:
    app = make_app(lang, "cancellation", "tasks")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        session = app.session
        opened: list[str] = []
        for _ in range(150):
            if session.screen == "question":
                opened.append(session.detail)
            elif session.answers.unvisited() is None:
                break
            before = session.detail
            await pilot.press("ctrl+n")
            await pilot.pause()
            if session.screen == "question" and session.detail == before:
                await pilot.press("ctrl+n")  # go on in spite of the advice
                await pilot.pause()
        assert session.screen == "tasks"
        assert len(opened) == len(set(opened))
        blanks = {i.id for task in session.answers.tasks() for i in task.items if i.status == "open"}
        assert blanks
        assert blanks <= set(opened)
        await settle(app, pilot)
        wanted = "Relire avec des blancs" if lang == "fr" else "Review with gaps"
        assert str(app.screen.query_one("#continue", Button).label) == wanted
        await pilot.press("enter")
        await settle(app, pilot)
        assert session.screen == "review"
        assert app.screen.query_one("#remarks", Choices).chosen.startswith("gap:")  # type: ignore[union-attr]
        await pilot.press("escape")
        await settle(app, pilot)
        await pilot.press("ctrl+n")  # a new pass
        await settle(app, pilot)
        assert session.screen == "question"


async def test_the_review_is_one_key_away(make_app: MakeApp) -> None:
    app = make_app("fr", "cancellation", "tasks")
    async with app.run_test(size=NARROW) as pilot:
        await settle(app, pilot)
        shown = [active.binding.description for active in app.screen.active_bindings.values()]
        assert app.session.say("key.review") in shown
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert app.session.screen == "question"
        await pilot.press("ctrl+l")
        await settle(app, pilot)
        assert app.session.screen == "review"


async def test_a_plan_with_gaps_is_frozen_only_when_confirmed(make_app: MakeApp) -> None:
    app = make_app("fr", "cancellation", "export")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        case, draft = app.session.case, app.session.draft
        assert case is not None
        assert draft is not None
        assert draft.gaps > 1
        await pilot.press("ctrl+f")
        await settle(app, pilot)
        assert isinstance(app.screen, ConfirmScreen)
        assert f"{draft.gaps} blancs" in str(app.screen.query_one(".text").render())
        await pilot.press("enter")  # No is where the keyboard stands
        await settle(app, pilot)
        assert not case.state.submissions
        await pilot.press("ctrl+f")
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        assert not case.state.submissions
        await pilot.press("ctrl+f")
        await settle(app, pilot)
        await pilot.press("right", "enter")
        await settle(app, pilot)
        assert [submission.number for submission in case.state.submissions] == [1]


async def test_what_the_notice_and_the_page_say_is_shown(make_app: MakeApp) -> None:
    app = make_app("fr", "cancellation", "question")
    app.session.detail = "notice_date"
    page = b"Un texte que personne n'attend ici.\n"
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        assert app.screen.query_one("#line", Line).value == "26/09/2012"
        assert any("Lu dans notice.txt" in str(line.render()) for line in app.screen.query(Literal))
        app.go("diagnosis")
        await settle(app, pilot)
        assert any("13 octobre 2012" in str(line.render()) for line in app.screen.query("#main Literal"))
        whole = app.session.case.folder / "inputs" / "page.txt"  # type: ignore[union-attr, operator]
        added = b"Autre ligne avec 12 chiffres que personne n'attend.\n"
        app.session.reading = app.session.take([("page.txt", whole.read_bytes() + page + added)])
        app.go("account")
        await settle(app, pilot)
        said = [str(line.render()) for line in app.screen.query("#main Literal").results(Literal)]
        first = next(n for n, line in enumerate(said) if "1 ligne avec des chiffres" in line)
        assert "12 chiffres" in said[first + 1]
        await pilot.press("f")  # the way to mend it
        await settle(app, pilot)
        app.screen.query_one(Page).replace_all(
            "metrics:\n  - metric: refund_rate\n    count: 12\n    total: 40\n    window: 7 days\n"
        )
        await pilot.press("ctrl+n")
        for _ in range(3):
            await settle(app, pilot)
        assert app.session.reading is not None
        found = [judged.metric for judged in app.session.reading.diagnosis.metrics]
        assert any((metric.id, metric.count, metric.total) == ("refund_rate", 12, 40) for metric in found)
        assert len(found) > 1


async def test_a_format_that_needs_an_extra_says_so_beforehand(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appeal_tool.tui.screens.export.find_spec", lambda name: None)
    app = make_app("en", "cancellation", "export")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        said = [str(option.prompt) for option in app.screen.query_one("#formats", Choices).options]
        assert [line for line in said if "pip install 'appeal-tool[pdf]'" in line]
        assert not [line for line in said if "Markdown" in line and "pip" in line]
