"""``answers.yaml``: a whole interview as one file that people write, diff and keep.

Its keys are the answer ids, nested where they have a slash. Every scalar is
taken as it is typed (no YAML magic turns 9:30 into a number or « non » into
false); ``?`` is "I don't know". ``account``, ``notice`` and ``refusal`` name the
account's files, relative to the answers file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appeal_tool.account.model import Problem, Source
from appeal_tool.case import interview
from appeal_tool.case.context import CAUSE_LIST
from appeal_tool.case.model import Case, CaseError, SetLanguage, in_memory
from appeal_tool.case.values import ValueProblem, language_of, parse_date
from appeal_tool.diagnosis.model import CAUSES, Diagnosis
from appeal_tool.i18n import LANGUAGES, Lang

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 4_000_000
_MAX_NODES = 50_000
FILE_KEYS = ("account", "notice", "refusal")
UNKNOWN = "?"
_FIRST_KEYS = {
    "corrective": "what",
    "preventive": "what",
    "effects": "figure",
    "exhibits": "title",
    "documents": "asked",
}
"""The lists of an answers file, each with the key that its items begin with."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The time noted for answers of a file: the same file gives the same case."""


@dataclass(frozen=True)
class Entry:
    """One answer as the file gives it; ``twin`` is the text in the second language of ``{fr: ..., en: ...}``."""

    id: str
    value: Any
    line: int
    language: Lang | None = None
    twin: str | None = None


@dataclass(frozen=True)
class AnswerFile:
    """An answers file, read but not yet judged. File names are as the file gives them, made absolute."""

    path: Path
    language: Lang
    entries: tuple[Entry, ...]
    account: tuple[Path, ...] = ()
    as_of: date | None = None
    problems: tuple[Problem, ...] = field(default=())


def read(path: Path) -> AnswerFile:
    """Read an answers file. Raises ``CaseError`` if it is none: what is wrong, and where."""
    text = _text(path)
    root = _compose(path, text)
    walk = _Walk(path)
    files: dict[str, tuple[Path, ...]] = {}
    language: Lang = "fr"
    as_of: date | None = None
    entries: list[Entry] = []
    for key, node in walk.pairs(root):
        if key in FILE_KEYS:
            files[key] = tuple(path.parent / name for name in walk.texts(node))
        elif key == "as_of":
            as_of = walk.day(node)
        elif key == "language" and str(getattr(node, "value", "")) in LANGUAGES:
            language = "en" if node.value == "en" else "fr"
            entries.append(Entry("language", node.value, walk.line(node)))
        else:
            entries += walk.entries(key, node)
    # Both languages are wanted: the working one is the one that most answers are written in.
    if any(entry.id == "language" and entry.value == "both" for entry in entries):
        told = [language_of(str(entry.value)) for entry in entries]
        language = "en" if told.count("en") > told.count("fr") else "fr"
    accounts = tuple(file for key in FILE_KEYS for file in files.get(key, ()))
    return AnswerFile(path, language, tuple(entries), accounts, as_of, tuple(walk.problems))


def as_case(file: AnswerFile, diagnosis: Diagnosis | None = None) -> tuple[Case, tuple[Problem, ...]]:
    """The answers as a case in memory, and a problem for each that could not be taken."""
    case = in_memory(file.language, at=EPOCH)
    case.base = file.path.parent
    return case, fill(case, file, diagnosis, at=EPOCH)


def fill(
    case: Case, file: AnswerFile, diagnosis: Diagnosis | None = None, *, at: datetime | None = None
) -> tuple[Problem, ...]:
    """Put the answers of ``file`` into ``case``; what cannot be taken is returned as problems with their lines."""
    problems = list(file.problems)
    if case.language != file.language:
        case.do(SetLanguage(language=file.language), at)
    causes = [entry.id.split("/")[1] for entry in file.entries if entry.id.startswith(f"{CAUSE_LIST}/")]
    known = [cause for cause in dict.fromkeys(causes) if cause in CAUSES]
    if known:
        interview.take(case, CAUSE_LIST, known, diagnosis, at=at)
    # Exhibits name measures: those have to be there first.
    for entry in sorted(file.entries, key=lambda item: item.id.startswith("exhibits/")):
        try:
            if entry.value == UNKNOWN:
                interview.answer_unknown(case, entry.id, at=at)
                continue
            value = _measure_ids(entry.value) if entry.id.endswith("/supports") else entry.value
            interview.take(case, entry.id, value, diagnosis, language=entry.language, at=at)
            if entry.twin:
                interview.translate(case, entry.id, entry.twin, at=at)
        except ValueProblem as problem:
            where = Source(str(file.path), entry.line)
            problems.append(Problem(problem.code, {"id": entry.id, **problem.params}, where))
        except CaseError as error:
            if error.code != "no-such-question":
                raise
            code, params = _unknown(entry.id)
            if not any((one.code, one.params) == (code, params) for one in problems):
                problems.append(Problem(code, params, Source(str(file.path), entry.line)))
    return tuple(problems)


def _unknown(answer_id: str) -> tuple[str, dict[str, object]]:
    """What is wrong with a key that is no question: a list without dashes, keys below a text, or a misspelling."""
    parts = answer_id.split("/")
    if parts[0] == CAUSE_LIST and len(parts) > 2 and parts[1] in CAUSES:
        parts = parts[2:]
    fields = {name for _, name in interview.by_field()}
    if parts[0] in _FIRST_KEYS and not (len(parts) > 1 and parts[1].isdigit()):
        return "list-wanted", {"key": parts[0], "first": _FIRST_KEYS[parts[0]]}
    if len(parts) > 1 and parts[0] in fields and parts[0] != CAUSE_LIST:
        return "text-wanted", {"key": parts[0]}
    if len(parts) > 3 and parts[0] in _FIRST_KEYS and parts[2] in fields:
        return "text-wanted", {"key": parts[2]}
    return "no-such-question", {"id": answer_id, "near": ", ".join(_near(answer_id))}


def _measure_ids(value: Any) -> Any:
    values = value if isinstance(value, list) else [value]
    prefix = f"{CAUSE_LIST}/"
    return [item if str(item).startswith(prefix) else f"{prefix}{item}" for item in values]


def _near(answer_id: str) -> list[str]:
    parts = answer_id.split("/")
    if parts[0] == CAUSE_LIST and len(parts) > 1 and parts[1] not in CAUSES:
        return get_close_matches(parts[1], CAUSES, n=1)
    fields = sorted(
        {name for _, name in interview.by_field()} | {"corrective", "preventive", "effects", "exhibits"}
    )
    return get_close_matches(parts[-1], fields, n=1)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise CaseError("input-missing", path=str(path)) from None
    except IsADirectoryError:
        raise CaseError("not-a-case", path=str(path)) from None
    except OSError as error:
        raise CaseError("cannot-read", path=str(path), reason=error.strerror or str(error)) from error
    if len(data) > MAX_BYTES:
        raise CaseError("answers-too-big", path=str(path), limit=MAX_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError("answers-not-utf8", path=str(path), offset=error.start) from error


def _compose(path: Path, text: str) -> yaml.MappingNode:
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        code, line = _slip(text, line)
        raise CaseError(code, path=str(path), line=line) from error
    if root is None:
        raise CaseError("answers-empty", path=str(path))
    if not isinstance(root, yaml.MappingNode):
        raise CaseError("answers-not-mapping", path=str(path))
    return root


def _slip(text: str, line: int) -> tuple[str, int]:
    """The likely slip behind a YAML error at ``line``, and the line it is made on."""
    lines = text.splitlines()
    # A dash without its space is noticed by the parser only on the line behind it.
    for number in (line, line - 1):
        written = lines[number - 1] if 0 < number <= len(lines) else ""
        if number == line and "\t" in written:
            return "answers-tab", number
        if re.match(r"\s*-[^\s\d-]\S*:(\s|$)", written):
            return "answers-dash", number
    return "answers-not-yaml", line


class _Walk:
    """Goes through the nodes of a YAML file and keeps their lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = 0
        self.problems: list[Problem] = []

    def line(self, node: Any) -> int:
        return int(node.start_mark.line) + 1

    def pairs(self, node: Any) -> Iterator[tuple[str, Any]]:
        """The keys and nodes of a mapping; a key that stands twice is reported, its last value counts."""
        found: dict[str, Any] = {}
        for key, value in node.value:
            self._count()
            name = str(key.value)
            if name in found:
                self.problems.append(
                    Problem("key-twice", {"id": name}, Source(str(self._path), self.line(key)))
                )
            found[name] = value
        yield from found.items()

    def texts(self, node: Any) -> list[str]:
        kind = node.id
        if kind == "sequence":
            return [str(item.value) for item in node.value if item.id == "scalar"]
        return [str(node.value)] if kind == "scalar" and str(node.value).strip() else []

    def day(self, node: Any) -> date | None:
        try:
            return parse_date(node.value)
        except ValueProblem as problem:
            self.problems.append(
                Problem(
                    problem.code, {"id": "as_of", **problem.params}, Source(str(self._path), self.line(node))
                )
            )
            return None

    def entries(self, answer_id: str, node: Any) -> Iterator[Entry]:
        """All answers below ``node``."""
        self._count()
        if node.id == "scalar":
            if not _is_blank(node):
                yield Entry(answer_id, str(node.value), self.line(node))
        elif node.id == "mapping":
            keys = {str(key.value) for key, _ in node.value}
            if keys and keys <= set(LANGUAGES):
                yield from self._both_languages(answer_id, node)
                return
            for key, value in self.pairs(node):
                yield from self.entries(f"{answer_id}/{key}", value)
        elif all(item.id == "scalar" for item in node.value):
            if node.value:
                yield Entry(answer_id, [str(item.value) for item in node.value], self.line(node))
        else:
            last = len(node.value)
            for number, item in enumerate(node.value, 1):
                prefix = f"{answer_id}/{number}"
                yield from self.entries(prefix, item)
                # A list says by its length whether there is another row.
                yield Entry(f"{prefix}/more", "yes" if number < last else "no", self.line(item))

    def _both_languages(self, answer_id: str, node: Any) -> Iterator[Entry]:
        texts = {str(key.value): value for key, value in node.value}
        spoken = [lang for lang in LANGUAGES if lang in texts and not _is_blank(texts[lang])]
        if spoken:
            first = texts[spoken[0]]
            twin = str(texts[spoken[1]].value) if len(spoken) > 1 else None
            yield Entry(answer_id, str(first.value), self.line(first), spoken[0], twin)

    def _count(self) -> None:
        self._seen += 1
        if self._seen > _MAX_NODES:
            raise CaseError("answers-too-big", path=str(self._path), limit=_MAX_NODES)


def _is_blank(node: Any) -> bool:
    return node.id == "scalar" and (
        not str(node.value).strip() or (node.style is None and node.value in ("~", "null"))
    )
