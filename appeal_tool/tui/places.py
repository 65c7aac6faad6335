"""Where the wizard keeps what is not part of a case: settings, the recent cases, unsaved drafts.

Files are replaced whole, so that a killed process leaves the old or the new one. A folder
that cannot be written costs the memory of the last position, nothing else.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

RECENT_LIMIT = 9


class Places:
    """The wizard's own files below ``config`` and ``state`` (default: the user's folders)."""

    def __init__(
        self, config: Path | None = None, state: Path | None = None, cases: Path | None = None
    ) -> None:
        import platformdirs

        self.config = config or platformdirs.user_config_path("appeal-tool", appauthor=False)
        self.state = state or platformdirs.user_state_path("appeal-tool", appauthor=False)
        self.cases = cases or platformdirs.user_documents_path() / "appeal-tool"

    @property
    def keymap(self) -> Path:
        """The user's own keys."""
        return self.config / "keymap.json"

    def settings(self) -> dict[str, str]:
        """Language and theme, as last chosen."""
        values = _read(self.config / "settings.json")
        return {k: v for k, v in values.items() if isinstance(v, str)} if isinstance(values, dict) else {}

    def save_settings(self, **values: str) -> None:
        """Change some settings."""
        _write(self.config / "settings.json", {**self.settings(), **values})

    def recent(self) -> list[dict[str, str]]:
        """Recent cases, newest first: ``folder``, ``screen`` and ``detail`` where one was. Gone folders are left out."""
        found = _read(self.state / "recent.json")
        entries = found if isinstance(found, list) else []
        return [
            {"folder": e["folder"], "screen": str(e.get("screen", "")), "detail": str(e.get("detail", ""))}
            for e in entries
            if isinstance(e, dict) and isinstance(e.get("folder"), str) and Path(e["folder"]).is_dir()
        ]

    def remember(self, folder: Path, screen: str, detail: str = "") -> None:
        """Put ``folder`` first among the recent cases, with where in it one is."""
        entry = {"folder": str(folder.resolve()), "screen": screen, "detail": detail}
        others = [e for e in self.recent() if e["folder"] != entry["folder"]]
        _write(self.state / "recent.json", [entry, *others][:RECENT_LIMIT])

    def keep_pasted(self, text: str) -> Path | None:
        """Keep a pasted page as a file to be read; ``None`` if it cannot be written."""
        path = self.state / "page.txt"
        try:
            self.state.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_text(text, encoding="utf-8", errors="replace")
        except OSError:
            return None
        return path

    def draft(self, name: str) -> str:
        """The unsaved text that a screen was holding, empty if none."""
        value = _read(self.state / f"draft-{name}.json")
        return value if isinstance(value, str) else ""

    def save_draft(self, name: str, text: str) -> None:
        """Keep the unsaved text of a screen; an empty one is forgotten."""
        path = self.state / f"draft-{name}.json"
        if text:
            _write(path, text)
        else:
            with suppress(OSError):
                path.unlink()


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write(path: Path, value: Any) -> None:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(value, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except OSError:
            with suppress(OSError):
                os.unlink(temporary)
            raise
