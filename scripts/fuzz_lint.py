"""Coverage-guided fuzzing of the linter: no crash, exact excerpts, linear time.

    pip install atheris                      # in an environment of its own, beside the project's libraries
    python scripts/fuzz_lint.py --seeds DIR  # writes the corpus' appeals into DIR, to begin from
    python scripts/fuzz_lint.py DIR -max_total_time=3600 -max_len=6000 -timeout=60 -rss_limit_mb=0

All further options are libFuzzer's; the fuzzer's own memory grows by gigabytes an hour, the
linter's does not. The first byte of an input chooses the options, the rest is the file as it
would be read from disk. An input that takes far longer than its length explains is repeated
eightfold: it may then take eight times as long, and a little.
Every failure is kept by libFuzzer as a file ``crash-…``; it belongs into ``tests/lint/``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_USUAL = 2e-5
"""Seconds of processor time a character that no honest text needs, coverage counted in."""
_START = 0.2
"""Seconds that an input of any length may take (first use of a pattern, a busy machine)."""
_REPEATED = 20_000
"""Characters of the longest text that is looked at again eight times as long."""


def seeds(folder: Path) -> None:
    """Write each appeal of the training corpus as a file, behind a byte that chooses the options."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted((ROOT / "training" / "corpus").glob("??-appeals*.jsonl")):
        texts: dict[str, list[str]] = {}
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if "text" in record:
                texts.setdefault(record["doc"], []).append(record["text"])
        for number, (document, sentences) in enumerate(texts.items()):
            kept = bytes([number % 256]) + "\n\n".join(sentences).encode()
            (folder / f"{file.stem}-{document}").write_bytes(kept)


def look(data: bytes) -> None:
    """Lint one input and hold the report against what is promised."""
    from appeal_tool.lint.engine import decode, lint_text
    from appeal_tool.lint.options import LintOptions
    from appeal_tool.lint.reports import FORMATS, render
    from appeal_tool.lint.text import parse

    if len(data) < 2:
        return
    chosen = data[0]
    options = LintOptions(
        lang="fr" if chosen & 1 else "en",
        text_lang=("auto", "auto", "fr", "en")[chosen >> 1 & 3],
        use_model=chosen & 24 == 24,
    )
    text = decode(data[1:])
    start = time.process_time()
    report = lint_text(text, options=options)
    taken = time.process_time() - start
    for found in report.findings:
        assert text[found.offset : found.end_offset] == found.excerpt, found
        assert 0 <= found.offset <= found.end_offset <= len(text), found
        assert found.line >= 1 <= found.column, found
        assert (found.end_line, found.end_column) >= (found.line, found.column), found
    for sentence in parse(text).sentences:
        assert text[sentence.start : sentence.end] == sentence.text, sentence
        assert len(sentence.normal) == len(sentence.folded), sentence
    shown = render(FORMATS[chosen % len(FORMATS)], [report], options.lang)
    assert "\x1b" not in shown, "an escape sequence of the text came through"
    if taken > _START + _USUAL * len(text) and len(text) < _REPEATED:
        start = time.process_time()
        lint_text(text * 8, options=options)
        longer = time.process_time() - start
        assert longer < 24 * taken + _START, (
            f"{len(text)} characters {taken:.2f} s, eight times {longer:.2f} s"
        )


def main() -> None:
    """Fuzz until told to stop."""
    if sys.argv[1:2] == ["--seeds"]:
        seeds(Path(sys.argv[2]))
        return
    import atheris

    with atheris.instrument_imports(include=["appeal_tool.lint"], enable_loader_override=False):
        import appeal_tool.lint.checks.facts
        import appeal_tool.lint.engine
        import appeal_tool.lint.learned.network
        import appeal_tool.lint.reports  # noqa: F401 - instrumented as they are imported
    atheris.Setup(sys.argv, look)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
