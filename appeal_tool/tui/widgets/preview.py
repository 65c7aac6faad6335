"""The plan as it will look: Markdown drawn once by Rich, which takes text as text and opens no links."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Heading, Markdown, MarkdownElement
from textual.widgets import Static

from appeal_tool.tui.visible import visible


class _PlainHeading(Heading):
    """A heading at the left margin, bold, without a box."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.style_name = "markdown.strong"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.text.justify = "left"
        yield self.text


class _PlanMarkdown(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _PlainHeading,
    }


class Preview(Static):
    """Shows one Markdown text."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)

    def show(self, markdown: str) -> None:
        """Draw another text."""
        self.update(_PlanMarkdown(visible(markdown), hyperlinks=False))
