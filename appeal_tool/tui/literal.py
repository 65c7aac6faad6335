"""Text from outside, shown exactly as it is and never obeyed.

Textual reads ``[...]`` in most widgets as markup (a click on it can run an action, a stray
``[/x]`` raises) and passes escape sequences through to the terminal. Everything that was
not written by us is therefore shown through ``Literal`` or made ``literal()`` first.
"""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from appeal_tool.tui.visible import visible


def literal(text: str, style: str = "") -> Content:
    """Content that shows ``text`` and nothing else; ``style`` is ours, for all of it."""
    return Content.styled(visible(text), style)


class Literal(Static):
    """A static that takes plain text or ready-made content, never markup."""

    def __init__(
        self, text: str | Content = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(self._content(text), id=id, classes=classes, markup=False)

    def show(self, text: str | Content) -> None:
        """Show another text."""
        self.update(self._content(text))

    @staticmethod
    def _content(text: str | Content) -> Content:
        return text if isinstance(text, Content) else literal(text)


class Line(Input):
    """A one-line field that takes no control characters in. Its cursor does not blink: calm, and less to send."""

    def on_mount(self) -> None:
        """Stand still."""
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Clean the clipboard's text before the field takes it."""
        event.text = visible(event.text)


class Page(TextArea):
    """A field for long text: soft wraps, Tab leaves it, nothing pasted keeps control characters."""

    def __init__(self, text: str = "", *, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(
            visible(text), id=id, soft_wrap=True, tab_behavior="focus", placeholder=literal(placeholder)
        )
        self.set_reactive(TextArea.cursor_blink, False)

    def on_paste(self, event: events.Paste) -> None:
        """Clean the clipboard's text before the field takes it."""
        event.text = visible(event.text)

    def replace_all(self, text: str) -> None:
        """Put ``text`` in the place of all of it, so that undo brings the old one back."""
        self.replace(visible(text), (0, 0), self.document.end)
