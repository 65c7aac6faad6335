"""The screens of the wizard, one a file, found by name and imported when first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from appeal_tool.tui.screens.base import StepScreen

SCREENS = {
    "start": "StartScreen",
    "account": "AccountScreen",
    "diagnosis": "DiagnosisScreen",
    "lessons": "LessonsScreen",
    "tasks": "TasksScreen",
    "question": "QuestionScreen",
    "review": "ReviewScreen",
    "export": "ExportScreen",
    "lint": "LintScreen",
}
"""Name of a screen, which is that of its module here, and its class."""


def screen(name: str) -> StepScreen:
    """A new screen ``name``. What it shows comes from the session."""
    module = import_module(f"appeal_tool.tui.screens.{name}")
    return cast("StepScreen", getattr(module, SCREENS[name])())
