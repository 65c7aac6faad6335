"""GET_V1_SELLER_PERFORMANCE_REPORT, the older performance report of the seller API (XML).

No schema and no sample of it is public. The paths are those of the attribute page of the
developer documentation and of two public readers of the report; rates are texts ending in
``%``. Document types and entities are refused before anything is read from the file.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from appeal_tool.account import checks
from appeal_tool.account.content import Content
from appeal_tool.account.figures import integer, number, percentage
from appeal_tool.account.model import ContactTimes, InputError, Metric, Source, Verdict, Window
from appeal_tool.account.part import Part

FORMAT = "v1-report"
MAX_BYTES = 8 << 20
MAX_DEPTH = 40
MAX_ELEMENTS = 200_000


@cache
def _labels() -> dict[str, Any]:
    path = Path(__file__).parent.parent / "labels" / "v1_report.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@dataclass(slots=True)
class Element:
    """An element of the report: its name without namespace, its text, its line."""

    name: str
    line: int
    path: str
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """The first child called ``name``."""
        return next((child for child in self.children if child.name == name), None)

    def value(self, name: str) -> str:
        """The text of the first child called ``name``, empty if there is none."""
        child = self.child(name)
        return child.text.strip() if child else ""


def recognises(content: Content) -> float:
    """Certain for an XML text that names the report; weak for any other XML."""
    head = content.head.lstrip()
    if not head.startswith("<"):
        return 0.0
    return 1.0 if "sellerPerformanceReport" in head or "orderDefectMetrics" in head else 0.0


def read(content: Content) -> Part:
    """Every metric, count of messages and checklist state of the report."""
    part = Part()
    root = _parse(content, part)
    reader = _Report(content, part)
    if root is not None:
        reader.read(root)
    if not part.metrics and not part.contact_times:
        raise InputError("file-no-metric", content.source())
    return part


def _parse(content: Content, part: Part) -> Element | None:
    """The tree as far as it is well-formed; what ends it is a problem, an entity an ``InputError``."""
    import xml.sax
    from xml.sax.handler import ContentHandler
    from xml.sax.xmlreader import InputSource

    from defusedxml import DefusedXmlException
    from defusedxml.sax import make_parser

    class Handler(ContentHandler):
        root: Element | None = None
        count = 0

        def __init__(self) -> None:
            super().__init__()
            self.stack: list[Element] = []

        def startElement(self, name: str, attrs: Any) -> None:
            self.count += 1
            if len(self.stack) >= MAX_DEPTH or self.count > MAX_ELEMENTS:
                raise InputError("file-xml-too-deep", content.source(parser.getLineNumber()))
            short = content.clean(name.rpartition(":")[2])[:80]
            above = self.stack[-1].path + "/" if self.stack else ""
            element = Element(short, parser.getLineNumber(), above + short)
            if self.stack:
                self.stack[-1].children.append(element)
            else:
                self.root = element
            self.stack.append(element)

        def characters(self, content: str) -> None:
            if self.stack and len(self.stack[-1].text) < 400:
                self.stack[-1].text += content

        def endElement(self, name: str) -> None:
            self.stack.pop()

    handler = Handler()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    source = InputSource()
    source.setCharacterStream(io.StringIO(_without_declaration(content.text(MAX_BYTES))))
    try:
        parser.parse(source)
    except DefusedXmlException as error:
        raise InputError("file-xml-entities", content.source(parser.getLineNumber())) from error
    except xml.sax.SAXParseException as error:
        line = error.getLineNumber()
        if handler.root is None:
            raise InputError("file-xml-broken", content.source(line)) from error
        part.problem("xml-broken", content.source(line))
    except (xml.sax.SAXException, ValueError) as error:
        raise InputError("file-xml-broken", content.source()) from error
    return handler.root


def _without_declaration(text: str) -> str:
    """The text is decoded already: an encoding that its first line names no longer holds."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml") and "?>" in start[:400]:
        declaration, _, rest = start.partition("?>")
        before = text[: len(text) - len(start)]
        return "\n" * (before.count("\n") + declaration.count("\n")) + rest
    return text


class _Report:
    """The tree on its way into a part."""

    def __init__(self, content: Content, part: Part) -> None:
        self.content = content
        self.part = part
        self.marketplace: str | None = None

    def read(self, root: Element) -> None:
        for element, window, orders in self._walk(root, Window(), None):
            labels = _labels()
            if element.name == "sellerPerformanceReport":
                printed = element.value("marketplaceId") or element.value("marketplaceID")
                self.marketplace = self.content.excerpt(printed, 20) or None
            elif element.name == "performanceChecklist":
                self._checklist(element)
            elif element.name in labels["rates"]:
                self._rate(element, window, orders)
            elif element.name == "responseTimeMetrics":
                self._contact(element, window)
            elif element.name in labels["left_out"]:
                self._problem("v1-left-out", element, name=element.name)
            elif not self._known(element):
                self._problem("xml-element-unknown", element, name=self.content.excerpt(element.name, 60))

    def _known(self, element: Element) -> bool:
        labels = _labels()
        names = (*labels["containers"], *labels["facts"], *labels["counts"], labels["hours"])
        return element.name in names

    def _walk(
        self, element: Element, window: Window, orders: int | None
    ) -> Iterator[tuple[Element, Window, int | None]]:
        """Every element with the time frame and the number of orders that hold for it."""
        frame = element.child("timeFrame")
        if frame is not None:
            window = self._window(frame)
        if element.child("orderCount") is not None:
            orders = integer(element.value("orderCount"))
        yield element, window, orders
        inside = (*_labels()["rates"], "performanceChecklist", "timeFrame", *_labels()["left_out"])
        if element.name not in inside or element.name == "responseTimeMetrics":
            for child in element.children:
                yield from self._walk(child, window, orders)

    def _window(self, frame: Element) -> Window:
        days = []
        for name in ("start", "end"):
            child = frame.child(name)
            text = self.content.excerpt(child.text, 40) if child else ""
            days.append(checks.day(text, self._source(child), self.part.problems) if child and text else None)
        return checks.window(days[0], days[1])

    def _rate(self, element: Element, window: Window, orders: int | None) -> None:
        labels = _labels()
        printed = element.value("rate") or element.text.strip()
        value = percentage(printed) if "%" in printed else number(printed)
        if value is None and printed and printed.lower() not in ("n/a", "none", "--"):
            self._problem("xml-not-a-rate", element, text=self.content.excerpt(printed, 40))
        count = integer(element.value("count"))
        if element.value("count").startswith("-"):
            self._problem("count-negative", element, count=self.content.excerpt(element.value("count"), 20))
        if value is None and count is None:
            return
        metric = Metric(
            id=labels["rates"][element.name],
            source=self._source(element),
            count=count,
            total=orders if element.name in labels["of_orders"] else None,
            value=value,
            window=window,
            marketplace=self.marketplace,
        )
        decimals = len(printed.rstrip("% ").replace(",", ".").partition(".")[2])
        self.part.metrics.append(metric)
        self.part.problems += checks.contradictions(metric, tolerance=1.05 * 10.0 ** -(decimals + 2))

    def _contact(self, element: Element, window: Window) -> None:
        labels = _labels()
        times = ContactTimes(self._source(element), window)
        for child in element.children:
            count = integer(child.value("count") or child.text.strip())
            if child.name == labels["hours"]:
                times = replace(times, average_hours=number(child.text.strip()))
            elif labels["counts"].get(child.name) == "over_24h":
                times = replace(times, over_24h=count)
            elif labels["counts"].get(child.name) == "unanswered":
                times = replace(times, unanswered=count)
        if times != ContactTimes(times.source, window):
            self.part.contact_times.append(times)

    def _checklist(self, checklist: Element) -> None:
        labels = _labels()
        for entry in checklist.children:
            state = (entry.value("status") or entry.text.strip()).lower()
            if state and state not in labels["states"]:
                self._problem("v1-state-unknown", entry, status=self.content.excerpt(state, 40))
            verdict = cast("Verdict | None", labels["states"].get(state))
            if metric := labels["checklist"].get(entry.name):
                if verdict:
                    self.part.metrics.append(self._state(metric, entry, verdict))
            elif entry.name not in labels["checklist_only"]:
                self._problem("xml-element-unknown", entry, name=self.content.excerpt(entry.name, 60))
            elif verdict == "missed":
                self._problem("checklist-missed", entry, label=entry.name)

    def _state(self, metric: str, entry: Element, verdict: Verdict) -> Metric:
        return Metric(metric, self._source(entry), stated_verdict=verdict, marketplace=self.marketplace)

    def _problem(self, code: str, element: Element, **params: object) -> None:
        self.part.problem(code, self._source(element), **params)

    def _source(self, element: Element) -> Source:
        return self.content.source(element.line, element.path[:200])
