"""The interview line by line, for screen readers and scripts: the same engine, no cursor tricks.

Every question is printed with its reason; one line of input is the answer. ``?``
prints examples, ``<`` goes back, ``-`` says "I don't know", an empty line skips, ``.``
ends. A line that ends in a backslash goes on in the next one. No Textual here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from appeal_tool.tui.explain import explain
from appeal_tool.tui.paths import typed_path
from appeal_tool.tui.session import Session
from appeal_tool.tui.visible import visible

if TYPE_CHECKING:
    from appeal_tool.case.interview import Item

WIDTH = 78


class Plain:
    """One sitting at ``source`` and ``target``."""

    def __init__(self, session: Session, source: TextIO, target: TextIO) -> None:
        self._session = session
        self._source = source
        self._target = target
        self._asked: list[str] = []

    def run(self) -> int:
        """Account, diagnosis, interview, plan. Returns 0 if the plan is ready, 1 if not, 2 without an account."""
        session = self._session
        self._say(session.say("plain.welcome"))
        if (session.given or session.case is None) and not self._take_account():
            return 2
        if session.reading is None:
            session.reading = session.read()
        self._diagnosis()
        self._interview()
        return self._plan()

    # -- the account

    def _take_account(self) -> bool:
        session = self._session
        files = list(session.given)
        while not files:
            line = self._ask(session.say("plain.files"))
            if not line:
                self._say(session.say("plain.no-files"))
                return False
            files = [typed_path(part) for part in line.split(";")]
            if not self._take(files):
                files = []
                continue
            return True
        return self._take(files)

    def _take(self, files: list[Path]) -> bool:
        from appeal_tool.account.model import InputError
        from appeal_tool.case.model import CaseError

        try:
            self._session.reading = self._session.take([(str(path), path.read_bytes()) for path in files])
        except (OSError, InputError, CaseError) as error:
            self._say(explain(error, self._session))
            return False
        return True

    def _diagnosis(self) -> None:
        from appeal_tool.diagnosis.report import as_text

        reading = self._session.reading
        if reading is not None and reading.diagnosis.metrics:
            self._say("")
            self._say(as_text(reading.diagnosis, self._session.lang, WIDTH))

    # -- the questions

    def _interview(self) -> None:
        self._say("")
        self._say(self._session.say("plain.how"))
        item = self._following(None)
        while item is not None:
            self._asked.append(item.id)
            line = self._question(item)
            if line is None:
                return
            item = self._back() if line == "<" else self._following(item.id)

    def _following(self, after: str | None) -> Item | None:
        """The next question without an answer behind ``after``; a question that went away counts from the start."""
        items = [item for task in self._session.answers.tasks() for item in task.items]
        ids = [item.id for item in items]
        start = ids.index(after) + 1 if after in ids else 0
        return next((i for i in items[start:] if i.answer is None and i.id not in self._asked), None)

    def _back(self) -> Item | None:
        self._asked.pop()
        before = self._asked.pop() if self._asked else None
        found = self._session.answers.question(before) if before is not None else None
        return found or self._following(None)

    def _question(self, item: Item) -> str | None:
        """Ask until the answer can be taken. Returns the last line, ``None`` at the end of the input or of patience."""
        session, lang = self._session, self._session.lang
        task, number, total = session.answers.place_of(item)
        self._say("")
        self._say(session.say("question.where", task=task, number=number, total=total))
        self._say(item.ask[lang])
        self._say(session.say("plain.why", why=item.why[lang]))
        for place, choice in enumerate(item.choices, 1):
            self._say(f"  {place}. {choice.text[lang]}")
        printed, where = session.answers.printed(item)
        if printed:
            self._say(session.say("plain.printed", printed=printed, place=where))
        while True:
            line = self._ask(self._hint(item))
            if line is None or line == ".":
                return None
            line = line or printed
            if line in ("", "<"):
                return line
            if line == "?":
                self._examples(item)
                continue
            if line == "-":
                wrong = session.answers.answer_unknown(item.id)
            elif self._beyond(item, line):
                wrong = line
            else:
                wrong, advice = session.answers.answer(item.id, self._value(item, line))
                for said in advice:
                    self._say(session.say("plain.advice", said=said))
            if not wrong:
                return line
            numbered = item.choices and line != "-" and session.case and session.case.read_only is None
            self._say(session.say("plain.not-a-number", count=len(item.choices)) if numbered else wrong)

    def _beyond(self, item: Item, line: str) -> bool:
        """True for the number of a choice that is not there: it is no answer in own words either."""
        value = self._value(item, line)
        parts = value if isinstance(value, list) else [value]
        ids = {choice.id for choice in item.choices}
        return bool(ids) and any(part.isdigit() and part not in ids for part in parts)

    def _value(self, item: Item, line: str) -> str | list[str]:
        """Numbers of choices as their ids; ids, texts and own words as typed. Several: « 1; 3 » or « 1, 3 »."""
        ids = [choice.id for choice in item.choices]

        def chosen(part: str) -> str:
            part = part.strip()
            return ids[int(part) - 1] if part.isdigit() and 0 < int(part) <= len(ids) else part

        if item.question.type == "multi":
            numbers = re.fullmatch(r"\d+([\s,;]+\d+)*[\s,;]*", line)
            parts = re.findall(r"\d+", line) if numbers else line.split(";")
            return [chosen(part) for part in parts]
        return chosen(line) if ids else line

    def _hint(self, item: Item) -> str:
        kind = item.question.type
        if kind in ("choice", "multi") and item.choices:
            return self._session.say(f"plain.hint.{kind}", count=len(item.choices))
        return self._session.say(
            f"plain.hint.{kind if kind in ('choice', 'multi', 'yesno', 'date') else 'text'}"
        )

    def _examples(self, item: Item) -> None:
        lang, say = self._session.lang, self._session.say
        if item.question.help is not None:
            self._say(item.question.help[lang])
        for example in item.question.do:
            self._say(f"{say('question.do')}: {example.text[lang]}")
        for example in item.question.dont:
            reason = f" ({example.reason[lang]})" if example.reason is not None else ""
            self._say(f"{say('question.dont')}: {example.text[lang]}{reason}")
        self._say(say("plain.commands"))

    # -- the plan

    def _plan(self) -> int:
        session = self._session
        from appeal_tool.case.model import CaseError

        draft = session.make_draft()
        self._say("")
        try:
            self._say(session.say("plain.plan", path=session.shown(session.write_document(draft))))
        except CaseError as error:
            self._say(session.say("plain.not-written", error=explain(error, session)))
        for gap in draft.plan.open:
            self._say(session.say("plain.gap", gap=gap.fr if session.lang == "fr" else gap.en))
        for finding in draft.findings:
            level = session.say(f"lint.{finding.level}")
            self._say(session.say("plain.finding", level=level, line=finding.line, message=finding.message))
        ready = draft.ready
        self._say(session.say("plain.ready" if ready else "plain.not-ready"))
        return 0 if ready else 1

    # -- lines

    def _say(self, text: str) -> None:
        print(visible(text), file=self._target, flush=True)

    def _ask(self, prompt: str) -> str | None:
        """One answer, ``None`` at the end of the input. Lines that end in a backslash are joined."""
        print(visible(prompt), end=" ", file=self._target, flush=True)
        lines = []
        for line in self._lines():
            lines.append(line.removesuffix("\\"))
            if not line.endswith("\\"):
                return "\n".join(lines).strip()
        return "\n".join(lines).strip() if lines else None

    def _lines(self) -> Iterator[str]:
        for line in self._source:
            yield visible(line).rstrip("\n")
