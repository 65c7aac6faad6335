"""Hand a long text to the editor that the user has chosen (``VISUAL`` or ``EDITOR``)."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from appeal_tool.tui.visible import visible

if TYPE_CHECKING:
    from textual.app import App

    from appeal_tool.tui.session import Session


def edit(app: App[object], text: str, session: Session) -> str | None:
    """``text`` as the editor leaves it; ``None``, with a toast that says why, if there was no editor."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        app.notify(session.say("editor.none"), severity="warning", markup=False)
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "appeal-tool.md"
        path.write_text(text, encoding="utf-8")
        try:
            with app.suspend():
                code = subprocess.call([*shlex.split(command), str(path)])
            if code != 0:
                app.notify(session.say("editor.failed", code=code), severity="warning", markup=False)
                return None
            return visible(path.read_text(encoding="utf-8", errors="replace"))
        except (OSError, ValueError, SuspendNotSupported) as error:
            app.notify(
                session.say("editor.cannot", error=visible(str(error))), severity="warning", markup=False
            )
            return None
