"""What a notice wants in the answer: parts of the plan by cause, and the route that this opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from appeal_tool.account.sources.notices.phrases import Phrase, any_found, data, phrases
from appeal_tool.account.sources.notices.sections import Placed, Section
from appeal_tool.account.sources.notices.text import Sentence

Part = Literal["cause", "corrective", "preventive", "evidence"]
PARTS: tuple[Part, ...] = get_args(Part)
_PLAN_PARTS: tuple[Part, ...] = ("cause", "corrective", "preventive")
_READ: tuple[Section, ...] = ("subject", "why", "how")


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of the plan asked about one cause (``None``: in general), and where."""

    part: Part
    about: str | None
    line: int


@cache
def _causes() -> tuple[tuple[str, tuple[Phrase, ...]], ...]:
    return tuple((cause, phrases("causes", cause)) for cause in data("causes"))


def causes_in(words: str) -> list[str]:
    """The causes that a folded text names, in the order of the list."""
    found = [cause for cause, patterns in _causes() if any_found(patterns, words)]
    if "late-shipment" in found and "not-received" in found and not _apart(words):
        found.remove("not-received")
    if "on-time-delivery" in found and "not-received" in found:
        found.remove("on-time-delivery")
    if "used-sold-as-new" in found and "not-as-described" in found and "new" not in words:
        found.remove("used-sold-as-new")
    return found


def _apart(words: str) -> bool:
    """Whether items not received are named beside late shipments, not only through them."""
    return any(
        sign in words for sign in ("not receiv", "non recu", "jamais recu", "pas recu", "non-rec", "non rec")
    )


def cause_in(words: str) -> str | None:
    """The one cause that a folded text names, ``None`` if it names none or several."""
    found = causes_in(words)
    return found[0] if len(found) == 1 else None


def cells(placed: Sequence[Placed], kind: str) -> list[Cell]:
    """All that the main path to reactivation asks for, each cell once, in the order of the notice."""
    if needs_no_plan(placed):
        placed = [item for item in placed if not _is_plan_talk(item)]
    found: dict[tuple[Part, str | None], Cell] = {}
    # Under a heading "How do I reactivate my account?" stands all of it.
    headed = any(item.heading and item.section == "how" for item in placed)
    in_how = headed and any(_cells_of(item) for item in placed if item.section == "how" and not item.heading)
    for item in placed:
        if in_how and item.section != "how":
            continue
        if item.section not in _READ or (item.heading and not item.sentence.folded.endswith(":")):
            continue
        for cell in _cells_of(item):
            if kind == "invoice-defect-rate" and cell.part == "evidence":
                continue  # invoices for buyers are the duty itself, not evidence for the marketplace
            found.setdefault((cell.part, cell.about), cell)
    return list(found.values())


def _cells_of(item: Placed) -> list[Cell]:
    sentence = item.sentence
    words = sentence.folded
    if _ASIDE.match(words):
        return []
    if sentence.bullet:
        if not _list_is_request(item):
            return []
        if not _parts(words) and item.intro is not None and cause_in(words) is not None:
            parts = [part for part in _parts(item.intro.folded) if part != "evidence"]
            return [Cell(part, cause_in(words), sentence.line) for part in parts]
    elif not _requests(sentence):
        return []
    elif words.endswith(":") and _parts(words) == ["evidence"]:
        # "Please provide the following information:" is filled by the list behind it.
        return []
    return [Cell(part, about, sentence.line) for part, about in _asks_of(words)]


# What the marketplace will do, or what is only allowed, is not asked.
_ASIDE = re.compile(
    r"(?:we (?:may|will|can)|nous (?:pouvons|pourrons|pourrions)|you (?:may|can)(?! (?:only )?(?:appeal|send|submit))|vous pouvez (?:masquer|retirer|supprimer))\b"
)
_JOINTS = re.compile(
    r"(?:[,;:]|\.\.\.)\s|\s(?:and|et|ainsi que|as well as|puis|then)\s(?!(?:why|pourquoi)\b)"
)
_BARE_WORDS = 5


def _asks_of(words: str) -> list[tuple[Part, str | None]]:
    """The parts that a sentence asks, each with the cause that its own piece of the sentence names.

    "The root cause, actions taken and steps to prevent late shipments" has the cause in
    its last piece only, and means it for all.
    """
    pieces: list[str] = []
    for piece in _JOINTS.split(words):
        if (pieces and not _parts(piece)) or (pieces and not _parts(pieces[-1])):
            pieces[-1] += ", " + piece
        else:
            pieces.append(piece)
    abouts = [cause_in(piece) for piece in pieces]
    bare = all(len(piece.split()) <= _BARE_WORDS and not causes_in(piece) for piece in pieces[:-1])
    if len(pieces) > 1 and bare and abouts[-1] is not None:
        abouts = [abouts[-1]] * len(pieces)
    found = [(part, about) for piece, about in zip(pieces, abouts, strict=True) for part in _parts(piece)]
    papers = {about for part, about in found if part == "evidence" and about is not None}
    paper = papers.pop() if len(papers) == 1 else None
    return [(part, paper if part == "evidence" else about) for part, about in found]


def sentence_about(sentence: Sentence) -> str | None:
    """The single cause that a sentence's own words name."""
    return cause_in(sentence.folded)


def _requests(sentence: Sentence) -> bool:
    return any_found(phrases("asked", "request"), sentence.folded)


def _list_is_request(item: Placed) -> bool:
    """Whether a list item belongs to what is asked: by its own words, its intro, or its section."""
    if item.section == "how" or _requests(item.sentence):
        return True
    if item.intro is None:
        return False
    words = item.intro.folded
    return _requests(item.intro) or (words.endswith(":") and not _NO_REQUEST.search(words))


_NO_REQUEST = re.compile(
    r"\b(?:reasons?|because|examples?|such as|include|reports?|complaints?|raisons?|exemples?|plaintes?|following (?:asins?|"
    r"products?|listings?|orders?)|(?:articles?|produits?|offres?|commandes?) suivant\w*|see|voir|consulte\w*|learn)\b"
)


def _parts(words: str) -> list[Part]:
    found = [part for part in PARTS if any_found(phrases("asked", "parts", part), words)]
    if len(found) > 1 and "evidence" in found:
        # "The cause of missing tracking numbers" asks for no paper.
        found.remove("evidence")
    # "The measures taken to prevent ..." are preventive: a measure that is only said to be taken
    # is a corrective one where nothing says what for.
    if not {"corrective", "preventive"} & set(found) and any_found(
        phrases("asked", "parts", "corrective_generic"), words
    ):
        found.insert(found.index("cause") + 1 if "cause" in found else 0, "corrective")
    return found


def needs_no_plan(placed: Sequence[Placed]) -> bool:
    """Whether the notice says that no plan or answer is wanted."""
    return any(
        any_found(phrases("asked", "no_plan"), item.sentence.folded)
        for item in placed
        if item.section not in ("error", "other")
    )


def _is_plan_talk(item: Placed) -> bool:
    return any_found(phrases("asked", "plan"), item.sentence.folded) or any_found(
        phrases("asked", "no_plan"), item.sentence.folded
    )


def wants_answer(placed: Sequence[Placed], asked: Sequence[Cell]) -> bool:
    """Whether the main path asks for an answer, be it a plan, papers, a quiz or a confirmation."""
    if asked:
        return True
    main = [item for item in placed if item.section in _READ]
    return not needs_no_plan(placed) and any(_asks(main, topic) for topic in ("plan", "quiz", "acknowledge"))


def route(placed: Sequence[Placed], kind: str, asked: Sequence[Cell], *, final: bool) -> str:
    """The way that the notice's main path opens, one of the design's routes."""
    main = [item for item in placed if item.section in _READ]
    wants_plan = any(cell.part in _PLAN_PARTS for cell in asked) or any(
        any_found(phrases("asked", "plan"), item.sentence.folded)
        and (_requests(item.sentence) or item.section == "how")
        for item in main
    )
    if needs_no_plan(placed):
        wants_plan = False
    evidence = [cell for cell in asked if cell.part == "evidence"]
    tests = [item for item in main if not _sends_back(item)]
    if _asks(tests, "quiz") and not any(cell.part in _PLAN_PARTS for cell in asked):
        return "quiz"
    if (
        kind == "intellectual-property"
        and not wants_plan
        and _speaks_of(main, "retraction")
        and not _other_papers(main)
    ):
        return "retraction"
    if wants_plan:
        return "plan"
    if _asks(main, "acknowledge") and not evidence:
        return "acknowledge"
    if evidence:
        return "documents"
    if needs_no_plan(placed):
        return "wait" if kind == "seller-review" else "fix-only"
    if final or (kind == "refusal" and not any(_requests(item.sentence) for item in main)):
        return "none"
    return {"seller-review": "wait", "verification": "documents", "at-risk": "fix-only"}.get(kind, "plan")


def _asks(main: Sequence[Placed], topic: str) -> bool:
    return any(
        any_found(phrases("asked", topic), item.sentence.folded)
        and (_requests(item.sentence) or item.section == "how" or _list_is_request(item))
        for item in main
    )


def _sends_back(item: Placed) -> bool:
    """Whether a questionnaire is named as a paper to fill in and send, beside others: it is no test to pass."""
    return any_found(phrases("asked", "paper_form"), item.sentence.folded)


def _speaks_of(main: Sequence[Placed], topic: str) -> bool:
    return any(any_found(phrases("asked", topic), item.sentence.folded) for item in main)


def _other_papers(main: Sequence[Placed]) -> bool:
    """Whether papers of the seller's own are accepted too, not only the rights owner's retraction."""
    papers = [p for p in phrases("asked", "parts", "evidence") if "retract" not in p.text]
    return any(
        any_found(papers, item.sentence.folded) and _list_is_request(item)
        for item in main
        if item.section == "how" or item.sentence.bullet or _requests(item.sentence)
    )
