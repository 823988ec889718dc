"""Everything around one test: a Bot API server, a stub Rasa, a bridge in this process.

    @scenario()                      # runs twice: polling and webhook
    async def test_x(stage): …

When the test is over, every call that the bridge made is judged by the oracles.
"""

import asyncio
import functools
import json
import logging
import socket
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fakes.botapi import BotApi
from fakes.botapi.conformance_client import assert_conforming
from stub_rasa import StubRasa

from cnaim.telegram.settings import Settings
from cnaim.telegram.supervised import Life

QUICK = {
    "poll_timeout": 1, "typing_after": 0.2, "one_moment_after": 0.5, "retry_longest": 0.3, "rasa_timeout": 1.0,
    "sends_per_second": 2000.0, "chat_sends_per_second": 2000.0, "port": -1, "profile": False,
}


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Stage:
    """Server, stub and bridge; `await stage.restart()` is an orderly restart of the bridge."""

    def __init__(self, folder: Path, mode: str = "polling", **settings: object) -> None:
        self.folder, self.mode, self._more = folder, mode, settings
        self.life: "Life | None" = None

    async def __aenter__(self) -> "Stage":
        self.api, self.rasa = await BotApi().__aenter__(), await StubRasa().__aenter__()
        found = Settings(token=self.api.token, api=self.api.url, rasa=self.rasa.url, run=self.folder, **{**QUICK, **self._more})
        if self.mode == "webhook":
            port = free_port()
            found = replace(found, port=port, webhook=f"http://127.0.0.1:{port}/telegram")
        self.settings = found
        await self.start()
        return self

    async def start(self) -> None:
        """Start a bridge."""
        self.life = Life(self.settings)
        self._running = asyncio.create_task(self.life.run())

    async def stop(self) -> int:
        """Stop the bridge in order; its exit status."""
        self.life.ended.set()
        return await asyncio.wait_for(self._running, 15)

    async def restart(self) -> None:
        """Stop and start."""
        await self.stop()
        await self.start()

    async def __aexit__(self, kind: object, *_: object) -> None:
        await self.stop()
        await self.rasa.__aexit__()
        await self.api.__aexit__()
        if kind is None:
            assert_conforming(self.api.world.calls)

    @property
    def life_secret(self) -> str:
        """The secret that Telegram's webhook calls carry."""
        return self.life.bridge.keys.webhook()

    @property
    def port(self) -> int:
        """The port of the bridge's own server."""
        return self.life.web.servers[0].sockets[0].getsockname()[1]

    async def post(self, update: object, secret: str) -> int:
        """Call the webhook as anybody might; the status."""
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        async with httpx.AsyncClient() as client:
            answer = await client.post(self.settings.webhook, content=body, headers={"X-Telegram-Bot-Api-Secret-Token": secret})
            return answer.status_code

    def person(self, name: str = "Ana", **more: object):
        """Somebody in a chat with the bot."""
        return self.api.person(name, **more)

    @property
    def database(self):
        """The running bridge's database."""
        return self.life.bridge.database


def scenario(*modes: str, **settings: object):
    """Run an async test on a stage, once in each mode (both when none is named)."""

    def wrap(test):
        @pytest.mark.parametrize("mode", modes or ("polling", "webhook"))
        @functools.wraps(test)
        def run(tmp_path, mode, caplog):
            caplog.set_level(logging.INFO)

            async def play() -> None:
                async with Stage(tmp_path, mode, **settings) as stage:
                    await asyncio.wait_for(test(stage), 40)

            asyncio.run(play())

        del run.__wrapped__  # pytest would ask for a fixture called "stage"
        return run

    return wrap
