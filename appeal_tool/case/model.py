"""What a case holds: the seller's answers with their provenance, files, waivers and submissions.

``CaseState`` is a frozen value; it changes only through a ``Change``, and
``apply`` is a pure function. ``Case`` is the handle that the other rooms pass
around: the state, and where (and whether) its changes are written down.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from appeal_tool.account.model import Account, Problem
from appeal_tool.i18n import Lang

SCHEMA = 1
"""Version of ``case.json``. Older ones are upgraded (see ``upgrades.py``), newer ones opened read-only."""

Role = Literal["account", "notice", "refusal"]


class Frozen(BaseModel):
    """A value that is never changed in place. Unknown keys are left aside, so that a newer case can be read."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Answer(Frozen):
    """One answer. ``value`` is null for "I don't know" (``unknown``); ``source`` is set for a figure of the data.

    ``language`` is the language that the seller wrote free text in, null where the answer has none
    (a date, a number, a name). ``twin`` is the same said in the other language, where the seller gave it.
    """

    value: JsonValue = None
    at: datetime
    language: Lang | None = None
    twin: str | None = None
    unknown: bool = False
    source: str | None = None


class Waiver(Frozen):
    """A finding of the linter that the seller or adviser decided to leave, and why."""

    rule: str
    excerpt: str
    reason: str
    at: datetime


class CauseChoice(Frozen):
    """The causes that the seller confirmed or chose, and why: the data's own (``found``) stand beside them."""

    causes: tuple[str, ...]
    found: tuple[str, ...] = ()
    reason: str = ""
    at: datetime


class InputCopy(Frozen):
    """A file as received, copied into ``inputs/`` under ``name``."""

    name: str
    original: str
    sha256: str
    size: int
    role: Role = "account"


class Exhibit(Frozen):
    """One entry of the evidence manifest: exhibit ``number``, its file in ``evidence/``, what it supports.

    ``file`` is null for one that is only announced. ``kind`` is a document of
    the cause records, ``day`` the document's own date, ``supports`` prefixes
    of measures.
    """

    number: int
    title: str = ""
    file: str | None = None
    sha256: str | None = None
    size: int | None = None
    kind: str | None = None
    day: date | None = None
    supports: tuple[str, ...] = ()


class Promise(Frozen):
    """A measure that a submission promised: to be followed up until ``day`` has come and it is seen to hold."""

    id: str
    text: str
    day: date | None = None
    owner: str | None = None
    kind: Literal["corrective", "preventive"] = "preventive"


class Asked(Frozen):
    """One thing that a reply still wants (see ``account.notice.AskedItem``), and the reply's own ``words`` for it."""

    part: Literal["cause", "corrective", "preventive", "evidence"]
    about: str | None = None
    words: str = ""


class Reply(Frozen):
    """The marketplace's answer to a submission."""

    at: datetime
    file: str
    sha256: str
    type: str | None = None
    asked: tuple[Asked, ...] = ()


class Submission(Frozen):
    """What was sent, frozen in ``submissions/NN/``: file names with their sha256, versions, promises, reply."""

    number: int
    at: datetime
    files: dict[str, str]
    tool: str
    rules: str
    promises: tuple[Promise, ...] = ()
    reply: Reply | None = None


class CaseState(Frozen):
    """The whole of ``case.json``. ``sequence`` is the number of the last change that it contains."""

    schema_version: int = Field(default=SCHEMA, alias="schema")
    sequence: int = 0
    created: datetime
    language: Lang = "fr"
    inputs: tuple[InputCopy, ...] = ()
    answers: dict[str, Answer] = Field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    submissions: tuple[Submission, ...] = ()
    cause_choice: CauseChoice | None = None
    marketplace: str | None = None
    """The marketplace that the seller chose where the files hold several; null leaves it to the data."""

    @property
    def round(self) -> int:
        """1 until the first refusal, then one more for each."""
        return 1 + sum(1 for submission in self.submissions if submission.reply is not None)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What the last reply still wants, empty before any."""
        for submission in reversed(self.submissions):
            if submission.reply is not None:
                return submission.reply.asked
        return ()


class SetAnswer(Frozen):
    """The seller answered, or answered anew. What stood there before stays in the journal."""

    do: Literal["answer"] = "answer"
    id: str
    answer: Answer


class ClearAnswer(Frozen):
    """The seller emptied an answer: the question is open again."""

    do: Literal["clear"] = "clear"
    id: str


class SetLanguage(Frozen):
    """The working language of the document changed."""

    do: Literal["language"] = "language"
    language: Lang


class SetWaivers(Frozen):
    """The list of waived findings, whole."""

    do: Literal["waivers"] = "waivers"
    waivers: tuple[Waiver, ...]


class SetCauseChoice(Frozen):
    """The seller confirmed the causes of the diagnosis, or chose others, and said why."""

    do: Literal["cause-choice"] = "cause-choice"
    choice: CauseChoice


class SetMarketplace(Frozen):
    """The seller chose the marketplace that the case is about (a country code or an id)."""

    do: Literal["marketplace"] = "marketplace"
    marketplace: str


class AddInput(Frozen):
    """A file was taken into ``inputs/``."""

    do: Literal["input"] = "input"
    input: InputCopy


class SetExhibits(Frozen):
    """The evidence manifest, whole (order matters: it gives the exhibits their numbers)."""

    do: Literal["exhibits"] = "exhibits"
    exhibits: tuple[Exhibit, ...]


class SetSubmission(Frozen):
    """A submission was frozen, or got its reply."""

    do: Literal["submission"] = "submission"
    submission: Submission


Action = Annotated[
    SetAnswer
    | ClearAnswer
    | SetLanguage
    | SetWaivers
    | SetCauseChoice
    | SetMarketplace
    | AddInput
    | SetExhibits
    | SetSubmission,
    Field(discriminator="do"),
]


class Change(Frozen):
    """One line of the journal: the ``n``-th change and when it was made (UTC)."""

    n: int
    at: datetime
    action: Action


def apply(state: CaseState, change: Change) -> CaseState:
    """The state after ``change``. Pure."""
    action = change.action
    update: dict[str, Any] = {"sequence": change.n}
    match action:
        case SetAnswer():
            update["answers"] = {**state.answers, action.id: action.answer}
        case ClearAnswer():
            update["answers"] = {key: kept for key, kept in state.answers.items() if key != action.id}
        case SetLanguage():
            update["language"] = action.language
        case SetWaivers():
            update["waivers"] = action.waivers
        case SetCauseChoice():
            update["cause_choice"] = action.choice
        case SetMarketplace():
            update["marketplace"] = action.marketplace
        case AddInput():
            others = tuple(item for item in state.inputs if item.name != action.input.name)
            update["inputs"] = (*others, action.input)
        case SetExhibits():
            update["exhibits"] = action.exhibits
        case SetSubmission():
            others_ = (item for item in state.submissions if item.number != action.submission.number)
            update["submissions"] = tuple(sorted((*others_, action.submission), key=lambda item: item.number))
    return state.model_copy(update=update)


class CaseError(Exception):
    """Something that could not be done with a case; ``code`` and ``params`` name a message of ``case.*.json``."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: dict[str, object] = params


class Case:
    """A case in hand. Without a folder it lives in memory only (an answers file, a test).

    ``read_only`` is null, or the code of the reason (a message of ``case.*.json``) why
    nothing is written; ``problems`` are what opening it found. ``account`` is what its
    input files say, once they were read; ``base`` where relative file names start from.
    """

    def __init__(
        self,
        state: CaseState,
        *,
        folder: Path | None = None,
        write: Callable[[Change, CaseState], None] | None = None,
        close: Callable[[CaseState], None] | None = None,
        read_only: str | None = None,
        read_only_params: dict[str, object] | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.state = state
        self.folder = folder
        self.read_only = read_only
        self.read_only_params = read_only_params or {}
        self.problems = problems
        self.account: Account | None = None
        self.base: Path | None = folder
        self._write = write
        self._close = close

    @property
    def language(self) -> Lang:
        """The working language of the document."""
        return self.state.language

    @property
    def answers(self) -> dict[str, Answer]:
        """All answers by id, hidden ones too."""
        return self.state.answers

    def do(self, action: Action, at: datetime | None = None) -> None:
        """Make one change and write it down.

        Raises ``CaseError`` if it cannot be written; it then still holds in
        memory and is written with the next one that can. Nothing changes in a
        case that is open read-only.
        """
        if self.read_only is not None:
            raise CaseError(self.read_only, **self.read_only_params)
        now = at or datetime.now(UTC).replace(microsecond=0)
        change = Change(n=self.state.sequence + 1, at=now, action=action)
        self.state = apply(self.state, change)
        if self._write is not None:
            self._write(change, self.state)

    def close(self) -> None:
        """Save the state and let go of the lock. Closing twice does no harm."""
        close, self._close = self._close, None
        if close is not None:
            close(self.state)

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def in_memory(language: Lang = "fr", at: datetime | None = None) -> Case:
    """An empty case that is kept nowhere."""
    return Case(CaseState(created=at or datetime.now(UTC).replace(microsecond=0), language=language))
