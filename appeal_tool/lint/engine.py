"""Runs the layers over one text or many files, and merges what they find."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from appeal_tool.guide.lint_rules import LintRule, load_lint_rules
from appeal_tool.i18n import text as say
from appeal_tool.lint import language, reading, routes, suppressions
from appeal_tool.lint.checks import document as document_checks
from appeal_tool.lint.checks import in_context
from appeal_tool.lint.checks import sentence as sentence_checks
from appeal_tool.lint.finding import FileReport, Finding
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.text import Document, parse

WHOLE_APPEAL = 100_000
"""Characters. A longer text is no appeal (the form takes a few thousand): only its sentences and length are judged."""
_LANGUAGE_FROM = 200
"""Sentences from which it is told whether the text is in a language that is read."""
_PARALLEL_FROM = 400_000
"""Bytes of all files together from which a second process earns its start (measured in ``benchmarks/lint_speed.py``)."""

_DEFAULT = LintOptions()


@cache
def rules(extra: Path | None = None) -> Mapping[str, LintRule]:
    """All lint rules, those of ``extra`` (a folder of the user) among them."""
    return load_lint_rules(extra)


def lint_text(text: str, *, path: str = "-", options: LintOptions = _DEFAULT) -> FileReport:
    """All findings in ``text``, in its order. ``path`` names it in the report and chooses per-file settings."""
    document = parse(text, options.text_lang)
    known = rules(options.config.rules)
    findings = list(sentence_checks.check(document, options))
    whole = reading.read(document, flagged(document, findings), judged=len(text) <= WHOLE_APPEAL)
    whole.route = routes.route_of(document, whole, options)
    findings = list(in_context.settle(document, whole, findings, known["blame-third-party"], options.lang))
    findings += document_checks.check(document, whole, known, options)
    if options.config.rules is not None:
        from appeal_tool.lint.checks import own

        findings += own.check(document, known, options)
    if options.facts:
        # Imported only when there is something to hold the text against.
        from appeal_tool.lint.checks import facts

        findings += facts.check(document, whole, known, options)
    findings = _configured(findings, options, path)
    findings, notes = suppressions.apply(document, findings, known, options.lang)
    findings.sort(key=lambda found: (found.offset, -found.end_offset, found.rule))
    notes = [*_unread(document, whole, options), *notes]
    return FileReport(path, document.language, len(text), tuple(_single(findings)), tuple(notes))


def _unread(document: Document, whole: reading.Reading, options: LintOptions) -> Iterable[str]:
    """What the reader must know of the text that was not judged, or not rightly."""
    own = " ".join(s.folded for s in document.sentences[:_LANGUAGE_FROM] if not s.quoted)
    if language.is_other(own):
        yield say("lint", "other-language", options.lang)
    if not whole.judged:
        left_out = document_checks.left_out(options)
        yield say("lint", "not-judged", options.lang, limit=WHOLE_APPEAL, rules=left_out)
    elif document_checks.is_other(whole.route):
        yield say("lint", "no-plan", options.lang, route=say("names", f"route.{whole.route}", options.lang))


def flagged(document: Document, findings: Iterable[Finding]) -> dict[int, set[str]]:
    """The rules raised (not merely suggested) by index of the sentence they were raised in."""
    starts = [sentence.start for sentence in document.sentences]
    by_sentence: dict[int, set[str]] = {}
    for found in findings:
        if found.level != "suggestion":
            by_sentence.setdefault(bisect_right(starts, found.offset) - 1, set()).add(found.rule)
    return by_sentence


def lint_bytes(data: bytes, *, path: str, options: LintOptions = _DEFAULT) -> FileReport:
    """As ``lint_text``, for the bytes of a file: UTF-8 (with or without mark), UTF-16 with mark, else Windows-1252."""
    return lint_text(decode(data), path=path, options=options)


def decode(data: bytes) -> str:
    """Text from bytes, never failing: what is not UTF-8 is read as Windows-1252, as old mail programs write it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.count(b"\xc3") > 2 and len(data) > 200 and error.start > len(data) // 2:
            return data.decode("utf-8-sig", errors="replace")
        return data.decode("cp1252", errors="replace")


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text: NUL bytes that no UTF-16 mark explains, or mostly control characters."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls > len(head) * 0.05 and controls > 4


Outcome = tuple[str, FileReport | None, str]
"""A path, its report, or the code of why there is none (``lint`` catalogue) with an empty report."""


def lint_files(paths: Sequence[str], options: LintOptions = _DEFAULT) -> list[Outcome]:
    """Lint each of ``paths`` (``-`` is standard input), in their order; one that cannot be read hides no other.

    Uses several processes when the files are big enough together to pay for them.
    """
    sizes = sum(_size(path) for path in paths)
    workers = min(_processors(), len(paths)) if sizes >= _PARALLEL_FROM else 1
    if workers < 2 or "-" in paths:
        return [_one(path, options) for path in paths]
    from concurrent.futures import ProcessPoolExecutor

    # The first is read here: what it loads (rules, patterns, the encoder) forked processes then share.
    first, rest = _one(paths[0], options), paths[1:]
    with ProcessPoolExecutor(workers) as pool:
        share = max(1, len(rest) // (workers * 4))
        return [first, *pool.map(_one, rest, [options] * len(rest), chunksize=share)]


def _processors() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size if path != "-" else 0
    except (OSError, ValueError):
        return 0


def _one(path: str, options: LintOptions) -> Outcome:
    try:
        if path == "-":
            data = sys.stdin.buffer.read()
        else:
            file = Path(path)
            if file.is_dir():
                return path, None, "file-folder"
            data = file.read_bytes()
    except FileNotFoundError:
        return path, None, "file-missing"
    except (OSError, ValueError):
        return path, None, "file-unreadable"
    if not data.strip():
        return path, None, "file-empty"
    if is_binary(data):
        return path, None, "file-binary"
    return path, lint_bytes(data, path=path, options=options), ""


def _configured(findings: list[Finding], options: LintOptions, path: str) -> list[Finding]:
    levels = options.config.levels
    ignored = options.config.ignored(path)
    if not levels and not ignored:
        return findings
    kept: list[Finding] = []
    for found in findings:
        level = levels.get(found.rule)
        if found.rule in ignored or level == "off":
            continue
        # A layer that is unsure says so by a suggestion: a setting may lower a level, and raises only what is sure.
        if level is not None and (found.level != "suggestion" or level == "suggestion"):
            kept.append(replace(found, level=level))
        else:
            kept.append(found)
    return kept


def _single(findings: list[Finding]) -> Iterable[Finding]:
    """Each message once a place."""
    seen: set[tuple[str, int, int, str]] = set()
    for found in findings:
        key = (found.rule, found.offset, found.end_offset, found.message)
        if key not in seen:
            seen.add(key)
            yield found
