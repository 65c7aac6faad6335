"""Finds the notice in what was pasted: the marketplace's own words, without what stands around them.

A paste may hold mail headers, quoting marks, the seller's remarks, an older
mail of the thread. The messages are told apart by separators, headers and
quoting depth; in each, the paragraphs that speak with the seller's voice are
left out; the first message (the newest, if they are dated) that makes a
statement about "your account" is the notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from appeal_tool.account.sources.notices import dates
from appeal_tool.account.sources.notices.phrases import any_found, phrases
from appeal_tool.account.sources.notices.text import (
    Line,
    Sentence,
    fold,
    is_greeting,
    lines_of,
    paragraphs,
    sentences,
)

ENOUGH = 1.75
"""Score from which a text is a message of the marketplace about an account."""
POSSIBLE = 0.75
"""Score from which it may be one, if it speaks of a subject of notices."""

_SEPARATOR = re.compile(
    r"^[-_=*\s]{0,20}(?:original message|message d'origine|message original|forwarded message|message transfere"
    r"|begin forwarded message|debut du message (?:reexpedie|transfere)|mail original|e-mail d'origine)\b.{0,40}$"
)
_ATTRIBUTION = re.compile(
    r"^(?:on|le|am)\s.{6,140}(?:wrote|a ecrit|schrieb)\s?:$|^(?:le|on) .{6,60}\d{4}.{0,80}<[^>]{3,80}>.{0,12}:?$"
)
_HEADER = re.compile(
    r"^\*?(from|de|von|expediteur|date|sent|envoye|envoye le|to|a|cc|objet|subject|sujet|reply-to|repondre a|"
    r"destinataire|received|recu le)\s?:\*?\s*(.*)$"
)
_QUOTED = re.compile(r'"[^"]{0,400}"')
_OFFICE = re.compile(
    r"(?:performance|health|notice|appeals?|sellers?|seller-[a-z]+|abuse|verification|compliance|pq-[a-z-]+|[a-z-]+)"
    r"@(?:[a-z-]+\.)?amazon\.[a-z.]{2,6}\b"
)


@dataclass(slots=True)
class Message:
    """One mail of a paste at one quoting depth, with what its headers told."""

    lines: list[Line] = field(default_factory=list)
    subject: Sentence | None = None
    sender: str = ""
    day: date | None = None
    ambiguous_day: Line | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The notice: its sentences by paragraph, and how surely it is one (see ``ENOUGH``)."""

    message: Message
    paragraphs: tuple[tuple[Sentence, ...], ...]
    score: float

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences, the subject line first."""
        own = [sentence for paragraph in self.paragraphs for sentence in paragraph]
        return [self.message.subject, *own] if self.message.subject else own


def cuts(text: str, day_first: bool | None) -> list[Cut]:
    """The candidates for a notice in ``text``, the likeliest first: the newest, or the topmost."""
    candidates = [
        _candidate(replace(message, lines=lines))
        for message in _messages(lines_of(text), day_first)
        for lines in _by_depth(message.lines)
    ]
    good = [candidate for candidate in candidates if candidate.score >= POSSIBLE]
    if good and all(candidate.message.day for candidate in good):
        good.sort(key=lambda candidate: candidate.message.day or date.min, reverse=True)
    return good


def _messages(lines: Sequence[Line], day_first: bool | None) -> list[Message]:
    """The mails of a paste, split at separators, attributions and header blocks."""
    result = [Message()]
    in_header = True
    folded = [fold(line.text) if len(line.text) < 300 else "" for line in lines]
    for index, line in enumerate(lines):
        words = folded[index]
        if _SEPARATOR.match(words):
            result.append(Message())
            in_header = True
            continue
        joined = f"{words} {folded[index + 1]}" if index + 1 < len(lines) else words
        if _ATTRIBUTION.match(words) or (words.startswith(("on ", "le ")) and _attributed(joined)):
            result.append(Message())
            _set_day(result[-1], line, dates.day_in(words, day_first))
            in_header = True
            continue
        if index and _attributed(f"{folded[index - 1]} {words}") and not result[-1].lines:
            continue
        header = _HEADER.match(words)
        if header and (in_header or _starts_header(folded, index)):
            if not in_header:
                result.append(Message())
            in_header = True
            _take_header(result[-1], line, header[1], header[2], day_first)
            continue
        if words:
            in_header = in_header and not result[-1].lines and not words
        result[-1].lines.append(line)
    return result


def _attributed(words: str) -> bool:
    return len(words) < 240 and bool(re.match(r"^(?:on|le)\s.{6,200}\b(?:wrote|a ecrit)\s?:$", words))


def _starts_header(folded: Sequence[str], index: int) -> bool:
    """Whether a block of mail headers begins here: another header within the next three lines."""
    if not re.match(r"^\*?(?:from|de|von|expediteur|date|subject|objet|sent|envoye)\s?:", folded[index]):
        return False
    return any(_HEADER.match(words) for words in folded[index + 1 : index + 4])


def _take_header(message: Message, line: Line, name: str, value: str, day_first: bool | None) -> None:
    if name in ("subject", "objet", "sujet"):
        text = line.text.split(":", 1)[-1].strip(" *")
        message.subject = Sentence(line.number, text, fold(text), bullet=False, first=True, alone=True)
    elif name in ("date", "sent", "envoye", "envoye le", "received", "recu le"):
        _set_day(message, line, dates.day_in(value, day_first))
    elif name in ("from", "de", "von", "expediteur"):
        message.sender = value


def _set_day(message: Message, line: Line, found: dates.Found | None) -> None:
    if found is None or message.day is not None:
        return
    if found.day is None:
        message.ambiguous_day = line
    else:
        message.day = found.day


def _by_depth(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each quoting depth, outermost first; empty lines belong to all."""
    depths = list(dict.fromkeys(line.depth for line in lines if line.text.strip()))
    return [[line for line in lines if line.depth == d or not line.text.strip()] for d in depths] or [[]]


def speaks_as_seller(sentence: Sentence) -> bool:
    """Whether the sentence is the seller's own word: I, my, our account, "Dear Amazon"."""
    if sentence.folded.endswith("?") and _is_heading(sentence):
        return False
    return any_found(phrases("voice", "seller"), _QUOTED.sub('""', sentence.folded))


def states(sentence: Sentence) -> bool:
    """Whether the sentence tells the owner of an account a fact about it, in the marketplace's voice."""
    return not sentence.folded.endswith("?") and any_found(phrases("voice", "statement"), sentence.folded)


def conditional(sentence: Sentence) -> bool:
    """Whether the sentence speaks only of a case that may be: "if your account is deactivated"."""
    return any_found(phrases("voice", "conditional"), sentence.folded)


def _is_heading(sentence: Sentence) -> bool:
    return any(
        any_found(phrases("headings", kind), sentence.folded)
        for kind in ("why", "how", "error", "consequence", "other")
    )


def _candidate(message: Message) -> Cut:
    groups: list[tuple[Sentence, ...]] = []
    for lines in paragraphs(message.lines):
        listed = bool(groups) and groups[-1][-1].folded.endswith(":")
        if group := tuple(sentences(lines, listed=listed)):
            groups.append(group)
    kept = _own_words(groups)
    if not kept:
        return Cut(message, (), 0.0)
    own = [sentence for group in kept for sentence in group]
    if message.subject is not None:
        own.insert(0, message.subject)
    score = _score(own) + (1.0 if _OFFICE.search(message.sender) else 0.0)
    seller = sum(speaks_as_seller(sentence) for group in groups for sentence in group)
    # A text in which the seller speaks throughout is an appeal or a question, whatever it cites.
    pure = any(_plain_fact(group) for group in kept)
    announced = seller <= _REMARKS and any(_announces(group) for group in kept)
    if seller and score < 2 * seller and not pure and not announced:
        score = min(score, POSSIBLE / 2)
    return Cut(message, tuple(kept), score)


_YOU = re.compile(r"\b(?:you|your|vous|votre|vos)\b")
_ORDER_START = re.compile(
    r"(?!vous\b|avez\b)\w{3,}ez\b|(?:please|keep|set|use|check|answer|update|watch|learn|find|make|review|follow|read|register|"
    r"visit|avoid|ensure|monitor|improve|respond|reply|ship|add|turn|enable|switch|send|provide|submit|see|go|log|open|click|"
    r"do|don't|never|always|try|give|tell|write|contact|call|ask|take|get|manage|protect|start|stop|remember|merci|pour|to|how|"
    r"comment|dear|hello|hi|hey|bonjour|cher|chere|thank|thanks)\b"
)
_REMARKS = 6
"""Sentences of a seller's remarks around a notice that begins with a greeting."""
_YOUR_ACCOUNT = re.compile(
    r"\b(?:your (?:\w+ ){0,3}(?:account|privileges|listings?|offers?|store)|votre (?:\w+ ){0,3}(?:compte|privileges?|boutique)|"
    r"vos (?:\w+ ){0,2}(?:offres|annonces|privileges))\b"
)


def _plain_fact(group: Sequence[Sentence]) -> bool:
    """Whether a paragraph, with no word of the seller in it, tells more than one fact about "your account"."""
    if any(map(speaks_as_seller, group)) or sum(map(states, group)) < 2:
        return False
    return any(states(sentence) and _YOUR_ACCOUNT.search(sentence.folded) for sentence in group)


def _announces(group: Sequence[Sentence]) -> bool:
    return any(is_greeting(sentence.folded) and not speaks_as_seller(sentence) for sentence in group)


def _score(own: Sequence[Sentence]) -> float:
    """Facts about "your account" weigh most; being addressed, asked and greeted as a seller helps.

    Advice and rules state no fact about the reader: without one, nothing is a notice.
    """
    if not any(_tells(sentence) for sentence in own):
        return 0.0
    stated = sum(_weight(sentence) for sentence in own)
    greeted = any(any_found(phrases("voice", "greeting"), sentence.folded) for sentence in own)
    asked = sum(any_found(phrases("asked", "request"), sentence.folded) for sentence in own)
    return stated + min(1.0, asked / 2) + (0.5 if greeted else 0.0)


def _tells(sentence: Sentence) -> bool:
    words = sentence.folded
    if words.endswith("?") or conditional(sentence) or any_found(phrases("voice", "other_mail"), words):
        return False
    return any_found(phrases("voice", "statement"), words) or _speaks_of_you(words)


def _weight(sentence: Sentence) -> float:
    words = sentence.folded
    if any_found(phrases("voice", "other_mail"), words):
        return -1.5
    if conditional(sentence):
        return 0.25 if states(sentence) else 0.0
    if states(sentence):
        return 1.0
    if addresses(sentence):
        return 0.75
    return 0.5 if _speaks_of_you(words) else 0.0


def _speaks_of_you(words: str) -> bool:
    """Whether a sentence says something of "you", which is more than to tell you what to do."""
    if any_found(phrases("voice", "you"), words):
        return True
    return bool(_YOU.search(words)) and not _ORDER_START.match(words)


def addresses(sentence: Sentence) -> bool:
    """Whether the sentence speaks to somebody as a seller: your listings, you shipped, send us."""
    return any_found(phrases("voice", "addressed"), sentence.folded) or any_found(
        phrases("voice", "ask"), sentence.folded
    )


def _own_words(groups: Sequence[tuple[Sentence, ...]]) -> list[tuple[Sentence, ...]]:
    """The marketplace's paragraphs: from its greeting or first statement to its signature or last one."""
    voices = [_voice(group) for group in groups]
    own = [index for index, voice in enumerate(voices) if voice == "own"]
    if not own:
        return []
    first, last = own[0], own[-1]
    while first > 0 and voices[first - 1] != "seller" and not _is_remark(groups[first - 1]):
        first -= 1
        if _announces(groups[first]):
            break
    # Lines before the greeting that look like a title belong to the notice.
    while first > 0 and voices[first - 1] == "neutral" and _is_title(groups[first - 1]):
        first -= 1
    signed = _signature(groups, first, last)
    if signed is not None:
        last = signed
    else:
        while last + 1 < len(groups) and voices[last + 1] == "neutral":
            last += 1
    return [_without_tail(groups[index]) for index in range(first, last + 1) if voices[index] != "seller"]


def _voice(group: Sequence[Sentence]) -> str:
    """``seller``, ``own`` (the marketplace's) or ``neutral``."""
    seller = sum(speaks_as_seller(sentence) for sentence in group)
    stated = sum(
        (states(sentence) or addresses(sentence) or any_found(phrases("voice", "you"), sentence.folded))
        and not speaks_as_seller(sentence)
        for sentence in group
    )
    if seller and seller >= stated:
        return "seller"
    return "own" if stated else "neutral"


def _is_remark(group: Sequence[Sentence]) -> bool:
    return len(group) == 1 and group[0].folded.startswith(("[", "nb", "n.b", "note :", "note:", "ps", "p.s"))


def _is_title(group: Sequence[Sentence]) -> bool:
    return len(group) <= 2 and all(len(sentence.folded) < 120 for sentence in group)


def _signature(groups: Sequence[Sequence[Sentence]], first: int, last: int) -> int | None:
    """The paragraph with the first signature after which no more statement of the notice stands."""
    for index in range(first + 1, len(groups)):
        tail = groups[index][-1]
        short = len(tail.folded) < 90
        if short and any_found(phrases("voice", "signature"), tail.folded) and index >= first + 1:
            rest = [g for g in groups[index + 1 : last + 1] if _voice(g) == "own"]
            greeted = any(_announces(g) for g in groups[index + 1 : last + 1])
            if len(rest) <= 2 or greeted:
                return index
    return None


def _without_tail(group: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """A paragraph without single sentences of the seller in it."""
    return tuple(sentence for sentence in group if not speaks_as_seller(sentence))


def all_lines(groups: Iterable[Sequence[Sentence]]) -> list[int]:
    """The line numbers that the sentences begin on."""
    return [sentence.line for group in groups for sentence in group]
