"""The pages under ``docs/rules`` say what the records say."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_pages_are_those_of_the_records() -> None:
    spec = importlib.util.spec_from_file_location("make_rules", DOCS / "make_rules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    wanted = module.pages()
    there = {
        p.relative_to(DOCS / "rules").as_posix(): p.read_text(encoding="utf-8")
        for p in (DOCS / "rules").rglob("*.md")
    }
    assert there == wanted, "run: python docs/make_rules.py"
