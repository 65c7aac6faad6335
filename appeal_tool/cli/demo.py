"""``appeal-tool demo``: the whole job on an example account, by the very commands that a seller would type."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from appeal_tool.guide.location import data_folder
from appeal_tool.i18n import text

AREA = "cli-demo"
DEFAULT = "cancellation"


def accounts() -> list[str]:
    """The example accounts: every folder of ``examples/`` that holds a page."""
    return sorted(page.parent.name for page in data_folder("examples").glob("*/page.txt"))


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Which account, and where its files go."""
    parser.add_argument(
        "name", nargs="?", default=DEFAULT, choices=accounts(), metavar="NAME", help=text(AREA, "name", lang)
    )
    parser.add_argument("--out", default="appeal-tool-demo", metavar="DIR", help=text(AREA, "out", lang))


def run(args: argparse.Namespace) -> int:
    """Diagnose the account, write its plan, lint it, then lint a text that deserves its refusal.

    Returns 0 if all went as it must: the plan is ready, the refused text is not.
    """
    lang: str = args.lang
    folder = Path(args.out)
    try:
        files = _copy(args.name, folder, lang)
    except OSError as error:
        print(
            text(AREA, "cannot-write", lang, folder=str(folder), reason=error.strerror or ""), file=sys.stderr
        )
        return 2
    page, notice, answers, refused, refused_page = files
    about = ["--metrics", page, *(["--notice", notice] if notice else [])]

    print(text(AREA, "account", lang, page=page))
    outcome = [_command(["diagnose", page, *(["--notice", notice] if notice else [])], lang) == 0]
    if answers:
        plan = str(folder / "plan.md")
        print(text(AREA, "plan", lang, answers=answers))
        outcome.append(_command(["plan", answers, "--doc-lang", lang, "--out", plan], lang) == 0)
        print(text(AREA, "lint-plan", lang))
        outcome.append(_command(["lint", plan, *about], lang) == 0)
    else:
        print(text(AREA, "no-plan", lang))
    print(text(AREA, "lint-refused", lang))
    outcome.append(_command(["lint", refused, "--metrics", refused_page], lang) == 1)
    print(text(AREA, "done", lang, folder=str(folder)))
    return 0 if all(outcome) else 1


def _copy(name: str, folder: Path, lang: str) -> tuple[str, str, str, str, str]:
    """Copy what the demo reads, so that it can be looked at, changed and run again by hand."""
    examples = data_folder("examples")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {
        "page.txt": examples / name / "page.txt",
        "notice.txt": examples / name / "notice.txt",
        "answers.yaml": examples / name / ("answers.yaml" if lang == "fr" else "answers-en.yaml"),
        "refused.md": examples / "refused" / f"refused-{lang}.md",
        "refused-page.txt": examples / "counterfeit" / "page.txt",
    }
    copied = []
    for target, source in wanted.items():
        path = folder / target
        # An earlier run for another account may have left a file that this account has not.
        path.unlink(missing_ok=True)
        if source.is_file():
            shutil.copyfile(source, path)
        copied.append(str(path) if source.is_file() else "")
    page, notice, answers, refused, refused_page = copied
    return page, notice, answers, refused, refused_page


def _command(arguments: list[str], lang: str) -> int:
    """Show a command as it would be typed, run it, and return its exit code."""
    from appeal_tool.cli.run import run as run_command

    print(f"\n$ appeal-tool {' '.join(arguments)}\n", flush=True)
    code = run_command([*arguments, "--lang", lang])
    sys.stdout.flush()
    return code
