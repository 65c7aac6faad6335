"""The diagnosis: the cause with its evidence, other causes, stage, route and what to do now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button

from appeal_tool.i18n.formats import percent
from appeal_tool.tui.checklist import capital
from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.base import ASIDE_KEY, StepScreen
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices, Item

if TYPE_CHECKING:
    from appeal_tool.diagnosis.model import CauseFinding, Diagnosis, Statement


class DiagnosisScreen(StepScreen):
    """Why the account stands where it stands."""

    NAME = "diagnosis"
    STEP = "diagnosis"
    CSS_PATH = "diagnosis.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("continue", "continue_"),
        key("back", "back"),
        key("other", "other"),
        ASIDE_KEY,
    ]

    @property
    def diagnosis(self) -> Diagnosis:
        """What was found."""
        assert self.session.reading is not None
        return self.session.reading.diagnosis

    def compose_main(self) -> ComposeResult:
        """The cause first, then its evidence, then the other causes."""
        say, found = self.say, self.diagnosis
        if not found.causes:
            yield from self.heading(
                say("diagnosis.none.title" if not found.breaches else "diagnosis.unknown.title"),
                say("diagnosis.none.intro" if not found.breaches else "diagnosis.unknown.intro"),
            )
        else:
            first, *others = found.causes_in_order
            yield from self.heading(
                say("diagnosis.cause", cause=capital(self.session.name(first.root_cause))),
                self._how_sure(first),
            )
            yield Literal(say("diagnosis.evidence"), classes="section")
            yield Choices(self._evidence(found.causes_in_order), id="evidence")
            if others:
                yield Literal(say("diagnosis.others"), classes="section")
                yield Literal(self._others(others), classes="text")
        deadline = self.session.deadline()
        if deadline:
            yield Literal(deadline, classes="text space")
        yield Literal(self._chosen(), id="chosen", classes="text space")
        with Horizontal(classes="buttons"):
            yield Button(say("key.continue"), id="continue", variant="primary")

    def compose_aside(self) -> ComposeResult:
        """Stage, route, what to do, what not to do, when it can be right again."""
        say, found = self.say, self.diagnosis
        yield Literal(capital(self.session.name(f"stage.{found.stage}")), classes="title")
        yield Literal(say("diagnosis.route", route=self.session.name(f"route.{found.route}")), classes="text")
        yield from self._notice()
        yield from self._list("", found.explanations)
        yield from self._list(say("diagnosis.steps"), found.steps, "→")
        yield from self._list(say("diagnosis.cautions"), found.cautions, "✗")
        yield from self._recovery()

    def on_mount(self) -> None:
        """The keyboard is on the evidence, so that Enter opens it."""
        target = self.query("#evidence").first() if self.query("#evidence") else self.query_one("#continue")
        if isinstance(target, Choices):
            target.point_at(None)
        target.focus()

    def _how_sure(self, cause: CauseFinding) -> str:
        detail = self.session.name(cause.id)
        sure = self.say(f"diagnosis.sure.{cause.certainty}")
        if cause.id == cause.root_cause:
            return sure
        return self.say("diagnosis.more", cause=capital(detail)) + " " + sure

    def _evidence(self, causes: Iterable[CauseFinding]) -> list[Item]:
        items = []
        several = len(self.diagnosis.causes) > 1
        for number, cause in enumerate(causes):
            if several:
                items.append(Item(Content.styled(capital(self.session.name(cause.id)), "$quiet")))
            for place, piece in enumerate(cause.evidence):
                where = self.session.place(piece.source)
                said = visible(capital(self.session.statement(piece.statement)))
                items.append(
                    Item(
                        Content.assemble("● ", said, (f"\n  {visible(where)}" if where else "", "$quiet")),
                        f"{number}-{place}",
                    )
                )
        return items

    def _others(self, others: Iterable[CauseFinding]) -> Content:
        lines: list[str | tuple[str, str]] = []
        for cause in others:
            name = capital(self.session.name(cause.id))
            lines += [f"{name} ", (f"{percent(cause.weight, self.session.lang, 0)}\n", "$quiet")]
        return Content.assemble(*lines)

    def _notice(self) -> ComposeResult:
        from appeal_tool.diagnosis.report_text import notice_words

        for said in notice_words(self.diagnosis, self.session.lang):
            yield Literal(capital(said), classes="text")

    def _list(self, title: str, statements: Iterable[Statement], mark: str = "") -> ComposeResult:
        said = [self.session.statement(statement) for statement in statements]
        if said and title:
            yield Literal(title, classes="section")
        for line in said:
            yield Literal(f"{mark} {line}".strip(), classes="text point" if mark else "text space")

    def _recovery(self) -> ComposeResult:
        from appeal_tool.diagnosis.report_text import recovery_words

        found = list(recovery_words(self.diagnosis, self.session.lang))
        if found:
            yield Literal(self.say("diagnosis.recovery"), classes="section")
        for said, why in found:
            yield Literal(Content.assemble(visible(said), (f"\n{visible(why)}", "$quiet")), classes="point")

    @on(Choices.OptionSelected, "#evidence")
    def piece(self, event: Choices.OptionSelected) -> None:
        """Open a piece of evidence where it was read."""
        from appeal_tool.tui.screens.source import SourceScreen

        cause, piece = (int(part) for part in (event.option_id or "0-0").split("-"))
        evidence = self.diagnosis.causes_in_order[cause].evidence[piece]
        title = capital(self.session.statement(evidence.statement))
        self.app.push_screen(SourceScreen(title, evidence.source))

    @on(Button.Pressed, "#continue")
    def action_continue_(self) -> None:
        """On to the do and don't."""
        self.wizard.go("lessons")

    def _chosen(self) -> str:
        """What the seller decided about the causes; empty before."""
        case = self.session.case
        choice = case.state.cause_choice if case is not None else None
        if choice is None:
            return ""
        names = [capital(self.session.name(cause)) for cause in choice.causes]
        said = self.say("cause.chosen", causes=names)
        return said + (f"\n{self.say('cause.reason', reason=choice.reason)}" if choice.reason else "")

    def action_other(self) -> None:
        """Confirm the causes, or choose others, and say why."""
        from appeal_tool.tui.screens.cause_choice import CauseChoiceScreen

        answers, case = self.session.answers, self.session.case
        item = answers.question("causes")
        if item is None or case is None:
            self.wizard.toast(self.say("cause.no-choice"), "warning")
            return
        options = [(choice.id, capital(choice.text[self.session.lang])) for choice in item.choices]
        found = answers.causes_found()
        choice = case.state.cause_choice
        ticked = list(choice.causes) if choice is not None else found
        self.app.push_screen(
            CauseChoiceScreen(options, ticked, found, choice.reason if choice is not None else ""),
            self._choose,
        )

    def _choose(self, chosen: tuple[list[str], str] | None) -> None:
        if chosen is not None:
            wrong = self.session.answers.choose_causes(*chosen)
            if wrong:
                self.wizard.toast(wrong, "error")
            self.query_one("#chosen", Literal).show(self._chosen())

    def action_back(self) -> None:
        """Back to the checklist."""
        self.wizard.go("account")
