"""The field for one question, by its type: a line, a page, one choice, several, or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical

from appeal_tool.i18n.formats import decimal
from appeal_tool.tui.literal import Line, Literal, Page
from appeal_tool.tui.screens.open_file import Paths
from appeal_tool.tui.widgets.checks import Checks
from appeal_tool.tui.widgets.choices import Choices, Item

if TYPE_CHECKING:
    from appeal_tool.case.interview import Item as Asked
    from appeal_tool.tui.session import Session


class Field(Vertical):
    """Shows the answer of ``item`` and gives back what stands in it as ``raw``."""

    def __init__(self, item: Asked, session: Session, draft: str = "") -> None:
        super().__init__(id="field")
        self._item, self._session, self._draft = item, session, draft
        answer = item.answer
        self._value = None if answer is None or answer.unknown else answer.value

    def compose(self) -> ComposeResult:
        """The widget for the type."""
        kind = self._item.question.type
        if kind in ("choice", "yesno"):
            yield Choices([Item(text, id) for id, text in self._options()], id="choice")
        elif kind == "multi":
            given = self._value if isinstance(self._value, list) else None
            proposed = self._session.answers.proposed(self._item)
            chosen = proposed if given is None else given
            # Of a long list of causes, those that the data show stand on top.
            options = sorted(self._options(), key=lambda option: option[0] not in proposed)
            yield Literal(self._session.say("question.tick"), classes="quiet")
            yield Checks(options, [str(id) for id in chosen], id="multi")
        elif kind == "long":
            yield Page(self._shown(), id="long")
        else:
            shown, printed = self._shown(), ("", "")
            if not shown and self._item.answer is None:
                printed = self._session.answers.printed(self._item)
            yield Line(shown or printed[0], id="line", suggester=Paths() if kind == "file" else None)
            if printed[1]:
                yield Literal(self._session.say("question.printed", place=printed[1]), classes="quiet")
        if self._item.question.own_words and kind in ("choice", "multi"):
            yield Literal(self._session.say("question.own-words"), classes="quiet")
            yield Line(self._own_words(), id="own")

    def on_mount(self) -> None:
        """The cursor stands on the answer given before."""
        for choices in self.query("#choice, #multi").results(Choices):
            ticked = choices.ticked[:1] if isinstance(choices, Checks) else []
            # "One more?": going on without a choice must not ask for measures for ever.
            first = "no" if self._item.question.field == "more" else next(iter(ticked), None)
            choices.point_at(self._value if isinstance(self._value, str) else first)

    def start(self) -> None:
        """Put the keyboard into it."""
        if self._own_words() and self.query("#own") and self.query("#choice"):
            self.query_one("#own").focus(scroll_visible=False)
        else:
            self.query("#choice, #multi, #long, #line").first().focus(scroll_visible=False)

    @property
    def raw(self) -> Any:
        """What stands in the field, unread: text, or a list of chosen ids. Blank is an empty text."""
        own = next((line.value.strip() for line in self.query("#own").results(Line)), "")
        for choices in self.query("#choice").results(Choices):
            return own or choices.chosen or ""
        for several in self.query("#multi").results(Checks):
            return [*several.ticked, *([own] if own else [])] or ""
        return self.text

    @property
    def text(self) -> str:
        """What is typed, where the type is a text; empty for choices."""
        for page in self.query("#long").results(Page):
            return page.text
        for line in self.query("#line, #own").results(Line):
            return line.value
        return ""

    def put(self, text: str) -> None:
        """Put another text in, so that undo brings the old one back."""
        for page in self.query("#long").results(Page):
            page.replace_all(text)

    def _options(self) -> list[tuple[str, str]]:
        lang = self._session.lang
        if self._item.question.type == "yesno":
            return [("yes", self._session.say("answer.yes")), ("no", self._session.say("answer.no"))]
        return [(choice.id, choice.text[lang]) for choice in self._item.choices]

    def _shown(self) -> str:
        if self._draft:
            return self._draft
        value = self._value
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = value * 100 if self._item.question.type == "percent" else value
            return decimal(number, self._session.lang, 4)
        return str(value)

    def _own_words(self) -> str:
        ids = {choice.id for choice in self._item.choices}
        values = self._value if isinstance(self._value, list) else [self._value]
        return next((str(value) for value in values if value is not None and str(value) not in ids), "")
