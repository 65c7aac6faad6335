"""The linter's settings: levels, limits, extra rules and what to ignore, from a file found walking up.

``appeal-tool.toml`` (or the table ``[tool.appeal-tool]`` of a ``pyproject.toml``)::

    rules = "my-rules"             # a folder of own lint records, relative to the file

    [levels]                       # rule = "error" | "warning" | "suggestion" | "off"
    weak-commitment = "suggestion"

    [limits]                       # words
    too-long = 1200
    too-short = 60

    [per-file]                     # glob relative to the file = rules to leave out
    "drafts/*.md" = ["placeholder"]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal

from appeal_tool.lint.finding import DOCUMENT_RULES, FACT_RULES, LEVELS, SENTENCE_RULES

Setting = Literal["error", "warning", "suggestion", "off"]
RULES = (*SENTENCE_RULES, *DOCUMENT_RULES, *FACT_RULES)
FILE_NAME = "appeal-tool.toml"
MAX_WORDS = 1000
MIN_WORDS = 80
_KEYS = ("rules", "levels", "limits", "per-file")
_LIMITS = ("too-long", "too-short")


class ConfigError(Exception):
    """A setting that cannot be used: the file, the key inside it, and the problem as a message code.

    ``code`` is a key of ``i18n/messages/lint.*.json`` (``config-...``), ``params`` fill it.
    """

    def __init__(self, path: Path, key: str, code: str, **params: object) -> None:
        super().__init__(path, key, code, params)
        self.path = path
        self.key = key
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of the linter. ``path`` is the file they came from, ``None`` for the defaults.

    Limits are in words. ``rules`` is a folder of the user's own lint records.
    """

    path: Path | None = None
    rules: Path | None = None
    levels: Mapping[str, Setting] = field(default_factory=dict)
    too_long: int = MAX_WORDS
    too_short: int = MIN_WORDS
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def ignored(self, file: str) -> frozenset[str]:
        """The rules that are left out for ``file`` (a path as the user gave it)."""
        if not self.per_file:
            return frozenset()
        base = self.path.parent if self.path else Path()
        try:
            relative = Path(file).resolve().relative_to(base.resolve()).as_posix()
        except (ValueError, OSError):
            relative = file
        return frozenset(
            rule for pattern, rules in self.per_file.items() if fnmatch(relative, pattern) for rule in rules
        )


def find_config(start: Path) -> Config:
    """The settings that hold in the folder ``start``: the nearest file in it or above it, else the defaults.

    Raises ``ConfigError`` for a file that is found and cannot be used.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        own = folder / FILE_NAME
        if own.is_file():
            return read_config(own)
        project = folder / "pyproject.toml"
        if project.is_file():
            table = _read(project).get("tool", {}).get("appeal-tool")
            if table is not None:
                return _config(project, table)
    return Config()


def read_config(path: Path) -> Config:
    """The settings of one file. Raises ``ConfigError``."""
    table = _read(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("appeal-tool", {})
    return _config(path, table)


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(path, "", "config-unreadable", reason=str(error)) from error


def _config(path: Path, table: Any) -> Config:
    table = _mapping(path, "tool.appeal-tool", table)
    for key in table:
        if key not in _KEYS:
            raise _unknown(path, key, key, _KEYS)
    folder = table.get("rules")
    if folder is not None and not (isinstance(folder, str) and (path.parent / folder).is_dir()):
        raise ConfigError(path, "rules", "config-folder", value=str(folder))
    limits = _mapping(path, "limits", table.get("limits", {}))
    for key, value in limits.items():
        if key not in _LIMITS:
            raise _unknown(path, f"limits.{key}", key, _LIMITS)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ConfigError(path, f"limits.{key}", "config-number", value=str(value))
    return Config(
        path=path,
        rules=path.parent / folder if folder else None,
        levels=_levels(path, table.get("levels", {}), own_rules=folder is not None),
        too_long=limits.get("too-long", MAX_WORDS),
        too_short=limits.get("too-short", MIN_WORDS),
        per_file=_per_file(path, table.get("per-file", {}), own_rules=folder is not None),
    )


def _levels(path: Path, table: Any, *, own_rules: bool) -> dict[str, Setting]:
    levels: dict[str, Setting] = {}
    for rule, level in _mapping(path, "levels", table).items():
        if rule not in RULES and not own_rules:
            raise _unknown(path, f"levels.{rule}", rule, RULES)
        if level not in (*LEVELS, "off"):
            raise _unknown(path, f"levels.{rule}", str(level), (*LEVELS, "off"))
        levels[rule] = level
    return levels


def _per_file(path: Path, table: Any, *, own_rules: bool) -> dict[str, tuple[str, ...]]:
    ignores: dict[str, tuple[str, ...]] = {}
    for pattern, rules in _mapping(path, "per-file", table).items():
        if not isinstance(rules, list):
            raise ConfigError(path, f"per-file.{pattern}", "config-list", value=str(rules))
        for rule in rules:
            if rule not in RULES and not own_rules:
                raise _unknown(path, f"per-file.{pattern}", str(rule), RULES)
        ignores[pattern] = tuple(map(str, rules))
    return ignores


def _mapping(path: Path, key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(path, key, "config-table", value=str(value))
    return value


def _unknown(path: Path, key: str, value: str, allowed: tuple[str, ...]) -> ConfigError:
    from difflib import get_close_matches

    near = get_close_matches(value, allowed, n=1)
    if near:
        return ConfigError(path, key, "config-unknown-near", value=value, near=near[0])
    return ConfigError(path, key, "config-unknown", value=value, allowed=allowed)
