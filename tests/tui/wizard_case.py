"""What the wizard's tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from appeal_tool.tui.app import WizardApp

NARROW, WIDE = (80, 24), (120, 40)
MakeApp = Callable[..., WizardApp]


async def settle(app: WizardApp, pilot: Any) -> None:
    """Wait until workers and messages are done."""
    for _ in range(2):
        await app.workers.wait_for_complete()
        await pilot.pause()
