"""Today's Account Health page: each metric is a card, with the label first and the window last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from appeal_tool.account.figures import fold
from appeal_tool.account.model import POLICY_COUNTERS, Verdict, Window
from appeal_tool.account.page import words
from appeal_tool.account.page.tokens import Token, verdict_of

DEFECT_PARTS = ("negative_feedback_rate", "a_to_z_claim_rate", "chargeback_rate")
_SPLIT_BY_FULFILMENT = ("order_defect_rate", *DEFECT_PARTS)
_RATING_MAX = 1000


@dataclass(slots=True)
class Entry:
    """One figure of a card; fields as in ``Metric``."""

    at: Token | None = None
    count: int | None = None
    total: int | None = None
    value: float | None = None
    decimals: int = 0
    window: Window = field(default_factory=Window)
    fulfilment: str = ""
    verdict: Verdict | None = None
    has_value: bool = False

    @property
    def filled(self) -> bool:
        """Whether a figure was printed, be it ``N/A``."""
        return self.has_value or self.count is not None


@dataclass(slots=True)
class Card:
    """A label with its target and entries. ``end`` is the index after its last token."""

    label: Token
    end: int
    target: Token | None = None
    entries: list[Entry] = field(default_factory=list)
    unread: list[Token] = field(default_factory=list)
    understood: set[int] = field(default_factory=set)

    @property
    def splits(self) -> bool:
        """Whether the page prints this metric for each way of fulfilment."""
        return self.label.name in _SPLIT_BY_FULFILMENT


def is_card(tokens: Sequence[Token], at: int, *, below_defects: bool = False) -> bool:
    """Whether the label at ``at`` starts a card and not a row of a table.

    ``below_defects``: the card above is the defect rate's, so that its parts may be bare rates.
    """
    name = tokens[at].name
    if name.startswith("contact:"):
        return False
    first = next(
        (token for token in tokens[at + 1 : at + 4] if token.kind not in ("noise", "fulfilment")), None
    )
    if name in POLICY_COUNTERS or name == "account_health_rating":
        return first is not None and first.kind in ("value", "icon", "header", "range", "prefix-target")
    if below_defects and name in DEFECT_PARTS:
        return first is not None and first.kind in ("value", "empty")
    for token in _block(tokens, at):
        if token.kind == "of":
            return True
        if token.kind == "prefix-target":
            # On the page of 2013 a target with its word stands behind the rows of a table.
            return first is not None and first.kind in ("prefix-target", "header", "range")
        if token.kind in ("text", "section", "orders", "objective"):
            return False
    return False


def _block(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    for token in tokens[at + 1 : at + 40]:
        if token.kind == "label":
            return
        yield token


def read_card(tokens: Sequence[Token], at: int, fulfilments: list[str]) -> Card:
    """The card that starts at ``at``; ``fulfilments`` are the column heads above, if any."""
    card = Card(tokens[at], at + 1)
    counter = card.label.name in POLICY_COUNTERS
    if _read_side_by_side(card, list(_block(tokens, at))):
        _shape(card, fulfilments)
        return card
    entry = Entry()
    for token in _block(tokens, at):
        if token.kind in ("section", "text") and not (token.kind == "text" and _state(token)):
            break
        card.end += 1
        if _closes(entry, token):
            card.entries.append(entry)
            entry = Entry()
        _fill(card, entry, token)
        if counter and entry.filled:
            break
    if entry.filled:
        card.entries.append(entry)
    _shape(card, fulfilments)
    return card


def _read_side_by_side(card: Card, block: list[Token]) -> bool:
    """A card whose entries stand in columns: all values, then all counts, then all windows."""
    end = next((i for i, token in enumerate(block) if token.kind in ("section", "text")), len(block))
    figures = [token for token in block[:end] if token.kind in ("value", "empty", "of", "header", "range")]
    kinds = ["value" if token.kind == "empty" else token.kind for token in figures]
    width = next((i for i, kind in enumerate(kinds) if kind != "value"), len(kinds))
    if width < 2 or kinds.count("value") != width or card.label.name in POLICY_COUNTERS:
        return False
    entries = [Entry() for _ in range(width)]
    for kind in ("value", "of", "header", "range"):
        group = [token for token, its in zip(figures, kinds, strict=True) if its == kind]
        if len(group) == 1:
            group *= width
        if len(group) not in (0, width):
            return False
        for entry, token in zip(entries, group, strict=False):
            _fill(card, entry, token)
    card.target = next((token for token in block[:end] if token.kind in ("prefix-target", "target")), None)
    card.entries = entries
    card.end += end
    return True


def _closes(entry: Entry, token: Token) -> bool:
    """Whether ``token`` belongs to the next entry."""
    if not entry.filled:
        return False
    if token.kind in ("value", "empty"):
        return entry.has_value
    if token.kind == "of":
        return entry.count is not None
    if token.kind == "fulfilment":
        return True
    return token.kind == "header" and entry.window.days is not None


def _fill(card: Card, entry: Entry, token: Token) -> None:
    entry.at = entry.at or token
    window = entry.window
    if token.kind in ("prefix-target", "target"):
        card.target = card.target or token
    elif token.kind == "value":
        entry.at, entry.has_value = token, True
        entry.value, entry.decimals = token.value, token.decimals
        if token.count is not None:
            entry.count, entry.total = token.count, token.total
    elif token.kind == "empty":
        entry.at, entry.has_value = token, True
    elif token.kind in ("of", "paren"):
        entry.count, entry.total = token.count, token.total
    elif token.kind == "header":
        entry.window = Window(window.start, window.end, token.days, window.period)
    elif token.kind == "range":
        days = window.days
        if days is None and token.start and token.end and token.start <= token.end:
            days = (token.end - token.start).days + 1
        entry.window = Window(token.start, token.end, days, window.period)
    elif token.kind == "orders":
        entry.total = token.count
    elif token.kind == "fulfilment":
        entry.fulfilment = token.name
    elif token.kind == "icon":
        entry.verdict = verdict_of(token)
    elif token.kind == "text":
        entry.verdict = _state(token)
        card.understood.add(token.line)
    elif token.kind != "noise":
        card.unread.append(token)


def _state(token: Token) -> Verdict | None:
    """The word for the state of the account health rating."""
    return words.rating_state(fold(token.text))


def _shape(card: Card, fulfilments: list[str]) -> None:
    """What counts, ratings and rates mean by the figures on their cards."""
    name = card.label.name
    plain = [
        entry for entry in card.entries if entry.value is None and entry.count is not None and entry.has_value
    ]
    if name == "account_health_rating":
        for entry in plain:
            entry.value, entry.count, entry.total = float(entry.count or 0), None, None
        card.entries = [e for e in card.entries if e.value is not None and 0 <= e.value <= _RATING_MAX][:1]
    elif name in POLICY_COUNTERS:
        for entry in plain:
            entry.value, entry.total = float(entry.count or 0), None
        card.entries = [entry for entry in card.entries if entry.value is not None][:1]
    elif name in _SPLIT_BY_FULFILMENT and len(fulfilments) == len(card.entries):
        for entry, fulfilment in zip(card.entries, fulfilments, strict=True):
            entry.fulfilment = entry.fulfilment or fulfilment
