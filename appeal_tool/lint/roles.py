"""Which part of an appeal a sentence belongs to: from the headings, else from what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from appeal_tool.lint.lazy import Lazy

if TYPE_CHECKING:
    from appeal_tool.lint.text import Role, Sentence

SectionRole = Literal["opening", "cause", "corrective", "preventive", "evidence", "closing"]

_HEADING_WORDS: tuple[tuple[SectionRole, str], ...] = (
    (
        "cause",
        r"\broot ?causes?\b|\bcauses?\b|\borigines?\b|\bwrong\b|\bfailings?\b|\bmistakes?\b|\bfaults?\b|\bnotre (?:erreur|faute)"
        r"|\bdefaillances?\b|\bnos (?:erreurs|fautes|torts|manquements)|\bmanquements?\b|n'a(?:llait)? pas|ce qui clochait|\bmal (?:tourne|passe|fait)|\bfailed\b|\bhow (?:it|this|that) (?:happened|came)|\bhow the .*came\b|\bd'ou (?:ca|cela|vien)",
    ),
    (
        "preventive",
        r"\bprevent|\bprevention|\bavenir\b|\bfutur|\bkeeps? (?:it|this|them)|\bkeeping (?:it|this)|\bempech|\bdurable|\bplus jamais"
        r"|\brecidiv|\breprodui|\bagain\b|\bfrom now on\b|\bdesormais\b|\bgoing forward\b|\bstands? (?:now|since|today)|\bwhat stands\b"
        r"|\bsince then\b|\bdorenavant\b|\brevien|\brecommenc|\ben place\b|\bin (?:place|force)\b|\bpermanent|\bchanges\b|\bdifferent\b|\bpareil\b|\brunning\b|\b(?:that|which|what) stays?\b|\b(?:we|i) do now\b|\binstitu|\btient\b|\breste\b|\bstanding\b|\bsafeguards?\b|\bcontroles?\b|\bgarde-fous?\b|\bregles\b|\brules\b|\bhow we work\b|\blong.term\b"
        r"|\bhas changed\b|\bce qui change|\bce qui a change|\bfonctionne(?:ment)?\b|\bnow on\b|\bper la suite|\bpour la suite|\bmaintenant\b|\bchecks\b",
    ),
    (
        "corrective",
        r"\bcorrect|\bcorrig|\bactions?\b|\bsteps?\b|\bmeasures? taken|\bmesures\b|\bdid\b|\bdone\b|\bfait\b|\bfaites\b|\bimmediat"
        r"|\brepar|\brectif|\bremed|\bfix|\bput right\b|\bremis|\bregl|\bdeja\b|\bput it right\b|\baccompli|\bmeasures?\b|\btaken\b|\bstopped\b|\bundone\b|\bwhat changed\b|\bentrepris",
    ),
    (
        "evidence",
        r"\bevidence|\bpreuves?\b|\bannexes?\b|\bexhibits?\b|\bpieces?\b|\battach|\benclos|\bresultats?\b|\bresults?\b|\bwhere (?:we|things) stand"
        r"|\bou (?:nous )?en (?:sommes|est)|\baujourd'hui\b|\btoday\b|\bchiffres\b|\bfigures\b|\bproofs?\b|\bdocuments?\b|\bjustificatifs?\b"
        r"|\beffets?\b|\beffects?\b|\bstatus\b|\betat\b|\bbilan\b|\bverif|\bfichiers?\b|\bfiles\b|\bpapiers?\b|\bpapers\b|\bou j'en suis\b|\ben sommes-nous\b|\bpieces jointes\b",
    ),
    (
        "closing",
        r"\bconclusion\b|\bclosing\b|\bfinal\b|\bsummary\b|\ben resume\b|\bpour (?:finir|conclure)|\bdemande\b|\brequest\b",
    ),
    (
        "cause",
        r"\bwhy\b|\bpourquoi\b|\banalys|\bexplan|\bexplic|\bwhat happened\b|\bs'est(?:-il)? passe|\bproble|\bissues?\b|\breasons?\b|\braisons?\b"
        r"|\bconstat|\bdiagnos|\borigin\b|\bfindings\b|\bwhat (?:we|i) found|\btrouve",
    ),
    (
        "opening",
        r"\bintroduction\b|\bobjet\b|\bsubject\b|\babout us\b|\bpresentation\b|\bwho we are\b|\bcontext|\bplan of action\b|\bplan d'action"
        r"|\bappeal\b|\bcontestation\b|\bfaits\b|\bfacts\b|\bsituation\b",
    ),
)
_HEADINGS = tuple((role, Lazy(pattern)) for role, pattern in _HEADING_WORDS)
_TITLE = Lazy(r"\bplan of action\b|\bplan d'actions?\b|\bappeal letter\b|\blettre\b")
_THANKS = Lazy(
    r"\b(?:thank(?:s| you)|regards|sincerely|yours|remercions|remercie|cordialement|salutations|disposition|avance|merci)\b"
)


def heading_role(folded: str) -> SectionRole | None:
    """The part that a heading announces, ``None`` for one that says nothing of the kind."""
    if _TITLE.search(folded):
        return "opening"
    for role, pattern in _HEADINGS:
        if pattern.search(folded):
            return role
    return None


def assign(sentences: list[Sentence]) -> None:
    """Set every sentence's role: that of its heading, else by what is said and where it stands."""
    role: Role | None = None
    count = len(sentences)
    for position, sentence in enumerate(sentences):
        if sentence.kind == "heading":
            found = heading_role(sentence.map.folded)
            # A subheading without a word of its own ("Oversold kits") stays in the part it stands in.
            role = found if found is not None or sentence.block.level <= 1 else role
            sentence.role = role or "other"
            continue
        if role is not None:
            sentence.role = role
            sentence.role_from_heading = True
            if position >= count - 3 and _THANKS.search(sentence.map.folded):
                sentence.role = "closing"
        elif position >= count - 3 and _THANKS.search(sentence.map.folded):
            sentence.role = "closing"
        elif position < 2:
            sentence.role = "opening"
    _assign_cells(sentences)


_HEAD_WORDS = 6
"""Words that a cell which heads its column or row has at most."""


def _assign_cells(sentences: list[Sentence]) -> None:
    """Give the cells of each table the part that the head of their column, or of their row, announces."""
    for cells in _tables(sentences):
        heads = _heads([cell for cell in cells if cell.item == cells[0].item])
        if len(heads) >= 2:
            parts = [heads.get(cell.block.column) for cell in cells]
        else:
            first = min(cell.block.column for cell in cells)
            rows = {cell.item: _heads([cell]).get(first) for cell in cells if cell.block.column == first}
            if "cause" not in rows.values():
                continue
            parts = [rows.get(cell.item) if cell.block.column != first else None for cell in cells]
        for cell, part in zip(cells, parts, strict=True):
            if part is not None and cell.item is not None and (len(heads) < 2 or cell.item != cells[0].item):
                cell.role = part
                cell.role_from_heading = True
            elif len(heads) >= 2:
                # Whose column says "when" or "who" belongs to its row, not to the heading above the table.
                cell.role, cell.role_from_heading = "other", False


def _tables(sentences: list[Sentence]) -> list[list[Sentence]]:
    """The cells of each table; a row of heads with a ruled line below it begins a new one."""
    cells = [sentence for sentence in sentences if sentence.kind == "cell" and sentence.item is not None]
    rows: dict[int, list[Sentence]] = {}
    for cell in cells:
        rows.setdefault(cell.item or 0, []).append(cell)
    tables: list[list[Sentence]] = []
    last = -1
    for item, row in rows.items():
        ruled = item + 1 not in rows and item + 2 in rows and bool(_heads(row))
        if row[0].index != last + 1 or ruled or not tables:
            tables.append([])
        tables[-1] += row
        last = row[-1].index
    return tables


def _heads(cells: list[Sentence]) -> dict[int, SectionRole]:
    """The parts that short cells announce, by column."""
    found = {
        cell.block.column: heading_role(cell.map.folded)
        for cell in cells
        if len(cell.map.folded.split()) <= _HEAD_WORDS
    }
    return {column: part for column, part in found.items() if part is not None}
