"""``appeal-tool serve``: the wizard in a browser, on this machine only (extra ``web``)."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec

from appeal_tool.i18n import text

AREA = "cli-serve"


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The case and the port."""
    parser.add_argument("case", nargs="?", metavar="CASE", help=text(AREA, "case", lang))
    parser.add_argument("--port", type=int, default=8431, metavar="N", help=text(AREA, "port", lang))


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. 0 when stopped in order, 2 if the extra is missing or the port is taken."""
    lang: str = args.lang
    if find_spec("textual_serve") is None:
        print(text(AREA, "extra-missing", lang), file=sys.stderr)
        return 2
    from appeal_tool.web.server import GuardedServer

    def announce(link: str) -> None:
        print(text(AREA, "open", lang), file=sys.stderr)
        print(link, flush=True)

    arguments = ["wizard", *([args.case] if args.case else []), "--lang", lang]
    try:
        GuardedServer(arguments, args.port, announce=announce).serve()
    except OSError as error:
        print(
            text(AREA, "port-taken", lang, port=args.port, reason=error.strerror or str(error)),
            file=sys.stderr,
        )
        return 2
    return 0
