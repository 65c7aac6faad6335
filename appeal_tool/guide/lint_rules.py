"""The lint rules as records: ``rules/lint/RULE.yaml``.

One record a rule::

    title: {fr: ..., en: ...}
    text: {fr: ..., en: ...}          # what the rule raises, and what it does not
    why: {fr: ..., en: ...}           # why a reviewer minds
    source: "guide: ..."              # slide of the guide, or an address and the day it was read
    level: error                      # the usual level: error | warning | suggestion
    scope: sentence                   # sentence | document | facts
    messages:                         # by variant; `default` must be there; {placeholders} of `str.format`
      default: {fr: "... « {phrase} » ...", en: "... '{phrase}' ..."}
    fix: {fr: ..., en: ...}           # the question whose answer would mend the text
    better: {fr: ..., en: ...}        # an invented sentence that would pass
    examples:
      fr: {bad: [5 or more], good: [5 or more]}
      en: {bad: [5 or more], good: [5 or more]}
    frame: {fr: "... {example} ...", en: ...}    # optional: the appeal that an example stands in
    given: {fr: {...}, en: {...}}                # facts rules: the account, notice or earlier text of the examples
    lexicon: {...}                    # optional: data of the checks, see appeal_tool/lint/checks/

An example is a text, or ``{text: ..., repeat: N}`` for one that is said N times over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from appeal_tool.guide.records import Record, RecordError, RecordFile, load, load_lenient

Level = Literal["error", "warning", "suggestion"]
Scope = Literal["sentence", "document", "facts"]
MIN_EXAMPLES = 5

_KEYS = frozenset(
    "title text why source level scope messages fix better examples frame given lexicon".split()  # noqa: SIM905
)
_OTHER_KINDS = ("causes", "questions", "advice", "standards", "diagnosis")
_LEVELS = ("error", "warning", "suggestion")
_SCOPES = ("sentence", "document", "facts")


@dataclass(frozen=True, slots=True)
class LintRule:
    """One lint rule, as its record states it. Mappings are by language, ``messages`` by variant first."""

    id: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    why: Mapping[str, str]
    source: str
    level: Level
    scope: Scope
    messages: Mapping[str, Mapping[str, str]]
    fix: Mapping[str, str]
    better: Mapping[str, str]
    examples: Mapping[str, Mapping[str, list[str]]]
    frame: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    lexicon: Mapping[str, Any] = field(default_factory=dict)

    def example_texts(self, lang: str, kind: Literal["bad", "good"]) -> list[str]:
        """The examples of one language as whole texts: each in its frame, if the rule has one."""
        frame = self.frame.get(lang, "{example}")
        return [frame.replace("{example}", example) for example in self.examples[lang][kind]]


def load_lint_rules(extra: Path | None = None) -> dict[str, LintRule]:
    """All lint rules by id; ``extra`` is a folder of the user's own, read after ours.

    A bad record of the user's is left out here: ``user_rule_errors`` says why.
    Raises ``RecordError`` for a bad record of ours.
    """
    folder = _own(extra)
    if folder is None:
        return dict(_ours())
    own = load_lenient(folder, check_own_record)[0]
    return {**_ours(), **{name: _rule(name, record) for name, record in own.items()}}


@cache
def _ours() -> Mapping[str, LintRule]:
    return {name: _rule(name, record) for name, record in load("lint", check_record).items()}


def user_rule_errors(folder: Path) -> list[RecordError]:
    """What is wrong with the records of a user's folder."""
    own = _own(folder)
    return load_lenient(own, check_own_record)[1] if own is not None else []


def _own(rules: Path | None) -> Path | None:
    """The user's lint records: ``lint/`` of a folder laid out like ours, else the folder itself."""
    if rules is None or (rules / "lint").is_dir():
        return rules / "lint" if rules else None
    return None if any((rules / kind).is_dir() for kind in _OTHER_KINDS) else rules


def check_record(record: Record, file: RecordFile) -> None:
    """Raise ``RecordError`` unless ``record`` is a whole lint rule."""
    file.only(record, _KEYS)
    file.require(record, "text", "level", "scope", "messages", "fix", "better", "examples")
    for key in ("title", "text", "why", "fix", "better"):
        _spoken(record[key], file, key)
    if not isinstance(record["source"], str):
        raise file.fail("source", "is not a text")
    _one_of(record["level"], _LEVELS, file, "level")
    _one_of(record["scope"], _SCOPES, file, "scope")
    messages = record["messages"]
    if not isinstance(messages, dict) or "default" not in messages:
        raise file.fail("messages", "has no 'default'")
    for variant, message in messages.items():
        _spoken(message, file, f"messages.{variant}")
    _check_examples(record["examples"], file)
    for key in ("frame", "given", "lexicon"):
        if not isinstance(record.get(key, {}), dict):
            raise file.fail(key, "is not a mapping")
    for lang, frame in record.get("frame", {}).items():
        if "{example}" not in str(frame):
            raise file.fail(f"frame.{lang}", "has no place for '{example}'")


def check_own_record(record: Record, file: RecordFile) -> None:
    """Raise ``RecordError`` unless ``record`` is a lint rule that a user's folder may hold.

    Its messages are filled in as ours are: those of a rule of ours with what ours hold, any
    other with ``{phrase}``. Its phrases are texts.
    """
    check_record(record, file)
    ours = _ours().get(file.id)
    for variant, message in record["messages"].items():
        for lang, text in message.items():
            known = ours.messages.get(variant, {}).get(lang, "") if ours else "{phrase}"
            try:
                strange = sorted(set(_fields(text)) - set(_fields(known)))
            except ValueError as error:
                raise file.fail(
                    f"messages.{variant}.{lang}", f"{error}; a brace of the text is written twice"
                ) from error
            if strange:
                raise file.fail(f"messages.{variant}.{lang}", f"nothing fills {{{strange[0]}}} in")
    for lang, lexicon in record.get("lexicon", {}).items():
        for kind in ("sure", "maybe"):
            phrases = lexicon.get(kind, []) if isinstance(lexicon, dict) else None
            if not isinstance(phrases, list) or not all(isinstance(p, str) and p.strip() for p in phrases):
                raise file.fail(f"lexicon.{lang}.{kind}", "is not a list of phrases")


def _fields(message: str) -> list[str]:
    """What a message of ``str.format`` is to be filled in with, formats and all."""
    parts = Formatter().parse(message)
    return [f"{name}:{spec}" if spec else name for _, name, spec, _ in parts if name is not None]


def _check_examples(examples: Any, file: RecordFile) -> None:
    for lang in ("fr", "en"):
        spoken = examples.get(lang) if isinstance(examples, dict) else None
        if not isinstance(spoken, dict):
            raise file.fail(f"examples.{lang}", "is missing")
        file.only(spoken, frozenset({"bad", "good"}), f"examples.{lang}.")
        for kind in ("bad", "good"):
            texts = spoken.get(kind)
            if not isinstance(texts, list) or len(texts) < MIN_EXAMPLES:
                raise file.fail(f"examples.{lang}.{kind}", f"needs at least {MIN_EXAMPLES} texts")
            for number, text in enumerate(texts):
                _example(text, file, f"examples.{lang}.{kind}.{number}")


def _example(value: Any, file: RecordFile, where: str) -> str:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, dict) and set(value) == {"text", "repeat"} and isinstance(value["repeat"], int):
        return " ".join([str(value["text"])] * value["repeat"])
    raise file.fail(where, "is not a text")


def _spoken(value: Any, file: RecordFile, key: str) -> None:
    if not isinstance(value, dict):
        raise file.fail(key, "is not a mapping of 'fr' and 'en'")
    file.only(value, frozenset({"fr", "en"}), f"{key}.")
    for lang in ("fr", "en"):
        if not isinstance(value.get(lang), str) or not value[lang].strip():
            raise file.fail(f"{key}.{lang}", "is missing")


def _one_of(value: Any, allowed: tuple[str, ...], file: RecordFile, key: str) -> None:
    if value not in allowed:
        file.only({str(value): 1}, frozenset(allowed), f"{key}: ")


def _rule(name: str, record: Record) -> LintRule:
    file = RecordFile(Path(name), name)
    examples = {
        lang: {kind: [_example(text, file, kind) for text in texts] for kind, texts in spoken.items()}
        for lang, spoken in record["examples"].items()
    }
    return LintRule(id=name, **{**record, "examples": examples})
