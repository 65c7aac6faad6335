"""Every screen as a picture, in both languages, sizes and themes. ``pytest tests/tui --snapshot-update`` makes them anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from wizard_case import NARROW, WIDE, MakeApp, settle

from appeal_tool.lint.finding import FileReport, Finding
from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.session import Session

WHAT = "causes/cancellation/corrective/1/what"
PRACTICE = "causes/cancellation/subcauses"
REFUSED = {
    "fr": "Suite à votre message, tout est désormais sous contrôle.\n\nNos évaluations sont excellentes. Dites-nous quel produit est concerné.\n",
    "en": "Following your message, everything is now under control.\n\nOur ratings are excellent. Please tell us which product is concerned.\n",
}
Act = Callable[[WizardApp, Any], Awaitable[None]]


def reviewer(lang: str, text: str) -> FileReport:
    """A reviewer who always says the same, so that the pictures show the screens and not the linter of the day."""
    fr = lang == "fr"
    remarks = (
        (
            "empty-assurance",
            "error",
            "Une assurance sans rien derrière." if fr else "An assurance with nothing behind it.",
        ),
        ("self-praise", "warning", "L’éloge n’est pas un fait." if fr else "Praise is no fact."),
        ("vague-measure", "suggestion", "Qui, quand, combien ?" if fr else "Who, when, how many?"),
    )
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    found = []
    for (rule, level, message), (number, line) in zip(remarks, lines, strict=False):
        start = text.index(line)
        why = (
            "Le lecteur veut savoir ce qui l’empêche." if fr else "The reader wants to know what prevents it."
        )
        fix = "Quel contrôle, par qui, depuis quand ?" if fr else "Which check, by whom, since when?"
        end = len(line) + 1
        place = (number, 1, number, end, start, start + len(line))
        found.append(Finding(rule, level, *place, line, message, why, fix, "guide: contestation"))  # type: ignore[arg-type]
    return FileReport("-", lang, len(text), tuple(found))


def pressing(*keys: str) -> Act:
    async def act(app: WizardApp, pilot: Any) -> None:
        await pilot.press(*keys)

    return act


STOPS: dict[str, tuple[str, str, Act]] = {
    "start": ("start", "", pressing()),
    "account": ("account", "", pressing()),
    "account-empty": ("account", "", pressing()),
    "diagnosis": ("diagnosis", "", pressing()),
    "evidence": ("diagnosis", "", pressing("enter")),
    "lesson": ("lessons", "0", pressing("enter")),
    "tasks": ("tasks", "", pressing()),
    "question": ("question", WHAT, pressing(*"stock")),
    "choices": ("question", PRACTICE, pressing("space", "down")),
    "review": ("review", "", pressing()),
    "export": ("export", "", pressing()),
    "lint": ("lint", "", pressing("f7")),
}
PLAIN = [(name, lang, size, "dark") for name in STOPS for lang, size in (("fr", NARROW), ("en", WIDE))]
OTHERS = [
    *((name, lang, WIDE, "light") for name, lang in (("account", "fr"), ("question", "en"), ("lint", "fr"))),
    *(
        (name, lang, NARROW, "contrast")
        for name, lang in (("diagnosis", "en"), ("choices", "fr"), ("review", "en"))
    ),
    *((name, "fr", WIDE, "dark") for name in ("diagnosis", "review", "lint")),
]


@pytest.mark.parametrize(
    ("name", "lang", "size", "theme"),
    PLAIN + OTHERS,
    ids=lambda v: "x".join(map(str, v)) if isinstance(v, tuple) else v,
)
def test_picture(
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    snap_compare: Any,
    name: str,
    lang: str,
    size: tuple[int, int],
    theme: str,
) -> None:
    screen, detail, act = STOPS[name]
    monkeypatch.setattr(Session, "lint", lambda self, text, route=None: reviewer(self.lang, text))
    monkeypatch.setattr("appeal_tool.tui.answers.Answers.advice", lambda self, text: ())
    example = None if name in ("start", "account-empty", "lint") else "cancellation"
    app = make_app(lang, example, screen, theme)
    app.session.detail = detail
    if name == "lint":
        app.session.places.save_draft("lint", REFUSED[lang])

    async def before(pilot: Any) -> None:
        await settle(app, pilot)
        await act(app, pilot)
        await pilot.pause(0.4)
        await settle(app, pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)
