"""What all screens share: the line on top, the words in the user's language, background work, help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState, get_current_worker

from appeal_tool.tui.explain import explain
from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.session import STEPS, Session
from appeal_tool.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

    from appeal_tool.tui.app import WizardApp

WIDE = 100
"""Columns from which the aside stands beside the page."""

T = TypeVar("T")
R = TypeVar("R")


class Worded(Screen[R]):
    """A screen whose bindings are described by message keys, said in the session's language."""

    @property
    def wizard(self) -> WizardApp:
        """The app, with its own type."""
        from appeal_tool.tui.app import WizardApp

        app = self.app
        assert isinstance(app, WizardApp)
        return app

    @property
    def session(self) -> Session:
        """What is known."""
        return self.wizard.session

    def say(self, message: str, /, **params: object) -> str:
        """A message of the wizard in the language of the moment."""
        return self.session.say(message, **params)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that hold now, described in the user's language."""
        said = {}
        for name, active in super().active_bindings.items():
            binding = active.binding
            if binding.description.startswith("key."):
                binding = replace(binding, description=self.say(binding.description))
            said[name] = active._replace(binding=binding)
        return said


class StepScreen(Worded[None]):
    """A page of the wizard: line on top, main column, an aside on wide terminals, footer.

    ``NAME`` is the screen's name in ``SCREENS`` and the head of its messages;
    ``STEP`` the step of ``STEPS`` that it belongs to, if any.
    """

    AUTO_FOCUS: ClassVar[str | None] = ""  # every screen says itself where the keyboard is
    NAME: ClassVar[str]
    STEP: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = []

    def compose(self) -> ComposeResult:
        """The frame; ``compose_main`` and ``compose_aside`` fill it."""
        # Textual sets these with the first size, when all has its styles already, and computes them again.
        wide = self.app.size.width >= WIDE
        self.update_classes({"-wide": wide, "-narrow": not wide}, update=False)
        yield Literal(self.top_line(), id="top")
        with Horizontal(id="body"):
            with VerticalScroll(id="main", can_focus=False):
                yield from self.compose_main()
            beside = list(self.compose_aside())
            if beside:
                with VerticalScroll(id="aside", can_focus=True):
                    yield from beside
        yield Footer()

    def compose_main(self) -> ComposeResult:
        """The widgets of the main column."""
        yield from self.heading()

    def compose_aside(self) -> ComposeResult:
        """The widgets beside it; without any, the main column has all the room."""
        yield from ()

    def heading(self, title: str = "", intro: str = "") -> Iterator[Widget]:
        """Title and introduction, by default the screen's own messages."""
        yield Literal(title or self.say(f"{self.NAME}.title"), classes="title")
        yield Literal(intro or self.say(f"{self.NAME}.intro"), classes="intro")

    def keep(self) -> None:
        """Put what was typed into the session; called before the screen goes."""

    def top_line(self) -> Content:
        """Where one is on the way: every step by name where there is room, else this one with its number."""
        brand = Content.styled("appeal-tool   ", "bold $accent")
        if not self.STEP:
            return brand
        here = STEPS.index(self.STEP)
        steps = []
        for number, step in enumerate(STEPS):
            style = "bold $primary" if number == here else "$quiet"
            mark = "✓" if number < here else "●" if number == here else "○"
            steps.append(Content.styled(f"{mark} {self.say(f'step.{step}')}   ", style))
        whole = brand.append(Content("").join(steps))
        if max(WIDE, whole.cell_length + 1) <= self.app.size.width:
            return whole
        number_of = self.say("top.step", number=here + 1, total=len(STEPS))
        return Content.assemble(brand, (f"{number_of}  ", "$quiet"), (self.say(f"step.{self.STEP}"), "bold"))

    def on_resize(self) -> None:
        """The line on top depends on the width."""
        self.query_one("#top", Literal).show(self.top_line())

    def in_background(
        self, job: Callable[[], T], then: Callable[[T], object], group: str, failed: str = "failed"
    ) -> None:
        """Run ``job`` in a thread, then ``then`` with its result here. A newer job of ``group`` wins.

        A failure is told in a toast (message ``failed``) and the wizard goes on.
        """

        def run() -> None:
            worker = get_current_worker()
            try:
                result = job()
            except Exception as error:
                if not worker.is_cancelled:
                    self.app.call_from_thread(self.on_failure, error, failed)
                return
            if not worker.is_cancelled:
                self.app.call_from_thread(self._finish, then, result, group)

        self.run_worker(run, thread=True, exclusive=True, group=group, exit_on_error=False)

    def _finish(self, then: Callable[[T], object], result: T, group: str) -> None:
        self.wizard.keep_loaded(group)
        if self.is_attached:
            then(result)

    def on_failure(self, error: Exception, failed: str) -> None:
        """Tell that a background job failed: what it was, and the kind of error."""
        self.wizard.toast(self.say(failed, error=explain(error, self.session)), "error")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error that came outside a job's own code is told as well."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            self.on_failure(event.worker.error, "failed")

    @property
    def sent_before(self) -> bool:
        """True once something was sent: there is then something to compare with."""
        return self.session.case is not None and bool(self.session.case.state.submissions)

    def action_compare(self) -> None:
        """What was sent against the plan as it stands, or one submission against another."""
        from appeal_tool.tui.screens.compare import CompareScreen
        from appeal_tool.tui.versions import versions

        case, draft = self.session.case, self.session.draft
        if case is not None and draft is not None:
            self.app.push_screen(CompareScreen(versions(case, draft)))

    def action_aside(self) -> None:
        """On a narrow terminal: show the aside in place of the main column, and back."""
        body = self.query_one("#body")
        body.toggle_class("-aside")
        if body.has_class("-aside"):
            self.query_one("#aside").focus()
        else:
            self.focus_next("#main *")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The aside has a key only where it does not show by itself."""
        if action == "aside":
            return bool(self.query("#aside")) and self.app.size.width < WIDE
        return True


ASIDE_KEY = key("aside", "aside", priority=True)  # a text field has an F6 of its own
