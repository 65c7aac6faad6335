"""textual-serve with a guard: it drives an app that holds a seller's data, so it obeys one browser only.

Every request must name our own address as its host, come from our own page where a
browser says where it comes from, and hold the cookie that the printed link sets. Without
that any page open in the same browser could open a websocket here and press keys. The
page asks nothing from outside (textual-serve's own asks a font host).
"""

from __future__ import annotations

import hmac
import secrets
import shlex
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web
from textual_serve.server import Server

COOKIE = "appeal-tool"
HOST = "127.0.0.1"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class GuardedServer(Server):
    """Serves ``arguments`` (of ``appeal-tool``) at ``http://127.0.0.1:PORT`` to whoever has ``link``."""

    def __init__(self, arguments: list[str], port: int, *, announce: Callable[[str], None] = print) -> None:
        super().__init__(
            shlex.join([sys.executable, "-m", "appeal_tool", *arguments]),
            host=HOST,
            port=port,
            title="appeal-tool",
            public_url=f"http://{HOST}:{port}",
            templates_path=Path(__file__).parent / "templates",
        )
        self._token = secrets.token_urlsafe(32)
        self._announce = announce

    @property
    def link(self) -> str:
        """The address to open: it holds the token once, then the cookie does."""
        return f"{self.public_url}/?token={self._token}"

    async def on_startup(self, app: web.Application) -> None:
        """Say where, in one line."""
        self._announce(self.link)

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(self.templates_path), autoescape=True)
        app.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.get("/download/{key}", self.handle_download, name="download"),
                web.static("/static", self.statics_path, show_index=False, name="static"),
            ]
        )
        app.on_startup.append(self.on_startup)
        app.on_shutdown.append(self.on_shutdown)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """403 unless host, origin and token are ours; the first visit turns the token into a cookie."""
        origin = request.headers.get("Origin")
        needs_origin = request.path == "/ws"
        if (
            request.host != f"{HOST}:{self.port}"
            or (origin or (None if needs_origin else self.public_url)) != self.public_url
        ):
            raise web.HTTPForbidden(text="403")
        token = request.query.get("token")
        if request.path == "/" and token is not None and self._is_token(token):
            response = web.HTTPSeeOther("/")
            response.set_cookie(COOKIE, self._token, httponly=True, samesite="Strict", path="/")
            raise response
        if not self._is_token(request.cookies.get(COOKIE, "")):
            raise web.HTTPForbidden(text="403")
        answer = await handler(request)
        if not answer.prepared:
            self._seal(answer)
        return answer

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())

    def _seal(self, answer: web.StreamResponse) -> None:
        answer.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            f"font-src 'self' data:; connect-src ws://{HOST}:{self.port}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["Cache-Control"] = "no-store"
