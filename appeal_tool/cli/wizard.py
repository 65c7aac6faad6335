"""``appeal-tool wizard``: the guide through a case, on the whole terminal or line by line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from appeal_tool.i18n import text
from appeal_tool.tui.session import Session

AREA = "cli-wizard"


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The case, files to begin with, and the line-by-line face."""
    parser.add_argument("case", nargs="?", metavar="CASE", help=text(AREA, "case", lang))
    parser.add_argument(
        "--from", dest="files", nargs="+", default=[], metavar="FILE", help=text(AREA, "from", lang)
    )
    parser.add_argument("--notice", action="append", default=[], metavar="F", help=text(AREA, "notice", lang))
    parser.add_argument("--plain", action="store_true", help=text(AREA, "plain", lang))


def run(args: argparse.Namespace) -> int:
    """Open the wizard. 0 when it was left in order (``--plain``: the plan is ready), 1 else, 2 if it could not start."""
    session = Session.begin(_chosen_language(args.lang))
    try:
        problem = _begin(session, args)
        if problem:
            print(f"appeal-tool wizard: {problem}", file=sys.stderr)
            return 2
        return _plain(session) if args.plain else _screen(session)
    finally:
        session.forget_case()


def _chosen_language(lang: str) -> str | None:
    """``--lang`` or ``APPEAL_TOOL_LANG`` wins over the wizard's remembered choice; the system's language does not."""
    import os

    from appeal_tool.i18n import default_language

    given = any(word == "--lang" or word.startswith("--lang=") for word in sys.argv[1:])
    given = given or lang != default_language()
    return lang if given or os.environ.get("APPEAL_TOOL_LANG") else None


def _begin(session: Session, args: argparse.Namespace) -> str:
    """Put the session where the arguments say. Returns why that cannot be, empty if it is."""
    files = [Path(name) for name in (*args.files, *args.notice)]
    if args.case is not None:
        from appeal_tool.case.model import CaseError

        try:
            session.start_in(Path(args.case))
        except CaseError as error:
            return session.answers.wrong(error)
    session.given = files
    if args.case is not None or files:
        session.screen = "account"
    return ""


def _plain(session: Session) -> int:
    from appeal_tool.tui.plain import Plain

    return Plain(session, sys.stdin, sys.stdout).run()


def _screen(session: Session) -> int:
    import os

    served = "TEXTUAL_DRIVER" in os.environ  # in a browser: pipes stand for the terminal
    if not served and not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(text(AREA, "no-terminal", session.lang), file=sys.stderr)
        return 2
    # How long a lone Esc waits for the rest of a key's sequence (ms): Textual's own 100 is felt at each way back.
    os.environ.setdefault("ESCDELAY", "40")
    from appeal_tool.tui.app import WizardApp

    app = WizardApp(session)
    app.run()
    return app.return_code or 0
