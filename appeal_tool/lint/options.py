"""What a run of the linter is told besides the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from appeal_tool.lint.config import Config

if TYPE_CHECKING:
    from appeal_tool.account.model import Account
    from appeal_tool.account.notice import Notice
    from appeal_tool.diagnosis.model import Diagnosis, Route


@dataclass(frozen=True, slots=True)
class LintOptions:
    """Options of one run; the same for every file of it.

    ``lang`` is the language of the messages, ``text_lang`` that of the texts
    (``auto``: read it from them). The facts are all optional: without an
    account, a notice, a refusal or an earlier version the rules that need one
    stay silent. ``use_model`` is false for a run without the learned layer.
    """

    lang: Literal["fr", "en"] = "en"
    text_lang: Literal["auto", "fr", "en"] = "auto"
    use_model: bool = True
    account: Account | None = None
    diagnosis: Diagnosis | None = None
    notice: Notice | None = None
    refusal: Notice | None = None
    previous: str | None = None
    """The text that was sent before and refused."""
    route: Route | None = None
    """Which answer the text is meant to be, where that is known (a case's own document); else it is read from the text."""
    config: Config = field(default_factory=Config)

    @property
    def facts(self) -> bool:
        """Whether there is anything to hold the text against."""
        given = (self.account, self.diagnosis, self.notice, self.refusal, self.previous)
        return any(fact is not None for fact in given)
