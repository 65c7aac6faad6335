"""The seller confirms the causes or chooses others; what differs from the data needs a reason, which stays."""

from __future__ import annotations

import pytest
from wizard_case import NARROW, WIDE, MakeApp, settle

from appeal_tool.case.store import open_case
from appeal_tool.tui.literal import Line
from appeal_tool.tui.screens.cause_choice import CauseChoiceScreen
from appeal_tool.tui.widgets.checks import Checks


@pytest.mark.parametrize(("lang", "size"), [("fr", NARROW), ("en", WIDE)])
async def test_another_cause_needs_a_reason_that_is_kept(
    make_app: MakeApp, lang: str, size: tuple[int, int]
) -> None:
    app = make_app(lang, "cancellation", "diagnosis")
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        await pilot.press("o")
        await settle(app, pilot)
        causes = app.screen.query_one("#causes", Checks)
        before = causes.ticked
        causes.point_at("late-shipment")
        await pilot.press("space", "ctrl+n")
        await settle(app, pilot)
        assert isinstance(app.screen, CauseChoiceScreen)  # no reason yet
        assert app.screen.query_one(Line).has_focus
        await pilot.press(*"parcels", "enter")
        await settle(app, pilot)
        assert not isinstance(app.screen, CauseChoiceScreen)
        case = app.session.case
        assert case is not None
        assert case.folder is not None
        case.close()
        with open_case(case.folder) as again:
            choice = again.state.cause_choice
            assert choice is not None
            assert choice.reason == "parcels"
            assert set(choice.causes) == {*before, "late-shipment"}
            assert set(choice.found) == set(before)
            assert again.answers["causes"].value == list(choice.causes)


async def test_what_the_data_show_is_confirmed_without_a_reason(make_app: MakeApp) -> None:
    app = make_app("fr", "cancellation", "diagnosis")
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        await pilot.press("o")
        await settle(app, pilot)
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert app.session.case is not None
        choice = app.session.case.state.cause_choice
        assert choice is not None
        assert choice.causes == choice.found
        assert choice.reason == ""
