"""A walk past every screen and dialog of the wizard, for the tests that look at all of them.

One app is walked from the first page to the check of a text; at each stop the test may
resize it, change its theme and look at what is painted. The linter is replaced by a
reviewer who always says the same: the tests look at screens, not at the linter of the day.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.segment import Segment
from textual.events import Paste
from wizard_case import settle

from appeal_tool.guide.location import data_folder
from appeal_tool.lint.finding import FileReport, Finding
from appeal_tool.tui.app import WizardApp
from appeal_tool.tui.screens.marketplace import MarketplaceScreen

CAUSE = "causes/cancellation"
REFUSED = {
    "fr": "Suite à votre message, tout est désormais sous contrôle.\n\nNos évaluations sont excellentes. Dites-nous quel produit est concerné.\n",
    "en": "Following your message, everything is now under control.\n\nOur ratings are excellent. Please tell us which product is concerned.\n",
}
REMARKS = (
    ("empty-assurance", "error", "Une assurance sans rien derrière.", "An assurance with nothing behind it."),
    ("self-praise", "warning", "L’éloge n’est pas un fait.", "Praise is no fact."),
    ("vague-measure", "suggestion", "Qui, quand, combien ?", "Who, when, how many?"),
)


def reviewer(lang: str, text: str) -> FileReport:
    """One remark of each level, on the first three lines of ``text``."""
    fr = lang == "fr"
    why = "Le lecteur veut savoir ce qui l’empêche." if fr else "The reader wants to know what prevents it."
    fix = "Quel contrôle, par qui, depuis quand ?" if fr else "Which check, by whom, since when?"
    found = []
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    for (rule, level, french, english), (number, line) in zip(REMARKS, lines, strict=False):
        start = text.index(line)
        place = (number, 1, number, len(line) + 1, start, start + len(line))
        said = french if fr else english
        found.append(Finding(rule, level, *place, line, said, why, fix, "guide: contestation"))  # type: ignore[arg-type]
    return FileReport("-", lang, len(text), tuple(found))


Act = Callable[[WizardApp, Any], Awaitable[None]]


async def _nothing(app: WizardApp, pilot: Any) -> None: ...


@dataclass(frozen=True)
class Stop:
    """A page to look at: what happens ``first``, the screen and its detail, and what ``then`` is done there."""

    name: str
    screen: str = ""
    detail: str = ""
    keys: tuple[str, ...] = ()
    first: Act = _nothing
    then: Act = _nothing


async def _choose_example(app: WizardApp, pilot: Any) -> None:
    await pilot.press("enter")
    for _ in range(3):
        await settle(app, pilot)


async def _marketplaces(app: WizardApp, pilot: Any) -> None:
    app.push_screen(MarketplaceScreen(["DE", "FR", "IT"]))


async def _type(app: WizardApp, pilot: Any) -> None:
    app.post_message(Paste(REFUSED[app.session.lang].splitlines()[0]))
    await pilot.pause(0.4)


async def _fill(app: WizardApp, pilot: Any) -> None:
    name = "answers.yaml" if app.session.lang == "fr" else "answers-en.yaml"
    app.session.answers.fill_from(data_folder("examples") / "cancellation" / name)


async def _send_and_change(app: WizardApp, pilot: Any) -> None:
    app.session.freeze()
    app.session.answers.answer(f"{CAUSE}/facts", REFUSED[app.session.lang].splitlines()[0])


async def _close_case(app: WizardApp, pilot: Any) -> None:
    app.session.forget_case()
    app.session.places.save_draft("lint", REFUSED[app.session.lang])
    app.session.lint_path = Path("~/answer.md")


WAY = (
    Stop("start", "start"),
    Stop("palette", "start", keys=("ctrl+p",)),
    Stop("account-empty", "account"),
    Stop("open-file", "account", keys=("ctrl+o",)),
    Stop("paste", "account", keys=("ctrl+t",)),
    Stop("by-hand", "account", keys=("down", "down", "enter")),
    Stop("example", "start", keys=("down", "enter")),
    Stop("account", then=_choose_example),
    Stop("source", "account", keys=("enter",)),
    Stop("marketplace", "account", then=_marketplaces),
    Stop("diagnosis", "diagnosis"),
    Stop("evidence", "diagnosis", keys=("enter",)),
    Stop("causes", "diagnosis", keys=("o",)),
    Stop("lesson", "lessons", "0"),
    Stop("lesson-answer", "lessons", "0", ("enter",)),
    Stop("tasks", "tasks"),
    Stop("question-long", "question", f"{CAUSE}/facts", then=_type),
    Stop("question-choice", "question", "position"),
    Stop("question-several", "question", f"{CAUSE}/subcauses", ("space", "down")),
    Stop("question-own-words", "question", f"{CAUSE}/preventive/1/how_often"),
    Stop("question-yes-no", "question", "figures_confirmed"),
    Stop("question-number", "question", f"{CAUSE}/looked_at", ("x", "enter")),
    Stop("question-date", "question", "notice_date"),
    Stop("question-person", "question", "watch_who"),
    Stop("help", "question", "watch_who", ("f1",)),
    Stop("jump", "question", "watch_who", ("f2",)),
    Stop("review-gaps", "review"),
    Stop("export-gaps", "export"),
    Stop("confirm", "export", keys=("ctrl+f",)),
    Stop("tasks-done", "tasks", first=_fill),
    Stop("review", "review"),
    Stop("reason", "review", keys=("w",)),
    Stop("export", "export", keys=("ctrl+n",)),
    Stop("compare", "review", keys=("d",), first=_send_and_change),
    Stop("reply", "export", keys=("ctrl+t",)),
    Stop("start-again", "start"),
    Stop("lint", "lint", keys=("f7",), first=_close_case),
    Stop("save", "lint", keys=("ctrl+s",)),
)
"""Every screen and every dialog, in an order in which a case grows."""


async def walk(app: WizardApp, pilot: Any) -> AsyncIterator[str]:
    """Go past every stop; gives its name when it stands still."""
    for stop in WAY:
        await stop.first(app, pilot)
        if stop.screen:
            while len(app.screen_stack) > 2:
                await pilot.press("escape")
                await pilot.pause()
            app.go(stop.screen, stop.detail)
            await settle(app, pilot)
        await stop.then(app, pilot)
        if stop.keys:
            await pilot.press(*stop.keys)
        await settle(app, pilot)
        yield stop.name


def painted(app: WizardApp) -> list[list[Segment]]:
    """What the terminal shows, line by line: the page with the dialog over it."""
    update: Any = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return [[segment for strip in line for segment in strip] for line in update.strips]


def words(app: WizardApp) -> str:
    """The text of it."""
    return "\n".join("".join(segment.text for segment in line) for line in painted(app))
