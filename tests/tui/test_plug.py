"""The plug is pulled (kill -9) on every screen of the real program: it goes on where one was, with nothing lost."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from appeal_tool.case.store import open_case

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")

ENTER, DOWN, CONTINUE, LIST, REVIEW, PALETTE = "\r", "\x1b[B", "\x0e", "\x1bOR", "\x0c", "\x10"
PATIENCE = 40.0
"""Seconds that the program may take for any one thing on a busy machine."""
SAVED = 0.8
"""Seconds without a key after which what was typed is written down for sure (it takes a quarter of one)."""
ESCAPES = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|P[^\x1b]*\x1b\\|[()][AB0]|[=>])")


class Terminal:
    """One run of the program in a pseudo-terminal of 120x40."""

    def __init__(self, home: Path) -> None:
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
            os.environ.update(
                places, TERM="xterm-256color", COLUMNS="120", LINES="40", TEXTUAL_ANIMATIONS="none"
            )
            os.execv(sys.executable, [sys.executable, "-m", "appeal_tool", "--lang", "en", "wizard"])
        self._seen = b""

    def shows(self, *words: str) -> None:
        """Wait until all of ``words`` were painted since the last key."""
        limit = time.monotonic() + PATIENCE
        while not all(word in self.text for word in words):
            assert time.monotonic() < limit, (words, self.text[-2000:])
            if select.select([self._fd], [], [], 0.2)[0]:
                self._seen += os.read(self._fd, 1 << 16)

    def rest(self) -> None:
        """Take the hands off the keys until what was typed is saved."""
        limit = time.monotonic() + SAVED
        while (left := limit - time.monotonic()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                self._seen += os.read(self._fd, 1 << 16)

    @property
    def text(self) -> str:
        return ESCAPES.sub(b"", self._seen).decode("utf-8", errors="replace")

    def press(self, *keys: str) -> None:
        """Press keys one by one, as a hand does."""
        self._seen = b""
        for key in keys:
            os.write(self._fd, key.encode())
            time.sleep(0.05)

    def pull_the_plug(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)


@pytest.fixture
def running() -> Iterator[list[Terminal]]:
    """Runs that end with the test, whatever happens."""
    runs: list[Terminal] = []
    yield runs
    for run in runs:
        with suppress(OSError):
            run.pull_the_plug()


def test_killed_on_every_screen(tmp_path: Path, running: list[Terminal]) -> None:
    def again(*words: str) -> Terminal:
        """Kill the run, start anew, go on with the first case: ``words`` must be there."""
        if running:
            running.pop().pull_the_plug()
        run = Terminal(tmp_path)
        running.append(run)
        run.shows("Hello. Let’s prepare", "Ctrl+P")
        if words:
            assert "Go on with the case" in run.text
            run.press(ENTER)
            run.shows(*words)
        return run

    run = again()
    run.press(DOWN, ENTER)
    run.shows("Choose an example account")
    run.press(ENTER)
    account = "Your account, as the marketplace sees it"
    run.shows(account, "21 of 73")

    run = again(account, "21 of 73")
    run.press(CONTINUE)
    diagnosis = "The cause, from your data"
    run.shows(diagnosis)

    run = again(diagnosis)
    run.press(CONTINUE)
    run.shows("Example 1 of")
    run.press(ENTER)
    run.shows("acceptable.")
    run.press(CONTINUE)
    run.shows("Example 2 of")

    run = again("Example 2 of")
    run.press(LIST)
    tasks = "What your plan must say"
    run.shows(tasks)

    run = again(tasks)
    run.press(CONTINUE)
    run.shows("1 of ")
    first = run.text
    run.press(CONTINUE)  # an answer, which the case must hold at the end
    run.shows("Continue")
    assert run.text != first
    run.press(LIST)
    run.shows(tasks)
    run.press(*[DOWN] * 2, ENTER)
    run.shows("The cause · 1 of")
    run.press(*"No stock was left")
    run.rest()

    run = again("The cause · 1 of", "No stock was left")
    run.press(REVIEW)
    review = "Not ready yet."
    run.shows(review)

    run = again(review)
    run.press(CONTINUE)
    export = "Write the documents"
    run.shows(export)

    run = again(export)
    run.press(PALETTE, *"checked")
    run.shows("Have a text checked")
    run.press(ENTER)
    lint = "Checking a text"
    run.shows(lint)
    run.press(*"We promise it.")
    run.rest()

    again(lint, "We promise it.")
    running.pop().pull_the_plug()
    cases = [path.parent for path in tmp_path.rglob("case.json")]
    assert len(cases) == 1
    with open_case(cases[0]) as case:
        assert case.read_only is None
        assert case.answers
