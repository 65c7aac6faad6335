"""A wizard that stands still: own folders, no animation, no clock, no path of this machine on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from appeal_tool.guide.location import data_folder
from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.places import Places
from appeal_tool.tui.screens.example import inputs
from appeal_tool.tui.session import Session

NARROW, WIDE = (80, 24), (120, 40)
MakeApp = Callable[..., WizardApp]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cases")


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none", raising=False)
    monkeypatch.setattr(Session, "shown", lambda self, path: f"~/appeal-tool/{path.suffix or 'case'}")


@pytest.fixture
def make_app(places: Places) -> MakeApp:
    """``make_app(lang, example, screen)``: a wizard, with an example account already read if one is named."""

    def make(
        lang: str = "en", example: str | None = None, screen: str = "start", theme: str = "dark"
    ) -> WizardApp:
        session = Session.begin(lang, places)
        session.theme = theme
        if example is not None:
            files = inputs(data_folder("examples") / example)
            session.reading = session.take([(path.name, path.read_bytes()) for path in files])
        session.screen = screen
        app = WizardApp(session)
        app.animation_level = "none"
        return app

    return make


async def settle(app: WizardApp, pilot: object) -> None:
    """Wait until workers and messages are done."""
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause(0.05)  # type: ignore[attr-defined]
