"""The web face obeys its own page in the browser that has the link, and nobody else."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from typing import Any
from unittest.mock import patch

import pytest

pytest.importorskip("textual_serve")
import aiohttp
from aiohttp import web

from appeal_tool.web.server import COOKIE, GuardedServer

Visit = Callable[[aiohttp.ClientSession, GuardedServer], Awaitable[None]]


def serve(visit: Visit) -> None:
    """Start a server on a free port and let ``visit`` call it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = GuardedServer(["wizard", "--lang", "en"], port, announce=lambda link: None)
    started: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_shell

    async def remember(*args: Any, **options: Any) -> asyncio.subprocess.Process:
        started.append(await start(*args, **options))
        return started[-1]

    async def run() -> None:
        runner = web.AppRunner(await server._make_app())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            jar = aiohttp.CookieJar(unsafe=True)  # the host is an address
            async with aiohttp.ClientSession(cookie_jar=jar) as session:
                await visit(session, server)
        finally:
            await runner.cleanup()
            for process in started:  # the server asks it to quit; here the loop ends with it
                await process.wait()

    with patch("asyncio.create_subprocess_shell", remember):
        asyncio.run(run())


async def status(session: aiohttp.ClientSession, url: str, **headers: str) -> int:
    async with session.get(url, headers=headers, allow_redirects=False) as response:
        return response.status


async def connect(session: aiohttp.ClientSession, server: GuardedServer, **headers: str) -> Any:
    url = server.public_url.replace("http", "ws") + "/ws?width=80&height=24"
    return await session.ws_connect(url, headers=headers)


def test_without_the_link_nothing_is_served() -> None:
    async def visit(session: aiohttp.ClientSession, server: GuardedServer) -> None:
        for path in ("/", "/?token=guess", "/ws", "/static/js/textual.js", "/download/x"):
            assert await status(session, server.public_url + path) == 403, path
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await connect(session, server, Origin=server.public_url)

    serve(visit)


def test_with_the_link_the_page_comes_sealed_and_asks_nothing_outside() -> None:
    async def visit(session: aiohttp.ClientSession, server: GuardedServer) -> None:
        async with session.get(server.link) as response:
            page = await response.text()
            assert response.status == 200
            assert response.url.query_string == ""  # the token is out of the address bar
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        addresses = re.findall(r"(?:https?|wss?)://[^\"'\s)]+", page)
        assert addresses
        assert all(address.split("://")[1].startswith(f"127.0.0.1:{server.port}/") for address in addresses)
        cookie = next(iter(session.cookie_jar))
        assert (cookie.key, cookie["httponly"], cookie["samesite"]) == (COOKIE, True, "Strict")
        assert await status(session, server.public_url + "/static/js/textual.js") == 200
        assert await status(session, server.public_url + "/static/") in (403, 404)  # no listing

    serve(visit)


def test_other_hosts_and_foreign_pages_are_refused_even_with_the_cookie() -> None:
    async def visit(session: aiohttp.ClientSession, server: GuardedServer) -> None:
        assert await status(session, server.link) == 303
        assert await status(session, server.public_url + "/", Host="evil.example") == 403
        assert await status(session, server.public_url + "/", Origin="http://evil.example") == 403
        for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {}):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await connect(session, server, **headers)

    serve(visit)


def test_the_own_page_drives_the_wizard() -> None:
    async def visit(session: aiohttp.ClientSession, server: GuardedServer) -> None:
        assert await status(session, server.link) == 303
        socket_ = await connect(session, server, Origin=server.public_url)
        seen = b""
        while b"Hello" not in seen:
            message = await socket_.receive(timeout=30)
            assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
            if message.type is aiohttp.WSMsgType.BINARY:
                seen += message.data
        await socket_.close()

    serve(visit)
