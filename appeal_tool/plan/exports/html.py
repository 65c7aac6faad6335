"""One self-contained HTML page: no script, no address, a style for the screen and one for paper."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from appeal_tool.plan.blocks import Block, Heading, ListBlock, Paragraph, Quote, Rule, Run, Table, plain

_STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.45 Georgia, "Liberation Serif", serif; color: #1a1a1a; max-width: 46rem; margin: 2.5rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1.2rem; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .5rem; border-bottom: 1px solid #bbb; padding-bottom: .15rem; }
h3 { font-size: 1rem; margin: 1.1rem 0 .3rem; }
p { margin: .5rem 0; } ul, ol { margin: .4rem 0; padding-left: 1.4rem; } li { margin: .25rem 0; }
table { border-collapse: collapse; width: 100%; margin: .7rem 0; }
th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #f0f0f0; }
mark { background: #ffe9a8; }
@page { size: A4; margin: 20mm 18mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; } li, tr { break-inside: avoid; } thead { display: table-header-group; }
}
""".strip()


def render(blocks: Sequence[Block], lang: str, title: str) -> str:
    """The whole page in ``lang``."""
    body = "\n".join(_blocks(blocks))
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _blocks(blocks: Sequence[Block]) -> list[str]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> str:
    match block:
        case Heading(level, runs):
            return f"<h{level}>{_runs(runs)}</h{level}>"
        case Paragraph(runs):
            return f"<p>{_runs(runs)}</p>"
        case ListBlock(items, start):
            opening = "<ul>" if start is None else ("<ol>" if start == 1 else f'<ol start="{start}">')
            closing = "</ul>" if start is None else "</ol>"
            return "\n".join([opening, *(f"<li>{_item(item)}</li>" for item in items), closing])
        case Table(header, rows):
            head = "".join(f'<th scope="col">{_runs(cell)}</th>' for cell in header)
            body = "\n".join(f"<tr>{''.join(f'<td>{_runs(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
        case Quote(inner):
            return "\n".join(["<blockquote>", *_blocks(inner), "</blockquote>"])
        case Rule():
            return "<hr>"


def _item(blocks: Sequence[Block]) -> str:
    if blocks and isinstance(blocks[0], Paragraph):
        return "\n".join([_runs(blocks[0].runs), *_blocks(blocks[1:])])
    return "\n".join(_blocks(blocks))


def _runs(runs: Sequence[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if run.text == "\n":
        return "<br>"
    text = escape(run.text, quote=False)
    # A gap is to be seen at a glance.
    text = (
        text.replace("⟨", "<mark>⟨").replace("⟩", "⟩</mark>") if text.count("⟨") == text.count("⟩") else text
    )
    if run.bold:
        text = f"<strong>{text}</strong>"
    return f"<em>{text}</em>" if run.italic else text


def title_of(blocks: Sequence[Block]) -> str:
    """The words of the first heading, for the title of the page."""
    return next((plain(block.runs) for block in blocks if isinstance(block, Heading)), "")
