"""``appeal-tool doctor``: what is installed, which records are loaded, where files go."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from appeal_tool import __version__
from appeal_tool.i18n import text

AREA = "cli-doctor"

LIBRARIES = {
    "textual": "wizard",
    "jinja2": "plan",
    "pydantic": "case",
    "markdown-it-py": "lint",
    "PyYAML": "records",
    "numpy": "learned-layer",
    "defusedxml": "xml",
    "platformdirs": "folders",
    "typst": "pdf",
    "python-docx": "docx",
    "textual-serve": "web",
}
"""Distributions that parts of the tool use, and the message key of what each is for."""

EXTRAS = {"typst": "pdf", "python-docx": "docx", "textual-serve": "web"}


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The one option: the output format."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help=text(AREA, "format", lang))


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _records() -> tuple[dict[str, int], str]:
    """How many records each kind has, and the folder they were found in."""
    from appeal_tool.guide.location import data_folder

    folder = data_folder("rules")
    kinds = sorted(path for path in folder.iterdir() if path.is_dir())
    return {kind.name: sum(1 for _ in kind.rglob("*.yaml")) for kind in kinds}, str(folder)


def examine() -> dict[str, Any]:
    """All facts of the report. ``problems`` holds codes of what keeps the tool from its whole work."""
    import platformdirs

    problems: list[str] = []
    try:
        records, rules = _records()
    except FileNotFoundError:
        records, rules = {}, ""
        problems.append("no-rules")
    cache = platformdirs.user_cache_path("appeal-tool", appauthor=False)
    if not _writable(cache):
        problems.append("cache-read-only")
    return {
        "version": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(terse=True),
        "encoding": sys.stdout.encoding,
        "libraries": {name: _version(name) for name in LIBRARIES},
        "records": records,
        "folders": {
            "rules": rules,
            "config": str(platformdirs.user_config_path("appeal-tool", appauthor=False)),
            "cache": str(cache),
            "state": str(platformdirs.user_state_path("appeal-tool", appauthor=False)),
        },
        "problems": problems,
    }


def _writable(folder: Path) -> bool:
    """Whether a file could be written there, now or after the folder is made."""
    import os

    while not folder.exists():
        if folder == folder.parent:
            return False
        folder = folder.parent
    return os.access(folder, os.W_OK)


def run(args: argparse.Namespace) -> int:
    """Print the report; 2 if the installation is not whole, else 0."""
    facts = examine()
    if args.format == "json":
        print(json.dumps({"schema": 1, **facts}, ensure_ascii=False, indent=2))
    else:
        _print(facts, args.lang)
    return 2 if "no-rules" in facts["problems"] else 0


def _print(facts: dict[str, Any], lang: str) -> None:
    print(f"appeal-tool {facts['version']}  (Python {facts['python']}, {facts['platform']})")
    print(f"\n{text(AREA, 'libraries', lang)}")
    for name, version in facts["libraries"].items():
        missing = text(
            AREA, "missing-extra" if name in EXTRAS else "missing", lang, extra=EXTRAS.get(name, "")
        )
        print(f"  {name:<18}{version or missing:<12} {text(AREA, 'for.' + LIBRARIES[name], lang)}")
    print(f"\n{text(AREA, 'records', lang)}")
    for kind, count in facts["records"].items():
        print(f"  {kind:<18}{count}")
    print(f"\n{text(AREA, 'folders', lang)}")
    for name, folder in facts["folders"].items():
        print(f"  {text(AREA, 'folder.' + name, lang):<18}{folder}")
    for problem in facts["problems"]:
        print(f"\n{text(AREA, 'problem.' + problem, lang)}")
