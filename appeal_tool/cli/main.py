"""The entry point: finds the command that is asked for and imports only that one."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code (0 fine, 1 findings or not ready, 2 could not, 130 interrupted)."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments in (["--version"], ["-V"]):
        from appeal_tool import __version__

        print(f"appeal-tool {__version__}")
        return 0
    from appeal_tool.cli import run

    return run.run(arguments)
