"""How the wizard feels: first frame, key to frame, screen switch, memory. Prints a table.

    python benchmarks/wizard.py [RUNS]

First frame and keys are measured from outside, in a pseudo-terminal of 120x40: from fork,
or from the key, to the bytes that answer it. Keys are typed into a text of 10 KB while it
is being checked and saved. Screens are switched without a terminal, in this process.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

SENTENCE = "Nous avons vérifié chaque commande du 3 mai 2013 et corrigé le stock de 12 références. "
KNOWN = b"Bonjour"
AIMS = {"first frame": 350, "key p50": 11, "key p95": 50, "screen switch": 150, "memory": 90}


class Terminal:
    """The wizard in a pseudo-terminal."""

    def __init__(self, home: Path) -> None:
        self.born = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(
                HOME=str(home),
                XDG_CONFIG_HOME=str(home),
                XDG_STATE_HOME=str(home),
                TERM="xterm-256color",
                COLORTERM="truecolor",
            )
            os.execv(sys.executable, [sys.executable, "-m", "appeal_tool", "wizard", "--lang", "fr"])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def read(self, seconds: float) -> bytes:
        """What comes within ``seconds``, at once."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        return os.read(self.fd, 1 << 20) if ready else b""

    def until(self, word: bytes, seconds: float = 20) -> float:
        """Milliseconds from birth to ``word``."""
        seen, limit = b"", time.perf_counter() + seconds
        while word not in seen:
            if time.perf_counter() > limit:
                raise TimeoutError(f"{word!r} did not appear")
            seen += self.read(0.5)
        return (time.perf_counter() - self.born) * 1000

    def drain(self, quiet: float) -> None:
        """Read until nothing comes for ``quiet`` seconds."""
        while self.read(quiet):
            pass

    def send(self, keys: bytes) -> None:
        os.write(self.fd, keys)

    def peak(self) -> float:
        """Highest resident memory so far in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def first_frames(runs: int) -> list[float]:
    found = []
    for _ in range(runs + 1):
        with tempfile.TemporaryDirectory() as home:
            terminal = Terminal(Path(home))
            found.append(terminal.until(KNOWN))
            terminal.end()
    return found[1:]


def keys(count: int) -> tuple[list[float], float]:
    with tempfile.TemporaryDirectory() as home:
        state = Path(home) / "appeal-tool"
        state.mkdir()
        text = "\n\n".join(SENTENCE * 5 for _ in range(23))[:10_000]
        (state / "draft-lint.json").write_text(json.dumps(text), encoding="utf-8")
        terminal = Terminal(Path(home))
        terminal.until(KNOWN)
        terminal.drain(0.5)
        for key in (b"\x1b[B", b"\x1b[B", b"\r"):
            terminal.send(key)
            terminal.drain(0.3)
        terminal.drain(3)
        times = []
        for number in range(count):
            start = time.perf_counter()
            terminal.send(b"abcdefgh "[number % 9 : number % 9 + 1])
            terminal.read(2)
            times.append((time.perf_counter() - start) * 1000)
            # Pauses longer than the debounce now and then, so that lint and autosave run between keys.
            terminal.drain(0.35 if number % 8 == 7 else 0.06)
        peak = terminal.peak()
        terminal.end()
    return times, peak


async def switches() -> dict[str, float]:
    from appeal_tool.guide.location import data_folder
    from appeal_tool.tui.app import WizardApp
    from appeal_tool.tui.places import Places
    from appeal_tool.tui.screens.example import inputs
    from appeal_tool.tui.session import Session

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session = Session.begin("fr", Places(folder / "c", folder / "s", folder / "k"))
        files = inputs(data_folder("examples") / "cancellation")
        session.reading = session.take([(path.name, path.read_bytes()) for path in files])
        app = WizardApp(session)
        found: dict[str, list[float]] = {}
        async with app.run_test(size=(120, 40)) as pilot:
            for _ in range(3):
                for screen in (
                    "account",
                    "diagnosis",
                    "lessons",
                    "tasks",
                    "question",
                    "review",
                    "export",
                    "lint",
                ):
                    first = session.answers.next() if screen == "question" else None
                    start = time.perf_counter()
                    app.go(screen, first.id if first else "")
                    await pilot.pause()
                    found.setdefault(screen, []).append((time.perf_counter() - start) * 1000)
                    await app.workers.wait_for_complete()
        return {screen: statistics.median(times) for screen, times in found.items()}


def line(name: str, value: float, unit: str, aim: str = "") -> None:
    print(f"{name:<28}{value:>9.1f} {unit:<4}{f'aim {AIMS[aim]}' if aim else ''}")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    frames = first_frames(runs)
    line("first frame, median", statistics.median(frames), "ms", "first frame")
    typed, peak = keys(runs * 10)
    line("key to frame, p50", statistics.median(typed), "ms", "key p50")
    line("key to frame, p95", statistics.quantiles(typed, n=20)[-1], "ms", "key p95")
    for screen, took in asyncio.run(switches()).items():
        line(f"switch to {screen}, median", took, "ms", "screen switch")
    line("memory after that, peak", peak, "MiB", "memory")


if __name__ == "__main__":
    main()
