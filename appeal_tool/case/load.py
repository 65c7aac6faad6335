"""A case folder or an answers file, with what its account files say: what every command starts from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from appeal_tool.account.model import Account, Problem
from appeal_tool.case import answers, store
from appeal_tool.case.model import Case
from appeal_tool.diagnosis.model import Diagnosis


@dataclass(frozen=True)
class Loaded:
    """A case with its diagnosis; ``problems`` are answers that could not be taken and files that changed."""

    case: Case
    diagnosis: Diagnosis | None
    problems: tuple[Problem, ...] = ()

    @property
    def reply_language(self) -> str | None:
        """The language that the latest notice demands, where it does."""
        notices = self.diagnosis.account.notices if self.diagnosis is not None else ()
        return next((notice.reply_language for notice in reversed(notices) if notice.reply_language), None)


def load(path: Path, *, write: bool = False) -> Loaded:
    """Open the case folder ``path`` (read-only unless ``write``), or read it as an answers file.

    Raises ``CaseError`` and ``account.model.InputError``.
    """
    if path.is_dir():
        case = store.open_case(path, write=write)
        account = store.read_account(case)
        diagnosis = diagnose_account(account) if case.state.inputs else None
        return Loaded(case, diagnosis, (*case.problems, *store.changed_inputs(case)))
    file = answers.read(path)
    diagnosis = None
    if file.account:
        from appeal_tool.account.load import load_account

        diagnosis = diagnose_account(load_account(file.account, as_of=file.as_of))
    case, problems = answers.as_case(file, diagnosis)
    return Loaded(case, diagnosis, problems)


def diagnose_account(account: Account) -> Diagnosis:
    """See ``diagnosis.diagnose``; imported late, so that a case opens without it."""
    from appeal_tool.diagnosis.diagnose import diagnose

    return diagnose(account)
