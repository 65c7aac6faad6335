"""Freezing what was sent, and the marketplace's answer to it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appeal_tool.case.model import Case
    from appeal_tool.tui.draft import Draft


def freeze(case: Case, draft: Draft) -> tuple[int, Path]:
    """Keep the plan in every format that can be written as the next submission: its number and folder.

    Raises ``CaseError``.
    """
    from appeal_tool.case import evidence, submissions
    from appeal_tool.case.model import CaseError
    from appeal_tool.plan.document import FORMATS, convert

    if case.read_only is not None:
        raise CaseError(case.read_only, **case.read_only_params)
    if case.folder is None:
        raise CaseError("no-folder")
    files: dict[str, bytes] = {}
    for form in FORMATS:
        try:
            files[f"plan.{draft.language}.{form}"] = convert(draft.markdown, draft.language, form)
        except CaseError as error:
            if error.code != "extra-missing":
                raise
    evidence.collect(case, case.folder, Path.cwd())
    frozen = submissions.freeze(case, files)
    return frozen.number, submissions.folder_of(case, frozen.number)


def take_reply(case: Case, reply: str) -> None:
    """Record the marketplace's answer (pasted) to the last submission; opens the next round.

    Raises ``CaseError`` and ``InputError``.
    """
    from appeal_tool.account.load import load_account
    from appeal_tool.case import submissions

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reply.txt"
        path.write_text(reply, encoding="utf-8", errors="replace")
        submissions.record_reply(case, path, load_account([path]))
