"""Notifications of the seller API: ACCOUNT_STATUS_CHANGED and LISTINGS_ITEM_ISSUES_CHANGE (JSON).

Seen alone, in a list, one a line, and inside the envelopes of the queues that carry them
(``Messages[].Body``, ``Message``, ``detail``). Keys are compared without regard to case.
The issues of a listing as the Listings Items API gives them are read too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from appeal_tool.account.content import Content
from appeal_tool.account.json_tree import Node, parse
from appeal_tool.account.model import AccountStatus, InputError, ListingIssue, StatusChange
from appeal_tool.account.part import Part

FORMAT = "notification"
_STATUS: dict[str, AccountStatus] = {
    "NORMAL": "normal",
    "AT_RISK": "at-risk",
    "DEACTIVATED": "suspended",
    "SUSPENDED": "suspended",
    "CLOSED": "closed",
}
_SIGNS = ("accountstatuschangenotification", "account_status_changed", "listings_item_issues_change")
_SEVERITY = ("ERROR", "WARNING", "INFO")
_ENVELOPES = ("messages", "records", "body", "message", "detail", "notifications", "items")
_MAX_ITEMS = 100_000


def recognises(content: Content) -> float:
    """Certain if a JSON text names one of the two kinds; good for a list of listing issues."""
    head = content.head.lstrip()
    if not head.startswith(("{", "[")):
        return 0.0
    low = head.lower()
    if any(sign in low for sign in _SIGNS):
        return 1.0
    return 0.7 if '"issues"' in low and '"severity"' in low and '"performancemetrics"' not in low else 0.0


def read(content: Content) -> Part:
    """Every change of status and every listing with an issue."""
    part = Part()
    for root in _roots(content, part):
        for node in _unpacked(root, 0):
            if len(part.listing_issues) + len(part.status_changes) >= _MAX_ITEMS:
                part.problem("notification-too-many", content.source(node.line), limit=_MAX_ITEMS)
                break
            _take(node, content, part)
    if not part.status_changes and not part.listing_issues and not part.problems:
        part.problem("notification-empty", content.source(1))
    if (
        not part.status_changes
        and not part.listing_issues
        and all(problem.code.startswith("json-") for problem in part.problems)
    ):
        raise InputError("file-json-unknown", content.source())
    latest = max((c for c in part.status_changes if c.when), key=lambda c: str(c.when), default=None)
    if latest is not None and latest.when is not None:
        part.captured = latest.when.date()
    return part


def _roots(content: Content, part: Part) -> Iterator[Node]:
    """The JSON values of the file: one, or one on each line."""
    text = content.text()
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for _, line in lines[:50]):
        for number, line in lines:
            yield from _root(line, number - 1, content, part)
    else:
        yield from _root(text, 0, content, part)


def _root(text: str, offset: int, content: Content, part: Part) -> Iterator[Node]:
    tree = parse(text)
    for fault in tree.faults:
        where = content.source(fault.line + offset)
        part.problem(f"json-{fault.kind}", where, text=content.excerpt(fault.text, 40))
    if tree.root is not None:
        if offset:
            _shift(tree.root, offset)
        yield tree.root


def _shift(root: Node, offset: int) -> None:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        node.line += offset
        waiting.extend(child for _, child in node.items())
        waiting.extend(node.elements())


def _unpacked(node: Node, depth: int) -> Iterator[Node]:
    """The notifications inside lists and envelopes; a body that is a JSON text is read as one."""
    if depth > 6:
        return
    for item in node.elements():
        yield from _unpacked(item, depth + 1)
    if not isinstance(node.value, dict):
        return
    if _member(node, "notificationType") or _member(node, "payload") or _member(node, "issues"):
        yield node
        return
    if _member(node, "accountStatusChangeNotification") or _member(node, "currentAccountStatus"):
        yield node
        return
    for key in _ENVELOPES:
        inner = _member(node, key)
        if inner is None:
            continue
        if inner.string and inner.string.lstrip().startswith(("{", "[")):
            tree = parse(inner.string)
            if tree.root is not None:
                _at_line(tree.root, inner.line)
                yield from _unpacked(tree.root, depth + 1)
        else:
            yield from _unpacked(inner, depth + 1)


def _at_line(root: Node, line: int) -> None:
    """All of a text inside a string stands on the string's line."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        node.line = line
        waiting.extend(child for _, child in node.items())
        waiting.extend(node.elements())


def _member(node: Node, name: str) -> Node | None:
    low = name.lower()
    return next((child for key, child in node.items() if key.replace("_", "").lower() == low), None)


def _text(node: Node | None, name: str, content: Content) -> str | None:
    child = _member(node, name) if node is not None else None
    return content.clean(child.string)[:500] if child is not None and child.string else None


def _take(node: Node, content: Content, part: Part) -> None:
    kind = (_text(node, "notificationType", content) or "").upper()
    payload = _member(node, "payload") or node
    if payload.string and payload.string.lstrip().startswith("{"):
        line = payload.line
        payload = parse(payload.string).root or payload
        _at_line(payload, line)
    change = _member(payload, "accountStatusChangeNotification") or (
        payload if _member(payload, "currentAccountStatus") else None
    )
    when = _when(_text(node, "eventTime", content))
    if change is not None:
        _take_status(change, payload, when, content, part)
    elif kind == "LISTINGS_ITEM_ISSUES_CHANGE" or _member(payload, "severities"):
        _take_listing(payload, content, part)
    elif _member(payload, "issues"):
        _take_issues(payload, content, part)
    else:
        shown = content.excerpt(kind or "?", 60)
        part.problem("notification-unknown", content.source(node.line), type=shown)


def _take_status(change: Node, payload: Node, when: datetime | None, content: Content, part: Part) -> None:
    printed = _text(change, "currentAccountStatus", content)
    current = _member(change, "currentAccountStatus") or change
    source = content.source(current.line, "currentAccountStatus")
    if printed is None:
        part.problem("notification-no-status", source)
        return
    status = _STATUS.get(printed.upper().replace(" ", "_").replace("-", "_"))
    if status is None:
        part.problem("notification-status-unknown", source, status=content.excerpt(printed, 40))
    part.status_changes.append(
        StatusChange(
            source=source,
            status=status,
            printed=printed,
            previous=_text(change, "previousAccountStatus", content),
            marketplace=_text(change, "marketplaceId", content) or _text(payload, "marketplaceId", content),
            when=when,
        )
    )


def _take_listing(payload: Node, content: Content, part: Part) -> None:
    listed = _member(payload, "severities")
    severities = [item.string.upper() for item in listed.elements() if item.string] if listed else []
    if severities and all(severity == "NONE" for severity in severities):
        return
    actions = _member(payload, "enforcementActions")
    part.listing_issues.append(
        ListingIssue(
            source=content.source(payload.line),
            asin=_text(payload, "asin", content),
            sku=_text(payload, "sku", content),
            severity=next((s for s in _SEVERITY if s in severities), ", ".join(severities)[:100]),
            enforcement=tuple(
                content.clean(item.string)[:100]
                for item in (actions.elements() if actions else [])
                if item.string
            ),
            marketplace=_text(payload, "marketplaceId", content),
        )
    )


def _take_issues(payload: Node, content: Content, part: Part) -> None:
    """The issues of one listing, as the Listings Items API gives them."""
    issues = _member(payload, "issues")
    for issue in issues.elements() if issues else []:
        enforced = _member(issue, "enforcements")
        actions = _member(enforced, "actions") if enforced else None
        names = (
            [_text(item, "action", content) or item.string for item in actions.elements()] if actions else []
        )
        part.listing_issues.append(
            ListingIssue(
                source=content.source(issue.line),
                asin=_text(payload, "asin", content),
                sku=_text(payload, "sku", content),
                severity=(_text(issue, "severity", content) or "").upper(),
                message=content.mask(_text(issue, "message", content) or ""),
                enforcement=tuple(name for name in names if name),
                marketplace=_text(payload, "marketplaceId", content),
            )
        )


def _when(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
