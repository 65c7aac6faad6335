"""``appeal-tool refused``: record the marketplace's answer and open the next round."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from appeal_tool.i18n import text

AREA = "cli-refused"


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The case and the answer."""
    parser.add_argument("case", metavar="CASE", help=text(AREA, "case", lang))
    parser.add_argument("file", metavar="FILE", help=text(AREA, "file", lang))


def run(args: argparse.Namespace) -> int:
    """Keep the answer and say what it still asks. 0 recorded, 2 could not."""
    from appeal_tool.account.model import InputError
    from appeal_tool.case.messages import say_error
    from appeal_tool.case.model import CaseError

    lang: str = args.lang
    try:
        return _refused(args)
    except CaseError as error:
        print(f"appeal-tool refused: {say_error(error, lang)}", file=sys.stderr)
    except InputError as error:
        message = text("account", error.code, lang, **error.params)
        print(f"appeal-tool refused: {error.source.file}: {message}", file=sys.stderr)
    return 2


def _refused(args: argparse.Namespace) -> int:
    from appeal_tool.account.load import load_account
    from appeal_tool.case import interview, store, submissions
    from appeal_tool.case.load import diagnose_account
    from appeal_tool.case.model import CaseError

    lang: str = args.lang
    with store.open_case(args.case) as case:
        if case.read_only is not None:
            raise CaseError(case.read_only, **case.read_only_params)
        path = Path(args.file)
        store.read_input(path)  # a missing file is our own message, not the reader's
        notice, answered = submissions.record_reply(case, path, load_account([path]))
        key = "recorded" if answered is not None else "recorded-alone"
        print(text(AREA, key, lang, number=answered.number if answered else 0, round=case.state.round))
        if notice.type != "refusal":
            print(text(AREA, "not-a-refusal", lang), file=sys.stderr)
        for item in dict.fromkeys((asked.part, asked.about) for asked in notice.asked):
            part, about = item
            name = "asked-about" if about else "asked"
            print(text(AREA, name, lang, part=f"part.{part}", about=about or ""))
        diagnosis = diagnose_account(store.read_account(case))
        left = [item for item in interview.questions(case, None, diagnosis) if item.status == "open"]
        print(text(AREA, "open-questions", lang, count=len(left)))
        for question in left:
            print(f"  {question.id}: {question.ask[lang]}")
    return 0
