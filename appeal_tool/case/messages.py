"""Problems and errors of a case as sentences, in either language."""

from __future__ import annotations

from appeal_tool.account.model import InputError, Problem
from appeal_tool.case.model import CaseError
from appeal_tool.case.values import ValueProblem
from appeal_tool.i18n import text


def say(problem: Problem, lang: str) -> str:
    """``FILE:LINE: what is wrong and what would work``."""
    params = dict(problem.params)
    if "said" not in params and lang in params:
        params["said"] = params[lang]
    code = problem.code
    if code == "no-such-question" and params.get("near"):
        code = "no-such-question-near"
    sentence = text("case", code, lang, **params)
    source = problem.source
    if source is None:
        return sentence
    return f"{source.file}:{source.line}: {sentence}" if source.line else f"{source.file}: {sentence}"


def say_error(error: CaseError | ValueProblem | InputError, lang: str, **more: object) -> str:
    """The message of an exception; ``more`` fills what it does not know itself (the answer's ``id``).

    An account's file that cannot be read is named before what is wrong with it.
    """
    if isinstance(error, InputError):
        return f"{error.source.file}: {text('account', error.code, lang, **error.params)}"
    return text("case", error.code, lang, **{**more, **error.params})
