"""One plan, any format: Markdown through the template, everything else from the Markdown's own blocks."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from appeal_tool.case.model import CaseError
from appeal_tool.plan.blocks import Heading, parse, plain
from appeal_tool.plan.markdown import render
from appeal_tool.plan.tree import Plan

FORMATS = ("md", "txt", "html", "docx", "pdf")
BINARY = frozenset({"docx", "pdf"})
_NEEDS = {"docx": "docx", "pdf": "typst"}


def document(plan: Plan, lang: str, form: str = "md", *, templates: Path | None = None) -> bytes:
    """The document in one of ``FORMATS``; the same bytes for the same plan.

    Raises ``CaseError`` (``extra-missing``), ``TemplateProblem`` or ``NoDocument``.
    """
    return convert(render(plan, lang, templates=templates), lang, form)


def convert(markdown: str, lang: str, form: str) -> bytes:
    """A Markdown text in one of ``FORMATS``."""
    if form == "md":
        return markdown.encode()
    need = _NEEDS.get(form)
    if need is not None and find_spec(need) is None:
        raise CaseError("extra-missing", form=form, extra=form)
    blocks = parse(markdown)
    title = next((plain(block.runs) for block in blocks if isinstance(block, Heading)), "")
    if form == "txt":
        from appeal_tool.plan.exports import txt

        return txt.render(blocks).encode()
    if form == "html":
        from appeal_tool.plan.exports import html

        return html.render(blocks, lang, title).encode()
    if form == "docx":
        from appeal_tool.plan.exports import docx

        return docx.render(blocks, lang, title)
    from appeal_tool.plan.exports import pdf

    return pdf.render(blocks, lang, title)
