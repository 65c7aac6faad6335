"""A list to choose from whose lines may hold anything: they are content, never markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from appeal_tool.tui.literal import literal


@dataclass(frozen=True, slots=True)
class Item:
    """One line (or several) of a list; without an id it is a heading that cannot be chosen."""

    text: str | Content
    id: str | None = None

    def option(self) -> Option:
        """The Textual option."""
        content = self.text if isinstance(self.text, Content) else literal(self.text)
        return Option(content, id=self.id, disabled=self.id is None)


class Choices(OptionList):
    """An option list of ``Item``s."""

    def __init__(
        self, items: Iterable[Item] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(*(item.option() for item in items), id=id, classes=classes, markup=False)

    def fill(self, items: Iterable[Item]) -> None:
        """Other items; the cursor stays on the same id if it is still there."""
        before = self.chosen
        self.set_options([item.option() for item in items])
        self.point_at(before)

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Keep the line under the cursor in sight, also where the page scrolls and not the list."""
        super().scroll_to_highlight(top)
        if self.highlighted is not None and self.is_mounted:
            self.call_after_refresh(self._scroll_page)

    def _scroll_page(self) -> None:
        page = next((p for p in self.ancestors if isinstance(p, VerticalScroll)), None)
        if page is None or self.highlighted is None or self.highlighted >= self.option_count:
            return
        above = [option for option in self.options[: self.highlighted] if not option.disabled]
        if not above:
            page.scroll_home(animate=False)
            return
        # Textual tells no public place of an option; these two are its own for the same purpose.
        line, height = self._index_to_line.get(self.highlighted, 0), self._heights.get(self.highlighted, 1)
        top = self.region.y - page.region.y + page.scroll_offset.y + line
        page.scroll_to_region(Region(0, top, 1, height + 1), animate=False, force=True)

    @property
    def chosen(self) -> str | None:
        """The id under the cursor."""
        if self.highlighted is None:
            return None
        return self.get_option_at_index(self.highlighted).id

    def point_at(self, id: str | None) -> None:
        """Move the cursor to ``id``, else to the first item that can be chosen."""
        ids = [option.id for option in self.options]
        usable = [number for number, option in enumerate(self.options) if not option.disabled]
        if id is not None and id in ids:
            self.highlighted = ids.index(id)
        elif usable:
            self.highlighted = usable[0]
