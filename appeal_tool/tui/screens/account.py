"""The account: take in pages and files, then the checklist as the marketplace shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button

from appeal_tool.tui.checklist import SIGNS, capital, checklist, headlines
from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.paths import dropped_file
from appeal_tool.tui.screens.base import StepScreen
from appeal_tool.tui.session import Reading
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices, Item

if TYPE_CHECKING:
    from appeal_tool.account.model import Problem

DRAFTS = ("paste", "figures")
"""Names under which a pasted page and figures typed by hand are kept until they were read."""
TOO_BIG = 100_000_000
"""Bytes of one input file above which it is refused: far more than a seller's largest report."""


class AccountScreen(StepScreen):
    """What the account's pages and files say."""

    NAME = "account"
    STEP = "account"
    CSS_PATH = "account.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("continue", "continue_"),
        key("paste", "paste"),
        key("file", "file"),
        key("figures", "paste(True)"),
        key("marketplace", "marketplace"),
        key("back", "back"),
    ]

    def compose_main(self) -> ComposeResult:
        """Before anything was read: how to get the page. After: the checklist."""
        if self.session.reading is None:
            yield from self._compose_empty()
        else:
            yield from self._compose_read(self.session.reading)

    def _compose_empty(self) -> ComposeResult:
        say = self.say
        waiting = self._waiting()
        yield from self.heading(
            say("account.empty.title"), say("account.reading" if waiting else "account.empty.intro")
        )
        if waiting:
            return
        yield Literal(say("account.empty.how"), classes="text")
        yield Choices(
            [
                Item(_two(say(f"account.{way}"), say(f"account.{way}.about")), way)
                for way in ("paste", "file", "type")
            ],
            id="ways",
            classes="space",
        )

    def _compose_read(self, reading: Reading) -> ComposeResult:
        say = self.say
        missed = len(reading.diagnosis.breaches)
        yield from self.heading(intro=say("account.missed", count=missed) if missed else say("account.fine"))
        yield Literal(self._tiles(reading), id="tiles")
        unread = sorted(reading.diagnosis.problems, key=lambda problem: not holds_figures(problem))
        figures = sum(map(holds_figures, unread))
        problems = [self.session.problem(problem) for problem in unread]
        if figures:
            yield Literal(
                Content.styled("▲ " + say("account.unread-figures", count=figures), "$warning"),
                classes="section",
            )
            for problem in problems[: min(figures, 3)]:
                yield Literal(f"· {problem}", classes="text")
            yield Literal(say("account.mend"), classes="quiet")
        yield Choices(id="metrics")
        if problems:
            yield Literal(say("account.unread", count=len(problems)), classes="section")
            for problem in problems[:50]:
                yield Literal(f"· {problem}", classes="quiet")
        yield Literal(self._files(reading), classes="quiet space")
        with Horizontal(classes="buttons"):
            yield Button(say("key.continue"), id="continue", variant="primary")

    def on_mount(self) -> None:
        """Read what is waiting; else put the keyboard where the next step is."""
        if self.session.reading is not None:
            self._fill()
            metrics = self.query_one("#metrics", Choices)
            judged = self.session.reading.diagnosis.metrics
            metrics.point_at(
                next((str(n) for n, item in enumerate(judged) if item.verdict == "missed"), None)
            )
            metrics.focus(scroll_visible=False)
        elif self._waiting():
            self._read_waiting()
        else:
            ways = self.query_one("#ways", Choices)
            ways.point_at(None)
            ways.focus()

    def on_resize(self) -> None:
        """The columns depend on the width."""
        super().on_resize()
        if self.session.reading is not None:
            self._fill()

    def _fill(self) -> None:
        assert self.session.reading is not None
        width = max(48, min(112, self.size.width - (8 if self.size.width >= 100 else 5)))
        self.query_one("#metrics", Choices).fill(
            checklist(self.session.reading.diagnosis, self.session, width)
        )

    def _tiles(self, reading: Reading) -> Content:
        parts: list[str | tuple[str, str]] = []
        for name, verdict in headlines(reading.diagnosis, self.session):
            sign, style = SIGNS[verdict]
            parts += [(f"{sign} ", style), f"{name}   "]
        return Content.assemble(*parts)

    def _files(self, reading: Reading) -> str:
        names = [Path(file.path).name for file in reading.account.files]
        lines = [self.say("account.files", files=names, count=len(names))] if names else []
        if self.session.case is not None and self.session.case.folder is not None:
            lines.append(self.say("account.kept", folder=self.session.shown(self.session.case.folder)))
        return "\n".join(lines)

    # -- taking something in

    def _waiting(self) -> bool:
        session = self.session
        return bool(session.example or session.given or session.resume)

    def _read_waiting(self) -> None:
        session = self.session
        if session.example is not None:
            from appeal_tool.tui.screens.example import inputs

            self._take_paths(inputs(session.example))
        elif session.given:
            self._take_paths(session.given)
        else:
            self.in_background(session.read, self._read, "read", "account.failed")

    def _take_paths(self, paths: list[Path]) -> None:
        def job() -> Reading:
            return self.session.take([(str(path), read_limited(path)) for path in paths])

        self.in_background(job, self._read, "read", "account.failed")

    def take_text(self, pasted: str | None) -> None:
        """Take a pasted page in."""
        if pasted and pasted.strip():
            data = pasted.encode("utf-8", errors="replace")
            self.in_background(
                lambda: self.session.take([("page.txt", data)]), self._read, "read", "account.failed"
            )

    def take_file(self, path: Path | None) -> None:
        """Take a file in."""
        if path is not None:
            self._take_paths([path])

    def _read(self, reading: Reading) -> None:
        from appeal_tool.tui.screens.example import invented_answers

        session = self.session
        session.reading, session.draft = reading, None
        session.invented = invented_answers(session)
        session.example, session.given = None, []
        for draft in DRAFTS:
            session.places.save_draft(draft, "")
        self.wizard.go(*session.after_reading())

    def on_failure(self, error: Exception, failed: str) -> None:
        """What could not be read is forgotten, so that the page invites another try."""
        super().on_failure(error, failed)
        if self.session.example or self.session.given:
            self.session.example, self.session.given = None, []
            self.wizard.go("account")

    # -- keys

    @on(Choices.OptionSelected, "#ways")
    def way(self, event: Choices.OptionSelected) -> None:
        """Paste, open or type."""
        if event.option_id == "file":
            self.action_file()
        else:
            self.action_paste(by_hand=event.option_id == "type")

    @on(Choices.OptionSelected, "#metrics")
    def line(self, event: Choices.OptionSelected) -> None:
        """Show where a figure stands in its file."""
        from appeal_tool.tui.screens.source import SourceScreen

        assert self.session.reading is not None
        found, id = self.session.reading.diagnosis, event.option_id or "0"
        if id.startswith("contact-"):
            times = found.account.contact_times[int(id.removeprefix("contact-"))]
            self.app.push_screen(SourceScreen(self.say("contact.title"), times.source))
        else:
            metric = found.metrics[int(id)].metric
            self.app.push_screen(SourceScreen(capital(self.session.name(metric.id)), metric.source))

    @on(Button.Pressed, "#continue")
    def action_continue_(self) -> None:
        """On to the diagnosis."""
        if self.session.reading is not None:
            self.wizard.go("diagnosis")

    def action_back(self) -> None:
        """To the first page."""
        self.wizard.go("start")

    def action_paste(self, by_hand: bool = False) -> None:
        """A field for a copied page, or for figures typed by hand."""
        from appeal_tool.tui.screens.paste import PasteScreen

        form = self.say("paste.template") if by_hand else ""
        title = self.say("paste.by-hand" if by_hand else "paste.title")
        self.app.push_screen(PasteScreen(title, "figures" if by_hand else "paste", form=form), self.take_text)

    def action_marketplace(self) -> None:
        """Choose one of the marketplaces in the files."""
        self.in_background(self.session.marketplaces, self._offer, "read", "account.failed")

    def _offer(self, countries: list[str]) -> None:
        from appeal_tool.tui.screens.marketplace import MarketplaceScreen

        self.app.push_screen(MarketplaceScreen(countries), self._choose_marketplace)

    def _choose_marketplace(self, country: str | None) -> None:
        session = self.session
        if country is not None:
            self.in_background(
                lambda: session.choose_marketplace(country), self._read, "read", "account.failed"
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A marketplace is chosen only where there are several, figures typed only where some were not understood."""
        if action == "marketplace":
            return self.session.several_marketplaces
        if action == "paste" and parameters:
            reading = self.session.reading
            return reading is not None and any(map(holds_figures, reading.diagnosis.problems))
        return super().check_action(action, parameters)

    def action_file(self) -> None:
        """A field for a file's path."""
        from appeal_tool.tui.screens.open_file import OpenFileScreen

        self.app.push_screen(OpenFileScreen(self.say("open.title")), self.take_file)

    def on_paste(self, event: events.Paste) -> None:
        """A page pasted (or a file dropped) right onto this screen, without any field, is taken in."""
        path = dropped_file(event.text)
        if path is not None:
            self.take_file(path)
        else:
            self.session.places.save_draft("paste", visible(event.text))
            self.take_text(visible(event.text))


def holds_figures(problem: Problem) -> bool:
    """True for a line with figures that was not understood: it may be one that counts."""
    text = str(problem.params.get("text", ""))
    return problem.code == "line-not-understood" and any(sign.isdigit() for sign in text)


def read_limited(path: Path) -> bytes:
    """The bytes of a file. Raises ``OSError`` for a folder, a device or one that is far too big."""
    if not path.is_file():
        path.read_bytes()
        raise OSError(22, "not a regular file", str(path))
    if path.stat().st_size > TOO_BIG:
        raise OSError(27, "file too large", str(path))
    return path.read_bytes()


def _two(title: str, about: str) -> Content:
    return Content.assemble((title, "bold"), "\n", (about, "$quiet"), "\n")
