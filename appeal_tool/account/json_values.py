"""Values out of a JSON tree, with their line and path; what is wrong with one is reported, not raised."""

from __future__ import annotations

from appeal_tool.account.content import Content
from appeal_tool.account.figures import number, percentage
from appeal_tool.account.json_tree import Node
from appeal_tool.account.model import Source
from appeal_tool.account.part import Part


class Values:
    """Typed access to nodes; problems go to ``part``. A path is written ``list[0].key``."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.part = Part()

    def expect(self, node: Node, path: str, known: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        """Report keys of ``node`` that are neither ``known`` nor ``optional``, and known ones that are missing."""
        for key, child in node.items():
            if key not in known and key not in optional:
                self.unknown(key, child, f"{path}.{key}")
        missing = [key for key in known if node.get(key) is None]
        if missing:
            self.problem("json-key-missing", node, path, keys=missing)

    def integer(self, node: Node | None, path: str) -> int | None:
        """A whole number, not below zero."""
        number = self.number(node, path)
        if number is None or node is None:
            return None
        if number < 0:
            self.problem("count-negative", node, path, count=number)
            return None
        if number != int(number):
            self.problem("json-not-a-number", node, path, text=self.content.excerpt(node.value, 40))
            return None
        return int(number)

    def number(self, node: Node | None, path: str) -> float | None:
        """A finite number; one that stands as text is read and reported."""
        if node is None or node.value is None:
            return None
        number: object = node.value
        if isinstance(number, str) and (number := _as_number(number)) is not None:
            self.problem("json-number-as-text", node, path, text=self.content.excerpt(node.value, 40))
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not abs(number) < 1e15:
            self.problem("json-not-a-number", node, path, text=self.content.excerpt(_shown(node), 40))
            return None
        return float(number)

    def string(self, node: Node | None) -> str:
        """A string, cleaned; empty for anything else."""
        return self.content.clean(node.string).strip() if node is not None and node.string else ""

    def unknown(self, key: str, node: Node, path: str) -> None:
        """Report a key that was left out."""
        self.problem("json-key-unknown", node, path, key=self.content.excerpt(key, 60))

    def problem(self, code: str, node: Node, path: str, **params: object) -> None:
        """Report something about ``node``."""
        self.part.problem(code, self.source(node, path), **params)

    def source(self, node: Node, path: str) -> Source:
        """The provenance of ``node``."""
        return self.content.source(node.line, self.content.clean(path)[:200])


def _as_number(text: str) -> float | None:
    """``"2,5 %"`` as 0.025, ``"0.025"`` as it is; ``None`` for anything else."""
    return percentage(text) if "%" in text else number(text)


def _shown(node: Node) -> object:
    if isinstance(node.value, dict):
        return "{...}"
    return "[...]" if isinstance(node.value, list) else node.value
