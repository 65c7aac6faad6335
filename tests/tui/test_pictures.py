"""Every screen and dialog as it is painted: both languages, two sizes, the themes.

A picture is the text, then a letter for the style of every cell, then what each letter
looks like in every theme. ``pytest -n 0 tests/tui/test_pictures.py --snapshot-update`` makes them anew.
"""

from __future__ import annotations

import string

import pytest
from pseudo import records_saying
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from tour import REFUSED, painted, reviewer, walk
from wizard_case import NARROW, WIDE, MakeApp, settle

from appeal_tool.plan.tree import Plan
from appeal_tool.tui.answers import Answers
from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.session import Session

LETTERS = string.ascii_letters + string.digits
LOOKS = {NARROW: ("dark", "light", "contrast"), WIDE: ("dark", "light")}
ONE_THEME = {NARROW: ("dark",), WIDE: ("dark",)}
"""For the palette, which lies over the page: Textual restyles it at a time of its own when the theme changes below it."""
"""Themes of the pictures of each size."""
PLAN = {
    "fr": "# Plan d’action\n\nEn septembre 2012, 93 commandes ont été annulées.\n\n## La cause\n\n"
    "Le stock n’était compté qu’une fois par semaine.\n\n- Le 28 septembre 2012, il a été compté (annexe 1).\n",
    "en": "# Plan of action\n\nIn September 2012, 93 orders were cancelled.\n\n## The cause\n\n"
    "Stock was counted only once a week.\n\n- On 28 September 2012 it was counted (exhibit 1).\n",
}
"""A plan that is always the same, so that the pictures show the screens and not the templates of the day."""
RECORD = {
    "fr": "Une phrase des règles : elle est assez longue pour passer à la ligne sur un terminal étroit.",
    "en": "A sentence of the rules: it is long enough to go on in a second line on a narrow terminal.",
}
"""What every text of the records says in the pictures, for the same reason."""
Cells = list[list[tuple[str, str]]]


class Picture(SingleFileSnapshotExtension):
    """One text file a picture."""

    _file_extension = "txt"
    _write_mode = WriteMode.TEXT


def always_the_same(plan: Plan, lang: str) -> str:
    """The plan, and below it the answer that the walk changes after the plan was sent."""
    changed = REFUSED[lang].splitlines()[0]
    return PLAN[lang] + (f"\n{changed}\n" if changed in repr(plan) else "")


def cells(app: WizardApp) -> Cells:
    """Every character with its style."""
    return [
        [(char, str(segment.style)) for segment in line for char in segment.text] for line in painted(app)
    ]


def picture(looks: dict[str, Cells]) -> str:
    """The same page in all themes as one text. The page must say the same in all of them."""
    texts = [
        "\n".join("".join(char for char, _ in line).rstrip() for line in look) for look in looks.values()
    ]
    assert len(set(texts)) == 1
    known: dict[tuple[str, ...], str] = {}
    grid = []
    for lines in zip(*looks.values(), strict=True):
        styles = [tuple(style for _, style in cell) for cell in zip(*lines, strict=True)]
        grid.append("".join(known.setdefault(style, LETTERS[len(known)]) for style in styles))
    legend = [
        f"{letter} {theme}: {style}"
        for styles, letter in known.items()
        for theme, style in zip(looks, styles, strict=True)
    ]
    short = [f"{line.rstrip(line[-1])}{line[-1]}+" for line in grid]  # the last style goes to the edge
    return "\n".join([texts[0], "", *short, "", *legend, ""])


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_pictures(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion, lang: str
) -> None:
    monkeypatch.setattr(Session, "lint", lambda self, text, route=None: reviewer(self.lang, text))
    monkeypatch.setattr(Answers, "advice", lambda self, text: reviewer(lang, text).findings)
    monkeypatch.setattr("appeal_tool.plan.markdown.render", always_the_same)
    changed = []
    with records_saying(lambda _: RECORD["fr"], lambda _: RECORD["en"], monkeypatch):
        app = make_app(lang)
        app.session.folder = app.session.places.cases / "2012-09-28"
        async with app.run_test(size=NARROW) as pilot:
            async for name in walk(app, pilot):
                for size, themes in (ONE_THEME if name == "palette" else LOOKS).items():
                    await pilot.resize_terminal(*size)
                    looks = {}
                    for theme in themes:
                        app.theme = theme
                        await settle(app, pilot)
                        looks[theme] = cells(app)
                    called = f"{name}-{size[0]}x{size[1]}"
                    if picture(looks) != snapshot(name=called, extension_class=Picture):
                        changed.append(called)
                await pilot.resize_terminal(*NARROW)
                app.theme = "dark"
    assert not changed
