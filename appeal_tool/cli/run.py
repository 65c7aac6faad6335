"""Parses the command line and turns every expected failure into one clear line and an exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

from appeal_tool import __version__
from appeal_tool.cli.parser import command_parser
from appeal_tool.i18n import LANGUAGES, default_language, text

COMMANDS = (
    "demo",
    "wizard",
    "serve",
    "new",
    "diagnose",
    "plan",
    "lint",
    "rules",
    "guide",
    "submit",
    "refused",
    "doctor",
)
"""Each is the module ``appeal_tool.cli.NAME`` with ``add_arguments(parser, lang)`` and ``run(args) -> int``."""


def general_help(lang: str) -> str:
    """What ``appeal-tool --help`` prints: every command with its one-line summary."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {text(f'cli-{name}', 'summary', lang)}" for name in COMMANDS]
    return text("cli", "help", lang, commands="\n".join(lines))


def run(arguments: list[str]) -> int:
    """Run the command in ``arguments``; without one, open the wizard. Returns the exit code."""
    lang, rest = _take_language(arguments)
    if not rest:
        rest = ["wizard"]
    name, *options = rest
    if name in ("--help", "-h", "help"):
        print(general_help(lang))
        return 0
    if name in ("--version", "-V"):
        print(f"appeal-tool {__version__}")
        return 0
    if name not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, n=1)
        key = "unknown-command-near" if near else "unknown-command"
        print(text("cli", key, lang, command=name, near="".join(near)), file=sys.stderr)
        return 2
    try:
        args = command_parser(name, lang, options).parse_args(options)
        code: int = import_module(f"appeal_tool.cli.{name}").run(args)
        sys.stdout.flush()
        return code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        print(text("cli", "interrupted", lang), file=sys.stderr)
        return 130
    except BrokenPipeError:
        return _reader_went_away()
    except Exception as error:
        if os.environ.get("APPEAL_TOOL_DEBUG"):
            raise
        print(text("cli", "crash", lang, place=_place(error)), file=sys.stderr)
        return 2


def _reader_went_away() -> int:
    """The reader of our output stopped (`| head`): no error of ours. Keeps the interpreter quiet at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _place(error: BaseException) -> str:
    """Kind and place of an unexpected error, without its words: they may hold a buyer's data."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
    return f"{type(error).__name__}, {where}"


def _take_language(arguments: list[str]) -> tuple[str, list[str]]:
    """The message language, and the arguments without a ``--lang`` that stands before the command."""
    lang: str = default_language()
    for index, argument in enumerate(arguments):
        value = arguments[index + 1] if argument == "--lang" and index + 1 < len(arguments) else ""
        if argument.startswith("--lang="):
            value = argument.partition("=")[2]
        if value in LANGUAGES:
            lang = value
    rest = list(arguments)
    while rest and (rest[0] == "--lang" or rest[0].startswith("--lang=")):
        rest = rest[2:] if rest[0] == "--lang" else rest[1:]
    return lang, rest
