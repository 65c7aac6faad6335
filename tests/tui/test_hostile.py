"""Text from outside is shown or dropped on every screen, never obeyed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from wizard_case import MakeApp, settle

from appeal_tool.guide.location import data_folder
from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.paths import dropped_file, is_file, typed_path
from appeal_tool.tui.places import Places
from appeal_tool.tui.session import Session
from appeal_tool.tui.visible import first_line, visible

HOSTILE = (
    "[@click=app.quit]press[/] [bold]B[/bold]",
    "[/nope] [/",
    "x [link=",
    "\x1b]0;PWNED\x1b\\ \x1b[31mred\x07 \x9b31m",
    "\u202egnp.exe\u2069 \u200fabc\u2066",
    "a\x00b\x7fc\u2028d",
    "| a | b |\n|---|---|",
    "<script>alert(1)</script> ![x](http://e.example/y.png) [go](javascript:x)",
    "{{ 7*7 }} {% for x in y %} {lang} {0}",
    "#panic #import \\input{x} $x$",
    "'; DROP TABLE x; -- =cmd|' /C calc'!A0",
    "A" * 5_000,
)
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def painted(app: WizardApp) -> str:
    """All that the terminal would be sent as text; fails if hostile text became an action."""
    lines = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            meta = segment.style.meta if segment.style is not None else {}
            assert "app.quit" not in str(meta), meta
        lines.append(strip.text)
    return "\n".join(lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_visible_leaves_nothing_to_obey(text: str) -> None:
    assert not CONTROL.search(visible(text).replace("\n", ""))
    assert len(first_line(text)) <= 200


@pytest.fixture
def hostile_app(places: Places) -> WizardApp:
    """A case whose page, file name and every answer are hostile."""
    session = Session.begin("fr", places)
    page = (data_folder("examples") / "counterfeit" / "page.txt").read_text(encoding="utf-8")
    lines = page.splitlines()
    evil = [f"11/09/12\t1\t{text[:300]}" for text in HOSTILE if "\n" not in text]
    data = "\n".join([*lines, *evil]).encode("utf-8", errors="replace")
    session.reading = session.take([("page [@click=app.quit]x[/].txt", data)])
    assert session.case is not None
    from appeal_tool.case.interview import answer_unknown
    from appeal_tool.case.values import ValueProblem

    for number in range(200):
        item = next((i for t in session.answers.tasks() for i in t.items if i.answer is None), None)
        if item is None:
            break
        wrong, _ = session.answers.answer(item.id, HOSTILE[number % len(HOSTILE)])
        if wrong:
            first = (
                item.choices[0].id
                if item.choices
                else {"yesno": "no", "date": "3/5/2013"}.get(item.question.type, "1")
            )
            wrong, _ = session.answers.answer(item.id, [first] if item.question.type == "multi" else first)
        if wrong:
            try:
                answer_unknown(session.case, item.id)
            except ValueProblem:
                break
    app = WizardApp(session)
    app.animation_level = "none"
    return app


async def test_no_screen_obeys(hostile_app: WizardApp, tmp_path: Path) -> None:
    app = hostile_app
    session = app.session
    async with app.run_test(size=(100, 30), notifications=True, tooltips=True) as pilot:
        stops = [
            (name, "")
            for name in ("account", "diagnosis", "lessons", "tasks", "review", "export", "start", "lint")
        ]
        items = [item for task in session.answers.tasks() for item in task.items]
        stops += [("question", id) for id in {item.question.type: item.id for item in items}.values()]
        for name, detail in stops:
            app.go(name, detail)
            await settle(app, pilot)
            assert not CONTROL.search(painted(app).replace("\n", "")), name
        for name, keys in (
            ("account", ("enter",)),
            ("diagnosis", ("enter",)),
            ("account", ("f1",)),
            ("review", ("f2",)),
            ("tasks", ("ctrl+p",)),
        ):
            app.go(name)
            await settle(app, pilot)
            await pilot.press(*keys)
            await settle(app, pilot)
            assert not CONTROL.search(painted(app).replace("\n", "")), (name, keys)
            await pilot.press("escape")
            await pilot.pause()
        for text in HOSTILE:
            app.toast(text)
        await pilot.pause()
        painted(app)
        assert app.is_running


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_text_can_be_checked(make_app: MakeApp, places: Places, text: str) -> None:
    places.save_draft("lint", text)
    app = make_app(screen="lint")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(app, pilot)
        assert not CONTROL.search(painted(app).replace("\n", ""))


@pytest.mark.parametrize(
    "text", [*HOSTILE, "~nobody-at-all/x", "a" * 300, "'/tmp/x y' ", "file:///nowhere", ""]
)
def test_no_text_breaks_a_path(text: str) -> None:
    path = typed_path(text)
    assert not is_file(path / ("b" * 300))
    assert dropped_file(text) is None
