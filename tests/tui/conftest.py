"""A wizard that stands still: own folders, no animation, no clock, no path of this machine on the screen."""

from __future__ import annotations

import asyncio
import inspect
from pathlib import Path

import pytest
from wizard_case import MakeApp

from appeal_tool.guide.location import data_folder
from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.places import Places
from appeal_tool.tui.screens.example import inputs
from appeal_tool.tui.session import Session


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run tests that are coroutines."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    asyncio.run(pyfuncitem.obj(**arguments))
    return True


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cases")


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none", raising=False)
    # A toast goes after five seconds, which a busy machine may need for a single test.
    monkeypatch.setattr("textual.notifications.Notification.has_expired", False)
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
