"""Makes the pictures of the wizard that README and docs show: one SVG a step, never by hand.

    python scripts/screenshots.py [FOLDER]      (default: docs/pictures)

The account is the example of the guide with too many cancellations, the answers those of
its invented seller. Every picture is made in French and in English at 110x36.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from appeal_tool.guide.location import data_folder
from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.places import Places
from appeal_tool.tui.screens.example import inputs
from appeal_tool.tui.session import Session

SIZE = (110, 36)
WHAT = "causes/cancellation/corrective/1/what"
STEPS = (
    ("1-start", "start", "", ()),
    ("2-account", "account", "", ()),
    ("3-diagnosis", "diagnosis", "", ()),
    ("4-lesson", "lessons", "0", ("enter",)),
    ("5-questions", "tasks", "", ()),
    ("6-question", "question", WHAT, ()),
    ("7-review", "review", "", ()),
    ("8-documents", "export", "", ("ctrl+n",)),
    ("9-check", "lint", "", ("f7",)),
)


async def take(lang: str, target: Path) -> None:
    """All pictures of one language."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        example = data_folder("examples") / "cancellation"
        session = Session.begin(lang, Places(folder / "config", folder / "state", folder / "cases"))
        session.reading = session.take([(path.name, path.read_bytes()) for path in inputs(example)])
        refused = data_folder("examples") / "refused" / f"refused-{lang}.md"
        session.places.save_draft("lint", refused.read_text(encoding="utf-8"))
        app = WizardApp(session)
        app.animation_level = "none"
        async with app.run_test(size=SIZE) as pilot:

            async def settle() -> None:
                for _ in range(3):
                    await app.workers.wait_for_complete()
                    await pilot.pause(0.2)

            for number, (picture, screen, detail, keys) in enumerate(STEPS):
                if screen == "review":
                    answers = example / ("answers.yaml" if lang == "fr" else "answers-en.yaml")
                    session.answers.fill_from(answers)
                if screen == "lint":
                    session.forget_case()
                app.go(screen, detail)
                await settle()
                await pilot.press(*keys)
                await settle()
                svg = app.export_screenshot(title="appeal-tool").replace(
                    str(folder / "cases"), "~/Documents/appeal-tool"
                )
                (target / f"{picture}.{lang}.svg").write_text(svg, encoding="utf-8")
                print(f"{number + 1}/{len(STEPS)} {picture}.{lang}.svg")


def main() -> None:
    """Both languages."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "docs" / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    Session.shown = lambda self, path: (
        "~/Documents/appeal-tool/2012-09-28" + path.suffix.replace(".", "/plan.")
    )  # type: ignore[method-assign]
    for lang in ("fr", "en"):
        asyncio.run(take(lang, target))


if __name__ == "__main__":
    main()
