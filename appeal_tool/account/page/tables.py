"""Tokens of a page put back into rows and columns: metrics, with window, count, total and target.

Three layouts are met. Row by row under a header (the page of 2013, with or without tabs);
column by column, all labels first, then each header with its values (what a browser gives
for a table drawn with boxes); and cards (today's Account Health page): a label, its target,
then value, "n of m orders" and window for each way of fulfilment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from appeal_tool.account.checks import contradictions
from appeal_tool.account.content import Content
from appeal_tool.account.model import (
    POLICY_COUNTERS,
    RATES,
    ContactTimes,
    Fulfilment,
    Metric,
    Problem,
    Source,
    Target,
    Verdict,
    Window,
)
from appeal_tool.account.page.cards import DEFECT_PARTS, Card, Entry, is_card, read_card
from appeal_tool.account.page.contact import contact_times
from appeal_tool.account.page.rows import split_numbers
from appeal_tool.account.page.tokens import Token, verdict_of

_HEADER_KINDS = ("header", "range", "orders", "objective")
_CELL_KINDS = ("value", "empty", "target", "duration")
_ORDER_METRICS = RATES[: RATES.index("refund_rate") + 1]


@dataclass(slots=True)
class Column:
    """A window as its header prints it, with the number of orders in it."""

    window: Window
    orders: int | None = None
    cell: int = 0


@dataclass(slots=True)
class Row:
    """A label and the cells that follow it."""

    label: Token
    cells: list[Token] = field(default_factory=list)


class Tables:
    """Reads the tokens of one page; results in ``metrics``, ``contact`` and ``problems``.

    ``cards`` are the metrics that stand on one card together.
    ``unread`` are tokens that stand where nothing gives them a meaning, ``understood`` the
    numbers of lines whose words (the state of a rating) were read after all.
    """

    def __init__(self, content: Content) -> None:
        self._content = content
        self.metrics: list[Metric] = []
        self.contact: list[ContactTimes] = []
        self.problems: list[Problem] = []
        self.cards: list[list[Metric]] = []
        self.unread: list[Token] = []
        self.understood: set[int] = set()
        self._columns: list[Column] = []
        self._pending: list[Token] = []
        self._column_labels: list[Token] = []
        self._fulfilments: list[str] = []
        self._row: Row | None = None
        self._totals: dict[int, int] = {}
        self._objective = False
        self._filled = 0
        self._defect_entries: list[Entry] = []
        self._contact_cells: list[tuple[str, Token, Window]] = []

    def read(self, tokens: Sequence[Token]) -> None:
        """Take all tokens of the page, in their order."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.kind == "section" and token.name == "checklist":
                self._end_row(forget=True)
                at = self._checklist(tokens, at + 1)
            elif token.kind == "label" and is_card(tokens, at, below_defects=self._below_defects):
                self._end_row(forget=True)
                card = read_card(tokens, at, self._fulfilments)
                self._take_card(card)
                at = card.end
            elif token.kind in _HEADER_KINDS:
                at = self._header(tokens, at)
            else:
                self._take(token)
                at += 1
        self._end_row(forget=True)
        self.contact += contact_times(self._contact_cells, self._content)

    @property
    def _below_defects(self) -> bool:
        return bool(self._defect_entries) and not self._columns

    def _take(self, token: Token) -> None:
        if token.kind == "label":
            self._end_row()
            if self._pending and self._pending[-1].name == token.name:
                self._pending.pop()
            self._pending.append(token)
            self._row = Row(token)
        elif token.kind in _CELL_KINDS:
            self._cell(token)
        elif token.kind == "paren" and self._row and self._row.cells and self._row.cells[-1].count is None:
            last = self._row.cells[-1]
            self._row.cells[-1] = replace(last, count=token.count, total=token.total)
        elif token.kind == "icon" and self._row and self._row.cells:
            self._row.cells[-1] = replace(
                self._row.cells[-1], name=f"{self._row.cells[-1].name}:{token.name}"
            )
        elif token.kind == "fulfilment":
            self._fulfilments = [*self._fulfilments[-1:], token.name]
        elif token.kind in ("text", "section", "noise"):
            self._end_row(forget=True)
        else:
            self.unread.append(token)

    def _cell(self, token: Token) -> None:
        if self._column_labels:
            self._in_column(token)
        elif self._row and self._columns:
            self._pending = []
            self._row.cells.append(token)
        elif self._row and len(self._row.cells) < 12:
            self._row.cells.append(token)
        else:
            self.unread.append(token)

    def _in_column(self, token: Token) -> None:
        """The next value of a table copied column by column."""
        index = self._filled
        if index < len(self._column_labels):
            self._filled += 1
            self._emit(self._column_labels[index], token, self._columns[-1] if self._columns else None, None)
        else:
            self.unread.append(token)

    def _header(self, tokens: Sequence[Token], at: int) -> int:
        """A run of window headers; what follows tells how its table was copied."""
        before = self._row
        group: list[Column] = []
        first = at
        objective = False
        while at < len(tokens) and tokens[at].kind in (*_HEADER_KINDS, "noise"):
            token = tokens[at]
            if token.kind == "header":
                window = Window(days=token.days, period=cast("None", token.name or None))
                group.append(Column(window, cell=token.cell))
            elif token.kind == "range":
                self._dates(group, token)
            elif token.kind == "orders":
                self._orders(group, token)
            elif token.kind == "objective":
                objective = True
            at += 1
        following = tokens[at].kind if at < len(tokens) else ""
        if not group:
            self._end_row()
            if not (objective and self._columns):
                self.unread += [t for t in tokens[first:at] if t.kind in ("range", "orders")]
            self._column_labels = []
            return at
        if following in _CELL_KINDS and len(group) == 1 and (self._pending or self._column_labels):
            if self._pending:
                self._column_labels, self._pending, self._columns = self._pending, [], []
                self._row = None
            self._columns += group
            self._totals = {}
            self._filled = 0
            return at
        if following in _CELL_KINDS and before is not None and not before.cells:
            self._columns, self._pending = group, []
            return at
        self._end_row(forget=True)
        self._columns, self._objective, self._totals = group, objective, {}
        return at

    def _dates(self, group: list[Column], token: Token) -> None:
        if token.start is None or token.end is None:
            source = self._source(token)
            self.problems.append(
                Problem("date-uncertain", {"text": self._content.excerpt(token.text, 60)}, source)
            )
        for column in group:
            if column.window.start is None and column.window.end is None:
                days = column.window.days
                if days is None and token.start and token.end and token.start <= token.end:
                    days = (token.end - token.start).days + 1
                column.window = Window(token.start, token.end, days, column.window.period)
                return
        self.unread.append(token)

    def _orders(self, group: list[Column], token: Token) -> None:
        for column in group:
            if column.orders is None:
                column.orders = token.count
                return
        self.unread.append(token)

    def _end_row(self, *, forget: bool = False) -> None:
        row, self._row = self._row, None
        self._column_labels = []
        if forget:
            self._pending = []
        if row is None or not row.cells:
            return
        if not self._columns:
            self._without_columns(row)
            return
        self._pending = []
        self._emit_row(row)

    def _without_columns(self, row: Row) -> None:
        """A label with values and no header: one value is a metric without a window."""
        values = [cell for cell in row.cells if cell.kind == "value"]
        target = next((cell for cell in row.cells if cell.kind == "target"), None)
        if len(values) == 1 and values[0].name.startswith("percent"):
            self._emit(row.label, values[0], None, target)
        else:
            self.unread.append(row.label)

    def _emit_row(self, row: Row) -> None:
        values = [cell for cell in row.cells if cell.kind != "target"]
        target = next((cell for cell in row.cells if cell.kind == "target"), None)
        columns = self._columns
        if self._is_empty_target(values):
            values = values[:-1]
        if len(values) < len(columns):
            values = split_numbers(values, len(columns))
        if len(values) < len(columns):
            by_cell = {column.cell: column for column in columns}
            if len(by_cell) == len(columns) and all(value.cell in by_cell for value in values):
                columns = [by_cell[value.cell] for value in values]
            else:
                self._tell("row-short", row, values)
        elif len(values) > len(columns):
            self._tell("row-long", row, values)
        for value, column in zip(values, columns, strict=False):
            self._emit(row.label, value, column, target)

    def _is_empty_target(self, values: list[Token]) -> bool:
        """Whether the last cell is the dash of a metric without target, not a value."""
        if not values or values[-1].kind != "empty":
            return False
        if len(values) > len(self._columns):
            return True
        without_tabs = len({value.cell for value in values}) == 1
        under_column = values[-1].cell in {column.cell for column in self._columns}
        dash = not any(c.isalnum() for c in values[-1].text)
        return self._objective and dash and (without_tabs or not under_column)

    def _tell(self, code: str, row: Row, values: list[Token]) -> None:
        params = {
            "label": self._content.excerpt(row.label.text),
            "values": len(values),
            "columns": len(self._columns),
        }
        self.problems.append(Problem(code, params, self._source(row.label)))

    def _emit(self, label: Token, value: Token, column: Column | None, target: Token | None) -> None:
        """One value as a metric, or as a count of the response table."""
        window = column.window if column else Window()
        if label.name.startswith("contact:"):
            self._contact_cells.append((label.name.removeprefix("contact:"), value, window))
            return
        if value.kind == "target":
            return
        if label.name in POLICY_COUNTERS or label.name == "account_health_rating":
            self.unread.append(label)
            return
        if value.kind == "value" and not value.name.startswith("percent"):
            self.unread.append(value)
            return
        if value.kind == "duration":
            self.unread.append(value)
            return
        total = value.total
        printed = value.count is not None
        if column and label.name in _ORDER_METRICS and printed:
            total = self._total(label, value, column)
        metric = Metric(
            id=label.name,
            source=self._source(value, label.text),
            count=value.count,
            total=total,
            value=value.value,
            window=window,
            target=_target(target),
            stated_verdict=_verdict(value),
        )
        self._keep(metric, value.decimals)

    def _total(self, label: Token, value: Token, column: Column) -> int | None:
        """The row's own total, else the one of the rate it is part of, else the header's."""
        key = id(column)
        if value.total is None:
            return self._totals.get(key, column.orders)
        if label.name == "order_defect_rate":
            self._totals[key] = value.total
        if column.orders is not None and value.total != column.orders:
            params = {"metric": label.name, "total": value.total, "header": column.orders}
            self.problems.append(
                Problem("total-differs-from-header", params, self._source(value, label.text))
            )
        return value.total

    def _keep(self, metric: Metric, decimals: int) -> None:
        self.metrics.append(metric)
        self.problems += contradictions(metric, tolerance=1.05 * 10.0 ** -(decimals + 2))

    def _take_card(self, card: Card) -> None:
        if card.label.name == "order_defect_rate":
            self._defect_entries = card.entries
        together: list[Metric] = []
        self.cards.append(together)
        for index, entry in enumerate(card.entries):
            metric = Metric(
                id=card.label.name,
                source=self._source(entry.at or card.label, card.label.text),
                count=entry.count,
                total=entry.total,
                value=entry.value,
                window=self._card_window(card, entry, index),
                target=_target(card.target),
                stated_verdict=entry.verdict,
                fulfilment=cast("Fulfilment | None", entry.fulfilment or None),
            )
            together.append(metric)
            self._keep(metric, entry.decimals)
        if len(together) == 2 and card.splits and not any(metric.fulfilment for metric in together):
            params = {"metric": card.label.name}
            self.problems.append(Problem("fulfilment-unknown", params, together[1].source))
        self.unread += card.unread
        self.understood |= card.understood

    def _card_window(self, card: Card, entry: Entry, index: int) -> Window:
        """A part of the defect rate that prints no window stands in that of the rate above it."""
        above = self._defect_entries
        if entry.window != Window() or card.label.name not in DEFECT_PARTS or len(above) != len(card.entries):
            return entry.window
        return above[index].window

    def _checklist(self, tokens: Sequence[Token], at: int) -> int:
        """The guide's checklist: labels and, if the copy kept them, their icons."""
        labels: list[Token] = []
        icons: list[Token] = []
        while at < len(tokens) and tokens[at].kind in ("label", "icon", "noise"):
            token = tokens[at]
            if token.kind == "label":
                if any(label.name == token.name for label in labels):
                    break
                if is_card(tokens, at) and token.name != "policy_violations":
                    break
                labels.append(token)
            elif token.kind == "icon":
                icons.append(token)
            at += 1
        if icons and len(icons) == len(labels):
            for label, icon in zip(labels, icons, strict=True):
                self._checklist_entry(label, icon)
        elif icons:
            params = {"icons": len(icons), "labels": len(labels)}
            self.problems.append(Problem("checklist-unclear", params, self._source(icons[0])))
        return at

    def _checklist_entry(self, label: Token, icon: Token) -> None:
        verdict = verdict_of(icon)
        if label.name == "policy_violations" and verdict:
            self.metrics.append(
                Metric(id=label.name, source=self._source(icon, label.text), stated_verdict=verdict)
            )
        elif verdict == "missed":
            params = {"label": self._content.excerpt(label.text)}
            self.problems.append(Problem("checklist-missed", params, self._source(icon)))

    def _source(self, token: Token, where: str | None = None) -> Source:
        return self._content.source(token.line, where)


def _target(token: Token | None) -> Target | None:
    if token is None or token.value is None or token.comparison is None:
        return None
    return Target(token.comparison, token.value)


def _verdict(token: Token) -> Verdict | None:
    return cast("Verdict | None", token.name.partition(":")[2] or None)
