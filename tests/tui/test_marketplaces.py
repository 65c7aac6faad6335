"""Files that hold several marketplaces; and the course of a metric over its windows."""

from __future__ import annotations

from dataclasses import replace

from wizard_case import NARROW, MakeApp, settle

from appeal_tool.case.store import open_case
from appeal_tool.tui.checklist import course

FIGURES = """marketplace: {country}
as_of: 2026-01-31
metrics:
  - metric: cancellation_rate
    count: {count}
    total: 100
    window: 7 days
    target: "< 2.5 %"
"""


async def test_the_seller_chooses_the_marketplace_and_the_case_keeps_it(make_app: MakeApp) -> None:
    app = make_app("fr", None, "account")
    session = app.session
    files = [
        (f"{country}.yaml", FIGURES.format(country=country, count=count).encode())
        for country, count in (("FR", 9), ("DE", 1))
    ]
    session.reading = session.take(files)
    before = session.reading.account.marketplace
    async with app.run_test(size=NARROW) as pilot:
        await settle(app, pilot)
        await pilot.press("m")
        await settle(app, pilot)
        await pilot.press("down", "enter")
        await settle(app, pilot)
        assert session.reading is not None
        assert session.reading.account.marketplace not in (None, before)
        assert [judged.metric.count for judged in session.reading.diagnosis.metrics] == [1]
        assert session.case is not None
        assert session.case.folder is not None
        session.case.close()
        with open_case(session.case.folder) as again:
            assert again.state.marketplace == "DE"


async def test_one_marketplace_has_nothing_to_choose(make_app: MakeApp) -> None:
    app = make_app("fr", "cancellation", "account")
    async with app.run_test(size=NARROW) as pilot:
        await settle(app, pilot)
        await pilot.press("m")
        await settle(app, pilot)
        assert len(app.screen_stack) == 2  # no dialog over the page


def test_a_course_goes_from_the_longest_window_to_the_shortest(make_app: MakeApp) -> None:
    reading = make_app("en", "cancellation").session.reading
    assert reading is not None
    judged = reading.diagnosis.metrics[0]
    window = replace(judged.metric.window, start=None, end=None)

    def over(days: int, value: float | None) -> object:
        return replace(judged, metric=replace(judged.metric, window=replace(window, days=days), value=value))

    assert course([over(7, 0.08), over(90, 0.0), over(30, 0.04)]) == "▁▅█"  # type: ignore[list-item]
    assert course([over(7, 0.08)]) == ""  # type: ignore[list-item]
    assert course([over(7, 0.08), over(30, None)]) == ""  # type: ignore[list-item]
    assert course([over(30, 0.08), over(30, 0.01)]) == ""  # type: ignore[list-item]
