"""JSON with the line of every value, read as far as it goes.

The standard parser gives up a truncated file whole and knows no lines. This one keeps what
stands before the fault, needs no recursion, and takes time linear in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r'[ \t\r]*(?:(?P<newline>\n)|(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<mark>[{}\[\],:])'
    r"|(?P<word>-?\d[\d.eE+-]*|[A-Za-z_][\w-]*))"
)
_WORDS = {"true": True, "false": False, "null": None}
MAX_DEPTH = 200


@dataclass(slots=True)
class Node:
    """One value: a dict of nodes, a list of nodes, or a string, number, boolean or ``None``."""

    value: dict[str, Node] | list[Node] | str | int | float | bool | None
    line: int

    def get(self, key: str) -> Node | None:
        """The member ``key``, ``None`` if there is none or this is no object."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self) -> Iterator[tuple[str, Node]]:
        """The members of an object, nothing for anything else."""
        if isinstance(self.value, dict):
            yield from self.value.items()

    def elements(self) -> list[Node]:
        """The elements of a list, nothing for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def string(self) -> str | None:
        """The value if it is a string."""
        return self.value if isinstance(self.value, str) else None


@dataclass(slots=True)
class Fault:
    """Where the text stops being JSON, or a key that stands twice (the last one counts)."""

    kind: str
    line: int
    text: str = ""


@dataclass(slots=True)
class Tree:
    """The root (``None`` if nothing was readable) and what was wrong."""

    root: Node | None = None
    faults: list[Fault] = field(default_factory=list)


def parse(text: str) -> Tree:
    """Read ``text``; a fault of kind ``truncated`` or ``syntax`` ends the reading, what came before is kept."""
    tree = Tree()
    stack: list[Node] = []
    key: str | None = None
    line, position, expect_value = 1, 0, True
    while True:
        match = _TOKEN.match(text, position)
        if match is None:
            rest = text[position : position + 40].strip()
            if rest or stack or tree.root is None:
                cut = not rest or rest.startswith('"')
                tree.faults.append(Fault("truncated" if cut else "syntax", line, rest))
            return tree
        position = match.end()
        if match.lastgroup == "newline":
            line += 1
            continue
        if tree.root is not None and not stack:
            tree.faults.append(Fault("syntax", line, match.group().strip()))
            return tree
        token = match.group().strip()
        parent = stack[-1] if stack else None
        is_object = parent is not None and isinstance(parent.value, dict)
        if token in ("}", "]"):
            if parent is None or is_object != (token == "}"):
                tree.faults.append(Fault("syntax", line, token))
                return tree
            stack.pop()
            key, expect_value = None, False
        elif token == ",":
            key, expect_value = None, True
        elif token == ":":
            expect_value = True
        elif is_object and key is None:
            if match.lastgroup != "string" or not expect_value:
                tree.faults.append(Fault("syntax", line, token))
                return tree
            key, expect_value = _string(token), False
        else:
            if not expect_value or len(stack) >= MAX_DEPTH:
                tree.faults.append(Fault("syntax" if not expect_value else "depth", line, token))
                return tree
            fault = _attach(tree, parent, key, node := _node(token, match.lastgroup, line))
            if fault:
                tree.faults.append(fault)
            if isinstance(node.value, (dict, list)):
                stack.append(node)
                key, expect_value = None, True
            else:
                expect_value = False


def _node(token: str, group: str | None, line: int) -> Node:
    if token == "{":
        return Node({}, line)
    if token == "[":
        return Node([], line)
    if group == "string":
        return Node(_string(token), line)
    if token in _WORDS:
        return Node(_WORDS[token], line)
    try:
        return Node(int(token) if token.lstrip("-").isdigit() and len(token) < 30 else float(token), line)
    except ValueError:
        return Node(token, line)


def _string(token: str) -> str:
    try:
        value = json.loads(token, strict=False)
    except ValueError:
        value = token[1:-1]
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _attach(tree: Tree, parent: Node | None, key: str | None, node: Node) -> Fault | None:
    if parent is None:
        tree.root = node
    elif isinstance(parent.value, list):
        parent.value.append(node)
    elif isinstance(parent.value, dict) and key is not None:
        twice = key in parent.value
        parent.value[key] = node
        if twice:
            return Fault("duplicate", node.line, key)
    return None
