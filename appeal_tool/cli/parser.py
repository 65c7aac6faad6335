"""The argument parser of a command: help and errors in the user's language, the nearest option when one is misspelt."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from appeal_tool.i18n import LANGUAGES, text

_PROBLEMS = {
    "unrecognized arguments: (?P<words>.*)": "unknown-option",
    "argument (?P<name>.*): expected (?:one|at least one) argument": "value-missing",
    "argument (?P<name>.*): expected at most one argument": "value-unwanted",
    "argument (?P<name>.*): ignored explicit argument (?P<value>.*)": "value-unwanted",
    "argument (?P<name>.*): invalid choice: (?P<value>.*?) \\(choose from (?P<choices>.*)\\)": "not-a-choice",
    "argument (?P<name>.*): invalid .* value: (?P<value>.*)": "not-a-value",
    "argument (?P<name>.*): not allowed with argument (?P<other>.*)": "not-together",
    "the following arguments are required: (?P<name>.*)": "needed",
    "one of the arguments (?P<name>.*) is required": "needed",
    "ambiguous option: (?P<words>.*) could match (?P<choices>.*)": "ambiguous",
    "argument (?P<name>.*?): (?P<words>.*)": "about",
}
"""What argparse says in English, as the standard library writes it, and the message that says it for us.

A message that is not listed (a newer Python's) is shown as it is.
"""


_ANY_WIDTH = 80
"""Columns, until help is asked for: argparse makes a formatter for each option, and to ask the terminal is slow."""


class CommandParser(argparse.ArgumentParser):
    """The parser of one command, in ``lang``; ``given`` are the words it will read, for what an error says of them."""

    def __init__(self, lang: str, given: Sequence[str] = (), **options: Any) -> None:
        self._width: int | None = _ANY_WIDTH
        super().__init__(
            formatter_class=lambda prog: _Formatter(prog, text("cli", "usage", lang), self._width),
            add_help=False,
            **options,
        )
        self._lang = lang
        self._given = given
        self._positionals.title = text("cli", "arguments", lang)
        self._optionals.title = text("cli", "options", lang)
        self.add_argument("-h", "--help", action="help", help=text("cli", "show-help", lang))
        self.add_argument("--lang", choices=LANGUAGES, default=lang, help=text("cli", "lang", lang))

    def format_help(self) -> str:
        """The help, as wide as the terminal."""
        self._width = None
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say the problem in one line on standard error, exit 2."""
        self.exit(2, f"{self.prog}{text('cli', 'colon', self._lang)}{self._said(message)}\n")

    def _said(self, message: str) -> str:
        said = message
        for pattern, key in _PROBLEMS.items():
            if found := re.fullmatch(pattern, message, re.DOTALL):
                said = text("cli", key, self._lang, **_unquoted(found.groupdict()))
                if key == "unknown-option":
                    said += self._near()
                break
        return said + " " + text("cli", "see-help", self._lang, command=self.prog)

    def _near(self) -> str:
        """The option that the misspelt one was probably meant to be."""
        known = [option for action in self._actions for option in action.option_strings]
        for option in (word.partition("=")[0] for word in self._given):
            if option.startswith("--") and option not in known:
                from difflib import get_close_matches

                near = get_close_matches(option, known, n=1)
                return " " + text("cli", "did-you-mean", self._lang, near=near[0]) if near else ""
        return ""


def _unquoted(said: dict[str, str]) -> dict[str, str]:
    """Without the quotes that Python writes around a list of choices."""
    return {name: part.replace("'", "") if name == "choices" else part for name, part in said.items()}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of descriptions and examples, and names the usage in the user's language."""

    def __init__(self, prog: str, usage: str, width: int | None) -> None:
        super().__init__(prog, width=width)
        self._usage_word = usage

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix if prefix is not None else self._usage_word)


def command_parser(name: str, lang: str, given: Sequence[str] = ()) -> CommandParser:
    """The parser of the command ``name``, with its help in ``lang``."""
    area = f"cli-{name}"
    parser = CommandParser(
        lang,
        given,
        prog=f"appeal-tool {name}",
        description=text(area, "description", lang),
        epilog=text(area, "examples", lang),
    )
    import_module(f"appeal_tool.cli.{name}").add_arguments(parser, lang)
    return parser
