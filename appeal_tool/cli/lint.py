"""``appeal-tool lint``: what a strict reviewer would refuse a text for."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from appeal_tool.i18n import text
from appeal_tool.lint.finding import LEVELS, FileReport, Finding
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.reports import FORMATS, printable, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from appeal_tool.account.model import Account
    from appeal_tool.account.notice import Notice
    from appeal_tool.lint.config import Config

AREA = "cli-lint"
Read = TypeVar("Read")


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The options of ``lint``."""
    parser.add_argument("files", nargs="*", metavar="FILE|-", help=text(AREA, "files", lang))
    parser.add_argument(
        "--metrics", action="append", default=[], metavar="F", help=text(AREA, "metrics", lang)
    )
    for name in ("notice", "refusal", "previous"):
        parser.add_argument(f"--{name}", metavar="F", help=text(AREA, name, lang))
    parser.add_argument(
        "--text-lang", choices=("auto", "fr", "en"), default="auto", help=text(AREA, "text-lang", lang)
    )
    parser.add_argument("--no-model", action="store_true", help=text(AREA, "no-model", lang))
    parser.add_argument("--format", choices=FORMATS, default="text", help=text(AREA, "format", lang))
    parser.add_argument("--fail-on", choices=LEVELS, default="error", help=text(AREA, "fail-on", lang))
    parser.add_argument("--config", type=Path, metavar="F", help=text(AREA, "config", lang))
    parser.add_argument("--rules", type=Path, metavar="DIR", help=text(AREA, "rules", lang))
    parser.add_argument("--explain", action="store_true", help=text(AREA, "explain", lang))
    parser.add_argument("--statistics", action="store_true", help=text(AREA, "statistics", lang))
    parser.add_argument("--diff-base", type=Path, metavar="F", help=text(AREA, "diff-base", lang))
    parser.add_argument("--fix", action="store_true", help=text(AREA, "fix", lang))


class _Cannot(Exception):
    """Something that was asked for and cannot be done; the message is ready to be shown."""


def run(args: argparse.Namespace) -> int:
    """Lint; 0 nothing at or above ``--fail-on``, 1 findings, 2 if any input could not be read."""
    from appeal_tool.lint.engine import lint_files

    if not args.files:
        print(text(AREA, "no-files", args.lang), file=sys.stderr)
        return 2
    try:
        options, unread = _options(args)
        known = _known(args.diff_base, args.lang) if args.diff_base else None
    except _Cannot as problem:
        print(problem, file=sys.stderr)
        return 2
    reports: list[FileReport] = []
    failed = unread or _say_bad_rules(options.config.rules, args.lang)
    for path, report, problem_code in lint_files(args.files, options):
        if report is None:
            print(text("lint", problem_code, args.lang, path=printable(path)), file=sys.stderr)
            failed = True
            continue
        for note in report.notes:
            print(f"{printable(path)}: {note}", file=sys.stderr)
        reports.append(report if known is None else _only_new(report, known))
    if reports and options.use_model and not _has_encoder():
        print(text("lint", "no-encoder", args.lang), file=sys.stderr)
    if args.fix:
        failed |= _fix(reports, args.lang)
    if reports or args.format != "text":
        sys.stdout.write(_statistics(reports) if args.statistics else _rendered(reports, args))
    worst = LEVELS[: LEVELS.index(args.fail_on) + 1]
    found = any(finding.level in worst for report in reports for finding in report.findings)
    return 2 if failed else int(found)


def _has_encoder() -> bool:
    from appeal_tool.lint.checks import learned

    return learned.network() is not None


def _rendered(reports: list[FileReport], args: argparse.Namespace) -> str:
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return render(args.format, reports, args.lang, colour=colour, explain=args.explain)


def _statistics(reports: list[FileReport]) -> str:
    from collections import Counter

    counted = Counter((f.rule, f.level) for report in reports for f in report.findings)
    rows = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{count:6}  {level:<10}  {rule}\n" for (rule, level), count in rows)


def _options(args: argparse.Namespace) -> tuple[LintOptions, bool]:
    """The options, and whether a file beside the texts could not be read: that is said, and the texts are read without it."""
    unread = False

    def beside(read: Callable[[Any, str], Read | None], given: Any) -> Read | None:
        nonlocal unread
        try:
            return read(given, args.lang) if given else None
        except _Cannot as problem:
            print(problem, file=sys.stderr)
            unread = True
            return None

    account, diagnosis = beside(_account, args.metrics), None
    if account is not None:
        from appeal_tool.diagnosis.diagnose import diagnose

        diagnosis = diagnose(account)
    options = LintOptions(
        lang=args.lang,
        text_lang=args.text_lang,
        use_model=not args.no_model,
        account=account,
        diagnosis=diagnosis,
        notice=beside(_notice, args.notice),
        refusal=beside(_notice, args.refusal),
        previous=beside(_previous, args.previous),
        config=_config(args),
    )
    return options, unread


def _config(args: argparse.Namespace) -> Config:
    from dataclasses import replace

    from appeal_tool.lint.config import ConfigError, find_config, read_config

    first = next((Path(file).parent for file in args.files if file != "-"), Path())
    try:
        config = read_config(args.config) if args.config else find_config(first)
    except ConfigError as error:
        path = printable(str(error.path))
        raise _Cannot(
            text("lint", error.code, args.lang, path=path, key=error.key, **error.params)
        ) from error
    if args.rules is None:
        return config
    if not args.rules.is_dir():
        path = printable(str(args.rules))
        raise _Cannot(text("lint", "config-folder", args.lang, path=path, key="--rules", value=path))
    return replace(config, rules=args.rules)


def _say_bad_rules(folder: Path | None, lang: str) -> bool:
    if folder is None:
        return False
    from appeal_tool.guide.lint_rules import user_rule_errors

    errors = user_rule_errors(folder)
    for error in errors:
        print(printable(str(error)), file=sys.stderr)
    return bool(errors)


def _account(paths: list[str], lang: str) -> Account:
    from appeal_tool.account.load import load_account
    from appeal_tool.account.model import InputError, Problem
    from appeal_tool.diagnosis.words import say_problem

    try:
        account = load_account(paths)
    except InputError as error:
        raise _Cannot(say_problem(Problem(error.code, error.params, error.source), lang)) from error
    for problem in account.problems:
        if problem.code.startswith("file-"):
            print(say_problem(problem, lang), file=sys.stderr)
    return account


def _notice(path: str, lang: str) -> Notice:
    account = _account([path], lang)
    if not account.notices:
        raise _Cannot(text(AREA, "not-a-notice", lang, path=printable(path)))
    return account.notices[-1]


def _previous(path: str, lang: str) -> str:
    from appeal_tool.lint.engine import decode

    try:
        return decode(Path(path).read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise _Cannot(text(AREA, "fact-unreadable", lang, path=printable(path), reason=reason)) from error


def _known(path: Path, lang: str) -> dict[tuple[str, str, str], int]:
    """What an earlier JSON report holds: how often each rule was raised for each excerpt of each file."""
    import json

    known: dict[tuple[str, str, str], int] = {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        for file in data["files"]:
            for finding in file["findings"]:
                key = (file["path"], finding["rule"], " ".join(finding["excerpt"].split()))
                known[key] = known.get(key, 0) + 1
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _Cannot(text(AREA, "base-unreadable", lang, path=printable(str(path)))) from error
    return known


def _only_new(report: FileReport, known: dict[tuple[str, str, str], int]) -> FileReport:
    from dataclasses import replace

    left = dict(known)
    new: list[Finding] = []
    for finding in report.findings:
        key = (report.path, finding.rule, " ".join(finding.excerpt.split()))
        if left.get(key, 0) > 0:
            left[key] -= 1
        else:
            new.append(finding)
    return replace(report, findings=tuple(new))


def _fix(reports: list[FileReport], lang: str) -> bool:
    """Apply the safe corrections to the files and show what changed, on standard error; true if one could not be written."""
    from appeal_tool.lint import fixes
    from appeal_tool.lint.engine import decode

    failed = False
    for report in reports:
        if report.path == "-":
            continue
        path = Path(report.path)
        try:
            data = path.read_bytes()
            before = decode(data)
            wanted = fixes.fixes(before, report)
            after = fixes.apply(before, wanted)
            if after == before:
                print(text(AREA, "nothing-to-fix", lang, path=printable(report.path)), file=sys.stderr)
                continue
            sys.stderr.write(fixes.diff(before, after, printable(report.path)))
            _write(path, after)
        except OSError as error:
            reason = error.strerror or str(error)
            print(
                text(AREA, "fact-unreadable", lang, path=printable(report.path), reason=reason),
                file=sys.stderr,
            )
            failed = True
            continue
        print(text(AREA, "fixed", lang, path=printable(report.path), count=len(wanted)), file=sys.stderr)
    return failed


def _write(path: Path, content: str) -> None:
    """Write beside, then rename: a crash leaves the old text whole."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content.encode("utf-8"))
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
