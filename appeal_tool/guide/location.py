"""Where ``rules/``, ``plan_templates/`` and ``examples/`` lie: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def data_folder(name: str) -> Path:
    """The folder ``rules``, ``plan_templates`` or ``examples``.

    Raises ``FileNotFoundError`` if the installation lacks it.
    """
    for folder in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"appeal-tool is not installed whole: the folder {name!r} is missing")
