"""Plain text to paste into the marketplace's form, whole or one field after the other."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from appeal_tool.plan.blocks import Block, Heading, ListBlock, Paragraph, Quote, Rule, Run, Table, plain

# textwrap would break at no-break spaces and hyphens: they must hold.
_HOLD = {"\u00a0": "\ue000", "\u202f": "\ue001"}
_LOOSE = {mark: space for space, mark in _HOLD.items()}


def render(blocks: Sequence[Block], *, width: int | None = None) -> str:
    """The blocks as plain text. ``width`` wraps lines; null leaves a paragraph on one line, as forms want it."""
    return "\n".join(_lines(blocks, width, "")).strip("\n") + "\n"


def _lines(blocks: Sequence[Block], width: int | None, indent: str) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(level, runs):
                title = plain(runs)
                lines += ["", title.upper() if level == 1 else title, ""]
            case Paragraph(runs):
                lines += [*_wrapped(runs, width, indent, indent), ""]
            case ListBlock():
                lines += [*_list(block, width, indent), ""]
            case Table(header, rows):
                for row in rows:
                    lines += [
                        f"{indent}{plain(name)} : {plain(cell)}"
                        for name, cell in zip(header, row, strict=False)
                    ]
                    lines.append("")
            case Quote(inner):
                lines += _lines(inner, width, indent + "  ")
            case Rule():
                lines += [indent + "-" * 20, ""]
    return _single_blanks(lines)


def _list(block: ListBlock, width: int | None, indent: str) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start or 1):
        mark = "- " if block.start is None else f"{number}. "
        inner = _lines(item, width and width - len(mark), "")
        while inner and not inner[-1]:
            inner.pop()
        while inner and not inner[0]:
            inner.pop(0)
        for place, line in enumerate(inner):
            lines.append(f"{indent}{mark if place == 0 else ' ' * len(mark)}{line}" if line else "")
    return lines


def _wrapped(runs: Sequence[Run], width: int | None, first: str, others: str) -> list[str]:
    lines: list[str] = []
    for line in plain(runs).split("\n"):
        if width is None:
            lines.append(first + line)
            continue
        held = line
        for space, mark in _HOLD.items():
            held = held.replace(space, mark)
        broken = textwrap.wrap(
            held,
            width,
            initial_indent=first,
            subsequent_indent=others,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for part in broken or [first]:
            for mark, space in _LOOSE.items():
                part = part.replace(mark, space)
            lines.append(part)
    return lines


def _single_blanks(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept
