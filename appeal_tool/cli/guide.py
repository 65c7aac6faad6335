"""``appeal-tool guide``: the guide's do and don't, and what helps for one cause."""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from appeal_tool.guide.advice import Advice, advice_for, load_advice, own_advice
from appeal_tool.guide.causes import Cause, MeasureHint, load_causes, own_causes
from appeal_tool.guide.texts import Text
from appeal_tool.i18n import text

AREA = "cli-guide"

KINDS = (
    *("do", "dont", "key-point", "stage", "prevention", "metric"),
    *("example-plan", "lesson", "background", "reference"),
)
"""Kinds of advice in the order in which the overview shows them."""


@dataclass(frozen=True)
class Entry:
    """One thing said: what stands first, and the lines that belong to it."""

    first: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading with its entries."""

    heading: str
    entries: tuple[Entry, ...]


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """``--cause``, ``--rules`` and ``--format``."""
    parser.add_argument("--cause", metavar="C", help=text(AREA, "cause", lang))
    parser.add_argument("--rules", type=Path, metavar="DIR", help=text(AREA, "rules", lang))
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help=text(AREA, "format", lang)
    )


def run(args: argparse.Namespace) -> int:
    """Print the guide, or one cause of it. 2 for a cause that does not exist, naming the nearest one."""
    lang: str = args.lang
    causes, advice = _records(args.rules)
    cause = None
    if args.cause is not None:
        cause = causes.get(args.cause)
        if cause is None:
            near = get_close_matches(args.cause, causes, n=1)
            key = "unknown-cause-near" if near else "unknown-cause"
            known = ", ".join(causes)
            print(text(AREA, key, lang, cause=args.cause, near="".join(near), known=known), file=sys.stderr)
            return 2
    if args.format == "json":
        print(json.dumps(as_json(cause, causes, advice, lang), ensure_ascii=False, indent=2))
        return 0
    title, intro, sections = cause_page(cause, advice, lang) if cause else overview(causes, advice, lang)
    if args.format == "markdown":
        print(as_markdown(title, intro, sections))
    else:
        width = min(100, max(40, shutil.get_terminal_size((100, 24)).columns))
        print(as_text(title, intro, sections, width))
    return 0


def _records(folder: Path | None) -> tuple[dict[str, Cause], dict[str, Advice]]:
    """Our records, and those of the user's folder (laid out as ours); bad ones are told on standard error."""
    causes, advice = load_causes(), load_advice()
    if folder is None:
        return causes, advice
    own, errors = own_causes(folder / "causes")
    said_too, more = own_advice(folder / "advice")
    for error in (*errors, *more):
        print(error, file=sys.stderr)
    return {**causes, **own}, {**advice, **said_too}


def as_json(
    cause: Cause | None, causes: Mapping[str, Cause], advice: Mapping[str, Advice], lang: str
) -> dict[str, Any]:
    """The records as they stand, their texts in ``lang``."""
    if cause is not None:
        return {
            "schema": 1,
            "language": lang,
            "cause": said(cause, lang),
            "advice": [said(item, lang) for item in advice_for(cause.id, cause.root_cause, advice.values())],
        }
    return {
        "schema": 1,
        "language": lang,
        "advice": [said(item, lang) for item in advice.values()],
        "causes": [
            {
                "id": cause.id,
                "root_cause": cause.root_cause,
                "title": cause.title[lang],
                "text": cause.text[lang],
            }
            for cause in causes.values()
        ],
    }


def said(value: Any, lang: str) -> Any:
    """A record as plain data, every text in one language."""
    if isinstance(value, Text):
        return value[lang]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: said(getattr(value, field.name), lang) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: said(item, lang) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [said(item, lang) for item in value]
    return value


def overview(
    all_causes: Mapping[str, Cause], all_advice: Mapping[str, Advice], lang: str
) -> tuple[str, str, tuple[Section, ...]]:
    """The whole guide: advice by kind, and the causes with the words that ask for them."""
    by_kind: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    for advice in all_advice.values():
        by_kind[advice.kind].append(_advice(advice, lang))
    sections = [Section(text(AREA, f"kind.{kind}", lang), tuple(by_kind[kind])) for kind in KINDS]
    causes = tuple(Entry(f"{cause.id}: {cause.title[lang]}") for cause in all_causes.values())
    sections.append(Section(text(AREA, "causes", lang), causes))
    return text(AREA, "title", lang), text(AREA, "intro", lang), tuple(sections)


def cause_page(
    cause: Cause, all_advice: Mapping[str, Advice], lang: str
) -> tuple[str, str, tuple[Section, ...]]:
    """All that helps for one cause, in the order in which a seller needs it."""
    figures = {figure.id: figure.text[lang] for figure in cause.figures}
    advice = advice_for(cause.id, cause.root_cause, all_advice.values())
    parts: tuple[tuple[str, Iterable[Entry]], ...] = (
        ("meanwhile", (Entry(note.text[lang]) for note in cause.meanwhile)),
        ("facts", (Entry(cause.facts[lang]), Entry(cause.first_why[lang]))),
        ("subcauses", (Entry(sub.text[lang], (sub.ask[lang],)) for sub in cause.subcauses)),
        ("corrective", (_measure(hint, figures, lang) for hint in cause.corrective)),
        ("preventive", (_measure(hint, figures, lang) for hint in cause.preventive)),
        ("figures", (Entry(figure.text[lang]) for figure in cause.figures)),
        ("documents", (Entry(document.text[lang]) for document in cause.documents)),
        ("traps", (Entry(note.text[lang]) for note in cause.traps)),
        ("advice", (_advice(item, lang) for item in advice if item.kind != "lesson")),
        ("lessons", (_advice(item, lang) for item in advice if item.kind == "lesson")),
        ("sources", (Entry(source) for source in cause.source)),
    )
    sections = ((text(AREA, name, lang), tuple(entries)) for name, entries in parts)
    intro = f"{cause.text[lang]}\n{cause.why[lang]}\n{text(AREA, 'only-what-is-true', lang)}"
    return cause.title[lang], intro, tuple(Section(*section) for section in sections if section[1])


def _measure(hint: MeasureHint, figures: Mapping[str, str], lang: str) -> Entry:
    below = [
        text(AREA, "pattern", lang, value=hint.example[lang]),
        text(AREA, "proof", lang, value=hint.proof[lang]),
    ]
    if hint.frequency is not None and hint.figure is not None:
        rhythm, figure = hint.frequency[lang], figures[hint.figure]
        below.insert(1, text(AREA, "rhythm", lang, value=rhythm, figure=figure))
    return Entry(hint.ask[lang], tuple(below))


def _advice(advice: Advice, lang: str) -> Entry:
    below = [point.text[lang] for point in advice.points]
    if advice.lesson is None:
        first = f"{advice.title[lang]}. {advice.text[lang]}"
    else:
        first = advice.lesson.sentence[lang]
        below = [advice.lesson.answer[lang], *below]
    return Entry(first, (*below, advice.why[lang], f"({'; '.join(advice.source)})"))


def as_text(title: str, intro: str, sections: tuple[Section, ...], width: int) -> str:
    """The page for a terminal, wrapped to ``width`` columns."""
    lines = [title.upper(), ""]
    for paragraph in intro.split("\n"):
        lines += [*textwrap.wrap(paragraph, width), ""]
    for section in sections:
        lines += [section.heading, "─" * len(section.heading)]
        for entry in section.entries:
            lines += _wrapped(entry.first, "• ", width)
            for below in entry.below:
                lines += _wrapped(below, "    ", width)
        lines.append("")
    return "\n".join(lines).rstrip()


def _wrapped(said_text: str, mark: str, width: int) -> list[str]:
    return textwrap.wrap(
        said_text,
        width,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_markdown(title: str, intro: str, sections: tuple[Section, ...]) -> str:
    """The page as Markdown, one bullet an entry."""
    lines = [f"# {title}", "", *intro.replace("\n", "\n\n").split("\n"), ""]
    for section in sections:
        lines += [f"## {section.heading}", ""]
        for entry in section.entries:
            lines.append(f"- {entry.first}")
            lines += [f"  - {below}" for below in entry.below]
        lines.append("")
    return "\n".join(lines).rstrip()
