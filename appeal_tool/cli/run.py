"""Parses the command line and turns every expected failure into one clear line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from difflib import get_close_matches
from importlib import import_module

from appeal_tool import __version__
from appeal_tool.cli.main import COMMANDS
from appeal_tool.i18n import LANGUAGES, default_language, text


class CommandParser(argparse.ArgumentParser):
    """An argument parser that names the nearest command or option when one is misspelt."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Print usage and the problem on standard error, exit 2."""
        known = [option for action in self._actions for option in action.option_strings]
        for word in sys.argv[1:]:
            if word.startswith("--") and word.partition("=")[0] not in known:
                near = get_close_matches(word, known, n=1)
                if near:
                    message += f" ({near[0]}?)"
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")


def _language(arguments: list[str]) -> str:
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument[7:]
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
    return default_language()


def build_parser(arguments: list[str], lang: str) -> tuple[argparse.ArgumentParser, str | None]:
    """The parser for what is asked: with the one command's options, or the list of commands."""
    command = next((word for word in arguments if word in COMMANDS), None)
    parser = CommandParser(
        prog="appeal-tool",
        description=text("cli", "description", lang),
        epilog=text("cli", "epilog", lang),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", "-V", action="version", version=f"appeal-tool {__version__}")
    parser.add_argument("--lang", choices=LANGUAGES, default=lang, help=text("cli", "lang", lang))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=text("cli", "commands", lang))
    for name in COMMANDS:
        sub = commands.add_parser(
            name,
            help=text("cli", f"{name}.summary", lang),
            description=text("cli", f"{name}.description", lang),
            epilog=text("cli", f"{name}.examples", lang),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.add_argument(
            "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=text("cli", "lang", lang)
        )
        if name == command:
            import_module(f"appeal_tool.cli.{name}").add_arguments(sub, lang)
    return parser, command


def run(arguments: list[str]) -> int:
    """Run the command in ``arguments``; without one, open the wizard."""
    lang = _language(arguments)
    lang = lang if lang in LANGUAGES else default_language()
    if not arguments or set(arguments) <= {"--lang", lang, f"--lang={lang}"}:
        arguments = ["wizard", *arguments]
    parser, command = build_parser(arguments, lang)
    try:
        args = parser.parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    if command is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        code: int = import_module(f"appeal_tool.cli.{command}").run(args)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print(text("cli", "interrupted", lang), file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader went away (`| head`): not an error of ours. Keep the interpreter from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
