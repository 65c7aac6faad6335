"""An error as one line in the user's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appeal_tool.tui.visible import first_line

if TYPE_CHECKING:
    from appeal_tool.tui.session import Session


def explain(error: Exception, session: Session) -> str:
    """Our own errors by their messages, those of the system by its reason and the path, others by their kind."""
    from appeal_tool.account.model import InputError, Problem
    from appeal_tool.case.model import CaseError

    if isinstance(error, InputError):
        return session.problem(Problem(error.code, error.params, error.source))
    if isinstance(error, CaseError):
        return session.answers.wrong(error)
    if isinstance(error, OSError):
        return f"{error.strerror or type(error).__name__}" + (f": {error.filename}" if error.filename else "")
    return f"{type(error).__name__}: {first_line(str(error), 120)}".rstrip(": ")
