"""From the first page to an exported plan with the keyboard alone, in both languages and both sizes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from tour import words
from wizard_case import NARROW, WIDE, MakeApp, settle

from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.places import Places
from appeal_tool.tui.session import Session
from appeal_tool.tui.widgets.choices import Choices

BASIC = {"enter", "down", "space"}
"""Keys that the first pages name in words; every other key must be painted when it is pressed."""


async def press(app: WizardApp, pilot: Any, *keys: str) -> None:
    """Press keys as a newcomer does: only those that the screen shows."""
    for key in keys:
        if key not in BASIC:
            name = "+".join(part.capitalize() for part in key.split("+"))
            assert name in words(app), (name, app.session.screen, app.session.detail)
        await pilot.press(key)
        await settle(app, pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_example_to_plan(make_app: MakeApp, lang: str, size: tuple[int, int]) -> None:
    typing = (lang, size) in (("fr", NARROW), ("en", WIDE))
    app = make_app(lang)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        assert ("Entrée" if lang == "fr" else "Enter") in words(app)
        await press(app, pilot, "down", "enter")  # try an example
        await press(app, pilot, "enter")  # the first: cancellations
        session = app.session
        assert session.reading is not None
        assert session.reading.diagnosis.root_cause == "cancellation"
        await press(app, pilot, "ctrl+n")
        assert session.screen == "diagnosis"
        await press(app, pilot, "ctrl+n")
        assert session.screen == "lessons"
        await press(app, pilot, "f3")
        if typing:
            await press(app, pilot, "ctrl+n")
            await answer_everything(app, pilot, lang)
        else:
            await press(app, pilot, "ctrl+e")  # the example's own answers
        assert session.screen == "tasks"
        await press(app, pilot, "enter")  # the keyboard is on the button that leads on
        assert session.screen == "review"
        assert session.draft is not None
        assert not session.draft.plan.open
        await press(app, pilot, "ctrl+n")
        await press(app, pilot, "enter")
    assert session.case is not None
    folder = session.case.folder
    assert folder is not None
    written = (folder / f"plan.{session.draft.language}.md").read_text(encoding="utf-8")
    assert "28,77" in written or "28.77" in written
    assert (folder / f"plan.{session.draft.language}.txt").is_file()


async def answer_everything(app: WizardApp, pilot: Any, lang: str) -> None:
    """Type an answer to every question that is asked, with the keys a person would use."""
    session = app.session
    for _ in range(120):
        if session.screen == "tasks":
            if session.answers.next() is None:
                return
            await pilot.press("ctrl+n")
            await settle(app, pilot)
        item = session.answers.question(session.detail)
        assert item is not None, session.detail
        kind = item.question.type
        if item.answer is None or item.answer.unknown:
            if item.question.field == "causes":
                pass  # those of the diagnosis are ticked already
            elif kind == "multi":
                await pilot.press("space")
            elif kind in ("choice", "yesno"):
                wanted = answer_to(item, lang)
                if wanted is not None:
                    app.screen.query_one("#choice", Choices).point_at(wanted)
            else:
                text = str(answer_to(item, lang))
                app.post_message(Paste(text))
                await pilot.pause()
        await pilot.press("ctrl+n")
        await pilot.pause()
        if session.detail == item.id and session.screen == "question":
            await pilot.press("ctrl+n")  # keep it in spite of the advice
            await pilot.pause()
            assert session.detail != item.id or session.screen != "question", (item.id, item.question.type)
    raise AssertionError("the interview does not end")


def answer_to(item: Any, lang: str) -> str | None:
    field = item.question.field
    if field == "more":
        return "no"
    kind = item.question.type
    if kind in ("number", "percent"):
        return "12"
    if kind == "date":
        return "28/09/2012"
    if kind == "person":
        return "Claire Martin"
    if kind == "file":
        return ""
    if kind in ("choice", "yesno"):
        return None
    french = {"how_often": "chaque matin", "watch_how_often": "chaque lundi"}
    english = {"how_often": "every morning", "watch_how_often": "every Monday"}
    words = french if lang == "fr" else english
    default = (
        "Claire Martin compte le stock chaque matin à 9 h depuis le 28/09/2012"
        if lang == "fr"
        else "Claire Martin counts the stock every morning at 9 since 28/09/2012"
    )
    return words.get(field, default)


async def test_a_killed_wizard_goes_on_where_it_was(make_app: MakeApp, places: Places) -> None:
    app = make_app("fr", "cancellation", "tasks")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        item = next(i for t in app.session.answers.tasks() for i in t.items if i.question.type == "long")
        app.go("question", item.id)
        await settle(app, pilot)
        await pilot.press(*"stock")
        await pilot.pause(0.6)
        folder = app.session.case.folder  # type: ignore[union-attr]
        # Nothing is closed or saved in order from here on, as after kill -9 (the lock's holder is this process).
        (folder / "lock").unlink(missing_ok=True)  # type: ignore[operator]

        session = Session.begin("fr", Places(places.config, places.state, places.cases))
        again = WizardApp(session)
        async with again.run_test(size=WIDE) as second:
            await settle(again, second)
            await second.press("enter")
            await settle(again, second)
            assert (session.screen, session.detail) == ("question", item.id)
            assert again.screen.query_one("#long").text == "stock"  # type: ignore[attr-defined]


async def test_language_changes_on_the_spot(make_app: MakeApp, places: Places) -> None:
    app = make_app("fr", "cancellation", "account")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        await pilot.press("f8")
        await settle(app, pilot)
        assert app.session.lang == "en"
        assert app.session.screen == "account"
    assert json.loads((places.config / "settings.json").read_text()) == {"lang": "en"}


async def test_own_keys(make_app: MakeApp, places: Places) -> None:
    places.config.mkdir(parents=True)
    places.keymap.write_text('{"continue": "f10", "unheard-of": "f11"}')
    app = make_app("en", "cancellation", "account")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        assert any("unheard-of" in note.message for note in app._notifications)
        await pilot.press("ctrl+n")
        assert app.session.screen == "account"
        await pilot.press("f10")
        await settle(app, pilot)
        assert app.session.screen == "diagnosis"


async def test_a_file_that_says_nothing_is_refused_and_the_wizard_goes_on(
    make_app: MakeApp, tmp_path: Path
) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("")
    app = make_app("en", None, "account")
    app.session.given = [path, tmp_path / "missing.txt"]
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(app, pilot)
        assert [note.severity for note in app._notifications] == ["error"]
        assert app.session.case is None
        assert app.screen.query("#ways")


async def test_a_case_that_is_open_elsewhere_is_shown_and_not_changed(
    make_app: MakeApp, places: Places
) -> None:
    first = make_app("en", "cancellation", "tasks").session
    assert first.case is not None
    session = Session.begin("en", places)
    app = WizardApp(session)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        app.open_case(first.case.folder, "question", "causes/cancellation/facts")  # type: ignore[arg-type]
        await settle(app, pilot)
        await settle(app, pilot)
        assert any("read-only" in note.message for note in app._notifications)
        assert session.screen == "question"
        app.screen.query_one("#long").focus()
        app.post_message(Paste("93 orders were cancelled"))
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert session.screen == "question"  # the answer could not be kept: that is said, and one stays
        assert "read-only" in str(app.screen.query_one("#advice").render())
    assert "causes/cancellation/facts" not in first.case.answers
