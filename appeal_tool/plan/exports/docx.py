"""Word document: real headings and lists, repeated header rows, the document's language, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from appeal_tool.plan.blocks import Block, Heading, ListBlock, Paragraph, Quote, Rule, Run, Table, plain

_EPOCH = datetime(2000, 1, 1)
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_LOCALES = {"fr": "fr-FR", "en": "en-GB"}
_BULLET, _NUMBER = "List Bullet", "List Number"


def render(blocks: Sequence[Block], lang: str, title: str) -> bytes:
    """The ``.docx`` file. Raises ``ImportError`` without python-docx (extra ``docx``)."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    style.paragraph_format.space_after = Pt(6)
    _set_language(style, _LOCALES[lang])
    for level, size in ((1, 17), (2, 13), (3, 11.5)):
        heading = document.styles[f"Heading {level}"]
        heading.font.size = Pt(size)
        heading.font.name = "Calibri"
        _plain_heading(heading)
    _write(document, blocks, document)
    core = document.core_properties
    core.title, core.language, core.author, core.last_modified_by = title[:250], _LOCALES[lang], "", ""
    core.comments, core.revision = "", 1
    core.created = core.modified = _EPOCH
    buffer = io.BytesIO()
    document.save(buffer)
    return _constant_times(buffer.getvalue())


def _write(document: Any, blocks: Sequence[Block], place: Any, depth: int = 0) -> None:
    from docx.shared import Cm, Pt

    after_table = False
    for block in blocks:
        match block:
            case Heading(level, runs):
                _runs(document.add_heading(level=min(level, 3)), runs)
            case Paragraph(runs):
                paragraph = place.add_paragraph()
                _runs(paragraph, runs)
                if after_table:
                    paragraph.paragraph_format.space_before = Pt(8)
            case ListBlock():
                _list(document, block, depth)
            case Table(header, rows):
                _table(document, header, rows)
            case Quote(inner):
                before = len(document.paragraphs)
                _write(document, inner, place, depth)
                for paragraph in document.paragraphs[before:]:
                    paragraph.paragraph_format.left_indent = Cm(1)
                    paragraph.paragraph_format.space_before = Pt(8)
            case Rule():
                _line(document.add_paragraph())
        after_table = isinstance(block, Table)


def _list(document: Any, block: ListBlock, depth: int) -> None:
    style = _BULLET if block.start is None else _NUMBER
    suffix = f" {depth + 1}" if 0 < depth < 3 else ""
    number = None if block.start is None else _restarted(document, style + suffix, block.start)
    for item in block.items:
        first = True
        for inner in item:
            if isinstance(inner, Paragraph):
                paragraph = document.add_paragraph(style=style + suffix if first else "List Continue")
                _runs(paragraph, inner.runs)
                if first and number is not None:
                    _set_number(paragraph, number)
                first = False
            else:
                _write(document, [inner], document, depth + 1)


def _restarted(document: Any, style: str, start: int) -> int:
    """A numbering of its own: Word would go on counting from the list before (python-docx issue 25)."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    properties = document.styles[style].element.pPr.numPr
    abstract = numbering.num_having_numId(properties.numId.val).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(number.numId)


def _set_number(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _table(document: Any, header: Sequence[Sequence[Run]], rows: Sequence[Sequence[Sequence[Run]]]) -> None:
    from docx.oxml import OxmlElement

    table = document.add_table(rows=1, cols=max(len(header), 1))
    table.style = "Table Grid"
    for cell, runs in zip(table.rows[0].cells, header, strict=False):
        _runs(cell.paragraphs[0], [Run(run.text, True, run.italic) for run in runs])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        cells = table.add_row().cells
        for cell, runs in zip(cells, row, strict=False):
            _runs(cell.paragraphs[0], runs)
    _set_widths(table, header, rows)


def _set_widths(table: Any, header: Sequence[Sequence[Run]], rows: Sequence[Sequence[Sequence[Run]]]) -> None:
    """Columns as wide as their longest text asks for, within bounds: equal ones look bad."""
    from docx.shared import Cm

    longest = [
        max(8, min(60, max(len(plain(row[n])) for row in (header, *rows) if n < len(row))))
        for n in range(len(header))
    ]
    for number, size in enumerate(longest):
        for row in table.rows:
            row.cells[number].width = Cm(16.6 * size / sum(longest))


def _line(paragraph: Any) -> None:
    """A line across the page: the lower border of an empty paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, border = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "auto")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().append(borders)


def _runs(paragraph: Any, runs: Sequence[Run]) -> None:
    for run in runs:
        if run.text == "\n":
            paragraph.add_run().add_break()
            continue
        added = paragraph.add_run(run.text)
        added.bold = run.bold or None
        added.italic = run.italic or None


def _set_language(style: Any, locale: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), locale)
    properties.append(language)


def _plain_heading(style: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    fonts = style.element.rPr.find(qn("w:rFonts"))
    if fonts is not None:  # the theme's font would win over the name
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]


def _constant_times(data: bytes) -> bytes:
    """The same zip with one constant time in every entry."""
    source = zipfile.ZipFile(io.BytesIO(data))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(info.filename))
    return buffer.getvalue()
