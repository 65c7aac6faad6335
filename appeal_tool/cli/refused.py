"""``appeal-tool refused``: record the marketplace's answer and open the next round."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from appeal_tool.i18n import text

if TYPE_CHECKING:
    from appeal_tool.account.notice import Notice

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
    except (CaseError, InputError) as error:
        print(f"appeal-tool refused: {say_error(error, lang)}", file=sys.stderr)
    return 2


def _refused(args: argparse.Namespace) -> int:
    from appeal_tool.account.load import load_account
    from appeal_tool.case import interview, store, submissions
    from appeal_tool.case.asked import message_lines
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
        _say_asked(notice, message_lines(path), lang)
        _say_time(notice, lang)
        diagnosis = diagnose_account(store.read_account(case))
        left = [item for item in interview.questions(case, None, diagnosis) if item.status == "open"]
        print(text(AREA, "open-questions", lang, count=len(left)))
        for question in left:
            print(f"  {question.id}: {question.ask[lang]}")
    return 0


def _say_asked(notice: Notice, lines: list[str], lang: str) -> None:
    """Each thing asked, with the cause it is about and the message's own words for it."""
    from appeal_tool.case.asked import own_words

    said: dict[str, None] = {}
    for item in notice.asked:
        about, words = item.about, own_words(lines, item)
        if about is None and not words:
            about = next(iter(notice.subjects), None)
        key = "asked-about" if about else "asked"
        if words:
            key += "-words"
        said[text(AREA, key, lang, part=f"part.{item.part}", about=about or "", words=words)] = None
    for line in said:
        print(line)


def _say_time(notice: Notice, lang: str) -> None:
    """The last day to answer as a date, and whether this is the last attempt."""
    last = notice.deadline
    if last is None and notice.days is not None:
        last = (notice.day or date.today()) + timedelta(days=notice.days)
    if last is not None:
        counted = notice.deadline is None and notice.day is None
        print(
            text(
                AREA, "deadline-from-today" if counted else "deadline", lang, day=last, days=notice.days or 0
            )
        )
        if last < date.today():
            print(text(AREA, "deadline-passed", lang))
    if notice.attempts is not None and notice.attempts <= 1:
        print(text(AREA, "last-attempt", lang))
