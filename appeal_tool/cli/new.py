"""``appeal-tool new``: a case folder from metrics, notices and orders."""

from __future__ import annotations

import argparse
import sys

from appeal_tool.i18n import LANGUAGES, text

AREA = "cli-new"


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Where the case goes and what it is made from."""
    parser.add_argument("case", metavar="CASE", help=text(AREA, "case", lang))
    parser.add_argument(
        "--from", dest="files", nargs="+", default=[], metavar="FILE", help=text(AREA, "from", lang)
    )
    parser.add_argument("--notice", action="append", default=[], metavar="F", help=text(AREA, "notice", lang))
    parser.add_argument(
        "--refusal", action="append", default=[], metavar="F", help=text(AREA, "refusal", lang)
    )
    parser.add_argument("--answers", metavar="F", help=text(AREA, "answers", lang))
    parser.add_argument("--doc-lang", choices=LANGUAGES, help=text(AREA, "doc-lang", lang))


def run(args: argparse.Namespace) -> int:
    """Make the folder, read the files, say what was found. 0 made, 1 made with something unread, 2 not made."""
    from pathlib import Path

    from appeal_tool.account.model import InputError
    from appeal_tool.case import answers, store
    from appeal_tool.case.load import diagnose_account
    from appeal_tool.case.messages import say, say_error
    from appeal_tool.case.model import CaseError

    lang: str = args.lang
    problems = []
    try:
        file = answers.read(Path(args.answers)) if args.answers else None
        from_answers = list(file.account) if file is not None and not args.files else []
        doc_lang = args.doc_lang or (file.language if file is not None else lang)
        case = store.create(
            args.case,
            [*args.files, *from_answers],
            language=doc_lang,
            notices=args.notice,
            refusals=args.refusal,
        )
        with case:
            if case.state.inputs:
                account = store.read_account(case)
                diagnosis = diagnose_account(account)
                problems = list(account.problems)
            else:
                diagnosis = None
            if file is not None:
                for problem in answers.fill(case, file, diagnosis):
                    print(say(problem, lang), file=sys.stderr)
    except CaseError as error:
        print(f"appeal-tool new: {say_error(error, lang)}", file=sys.stderr)
        return 2
    except InputError as error:
        where = Path(error.source.file).name
        print(
            f"appeal-tool new: {where}: {text('account', error.code, lang, **error.params)}", file=sys.stderr
        )
        print(text(AREA, "kept", lang, path=args.case), file=sys.stderr)
        return 2
    for problem in problems:
        where = Path(problem.source.file).name if problem.source is not None else ""
        line = problem.source.line if problem.source is not None else None
        place = f"{where}:{line}" if line else where
        print(f"{place}: {text('account', problem.code, lang, **problem.params)}", file=sys.stderr)
    print(text(AREA, "made", lang, path=args.case, count=len(case.state.inputs)))
    return 1 if problems else 0
