"""``appeal-tool submit``: freeze what is sent, with its hashes and what it promises."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from appeal_tool.i18n import LANGUAGES, text

if TYPE_CHECKING:
    from appeal_tool.case.model import Promise
    from appeal_tool.plan.tree import Plan

AREA = "cli-submit"


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The case, and what was really sent if it is not the generated plan."""
    parser.add_argument("case", metavar="CASE", help=text(AREA, "case", lang))
    parser.add_argument("--sent", metavar="F", help=text(AREA, "sent", lang))
    parser.add_argument("--doc-lang", choices=(*LANGUAGES, "both"), help=text(AREA, "doc-lang", lang))
    parser.add_argument("--anyway", action="store_true", help=text(AREA, "anyway", lang))


def run(args: argparse.Namespace) -> int:
    """Freeze the plan in each format whose library is installed. 0 frozen, 1 not ready (nothing frozen), 2 could not."""
    from appeal_tool.account.model import InputError
    from appeal_tool.case.messages import say_error
    from appeal_tool.case.model import CaseError
    from appeal_tool.plan.markdown import NoDocument

    lang: str = args.lang
    try:
        return _submit(args)
    except (CaseError, InputError) as error:
        print(f"appeal-tool submit: {say_error(error, lang)}", file=sys.stderr)
    except NoDocument as nothing:
        print(text("cli-plan", "no-document", lang, route=f"route.{nothing.route}"), file=sys.stderr)
    return 2


def _submit(args: argparse.Namespace) -> int:
    from appeal_tool.case import evidence, store, submissions
    from appeal_tool.case.load import load
    from appeal_tool.case.messages import say
    from appeal_tool.case.model import CaseError
    from appeal_tool.plan.build import build_plan, open_problems

    lang: str = args.lang
    path = Path(args.case)
    if not path.is_dir():
        raise CaseError("not-a-case", path=str(path))
    loaded = load(path, write=True)
    with loaded.case as case:
        if case.read_only is not None:
            raise CaseError(case.read_only, **case.read_only_params)
        plan = build_plan(case, loaded.diagnosis)
        languages = _languages(args.doc_lang, plan.language, plan.twin)
        problems = open_problems(plan, languages) if not args.sent else ()
        if problems and not args.anyway:
            for problem in problems:
                print(say(problem, lang), file=sys.stderr)
            print(text(AREA, "not-ready", lang, count=len(problems)), file=sys.stderr)
            return 1
        for problem in evidence.collect(case, path, Path.cwd()):
            print(say(problem, lang), file=sys.stderr)
        sent = {Path(args.sent).name: store.read_input(args.sent)} if args.sent else None
        files = sent if sent is not None else _files(plan, languages, lang)
        frozen = submissions.freeze(case, files)
        folder = submissions.folder_of(case, frozen.number)
        print(text(AREA, "frozen", lang, path=str(folder), number=frozen.number, count=len(frozen.files)))
        for promise in frozen.promises:
            key = _promise_key(promise)
            print(text(AREA, key, lang, text=promise.text, day=promise.day, owner=promise.owner or "?"))
    return 0


def _languages(asked: str | None, working: str, twin: bool) -> tuple[str, ...]:
    if asked == "both" or (asked is None and twin):
        return (working, "en" if working == "fr" else "fr")
    return (asked or working,)


def _promise_key(promise: Promise) -> str:
    """How a measure is listed: only what is still to come is to be followed up."""
    if promise.day is None:
        return "promise"
    if promise.day > date.today():
        return "promise-dated"
    return "done" if promise.kind == "corrective" else "in-place"


def _files(plan: Plan, languages: tuple[str, ...], lang: str) -> dict[str, bytes]:
    """The plan in each language and in every format whose library is installed; says which are left out."""
    from appeal_tool.case.model import CaseError
    from appeal_tool.plan.document import FORMATS, document

    files: dict[str, bytes] = {}
    left_out: dict[str, None] = {}
    for doc_lang in languages:
        for form in FORMATS:
            try:
                files[f"plan.{doc_lang}.{form}"] = document(plan, doc_lang, form)
            except CaseError as error:
                if error.code != "extra-missing":
                    raise
                left_out[form] = None
    for form in left_out:
        print(text(AREA, "left-out", lang, form=form), file=sys.stderr)
    return files
