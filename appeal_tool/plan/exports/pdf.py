"""PDF through typst: tagged, with the bundled fonts only, the same bytes each time.

The text goes in as JSON data and is walked by one fixed template, so nothing a
seller wrote is ever read as typst code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from appeal_tool.guide.location import data_folder
from appeal_tool.plan.blocks import Block, Heading, ListBlock, Paragraph, Quote, Run, Table, plain

_REGIONS = {"fr": "FR", "en": "GB"}


def render(blocks: Sequence[Block], lang: str, title: str) -> bytes:
    """The PDF. Raises ``ImportError`` without typst (extra ``pdf``)."""
    import typst

    tree = {
        "title": title,
        "lang": lang,
        "region": _REGIONS[lang],
        "blocks": [_block(block) for block in blocks],
    }
    pdf: bytes = typst.compile(
        str(data_folder("plan_templates") / "document.typ"),
        format="pdf",
        sys_inputs={"document": json.dumps(tree, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return pdf


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, runs):
            return {"kind": "heading", "level": level, "runs": _runs(runs)}
        case Paragraph(runs):
            return {"kind": "paragraph", "runs": _runs(runs)}
        case ListBlock(items, start):
            return {"kind": "list", "start": start, "items": [[_block(b) for b in item] for item in items]}
        case Table(header, rows):
            widths = [
                max(8, min(60, max(len(plain(row[n])) for row in (header, *rows) if n < len(row))))
                for n in range(len(header))
            ]
            return {
                "kind": "table",
                "widths": widths,
                "header": [_runs(cell) for cell in header],
                "rows": [[{"runs": _runs(cell)} for cell in row] for row in rows],
            }
        case Quote(inner):
            return {"kind": "quote", "blocks": [_block(b) for b in inner]}
    return {"kind": "rule"}


def _runs(runs: Sequence[Run]) -> list[dict[str, Any]]:
    return [{"text": run.text, "bold": run.bold, "italic": run.italic} for run in runs]
