"""The wizard's app: goes from screen to screen and holds what concerns all of them."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from appeal_tool.tui import workarounds
from appeal_tool.tui.keymap import KEYS, key, load_keymap
from appeal_tool.tui.screens import screen
from appeal_tool.tui.screens.base import StepScreen
from appeal_tool.tui.session import STEPS, Session
from appeal_tool.tui.themes import THEMES
from appeal_tool.tui.visible import visible

if TYPE_CHECKING:
    from textual.dom import DOMNode

Severity = Literal["information", "warning", "error"]


class WizardApp(App[None]):
    """The terminal wizard over one ``Session``."""

    CSS_PATH = "app.tcss"
    TITLE = "appeal-tool"
    COMMAND_PALETTE_BINDING = KEYS["palette"]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (declared so by Textual)
        (0, "-narrow"),
        (100, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        key("help", "help"),
        key("jump", "jump", show=False),
        key("language", "language", show=False),
        key("quit", "quit", show=False),
        Binding(KEYS["palette"], "command_palette", "key.palette", show=False, priority=True, id="palette"),
    ]

    def __init__(self, session: Session) -> None:
        workarounds.apply()
        super().__init__()
        self.session = session
        self._clashes: list[list[str]] = []
        self._loaded: set[str] = set()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = session.theme if session.theme in {theme.name for theme in THEMES} else "dark"
        keys, self._keymap_errors = load_keymap(session.places.keymap)
        self.set_keymap(keys)

    def on_mount(self) -> None:
        """Show the screen where the session stands."""
        self.keep_loaded("start")
        self.push_screen(screen(self.session.screen))
        for error in self._keymap_errors:
            self.toast(self.session.say(error.code, **error.params), "warning")

    def go(self, name: str, detail: str = "") -> None:
        """Leave this screen for ``name``. What was typed is kept first."""
        current = self.screen
        if isinstance(current, StepScreen):
            current.keep()
        self.session.be_at(name, detail)
        self.show(name)

    def show(self, name: str) -> None:
        """Put a new screen ``name`` in the place of this one, drawn once when all of it stands."""
        self._begin_batch()
        arriving = self.switch_screen(screen(name))

        async def arrived() -> None:
            try:
                await arriving
            finally:
                self._end_batch()

        self.call_next(arrived)

    def keep_loaded(self, what: str) -> None:
        """Spare the garbage collector what was loaded for ``what``, once: modules and rules stay to the end.

        To look through all of them took it up to 180 ms, in the middle of going to another screen.
        Without a terminal (in tests) several apps share a process, and nothing stays to the end.
        """
        if what not in self._loaded and not self.is_headless:
            self._loaded.add(what)
            gc.freeze()

    def open_case(self, folder: Path, at: str = "", detail: str = "") -> None:
        """Open a case and go on where one was; a toast if it cannot be opened."""
        from appeal_tool.case.model import CaseError

        try:
            self.session.open_case(folder)
        except CaseError as error:
            self.toast(self.session.answers.wrong(error), "error")
            return
        case = self.session.case
        if case is not None and case.read_only is not None:
            self.toast(self.session.say("case.read-only"), "warning")
        self.session.resume = (at, detail)
        self.go("account")

    def toast(self, message: str, severity: Severity = "information") -> None:
        """A short notice, never read as markup."""
        self.notify(
            visible(message), severity=severity, markup=False, timeout=10 if severity == "error" else 5
        )

    def get_key_display(self, binding: Binding) -> str:
        """Keys as people name them: Ctrl+N, F1, Esc."""
        names = {"escape": "esc", "delete": "delete", "enter": "enter", "space": "space"}
        parts = binding.key.split("+")
        last = self.session.say(f"keyname.{names[parts[-1]]}") if parts[-1] in names else parts[-1].upper()
        shift = self.session.say("keyname.shift")
        return "+".join([*(shift if part == "shift" else part.capitalize() for part in parts[:-1]), last])

    # -- keys and commands that hold everywhere

    async def action_quit(self) -> None:
        """Keep what was typed and leave."""
        if isinstance(self.screen, StepScreen):
            self.screen.keep()
        self.exit()

    def action_help(self) -> None:
        """What this screen is for and which keys it has."""
        from appeal_tool.tui.screens.help import HelpScreen

        if isinstance(self.screen, StepScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_jump(self) -> None:
        """Show a letter on everything that can be reached; the next key goes there."""
        from appeal_tool.tui.screens.jump import JumpScreen

        if isinstance(self.screen, StepScreen):
            self.push_screen(JumpScreen(self.screen))

    def action_language(self) -> None:
        """French to English and back, on the same screen."""
        if isinstance(self.screen, StepScreen):
            self.screen.keep()
            self.session.switch_language()
            self.show(self.screen.NAME)

    def choose_theme(self, name: str) -> None:
        """Another look, remembered."""
        self.theme = name
        self.session.choose_theme(name)

    def action_command_palette(self) -> None:
        """The palette, in the user's language."""
        from appeal_tool.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            say = self.session.say
            self.push_screen(Palette(say("palette.placeholder"), say("palette.none")))

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        """Two actions on one key of the user's own: said once."""
        names = sorted(binding.id or binding.action for binding in clashed_bindings)
        if names not in self._clashes:
            self._clashes.append(names)
            self.toast(self.session.say("keymap.clash", keys=names), "warning")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that can be done now, by name: the keys of this screen, the steps, looks, language."""
        say = self.session.say
        seen = set()
        if isinstance(screen, StepScreen):
            for node, binding, enabled, _ in screen.active_bindings.values():
                action = binding.action.removeprefix("app.")
                ours = binding.id in KEYS and action not in ("command_palette", "help", "quit")
                if enabled and ours and action not in seen:
                    seen.add(action)
                    shown = self.get_key_display(binding)
                    yield SystemCommand(
                        binding.description,
                        say("palette.key", key=shown),
                        lambda a=binding.action, n=node: self.call_later(self.run_action, a, n),
                    )
        if self.session.reading is not None:
            for step in STEPS:
                yield SystemCommand(
                    say("palette.go", step=say(f"step.{step}")),
                    say(f"palette.about.{step}"),
                    lambda s=step: self.go(s),
                )
        yield SystemCommand(say("palette.start"), say("palette.about.start"), lambda: self.go("start"))
        yield SystemCommand(say("palette.lint"), say("palette.about.lint"), lambda: self.go("lint"))
        for theme in THEMES:
            yield SystemCommand(
                say(f"palette.theme.{theme.name}"),
                say("palette.about.theme"),
                lambda t=theme.name: self.choose_theme(t),
            )
        yield SystemCommand(say("palette.help"), say("palette.about.help"), self.action_help)
        yield SystemCommand(say("palette.quit"), say("palette.about.quit"), self.action_quit)

    # -- when something fails that must not

    def _fatal_error(self) -> None:
        """Leave with a plain message: what failed and where the case lies. No values of variables.

        Textual's own prints every local variable, buyers' names among them.
        """
        import sys

        with suppress(Exception):
            if isinstance(self.screen, StepScreen):
                self.screen.keep()
        error = sys.exc_info()[1] or self._exception
        lines = [self.session.say("crash.what", error=_anonymous(error))]
        if self.session.case is not None and self.session.case.folder is not None:
            lines.append(self.session.say("crash.case", folder=self.session.shown(self.session.case.folder)))
        lines.append(self.session.say("crash.report"))
        self._exit_renderables.append(Text(visible("\n".join(lines))))
        self._close_messages_no_wait()


def _anonymous(error: BaseException | None) -> str:
    """The kind of an error and the line of code it came from: nothing of the user's text."""
    if error is None:
        return "?"
    trace, place = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    return f"{type(error).__name__}, {place}"
