"""How the wizard feels: first frame, key to frame, screen switch, memory. Prints a table.

    python benchmarks/wizard.py [RUNS]

First frame and keys are measured from outside, in a pseudo-terminal of 120x40: from fork,
or from the key, to the bytes that answer it. Keys are typed into a text of 10 KB while it
is being checked and saved. A screen is there when its title is; on a busy machine the
median of a few rounds says little, so the fastest is printed beside it.
"""

from __future__ import annotations

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
EXAMPLE = Path(__file__).parent.parent / "examples" / "cancellation"
NEXT, BACK, LIST, REVIEW = b"\x0e", b"\x1b", b"\x1bOR", b"\x0c"
ROUND = (
    ("diagnosis", NEXT, "La cause, d’après"),
    ("lessons", NEXT, "À faire et à ne pas"),
    ("tasks", LIST, "Ce que votre plan"),
    ("question", NEXT, " sur "),
    ("review", REVIEW, "Relecture du plan"),
    ("export", NEXT, "Écrire les documents"),
    ("review, back", BACK, "Relecture du plan"),
    ("tasks, back", BACK, "Ce que votre plan"),
    ("lessons, back", BACK, "À faire et à ne pas"),
    ("diagnosis, back", BACK, "La cause, d’après"),
    ("account", BACK, "Votre compte, tel"),
)
"""Screen, key that leads there, and its title."""
AIMS = {"first frame": 350, "key p50": 11, "key p95": 50, "screen switch": 150, "memory": 90}


class Terminal:
    """The wizard in a pseudo-terminal."""

    def __init__(self, home: Path, *arguments: str) -> None:
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
            command = [sys.executable, "-m", "appeal_tool", "--lang", "fr", "wizard", *arguments]
            os.execv(sys.executable, command)
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


def switches(rounds: int) -> tuple[dict[str, list[float]], float]:
    """From the key that asks for a screen to its title on the terminal, on an example account."""
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as home:
        files = sorted(path for path in EXAMPLE.iterdir() if path.suffix == ".txt")
        terminal = Terminal(Path(home), str(Path(home) / "case"), "--from", *map(str, files))
        terminal.until(b"Votre compte, tel")
        terminal.drain(1)
        for _ in range(rounds):
            for screen, key, word in ROUND:
                start = time.perf_counter()
                terminal.send(key)
                terminal.until(word.encode())
                found.setdefault(screen, []).append((time.perf_counter() - start) * 1000)
                terminal.drain(0.4)
        peak = terminal.peak()
        terminal.end()
    return found, peak


def line(name: str, value: float, unit: str, aim: str = "") -> None:
    print(f"{name:<34}{value:>9.1f} {unit:<4}{f'aim {AIMS[aim]}' if aim else ''}")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    frames = first_frames(runs)
    line("first frame, median", statistics.median(frames), "ms", "first frame")
    typed, peak = keys(runs * 10)
    line("key to frame, p50", statistics.median(typed), "ms", "key p50")
    line("key to frame, p95", statistics.quantiles(typed, n=20)[-1], "ms", "key p95")
    found, walked = switches(max(3, runs // 2))
    for screen, times in found.items():
        shown = f"switch to {screen}"
        line(f"{shown}, median", statistics.median(times), "ms", "screen switch")
        line(f"{shown}, fastest", min(times), "ms")
    line("memory after checking, peak", peak, "MiB", "memory")
    line("memory after all steps, peak", walked, "MiB", "memory")


if __name__ == "__main__":
    main()
