"""``appeal-tool plan``: the plan of a case or of an answers file, in any format; or an answers file to fill in."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from appeal_tool.i18n import LANGUAGES, text

if TYPE_CHECKING:
    from appeal_tool.account.model import Problem
    from appeal_tool.case.load import Loaded
    from appeal_tool.plan.tree import Plan

AREA = "cli-plan"
_FORMATS = ("md", "txt", "html", "docx", "pdf")


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The case or answers, and what to make of it."""
    parser.add_argument("case", nargs="?", metavar="CASE|answers.yaml", help=text(AREA, "case", lang))
    parser.add_argument("--doc-lang", choices=(*LANGUAGES, "both"), help=text(AREA, "doc-lang", lang))
    parser.add_argument("--format", choices=_FORMATS, help=text(AREA, "format", lang))
    parser.add_argument("--out", metavar="F", help=text(AREA, "out", lang))
    parser.add_argument("--fields", action="store_true", help=text(AREA, "fields", lang))
    parser.add_argument("--limit", type=int, metavar="N", help=text(AREA, "limit", lang))
    parser.add_argument("--safe", action="store_true", help=text(AREA, "safe", lang))
    parser.add_argument("--templates", metavar="DIR", help=text(AREA, "templates", lang))
    parser.add_argument("--template", action="store_true", help=text(AREA, "template", lang))
    parser.add_argument("--answers", metavar="F", help=text(AREA, "answers", lang))
    parser.add_argument("--cause", action="append", metavar="C", help=text(AREA, "cause", lang))


def run(args: argparse.Namespace) -> int:
    """Write the document. 0 ready, 1 gaps or contradictions, 2 could not."""
    from appeal_tool.account.model import InputError
    from appeal_tool.case.messages import say_error
    from appeal_tool.case.model import CaseError

    lang: str = args.lang
    if not args.case and not args.template:
        print(text(AREA, "no-case", lang), file=sys.stderr)
        return 2
    try:
        return _template(args) if args.template else _plan(args)
    except (CaseError, InputError) as error:
        print(f"appeal-tool plan: {say_error(error, lang)}", file=sys.stderr)
    return 2


def _plan(args: argparse.Namespace) -> int:
    from appeal_tool.case.load import load
    from appeal_tool.case.messages import say
    from appeal_tool.case.model import CaseError
    from appeal_tool.plan.build import build_plan
    from appeal_tool.plan.markdown import NOTE, NoDocument, TemplateProblem

    lang: str = args.lang
    loaded = _with_answers(args) if args.answers else load(Path(args.case))
    for problem in loaded.problems:
        print(say(problem, lang), file=sys.stderr)
    if args.templates and not Path(args.templates).is_dir():
        raise CaseError("no-templates", path=args.templates)
    plan = build_plan(loaded.case, loaded.diagnosis, today=date.today())
    demanded = loaded.reply_language
    languages = _languages(args.doc_lang, plan, demanded)
    if demanded is not None and demanded not in languages:
        print(text(AREA, "reply-language", lang, language=demanded), file=sys.stderr)
    try:
        for doc_lang in languages:
            _write(args, plan, doc_lang, several=len(languages) > 1)
    except TemplateProblem as problem:
        where = f"{problem.path}:{problem.line}" if problem.line else problem.path
        print(text(AREA, "template-fails", lang, where=where, reason=problem.reason), file=sys.stderr)
        return 2
    except NoDocument as nothing:
        print(text(AREA, "no-document", lang, route=f"route.{nothing.route}"), file=sys.stderr)
        print(text(AREA, "note", lang), file=sys.stderr)
        _write(args, plan, languages[0], several=False, name=NOTE)
        return 1
    return _report(plan, languages, loaded.problems, lang)


def _with_answers(args: argparse.Namespace) -> Loaded:
    """The case with the answers of ``--answers`` taken into it, as far as they can be. Raises ``CaseError``."""
    from appeal_tool.case import answers
    from appeal_tool.case.load import load
    from appeal_tool.case.model import CaseError

    path = Path(args.case)
    if not path.is_dir():
        raise CaseError("not-a-case", path=str(path))
    file = answers.read(Path(args.answers))
    loaded = load(path, write=True)
    with loaded.case as case:
        if case.read_only is not None:
            raise CaseError(case.read_only, **case.read_only_params)
        problems = answers.fill(case, file, loaded.diagnosis)
    print(text(AREA, "answers-taken", args.lang, path=args.answers, case=args.case), file=sys.stderr)
    return replace(loaded, problems=(*loaded.problems, *problems))


def _languages(asked: str | None, plan: Plan, demanded: str | None) -> tuple[str, ...]:
    """The languages to write in: as asked, else as the seller answered, else as the notice demands."""
    if asked == "both" or (asked is None and plan.twin):
        return (plan.language, "en" if plan.language == "fr" else "fr")
    return (asked or (demanded if demanded in LANGUAGES else None) or plan.language,)


def _write(
    args: argparse.Namespace, plan: Plan, doc_lang: str, *, several: bool, name: str | None = None
) -> None:
    from appeal_tool.case.model import CaseError
    from appeal_tool.plan.document import BINARY, convert
    from appeal_tool.plan.markdown import render
    from appeal_tool.plan.safe import people_of, redact

    out = Path(args.out) if args.out else None
    form = args.format or (out.suffix[1:] if out is not None and out.suffix[1:] in _FORMATS else "md")
    if out is not None and several:
        out = out.with_name(f"{out.stem}.{doc_lang}{out.suffix}")
    if args.fields and name is None:
        _fields(args, plan, doc_lang)
        return
    markdown = render(plan, doc_lang, templates=Path(args.templates) if args.templates else None, name=name)
    if args.safe:
        shops = [plan.contact.shop.any] if plan.contact.shop is not None else []
        markdown = redact(markdown, doc_lang, people_of(plan), shops)
    data = convert(markdown, doc_lang, form)
    if out is not None:
        _write_file(out, data, args.lang)
    elif form in BINARY and sys.stdout.isatty():
        raise CaseError("needs-out", form=form)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _write_file(out: Path, data: bytes, lang: str) -> None:
    """Write ``data`` to ``out``; a text there that was edited by hand is kept beside it. Raises ``CaseError``."""
    from appeal_tool.case.files import case_error
    from appeal_tool.case.outputs import keep_former, remember

    try:
        kept = keep_former(out, data)
        out.write_bytes(data)
    except OSError as error:
        raise case_error(error, out) from error
    remember(out, data)
    if kept is not None:
        print(text(AREA, "kept", lang, path=str(out), kept=kept.name), file=sys.stderr)
    print(text(AREA, "written", lang, path=str(out)), file=sys.stderr)


def _fields(args: argparse.Namespace, plan: Plan, doc_lang: str) -> None:
    from appeal_tool.plan.form import fields

    for field in fields(plan, doc_lang, limit=args.limit):
        key = "field-over" if field.over else ("field-limit" if field.limit is not None else "field")
        part = {"cause": "part.cause", "done": "part.corrective", "prevented": "part.preventive"}[field.part]
        head = text(
            AREA,
            key,
            args.lang,
            part=part,
            characters=field.characters,
            limit=field.limit or 0,
            over=field.over,
        )
        print(f"== {head} ==\n\n{field.text}\n")


def _report(plan: Plan, languages: tuple[str, ...], found: tuple[Problem, ...], lang: str) -> int:
    """Say on standard error what is missing, contradictory or worth a look; the exit code."""
    from appeal_tool.case.checks import BLOCKING
    from appeal_tool.case.messages import say
    from appeal_tool.plan.build import open_problems

    for problem in plan.problems:
        if problem.code not in BLOCKING:
            print(say(problem, lang), file=sys.stderr)
    blocking = open_problems(plan, languages)
    for problem in blocking:
        print(say(problem, lang), file=sys.stderr)
    if blocking or found:
        print(text(AREA, "not-ready", lang, count=len(blocking) + len(found)), file=sys.stderr)
        return 1
    print(text(AREA, "ready", lang), file=sys.stderr)
    return 0


def _template(args: argparse.Namespace) -> int:
    from appeal_tool.case.blank import blank_answers
    from appeal_tool.diagnosis.model import CAUSES

    lang: str = args.lang
    unknown = [cause for cause in args.cause or () if cause not in CAUSES]
    if unknown:
        print(text(AREA, "unknown-cause", lang, cause=unknown[0], causes=list(CAUSES)), file=sys.stderr)
        return 2
    causes = args.cause or ["customer-service"]
    written = _case_template(args) if args.case else blank_answers(causes, lang)
    if args.out:
        _write_file(Path(args.out), written.encode(), lang)
    else:
        print(written, end="")
    return 0


def _case_template(args: argparse.Namespace) -> str:
    """The answers file of the case (or answers file) ``args.case``, with all that it knows so far."""
    from appeal_tool.case import answers, store
    from appeal_tool.case.blank import case_answers
    from appeal_tool.case.load import load
    from appeal_tool.case.messages import say

    path = Path(args.case)
    loaded = load(path)
    for problem in loaded.problems:
        print(say(problem, args.lang), file=sys.stderr)
    as_of = None
    if path.is_dir():
        found = {key: store.input_paths(loaded.case, key) for key in ("account", "notice", "refusal")}
    else:
        file = answers.read(path)
        found, as_of = {"account": list(file.account)}, file.as_of
    # Names stand relative to the file that holds them.
    home = Path(args.out).parent if args.out else Path()
    files = {
        key: [Path(os.path.relpath(name, home)).as_posix() for name in names]
        for key, names in found.items()
        if names
    }
    return case_answers(
        loaded.case,
        args.lang,
        files,
        diagnosis=loaded.diagnosis,
        causes=args.cause or (),
        as_of=as_of,
    )
