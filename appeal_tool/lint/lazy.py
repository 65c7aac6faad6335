"""Regular expressions that cost nothing until a text may hold what they look for.

Compiling the linter's hundred patterns took half of a run on a short text, and most
of the time of a long one went into patterns that could not match: now a pattern is
compiled at its first use, and where one of a few pieces of plain text must stand in
every match, the text is first asked for those, which is many times faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from sys import maxsize


class Lazy:
    """A pattern, with the methods of ``re.Pattern`` that the rules use.

    ``needs``: plain pieces, divided by ``|``, one of which stands in everything
    that the pattern matches. Without any the pattern is tried on every text.
    """

    __slots__ = ("_compiled", "_needs", "pattern")

    def __init__(self, pattern: str, needs: str = "") -> None:
        self.pattern = pattern
        self._needs = tuple(needs.split("|")) if needs else ()
        self._compiled: re.Pattern[str] | None = None

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return self.compiled().search(text, start, end) if self.may_match(text) else None

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return self.compiled().match(text, start, end) if self.may_match(text) else None

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        return self.compiled().finditer(text, start, end) if self.may_match(text) else iter(())

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As ``re.Pattern.sub``."""
        return self.compiled().sub(new, text) if self.may_match(text) else text

    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern)
        return self._compiled

    def may_match(self, text: str) -> bool:
        """Whether one of the needed pieces stands in ``text``."""
        if not self._needs:
            return True
        for need in self._needs:  # noqa: SIM110 - a generator would cost more than the look-ups
            if need in text:
                return True
        return False
