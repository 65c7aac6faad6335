"""What the wizard knows at one moment. Screens show it and change it; none of them keeps any of it.

No Textual here. The rooms below are imported when first needed, so that the first
frame does not wait for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from appeal_tool.i18n import LANGUAGES, Lang, default_language, text
from appeal_tool.tui.answers import Answers
from appeal_tool.tui.places import Places

if TYPE_CHECKING:
    from appeal_tool.account.model import Account, Problem, Source
    from appeal_tool.case.model import Case
    from appeal_tool.diagnosis.model import Diagnosis, Route, Statement
    from appeal_tool.lint.finding import FileReport
    from appeal_tool.tui.draft import Draft

STEPS = ("account", "diagnosis", "lessons", "tasks", "review", "export")
"""The way of a case, in order. Start and the check of any text stand outside it."""

SEVERAL = frozenset({"marketplace-chosen", "marketplace-ambiguous"})
"""What reading says of files that hold several marketplaces."""


@dataclass
class Reading:
    """What reading the files of a case gave."""

    account: Account
    diagnosis: Diagnosis


@dataclass
class Session:
    """The state of one sitting.

    ``files`` are the inputs while no case folder exists yet. ``screen`` and
    ``detail`` say where one is: they are remembered with the case, so that a
    killed process goes on there.
    """

    places: Places = field(default_factory=Places)
    lang: Lang = "en"
    theme: str = "dark"
    case: Case | None = None
    example: Path | None = None
    """The folder of an example account that is to be taken into a new case."""
    invented: Path | None = None
    """The answers of an invented seller that go with the example in hand."""
    given: list[Path] = field(default_factory=list)
    """Files named on the command line that are to be taken into the case."""
    reading: Reading | None = None
    opinions: dict[str, bool] = field(default_factory=dict)
    """What was thought of each lesson: acceptable or not."""
    draft: Draft | None = None
    """The plan as last built; ``None`` once an answer has changed."""
    folder: Path | None = None
    """Where the user wants the new case, if he said so."""
    resume: tuple[str, str] | None = None
    """Screen and detail to go to once the case is read."""
    lint_path: Path | None = None
    """The file that the text on the lint screen came from."""
    visited: set[str] = field(default_factory=set)
    """Questions opened in this pass through the list: Continue goes on behind them, answered or not."""
    screen: str = "start"
    detail: str = ""

    def __post_init__(self) -> None:
        self.answers = Answers(self)

    @classmethod
    def begin(cls, lang: str | None = None, places: Places | None = None) -> Session:
        """A session with the user's settings; ``lang`` given outright wins over them."""
        places = places or Places()
        settings = places.settings()
        chosen = lang or settings.get("lang") or default_language()
        return cls(places=places, lang="fr" if chosen == "fr" else "en", theme=settings.get("theme", "dark"))

    def say(self, key: str, /, **params: object) -> str:
        """A message of the wizard in the language of the moment."""
        return text("tui", key, self.lang, **params)

    def name(self, id: str) -> str:
        """The name of a metric, cause, stage or route."""
        return text("names", id, self.lang)

    def statement(self, statement: Statement) -> str:
        """A sentence of the diagnosis."""
        from appeal_tool.diagnosis.words import say

        return say(statement, self.lang)

    def problem(self, problem: Problem) -> str:
        """A warning about the input, with its place."""
        from appeal_tool.diagnosis.words import say_problem

        return say_problem(problem, self.lang)

    def place(self, source: Source | None) -> str:
        """Where a value was read, short: file name and line."""
        from appeal_tool.diagnosis.words import place

        return place(source, self.lang)

    def after_reading(self) -> tuple[str, str]:
        """Screen and detail to show when the account was read: where one was, if a case is gone on with."""
        place, self.resume = self.resume or ("account", ""), None
        return ("account", "") if place[0] in ("", "start") else place

    def shown(self, path: Path) -> str:
        """A path as people write it: the home folder as ``~``."""
        try:
            return str(Path("~") / path.resolve().relative_to(Path.home()))
        except ValueError:
            return str(path)

    def switch_language(self) -> None:
        """French to English and back; remembered."""
        self.lang = "en" if self.lang == "fr" else "fr"
        self.places.save_settings(lang=self.lang)

    def choose_theme(self, theme: str) -> None:
        """Another look; remembered."""
        self.theme = theme
        self.places.save_settings(theme=theme)

    def be_at(self, screen: str, detail: str = "") -> None:
        """Note where one is, also on disk when a case is open; the first page is no place in it."""
        self.screen, self.detail = screen, detail
        if self.case is not None and self.case.folder is not None and screen != "start":
            self.places.remember(self.case.folder, screen, detail)

    # -- the case

    def forget_case(self) -> None:
        """Close the case in hand, if any: everything in it is saved."""
        if self.case is not None:
            self.case.close()
        self.case = self.reading = self.draft = self.example = self.invented = self.resume = None
        self.given = []
        self.visited.clear()

    def open_case(self, folder: Path) -> None:
        """Open the case in ``folder``. Raises ``CaseError``; the case in hand is closed only after."""
        from appeal_tool.case.store import open_case

        if self.case is not None and self.case.folder == folder:
            return
        case = open_case(folder)
        self.forget_case()
        self.case = case

    def start_in(self, folder: Path) -> None:
        """Open the case in ``folder``, where one was; without one there, make the new case there. Raises ``CaseError``."""
        if not (folder / "case.json").exists():
            self.folder = folder
            return
        self.open_case(folder)
        path = str(folder.resolve())
        known = next((entry for entry in self.places.recent() if entry["folder"] == path), None)
        self.resume = (known["screen"], known["detail"]) if known else ("tasks", "")

    def take(self, files: Sequence[tuple[str, bytes]]) -> Reading:
        """Take ``files`` (name, content) into the case, a new one if there is none, and read all of it.

        A file in which nothing can be read is refused before it gets in. Runs
        in a worker thread. Raises ``InputError`` and ``CaseError``.
        """
        from appeal_tool.case.store import add_input

        _check_readable(files)
        if self.case is None:
            self.case = self._new_case()
            fresh = True
        else:
            fresh = False
        for name, data in files:
            add_input(self.case, name, data)
        reading = self.read()
        if fresh:
            self._choose_document_language(reading)
        return reading

    def read(self) -> Reading:
        """Read the case's files and diagnose them (in a worker thread). Raises ``InputError``."""
        from appeal_tool.account.model import Account
        from appeal_tool.case.store import read_account
        from appeal_tool.diagnosis.diagnose import diagnose

        account = Account() if self.case is None else read_account(self.case)
        return Reading(account, diagnose(account))

    @property
    def several_marketplaces(self) -> bool:
        """True if the files hold more than one marketplace, as far as reading them told."""
        if self.case is not None and self.case.state.marketplace is not None:
            return True
        problems = self.reading.account.problems if self.reading is not None else ()
        return any(problem.code in SEVERAL for problem in problems)

    def marketplaces(self) -> list[str]:
        """The marketplaces in the files of the case, by country (in a worker thread). Raises ``InputError``."""
        from appeal_tool.account.load import load_account
        from appeal_tool.case.store import input_paths

        assert self.case is not None
        found = load_account([path for path in input_paths(self.case) if path.is_file()])
        told = next((problem for problem in found.problems if problem.code in SEVERAL), None)
        return [] if told is None else [str(told.params["marketplace"]), *map(str, told.params["others"])]  # type: ignore[call-overload]

    def choose_marketplace(self, country: str) -> Reading:
        """Read the case for another marketplace, which is kept (in a worker thread). Raises ``CaseError``."""
        from appeal_tool.case.model import SetMarketplace

        assert self.case is not None
        self.case.do(SetMarketplace(marketplace=country))
        self.case.account = None
        self.draft = None
        return self.read()

    def lint(self, written: str, route: Route | None = None) -> FileReport:
        """What a strict reviewer would say of a text, beside the facts if a case is open (in a worker thread).

        ``route`` is that of the case's own document; of another text it is read from the words.
        """
        from appeal_tool.lint.engine import lint_text
        from appeal_tool.lint.options import LintOptions

        if self.reading is None:
            return lint_text(written, options=LintOptions(lang=self.lang, route=route))
        account, diagnosis = self.reading.account, self.reading.diagnosis
        notices = [notice for notice in account.notices if notice.is_message and notice.type != "refusal"]
        refusals = [notice for notice in account.notices if notice.type == "refusal"]
        options = LintOptions(
            lang=self.lang,
            route=route,
            account=account,
            diagnosis=diagnosis,
            notice=notices[-1] if notices else None,
            refusal=refusals[-1] if refusals else None,
        )
        return lint_text(written, options=options)

    def make_draft(self) -> Draft:
        """The plan as it stands, built anew if an answer has changed since (in a worker thread)."""
        from appeal_tool.tui.draft import make_draft

        if self.draft is None:
            self.draft = make_draft(self)
        return self.draft

    def write_document(self, draft: Draft, form: str = "md", language: Lang | None = None) -> Path:
        """Write the plan in one format into the case folder; where. Raises ``CaseError``.

        ``language`` is the draft's own unless another is asked for.
        """
        from appeal_tool.case.files import write_whole
        from appeal_tool.plan.document import convert
        from appeal_tool.plan.markdown import render

        folder = self.case.folder if self.case is not None and self.case.folder is not None else Path.cwd()
        lang = language or draft.language
        markdown = draft.markdown if lang == draft.language else render(draft.plan, lang)
        path = folder / f"plan.{lang}.{form}"
        write_whole(path, convert(markdown, lang, form))
        return path

    def deadline(self, today: date | None = None) -> str:
        """Until when the last notice wants an answer, with the days that are left; empty where it does not say."""
        notices = self.reading.account.notices if self.reading is not None else ()
        for notice in reversed(notices):
            if notice.deadline is not None:
                left = (notice.deadline - (today or date.today())).days
                key = "review.deadline" if left >= 0 else "review.deadline-past"
                return self.say(key, day=notice.deadline, left=left)
            if notice.days is not None:
                return self.say("review.days", days=notice.days)
        return ""

    def freeze(self) -> tuple[int, Path]:
        """Freeze the plan as sent: number and folder of the submission (in a worker thread). Raises ``CaseError``."""
        from appeal_tool.tui.sending import freeze

        assert self.case is not None
        return freeze(self.case, self.make_draft())

    def take_reply(self, reply: str) -> Reading:
        """Record the marketplace's answer and read the case anew (in a worker thread)."""
        from appeal_tool.tui.sending import take_reply

        assert self.case is not None
        take_reply(self.case, reply)
        self.draft = None
        return self.read()

    def _new_case(self) -> Case:
        from appeal_tool.case.model import CaseError
        from appeal_tool.case.store import create

        if self.folder is not None:
            return create(self.folder, language=self.lang)
        try:
            return create(_free_folder(self.places.cases), language=self.lang)
        except CaseError:
            return create(_free_folder(self.places.state / "cases"), language=self.lang)

    def _choose_document_language(self, reading: Reading) -> None:
        """The plan is written in the language that the marketplace demands, else in the account's."""
        from appeal_tool.case.model import SetLanguage

        demanded = [notice.reply_language for notice in reading.account.notices if notice.reply_language]
        language = demanded[-1] if demanded else reading.account.language
        assert self.case is not None
        for known in LANGUAGES:
            if language == known:
                self.case.do(SetLanguage(language=known))


def _check_readable(files: Sequence[tuple[str, bytes]]) -> None:
    """Raise ``InputError`` if nothing can be read in one of ``files``."""
    import tempfile

    from appeal_tool.account.load import load_account

    with tempfile.TemporaryDirectory() as folder:
        for name, data in files:
            path = Path(folder) / Path(name).name
            path.write_bytes(data)
            load_account([path])


def _free_folder(parent: Path) -> Path:
    """A folder named after today that is not there yet."""
    today = f"{date.today():%Y-%m-%d}"
    number, folder = 1, parent / today
    while folder.exists():
        number += 1
        folder = parent / f"{today}-{number}"
    return folder


def source_lines(source: Source, around: int = 4, limit: int = 400) -> list[tuple[int, str, bool]]:
    """The lines of a source file around the one that counts: (number, text, is it the one).

    Empty where the file cannot be read as text any more. Lines are cut at ``limit`` characters.
    """
    try:
        raw = Path(source.file).read_bytes()
    except OSError:
        return []
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = raw.decode("cp1252", errors="replace")
    lines = content.splitlines()
    middle = source.line or 1
    start = max(1, middle - around)
    return [
        (number, lines[number - 1][:limit], number == middle and source.line is not None)
        for number in range(start, min(len(lines), middle + around) + 1)
    ]
