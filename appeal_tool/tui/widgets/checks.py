"""A list of which several can be chosen: Space or a click sets and unsets, Enter is done; the sign says which are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from appeal_tool.tui.visible import visible
from appeal_tool.tui.widgets.choices import Choices, Item


class Checks(Choices):
    """Choices with a box each. Nothing is said by colour alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "key.tick", show=False, id="tick"),
        # Enter goes on, as in every other field: it must not take away what was ticked before.
        Binding("enter", "done", show=False),
    ]

    class Ticked(Message):
        """The chosen set has changed."""

    class Done(Message):
        """Enter was pressed: the choice is made."""

    def __init__(
        self, options: Sequence[tuple[str, str]], ticked: Iterable[str], *, id: str | None = None
    ) -> None:
        self._texts = dict(options)
        self._ticked = [option for option, _ in options if option in set(ticked)]
        super().__init__(self._items(), id=id)

    def action_done(self) -> None:
        """Say that the choice is made."""
        self.post_message(self.Done())

    @property
    def ticked(self) -> list[str]:
        """The ids that are chosen, in the order of the list."""
        return [option for option in self._texts if option in self._ticked]

    def _items(self) -> list[Item]:
        return [
            Item(
                Content.assemble(
                    ("[x] ", "bold $accent") if id in self._ticked else ("[ ] ", "$quiet"), visible(text)
                ),
                id,
            )
            for id, text in self._texts.items()
        ]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Set or unset the line under the cursor."""
        event.stop()
        if event.option_id is not None:
            if event.option_id in self._ticked:
                self._ticked.remove(event.option_id)
            else:
                self._ticked.append(event.option_id)
            self.fill(self._items())
            self.post_message(self.Ticked())
