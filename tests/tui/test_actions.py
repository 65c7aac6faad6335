"""What a person does on the screens besides walking through them."""

from __future__ import annotations

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from wizard_case import WIDE, MakeApp, settle

from appeal_tool.guide.location import data_folder
from appeal_tool.i18n import catalogue
from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.literal import Page
from appeal_tool.tui.places import Places
from appeal_tool.tui.screens.help import HelpScreen
from appeal_tool.tui.screens.jump import JumpScreen
from appeal_tool.tui.widgets.choices import Choices
from appeal_tool.tui.widgets.linted import LintedPage

VAGUE = "We have put a rigorous process in place.\n\nThis will never happen again, we promise.\n"


async def filled(app: WizardApp, pilot: Any) -> None:
    """An example with the invented seller's answers."""
    answers = "answers-en.yaml" if app.session.lang == "en" else "answers.yaml"
    app.session.answers.fill_from(data_folder("examples") / "cancellation" / answers)
    app.go("review")
    await settle(app, pilot)


async def test_a_finding_is_kept_only_with_a_reason(make_app: MakeApp) -> None:
    app = make_app("en", "cancellation", "tasks")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        app.session.answers.answer("causes/cancellation/facts", VAGUE)
        app.go("review")
        await settle(app, pilot)
        draft = app.session.draft
        assert draft is not None
        assert draft.findings
        app.screen.query_one("#remarks", Choices).point_at("finding:0")
        await settle(app, pilot)
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("enter")  # no reason: nothing happens
        await pilot.press(*"quoted", "enter")
        await settle(app, pilot)
        case = app.session.case
        assert case is not None
        assert [(waiver.rule, waiver.reason) for waiver in case.state.waivers] == [
            (draft.findings[0].rule, "quoted")
        ]
        assert app.session.draft is not None
        assert app.session.draft.waived == 1


async def test_a_finding_leads_to_the_answer_behind_it(make_app: MakeApp) -> None:
    app = make_app("en", "cancellation", "tasks")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        app.session.answers.answer("causes/cancellation/facts", "This will never happen again, we promise.")
        app.go("review")
        await settle(app, pilot)
        draft = app.session.draft
        assert draft is not None
        number = next(n for n, found in enumerate(draft.findings) if "never happen" in found.excerpt)
        app.screen.query_one("#remarks", Choices).point_at(f"finding:{number}")
        await pilot.press("enter")
        await settle(app, pilot)
        assert (app.session.screen, app.session.detail) == ("question", "causes/cancellation/facts")


async def test_a_gap_leads_to_its_question(make_app: MakeApp) -> None:
    app = make_app("fr", "cancellation", "review")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        draft = app.session.draft
        assert draft is not None
        await pilot.press("enter")  # the cursor is on the first gap
        await settle(app, pilot)
        assert (app.session.screen, app.session.detail) == ("question", draft.plan.open[0].id)


async def test_what_to_attach_is_listed_and_leads_to_the_name_of_the_file(make_app: MakeApp) -> None:
    app = make_app("en", "cancellation", "tasks")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        await filled(app, pilot)
        draft = app.session.draft
        assert draft is not None
        remarks = app.screen.query_one("#remarks", Choices)
        listed = [option.id for option in remarks.options if (option.id or "").startswith("exhibit:")]
        assert len(listed) == len(draft.plan.exhibits) > 0
        remarks.point_at(listed[0])
        await pilot.press("enter")
        await settle(app, pilot)
        assert (app.session.screen, app.session.detail) == ("question", "exhibits/1/file")


async def test_sent_refused_next_round(make_app: MakeApp) -> None:
    app = make_app("fr", "cancellation", "tasks")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        await filled(app, pilot)
        app.go("export")
        await settle(app, pilot)
        await pilot.press("ctrl+f")
        await settle(app, pilot)
        case = app.session.case
        assert case is not None
        assert [submission.number for submission in case.state.submissions] == [1]
        await pilot.press("ctrl+t")
        await pilot.pause()
        reply = (
            "Bonjour,\n\nNous avons examiné votre plan d'action et avons décidé de ne pas réactiver votre compte vendeur.\n"
            "Il manque des précisions sur la cause première des annulations de commandes.\n\nL'équipe Performance Vendeur\n"
        )
        app.screen.query_one(Page).replace_all(reply)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert app.session.screen == "tasks"
        assert app.session.case is not None
        assert app.session.case.state.round == 2


async def test_the_plan_in_the_other_language_marks_what_is_to_be_translated(make_app: MakeApp) -> None:
    app = make_app("fr", "cancellation", "tasks")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        await filled(app, pilot)
        assert app.session.draft is not None
        assert app.session.draft.ready
        await pilot.press("l")
        await settle(app, pilot)
        assert app.session.draft.language == "en"
        assert not app.session.draft.ready


async def test_figures_typed_by_hand(make_app: MakeApp) -> None:
    app = make_app("en", None, "account")
    template = (
        catalogue("tui", "en")["paste.template"]
        .replace("count: 0", "count: 21")
        .replace("total: 0", "total: 73")
    )
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        app.screen.query_one(Page).replace_all(template)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert app.session.reading is not None
        assert app.session.reading.diagnosis.breaches == ("cancellation_rate",)


@pytest.mark.parametrize("keys", [("ctrl+t",), ("down", "down", "enter")], ids=["pasted", "by-hand"])
async def test_what_stands_in_the_field_is_there_again(make_app: MakeApp, keys: tuple[str, ...]) -> None:
    async with make_app("en", None, "account").run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        pilot.app.screen.query_one(Page).replace_all("metrics: [half")
        await pilot.pause(0.4)  # killed here
    app = make_app("en", None, "account")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        await pilot.press(*keys)
        await pilot.pause()
        assert app.screen.query_one(Page).text == "metrics: [half"


async def test_a_page_pasted_without_any_field_is_taken(make_app: MakeApp) -> None:
    page = (data_folder("examples") / "cancellation" / "page.txt").read_text(encoding="utf-8")
    app = make_app("en", None, "account")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        app.post_message(Paste(page))
        await settle(app, pilot)
        await settle(app, pilot)
        assert app.session.reading is not None
        assert app.session.reading.diagnosis.root_cause == "cancellation"


async def test_lint_levels_saving_and_report(make_app: MakeApp, places: Places, tmp_path: Path) -> None:
    places.save_draft("lint", VAGUE)
    app = make_app("en", None, "lint")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        findings = app.screen.query_one("#findings", Choices)
        every = findings.option_count
        await pilot.press("f9", "f9")
        assert 0 < findings.option_count < every
        app.session.lint_path = tmp_path / "answer.md"
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press("ctrl+r")
        await settle(app, pilot)
    assert (tmp_path / "answer.md").read_text(encoding="utf-8") == VAGUE
    assert "empty-assurance" in (tmp_path / "answer.findings.txt").read_text(encoding="utf-8")


async def test_the_editor_of_ones_own_choice(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text() + ' and more\\x1b[31m')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setattr(WizardApp, "suspend", lambda self: nullcontext())
    app = make_app("en", None, "lint")
    app.session.places.save_draft("lint", "text")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        await pilot.press("f4")
        await settle(app, pilot)
        page = app.screen.query_one(LintedPage)
        assert page.text == "text and more[31m"
        page.undo()
        assert page.text == "text"


async def test_help_jump_and_palette_open_everywhere(make_app: MakeApp) -> None:
    app = make_app("en", "cancellation", "tasks")
    async with app.run_test(size=WIDE) as pilot:
        for name in ("start", "account", "diagnosis", "lessons", "tasks", "review", "export", "lint"):
            app.go(name)
            await settle(app, pilot)
            await pilot.press("f1")
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen), name
            await pilot.press("escape", "f2")
            await pilot.pause()
            assert isinstance(app.screen, JumpScreen), name
            await pilot.press("a")
            await pilot.pause()
            assert app.session.screen == name
            assert app.screen.focused is not None


def test_the_line_by_line_face_needs_no_textual() -> None:
    code = "import sys, appeal_tool.cli.wizard, appeal_tool.tui.plain; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_the_palette_speaks_the_users_language(make_app: MakeApp) -> None:
    app = make_app("fr", None, "start")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        await pilot.press("ctrl+p", *"zzzz")
        await pilot.pause(0.8)
        words = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert catalogue("tui", "fr")["palette.none"] in words
        assert "No matches" not in words


async def test_two_actions_on_one_key_are_told(make_app: MakeApp, places: Places) -> None:
    places.config.mkdir(parents=True)
    places.keymap.write_text('{"continue": "f3", "file": "f3"}')
    app = make_app("en", "cancellation", "account")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert any("same key" in note.message for note in app._notifications)


@pytest.mark.parametrize("dropped", [True, False], ids=["file", "page"])
async def test_what_is_dropped_on_the_first_page_begins_a_case(make_app: MakeApp, dropped: bool) -> None:
    page = data_folder("examples") / "cancellation" / "page.txt"
    app = make_app("en", None, "start")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        app.post_message(Paste(f"'{page}' " if dropped else page.read_text(encoding="utf-8")))
        await settle(app, pilot)
        await settle(app, pilot)
        assert app.session.reading is not None
        assert app.session.reading.diagnosis.root_cause == "cancellation"
