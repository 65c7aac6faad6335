"""The plan beside what it still lacks and what a reviewer would raise; every line leads to its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button

from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.base import ASIDE_KEY, StepScreen
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices, Item
from appeal_tool.tui.widgets.linted import explanation, lines
from appeal_tool.tui.widgets.preview import Preview

if TYPE_CHECKING:
    from appeal_tool.lint.finding import Finding
    from appeal_tool.tui.draft import Draft

MOST_GAPS = 12
"""Gaps listed at once; the task list is the place for more."""


class ReviewScreen(StepScreen):
    """Gaps first, then contradictions, then findings; the plan beside them."""

    NAME = "review"
    STEP = "review"
    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("continue", "continue_"),
        key("back", "back"),
        key("waive", "waive"),
        key("document-language", "other_language"),
        key("compare", "compare"),
        ASIDE_KEY,
    ]

    def compose_main(self) -> ComposeResult:
        """State, list, explanation."""
        yield Literal(self.say("review.title"), classes="title")
        yield Literal(self.say("review.reading"), classes="intro", id="state")
        yield Choices(id="remarks")
        yield Literal("", id="explanation", classes="text")
        with Horizontal(classes="buttons"):
            yield Button(self.say("key.continue"), id="continue", variant="primary")

    def compose_aside(self) -> ComposeResult:
        """The plan."""
        yield Preview(id="preview")

    def on_mount(self) -> None:
        """Build the plan."""
        self._read()

    def _read(self) -> None:
        if self.session.case is None:
            self.query_one("#state", Literal).show(self.say("review.nothing"))
            return
        self.in_background(self.session.make_draft, self._show, "draft", "review.failed")

    def _show(self, draft: Draft) -> None:
        self.query_one(Preview).show(draft.markdown)
        self.query_one("#state", Literal).show(self._state(draft))
        choices = self.query_one("#remarks", Choices)
        choices.fill(self._items(draft))
        choices.point_at(self.session.detail or None)
        (choices if choices.option_count else self.query_one("#continue")).focus()
        self._explain()

    def _state(self, draft: Draft) -> Content:
        say = self.say
        if not draft.markdown:
            return Content(say("review.no-document", route=self.session.name(f"route.{draft.plan.route}")))
        if draft.ready:
            head = ("✓ " + say("review.ready"), "bold $success")
        else:
            head = ("✗ " + say("review.not-ready"), "bold $error")
        about = say(
            "review.about",
            gaps=len(draft.plan.open),
            findings=len(draft.findings),
            characters=len(draft.markdown),
            language=say(f"language.{draft.language}"),
        )
        parts: list[str | tuple[str, str]] = [head, f"\n{about}"]
        if draft.waived:
            parts.append(f" {say('review.waived', count=draft.waived)}")
        deadline = self.session.deadline()
        if deadline:
            parts.append(f"\n{deadline}")
        return Content.assemble(*parts)

    def _items(self, draft: Draft) -> list[Item]:
        say, lang = self.say, self.session.lang
        items = []
        if draft.plan.open:
            items.append(Item(Content.styled(say("review.gaps"), "bold $primary")))
            for gap in draft.plan.open[:MOST_GAPS]:
                text = visible(gap.fr if lang == "fr" else gap.en)
                items.append(
                    Item(Content.assemble(("○ ", "$accent"), text[:1].upper() + text[1:]), f"gap:{gap.id}")
                )
            more = len(draft.plan.open) - MOST_GAPS
            if more > 0:
                items.append(Item(say("review.more", count=more), "tasks"))
        if draft.plan.problems:
            items.append(Item(Content.styled(say("review.problems"), "bold $primary")))
            for number, problem in enumerate(draft.plan.problems):
                said = visible(self.session.answers.advice_text(problem))
                items.append(Item(Content.assemble(("▲ ", "$warning"), said), f"problem:{number}"))
        if draft.findings:
            items.append(Item(Content.styled(say("review.findings"), "bold $primary")))
            found = lines(draft.findings, self.session)
            items += [Item(item.text, f"finding:{item.id}") for item in found]
        return items + self._exhibits(draft)

    def _exhibits(self, draft: Draft) -> list[Item]:
        """What is to be attached: every exhibit of the plan, and whether its file is named."""
        case, say = self.session.case, self.say
        if not draft.plan.exhibits or case is None:
            return []
        items = [Item(Content.styled(say("review.exhibits"), "bold $primary"))]
        for exhibit in draft.plan.exhibits:
            title = case.answers.get(f"exhibits/{exhibit.number}/title")
            said = say("review.exhibit", number=exhibit.number, title="" if title is None else title.value)
            sign, style = ("✓", "$success") if exhibit.file else ("○", "$accent")
            file = exhibit.file or say("review.no-file")
            items.append(
                Item(
                    Content.assemble((f"{sign} ", style), visible(said), (f" · {visible(file)}", "$quiet")),
                    f"exhibit:exhibits/{exhibit.number}/file",
                )
            )
        return items

    # -- the line under the cursor

    def _current(self) -> tuple[str, str]:
        kind, _, rest = (self.query_one("#remarks", Choices).chosen or "").partition(":")
        return kind, rest

    def _finding(self) -> Finding | None:
        kind, rest = self._current()
        draft = self.session.draft
        return draft.findings[int(rest)] if kind == "finding" and draft is not None else None

    @on(Choices.OptionHighlighted, "#remarks")
    def _explain(self) -> None:
        self.query_one("#explanation", Literal).show(explanation(self._finding(), self.session))
        self.refresh_bindings()

    @on(Choices.OptionSelected, "#remarks")
    def _open(self) -> None:
        """Go to the answer behind the line."""
        from appeal_tool.tui.draft import answer_behind

        kind, rest = self._current()
        session, draft = self.session, self.session.draft
        if draft is None or session.case is None:
            return
        answer: str | None = None
        if kind in ("gap", "exhibit"):
            answer = rest
        elif kind == "problem":
            given = draft.plan.problems[int(rest)].params.get("id")
            answer = str(given) if given is not None else None
        elif kind == "finding":
            answer = answer_behind(draft.findings[int(rest)], draft.markdown, session.case)
        if answer is not None and session.answers.question(answer) is not None:
            self.wizard.go("question", answer)
        elif kind == "finding":
            self.wizard.toast(self.say("review.no-answer"), "warning")
        else:
            self.wizard.go("tasks")

    # -- keys

    def action_waive(self) -> None:
        """Keep what the finding speaks of, with a reason."""
        finding = self._finding()
        if finding is not None:
            from appeal_tool.tui.screens.reason import ReasonScreen

            self.app.push_screen(ReasonScreen(finding), lambda reason: self._waive(finding, reason))

    def _waive(self, finding: Finding, reason: str | None) -> None:
        from appeal_tool.case.model import CaseError
        from appeal_tool.tui.draft import waive

        session = self.session
        if not reason or session.case is None:
            return
        try:
            waive(session.case, finding, reason)
        except CaseError as error:
            self.wizard.toast(session.answers.wrong(error), "error")
        session.draft = None
        self._read()

    def action_other_language(self) -> None:
        """The plan in the other language; what was said in one language only is then marked."""
        draft = self.session.draft
        if draft is not None:
            wrong, _ = self.session.answers.answer("language", "en" if draft.language == "fr" else "fr")
            if wrong:
                self.wizard.toast(wrong, "error")
            self._read()

    @on(Button.Pressed, "#continue")
    def action_continue_(self) -> None:
        """On to the files."""
        self.wizard.go("export")

    def action_back(self) -> None:
        """The task list."""
        self.wizard.go("tasks")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A finding can be waived, nothing else; versions compared once something was sent."""
        if action == "waive":
            return self.is_mounted and self._finding() is not None
        if action == "compare":
            return self.sent_before
        return super().check_action(action, parameters)
