"""The task list: what the plan needs, what is done, and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button

from appeal_tool.tui.checklist import capital
from appeal_tool.tui.keymap import key
from appeal_tool.tui.literal import Literal
from appeal_tool.tui.screens.base import StepScreen
from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices, Item

if TYPE_CHECKING:
    from appeal_tool.case.interview import Task

SIGNS = {
    "done": ("✓", "$success"),
    "started": ("◐", "$accent"),
    "open": ("○", "$quiet"),
    "optional": ("·", "$quiet"),
}


def is_optional(task: Task) -> bool:
    """True for a part that the plan does without and that nobody has touched: it is not ready, only not wanted."""
    return task.state == "done" and all(item.answer is None for item in task.items)


class TasksScreen(StepScreen):
    """All parts of the interview; any of them can be opened at any time."""

    NAME = "tasks"
    STEP = "tasks"
    CSS_PATH = "tasks.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("continue", "continue_"),
        key("back", "back"),
        key("review", "review"),
        key("fill", "fill", show=False),
    ]

    def compose_main(self) -> ComposeResult:
        """The list, and a button that goes to the first thing still missing."""
        found = self.session.answers.tasks()
        wanted = [task for task in found if not is_optional(task)]
        done = sum(task.state == "done" for task in wanted)
        finished = bool(found) and done == len(wanted)
        yield from self.heading(
            intro=self.say("tasks.finished" if finished else "tasks.intro", done=done, total=len(wanted))
        )
        if not found:
            yield Literal(self.say("tasks.none"), classes="text")
        yield Choices(self._items(found), id="tasks")
        if self.session.invented is not None and not finished:
            yield Literal(self.say("tasks.example"), classes="quiet space")
        with Horizontal(classes="buttons"):
            gaps = self.session.answers.next() is not None
            more = self.session.answers.unvisited() is not None
            yield Button(
                self.say("tasks.next" if more else "tasks.review-gaps" if gaps else "tasks.review"),
                id="continue",
                variant="primary",
            )

    def on_mount(self) -> None:
        """The cursor is on the first task that is not done; the linter warms up meanwhile."""
        if self.session.case is not None:
            self.in_background(self.session.answers.warm_up, lambda _: None, "warm-up", "advice.failed")
        choices = self.query_one("#tasks", Choices)
        answers = self.session.answers
        ahead = answers.unvisited()
        task = answers.task_of(ahead.id) if ahead is not None else None
        choices.point_at(self.session.detail or (task.id if task is not None else None))
        (choices if ahead is not None else self.query_one("#continue")).focus()

    def _items(self, found: tuple[Task, ...]) -> list[Item]:
        items = []
        cause = None
        for task in found:
            if task.cause != cause and task.cause is not None:
                items.append(Item(Content.styled(capital(self.session.name(task.cause)), "bold $primary")))
            cause = task.cause
            state_name = "optional" if is_optional(task) else task.state
            sign, style = SIGNS[state_name]
            state = self.say(f"tasks.state.{state_name}", done=task.done, total=len(task.items))
            indent = "  " if task.cause else ""
            title = visible(self.session.answers.title(task))
            items.append(
                Item(
                    Content.assemble(
                        indent, (f"{sign} ", style), f"{title:<{46 - len(indent)}} ", (state, "$quiet")
                    ),
                    task.id,
                )
            )
        return items

    @on(Choices.OptionSelected, "#tasks")
    def open_task(self, event: Choices.OptionSelected) -> None:
        """Open a task at its first open question, or at its first."""
        found = next((task for task in self.session.answers.tasks() if task.id == event.option_id), None)
        if found is not None and found.items:
            blanks = [item for item in found.items if item.status == "open"]
            seen = self.session.visited
            first = next((i for i in blanks if i.id not in seen), blanks[0] if blanks else found.items[0])
            self.wizard.go("question", first.id)

    @on(Button.Pressed, "#continue")
    def action_continue_(self) -> None:
        """To the first blank that was not seen in this pass; to the review, blanks or not, when there is none."""
        item = self.session.answers.unvisited()
        if item is None:
            self.action_review()
        else:
            self.wizard.go("question", item.id)

    def action_review(self) -> None:
        """The plan with its gaps first. A new pass begins with the next Continue."""
        self.session.visited.clear()
        self.wizard.go("review")

    def action_fill(self) -> None:
        """On an example account: take the invented seller's answers, to see the rest at once."""
        path = self.session.invented
        if path is not None:
            self.in_background(
                lambda: self.session.answers.fill_from(path), lambda _: self.wizard.go("tasks"), "fill"
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Invented answers belong to an example only."""
        if action == "fill":
            return self.session.invented is not None
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Back to the do and don't."""
        self.wizard.go("lessons")
