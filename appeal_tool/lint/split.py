"""Where sentences end: French and English, clean or chatty."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    """m mm mme mmes mlle dr me st ste mr mrs ms prof sr jr no nos n art al p pp ex env max min approx tel réf ref cf vs etc
    ltd inc co corp llc gmbh sarl av bd bld boul adr dep dept fig vol chap ann cmd cde qté qte pce pces hrs
    janv févr fevr avr juil sept oct nov déc dec jan feb mar apr jun jul aug sep
    incl excl resp est ca i.e e.g a.m p.m u.s u.k c.-à-d c.a.d c-à-d p.ex""".split()  # noqa: SIM905
)
# Possessive, and tried only at the start of a run: linear whatever the text. That it is the start is asked after
# the first mark: a pattern that begins with a class of characters is looked for many times faster.
_END = re.compile(r"[.!?\u2026](?<![.!?\u2026].)[.!?\u2026]*+[\"')\]*_\x00]*+[ \x00]++")
_LAST_WORD = re.compile(r"[^\s(\"']{1,12}$")


def sentences(shown: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ranges of the sentences in ``shown[start:end]``, one block of a ``plain`` text, trimmed of spaces."""
    begin = start
    for match in _END.finditer(shown, start, end):
        stop = match.end()
        if stop >= end or not _ends(shown, begin, match):
            continue
        yield from _trimmed(shown, begin, stop)
        begin = stop
    yield from _trimmed(shown, begin, end)


def _ends(shown: str, begin: int, match: re.Match[str]) -> bool:
    mark = match.group()
    follower = shown[match.end()]
    if mark[0] != "." or mark.startswith(".."):
        return not (mark[0] in "!?" and follower.islower() and mark.rstrip(" \x00")[-1] in "\"')")
    if match.start() == begin:
        return False
    before = _LAST_WORD.search(shown, max(begin, match.start() - 13), match.start())
    word = before.group().lower() if before else ""
    if word in _ABBREVIATIONS:
        # "… à 9 h max. Chaque soir" ends all the same; titles and numbers do not.
        return word in _MAY_END and follower.isupper()
    if len(word) == 1 and word.isalpha() and follower.isupper() and word not in "aàyeio":
        return False
    if word.isdigit() and match.start() - len(word) <= begin:
        return False
    return not (follower in ",;:)" or (follower.islower() and len(word) <= 1))


_MAY_END = frozenset("max min etc ltd inc co corp llc gmbh sarl ex a.m p.m u.s u.k hrs pces".split())  # noqa: SIM905


def _trimmed(shown: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and shown[start] in " \x00":
        start += 1
    while end > start and shown[end - 1] in " \x00":
        end -= 1
    if any(map(str.isalnum, shown[start:end])) or "__" in shown[start:end]:
        yield start, end
