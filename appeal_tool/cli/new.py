"""``appeal-tool new``: a case folder from metrics, notices and orders."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from appeal_tool.i18n import LANGUAGES, text

if TYPE_CHECKING:
    from appeal_tool.account.model import Account, Problem
    from appeal_tool.i18n import Lang

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
    """Make the folder, read the files, say what was found.

    0 made, 1 made but an answer could not be taken, 2 a file could not be read or nothing was made.
    """
    from pathlib import Path

    from appeal_tool.account.model import InputError
    from appeal_tool.case import answers, store
    from appeal_tool.case.load import diagnose_account
    from appeal_tool.case.messages import say, say_error
    from appeal_tool.case.model import CaseError, SetLanguage

    lang: str = args.lang
    unread = untaken = False
    try:
        file = answers.read(Path(args.answers)) if args.answers else None
        from_answers = list(file.account) if file is not None and not args.files else []
        doc_lang: Lang = "en" if (args.doc_lang or (file.language if file else lang)) == "en" else "fr"
        case = store.create(
            args.case,
            [*args.files, *from_answers],
            language=doc_lang,
            notices=args.notice,
            refusals=args.refusal,
        )
        with case:
            diagnosis = None
            try:
                account = store.read_account(case)
                diagnosis = diagnose_account(account) if case.state.inputs else None
                unread = _report(account.problems, lang)
                spoken = _language_of(account)
                if spoken is not None and file is None and args.doc_lang is None:
                    case.do(SetLanguage(language=spoken))
            except InputError as error:
                unread = True
                where = Path(error.source.file).name
                print(f"{where}: {text('account', error.code, lang, **error.params)}", file=sys.stderr)
            if file is not None:
                for problem in answers.fill(case, file, diagnosis):
                    untaken = True
                    print(say(problem, lang), file=sys.stderr)
    except CaseError as error:
        print(f"appeal-tool new: {say_error(error, lang)}", file=sys.stderr)
        return 2
    print(text(AREA, "made", lang, path=args.case, count=len(case.state.inputs)))
    return 2 if unread else int(untaken)


def _language_of(account: Account) -> Lang | None:
    """The language to answer in: what the last notice demands or is written in, else the marketplace's."""
    notice = account.notices[-1] if account.notices else None
    for language in (notice and notice.reply_language, notice and notice.language, account.language):
        if language == "fr":
            return "fr"
        if language == "en":
            return "en"
    return None


def _report(problems: tuple[Problem, ...], lang: str) -> bool:
    """Say on standard error what was not understood; true if a whole file could not be read."""
    for problem in problems:
        source = problem.source
        name = source.file.rpartition("/")[2] if source is not None else ""
        place = f"{name}:{source.line}" if source is not None and source.line else name
        print(f"{place}: {text('account', problem.code, lang, **problem.params)}", file=sys.stderr)
    return any(problem.code.startswith("file-") for problem in problems)
