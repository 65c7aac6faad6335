"""An error that nobody expected: nothing personal on the terminal, the case's place named, exit code not 0."""

from __future__ import annotations

import pytest
from wizard_case import MakeApp, settle

from appeal_tool.tui.screens.tasks import TasksScreen


async def test_a_crash_prints_no_personal_data(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app("en", "cancellation", "tasks")

    def fail(self: TasksScreen) -> None:
        buyer = "Mathilde Hibert"
        raise RuntimeError(f"cannot handle {buyer}")

    monkeypatch.setattr(TasksScreen, "action_continue_", fail)

    async def crash() -> None:
        async with app.run_test() as pilot:
            await settle(app, pilot)
            await pilot.press("ctrl+n")
            await pilot.pause()

    with pytest.raises(RuntimeError):
        await crash()
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Mathilde" not in said
    assert "~/appeal-tool/case" in said
    assert app.return_code == 1


async def test_a_worker_that_fails_is_told_and_the_wizard_goes_on(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: object) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr("appeal_tool.tui.session.Session.make_draft", fail)
    app = make_app("en", "cancellation", "review")
    async with app.run_test(notifications=True) as pilot:
        await settle(app, pilot)
        assert any("ZeroDivisionError" in note.message for note in app._notifications)
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.session.screen == "tasks"
