"""``appeal-tool diagnose``: what is missed and why, what answer is wanted, when it can be right again."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from appeal_tool.account.model import Account, InputError, Problem
from appeal_tool.diagnosis.model import CAUSES, Diagnosis
from appeal_tool.i18n import text

AREA = "cli-diagnose"
_WIDEST = 100
_NARROWEST = 60


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The options of ``diagnose``."""
    parser.add_argument("paths", nargs="*", metavar="FILE|CASE", help=text(AREA, "paths", lang))
    for name in ("notice", "refusal"):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="FILE", help=text(AREA, name, lang)
        )
    parser.add_argument("--as-of", type=_day(lang), metavar="DATE", help=text(AREA, "as-of", lang))
    parser.add_argument("--marketplace", metavar="ID", help=text(AREA, "marketplace", lang))
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help=text(AREA, "format", lang)
    )
    parser.add_argument("--explain", choices=list(CAUSES), metavar="CAUSE", help=text(AREA, "explain", lang))
    parser.add_argument("--rules", type=Path, metavar="DIR", help=text(AREA, "rules", lang))


def _day(lang: str) -> Callable[[str], date]:
    """Reads the day of ``--as-of``; what is no day is said in words."""

    def read(given: str) -> date:
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise argparse.ArgumentTypeError(text(AREA, "no-day", lang, given=given[:40])) from None

    return read


def run(args: argparse.Namespace) -> int:
    """Diagnose; 0 when every input was read, 2 when one could not be."""
    from appeal_tool.diagnosis.diagnose import diagnose
    from appeal_tool.guide.own_rules import bad_records

    if args.rules is not None and not args.rules.is_dir():
        print(text(AREA, "no-rules", args.lang, path=args.rules), file=sys.stderr)
        return 2
    if not (args.paths or args.notice or args.refusal):
        print(f"appeal-tool: {text(AREA, 'nothing-given', args.lang)}", file=sys.stderr)
        return 2
    accounts, failed = _read(args)
    diagnoses = [diagnose(account, as_of=args.as_of, rules=args.rules) for account in accounts]
    for error in bad_records(args.rules) if args.rules is not None else ():
        print(text(AREA, "bad-rule", args.lang, error=error), file=sys.stderr)
        failed = True
    if diagnoses:
        sys.stdout.write(_output(diagnoses, args))
    return 2 if failed or not diagnoses else 0


def _read(args: argparse.Namespace) -> tuple[list[Account], bool]:
    """All files together are one account; every case folder is one of its own."""
    from appeal_tool.account.load import load_account
    from appeal_tool.cli.progress import bar

    letters = [*args.notice, *args.refusal]
    files = [path for path in args.paths if not _is_case(path)]
    groups: list[Sequence[str | Path]] = []
    failed = False
    for path in args.paths:
        if _is_case(path):
            inside = _case_files(path, args.lang)
            failed = failed or inside is None
            if inside is not None:
                groups.append([*inside, *letters])
    if files or not args.paths:
        groups.append([*files, *letters])
    accounts: list[Account] = []
    for paths in groups:
        try:
            account = load_account(paths, marketplace=args.marketplace, as_of=args.as_of, progress=bar())
        except InputError as error:
            problem = Problem(error.code, error.params, error.source)
            if not args.paths and error.code == "file-unknown":
                # Whether a letter is a notice was the question; that it is none is an answer.
                accounts.append(Account(problems=(problem,)))
                continue
            _say(problem, args.lang)
            failed = True
            continue
        accounts.append(account)
        for problem in account.problems:
            if problem.code.startswith("file-"):
                _say(problem, args.lang)
                failed = True
    return accounts, failed


def _is_case(path: str) -> bool:
    return path != "-" and (Path(path) / "case.json").is_file()


def _case_files(folder: str, lang: str) -> list[Path] | None:
    """The input files of a case, which is only read; ``None`` after saying why it cannot be."""
    from appeal_tool.case.model import CaseError
    from appeal_tool.case.store import input_paths, open_case

    try:
        case = open_case(folder, write=False)
    except CaseError as error:
        print(f"appeal-tool: {folder}: {text('case', error.code, lang, **error.params)}", file=sys.stderr)
        return None
    paths = [path for path in input_paths(case) if path.is_file()]
    if not paths:
        print(f"appeal-tool: {text(AREA, 'empty-case', lang, path=folder)}", file=sys.stderr)
        return None
    return paths


def _say(problem: Problem, lang: str) -> None:
    from appeal_tool.diagnosis.words import say_problem

    print(f"appeal-tool: {say_problem(problem, lang)}", file=sys.stderr)


def _output(diagnoses: Sequence[Diagnosis], args: argparse.Namespace) -> str:
    if args.format == "json":
        objects = [_object(diagnosis, args) for diagnosis in diagnoses]
        whole: Any = objects[0] if len(objects) == 1 else {"schema": 1, "diagnoses": objects}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_page(diagnosis, args) for diagnosis in diagnoses)


def _object(diagnosis: Diagnosis, args: argparse.Namespace) -> Any:
    from appeal_tool.diagnosis.report import as_json

    whole = as_json(diagnosis, args.lang)
    if args.explain:
        return next((cause for cause in whole["causes"] if cause["id"] == args.explain), None)
    return whole


def _page(diagnosis: Diagnosis, args: argparse.Namespace) -> str:
    from appeal_tool.diagnosis.report import as_markdown, as_text, explain_text

    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))
    if args.explain:
        return explain_text(diagnosis, args.explain, args.lang, width)
    if args.format == "markdown":
        return as_markdown(diagnosis, args.lang)
    return as_text(diagnosis, args.lang, width)
