"""The wizard in a real browser without a window: it shows, it obeys a key, it asks nothing outside."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("textual_serve")
import aiohttp
from aiohttp import web

from appeal_tool.web.server import GuardedServer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,800",
    "--remote-debugging-port=0",
)
PATIENCE = 40.0
"""Seconds that a browser on a busy machine may take for any one thing."""


class Browser:
    """One page, spoken to over the debugging protocol."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line, self._number = line, 0
        self.requests: list[str] = []
        self.received = b""

    async def do(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command and wait for its answer."""
        self._number += 1
        await self._line.send_json({"id": self._number, "method": method, "params": params})
        while True:
            message = await self._hear()
            if message.get("id") == self._number:
                assert "error" not in message, message
                return dict(message["result"])

    async def _hear(self) -> dict[str, Any]:
        message: dict[str, Any] = await self._line.receive_json(timeout=PATIENCE)
        params = message.get("params", {})
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif message.get("method") == "Network.webSocketCreated":
            self.requests.append(params["url"])
        elif message.get("method") == "Network.webSocketFrameReceived" and params["response"]["opcode"] == 2:
            self.received += base64.b64decode(params["response"]["payloadData"])
        return message

    async def until_received(self, text: str) -> None:
        """Wait until the wizard has drawn ``text``."""
        async with asyncio.timeout(PATIENCE):
            while text.encode() not in self.received:
                await self._hear()

    async def until_true(self, expression: str) -> None:
        """Wait until JavaScript says so."""
        async with asyncio.timeout(PATIENCE):
            while not (await self.do("Runtime.evaluate", expression=expression))["result"].get("value"):
                await asyncio.sleep(0.1)

    async def picture(self) -> bytes:
        """A screenshot, PNG."""
        return base64.b64decode((await self.do("Page.captureScreenshot"))["data"])


async def page_of(profile: Path, session: aiohttp.ClientSession) -> str:
    """The debugging address of the browser's page, once it is up."""
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(OSError, StopIteration, IndexError, aiohttp.ClientError):
                port = (profile / "DevToolsActivePort").read_text().splitlines()[0]
                async with session.get(f"http://127.0.0.1:{port}/json/list") as response:
                    pages = json.loads(await response.text())
                return str(next(page for page in pages if page["type"] == "page")["webSocketDebuggerUrl"])
            await asyncio.sleep(0.1)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_the_wizard_in_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = GuardedServer(["wizard", "--lang", "en"], port, announce=lambda link: None)
    profile = tmp_path / "profile"

    async def run() -> None:
        runner = web.AppRunner(await server._make_app())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        assert CHROMIUM is not None
        chromium = await asyncio.create_subprocess_exec(
            CHROMIUM,
            *FLAGS,
            f"--user-data-dir={profile}",
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with aiohttp.ClientSession() as session:
                address = await page_of(profile, session)
                async with session.ws_connect(address, max_msg_size=0) as line:
                    await drive(Browser(line))
        finally:
            with suppress(ProcessLookupError):
                chromium.terminate()
            await chromium.wait()
            await runner.cleanup()

    async def drive(browser: Browser) -> None:
        await browser.do("Network.enable")
        await browser.do("Page.enable")
        await browser.do("Page.navigate", url=server.public_url)
        await browser.until_true("document.body && document.body.innerText.trim() === '403'")
        await browser.do("Page.navigate", url=server.link)
        await browser.until_true("!!document.querySelector('body.-first-byte')")
        await browser.until_received("Hello")
        await asyncio.sleep(1)  # the canvas is painted after the bytes came
        before = await browser.picture()
        (tmp_path / "start.png").write_bytes(before)
        await browser.do("Runtime.evaluate", expression="document.querySelector('textarea').focus()")
        key = {"key": "F1", "code": "F1", "windowsVirtualKeyCode": 112}
        await browser.do("Input.dispatchKeyEvent", type="keyDown", **key)
        await browser.do("Input.dispatchKeyEvent", type="keyUp", **key)
        await browser.until_received("Help: ")
        await asyncio.sleep(1)
        after = await browser.picture()
        (tmp_path / "help.png").write_bytes(after)
        assert before != after
        outside = {
            url
            for url in browser.requests
            if urlsplit(url).scheme in ("http", "https", "ws", "wss")
            and urlsplit(url).hostname != "127.0.0.1"
        }
        assert not outside
        assert any(url.startswith("ws://127.0.0.1") for url in browser.requests)

    asyncio.run(run())
