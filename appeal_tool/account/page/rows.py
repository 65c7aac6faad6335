"""Numbers that ran together when a row was copied without tabs."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from appeal_tool.account.page.tokens import Token

MAX_PIECES = 12


def split_numbers(values: list[Token], wanted: int) -> list[Token]:
    """``3 19 206`` under three headers is three numbers, not 3 and 19 206."""
    if any(v.kind != "value" or v.name or v.total is not None for v in values if v.kind != "empty"):
        return values
    pieces = " ".join(v.text for v in values).split(" ")
    if not all(p.isdigit() for p in pieces) or len(pieces) > MAX_PIECES or len(pieces) < wanted:
        return values
    found = []
    for joints in product((False, True), repeat=len(pieces) - 1):
        groups = [[pieces[0]]]
        for joined, piece in zip(joints, pieces[1:], strict=True):
            if joined:
                groups[-1].append(piece)
            else:
                groups.append([piece])
        if len(groups) == wanted and all(_is_number(group) for group in groups):
            found.append(groups)
    if len(found) != 1:
        return values
    like = values[0]
    return [replace(like, text=" ".join(g), count=int("".join(g)), cell=-1) for g in found[0]]


def _is_number(group: list[str]) -> bool:
    if len(group) == 1:
        return group[0] == "0" or not group[0].startswith("0")
    return len(group[0]) <= 3 and not group[0].startswith("0") and all(len(piece) == 3 for piece in group[1:])
