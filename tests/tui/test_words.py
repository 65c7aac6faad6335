"""Nothing on the screen is untranslated or cut off."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from textual.events import AppBlur
from wizard_case import NARROW, MakeApp, settle

import appeal_tool.tui
from appeal_tool.i18n import catalogue
from appeal_tool.tui.keymap import KEYS
from appeal_tool.tui.widgets.footer import Footer
from appeal_tool.tui.widgets.linted import source_line

ROOT = Path(appeal_tool.tui.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
SAYING = {"say", "_say"}
SHOWING = {"Literal", "Item", "Button", "toast", "notify", "literal"}


def calls(path: Path) -> list[tuple[str, ast.Call]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            found.append((name, node))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_message_exists(path: Path) -> None:
    for name, call in calls(path):
        if name in SAYING and call.args and isinstance(call.args[0], ast.Constant):
            key = call.args[0].value
            if re.fullmatch(r"[a-z0-9.-]+", str(key)):
                assert key in catalogue("tui", "fr"), f"{path.name}:{call.lineno}: {key}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_words_stand_in_the_code(path: Path) -> None:
    for name, call in calls(path):
        if name in SHOWING:
            for argument in call.args[:1]:
                written = [
                    c.value
                    for c in ast.walk(argument)
                    if isinstance(c, ast.Constant) and isinstance(c.value, str)
                ]
                direct = argument.value if isinstance(argument, ast.Constant) else ""
                assert not re.search(r"[A-Za-z]{2}", str(direct)), f"{path.name}:{call.lineno}: {written}"


def test_every_key_has_words_in_both_languages() -> None:
    for lang in ("fr", "en"):
        words = catalogue("tui", lang)
        missing = [id for id in KEYS if f"key.{id}" not in words]
        assert not missing


def test_every_key_is_documented() -> None:
    page = (ROOT.parent.parent / "docs" / "wizard.md").read_text(encoding="utf-8")
    assert not [id for id in KEYS if f"`{id}`" not in page]


@pytest.mark.parametrize("width", [NARROW[0], 60])
async def test_no_footer_is_cut_off_on_a_narrow_terminal(make_app: MakeApp, width: int) -> None:
    app = make_app("fr", "cancellation", "account")  # the longer words
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(app, pilot)
        stops = [
            (name, "")
            for name in ("start", "account", "diagnosis", "lessons", "tasks", "review", "export", "lint")
        ]
        items = [item for task in app.session.answers.tasks() for item in task.items]
        stops += [("question", id) for id in {item.question.type: item.id for item in items}.values()]
        for name, detail in stops:
            app.go(name, detail)
            await settle(app, pilot)
            footer = app.screen.query_one(Footer)
            *keys, (menu, last) = footer.places
            assert last.action == "command_palette"
            assert menu + last.width == width
            assert {key.action for _, key in keys} >= {"help"}
            assert all(start + key.width < menu for start, key in keys), (name, detail)


async def test_a_page_that_opens_while_another_window_has_the_keyboard_has_its_keys(
    make_app: MakeApp,
) -> None:
    app = make_app("en")
    async with app.run_test(size=NARROW) as pilot:
        await settle(app, pilot)
        app.post_message(AppBlur())
        await settle(app, pilot)
        await app.run_action("help")
        await settle(app, pilot)
        assert [key.action for _, key in app.screen.query_one(Footer).places] == ["close"]


def test_a_source_is_said_in_the_users_language(make_app: MakeApp) -> None:
    source = "guide: Points clés ; https://a.example/x (read 2026-11-23)"
    assert source_line(source, make_app("fr").session) == (
        "D’après le guide, page «\u00a0Points clés\u00a0»\nSource\u00a0: https://a.example/x, lu le 23 novembre 2026"
    )
    assert source_line("a book", make_app("en").session) == "Source: a book"
