"""Getting updates from Telegram: long polling, or a webhook behind any TLS proxy.

Both hand updates to `bridge.take` and let Telegram forget them only after that returned.
"""

import asyncio
import json
import logging
import time
from typing import Callable

from telegram import error
from telegram.ext import ExtBot

from .bridge import Bridge
from .ordering import Ordering

LOG = logging.getLogger(__name__)
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
"""Kinds of updates that we ask Telegram for."""
CONFLICT_PAUSE = 5.0
LARGEST = 1_000_000
"""Bytes of a webhook call; Telegram's are far smaller."""
WRONG_TOKEN = "Telegram does not know this token: check TELEGRAM_BOT_TOKEN, or make a new one with @BotFather"
SECOND = "another program fetches this bot's updates (Telegram says 409): stop it, only one may; trying again"


class Connection:
    """Whether Telegram can be reached; says so once when that changes, not at every try."""

    def __init__(self) -> None:
        self.last = 0.0
        self._trouble = ""

    def well(self) -> None:
        """An answer came."""
        self.last = time.monotonic()
        if self._trouble:
            LOG.warning("Telegram: connected again")
            self._trouble = ""

    def trouble(self, reason: str) -> None:
        """No answer came."""
        if reason != self._trouble:
            LOG.error("%s", reason)
            self._trouble = reason


class Telegram:
    """The side of the bot that asks Telegram."""

    def __init__(self, bot: ExtBot, bridge: Bridge, fatal: Callable[[str], None]) -> None:
        self.bot, self.bridge, self._fatal = bot, bridge, fatal
        self.connection = Connection()

    async def introduce(self) -> None:
        """Wait until Telegram answers, however long, and learn the bot's name."""
        pause = 0.25
        while not await self.safely(self._initialize):
            await asyncio.sleep(pause)
            pause = min(pause * 2, self.bridge.settings.retry_longest)
        self.bridge.bot_name = self.bot.username

    async def _initialize(self) -> None:
        await self.bridge.application.initialize()

    async def safely(self, call: Callable) -> bool:
        """Make a call; False when it failed. A wrong token ends the process."""
        try:
            await call()
        except (error.InvalidToken, error.EndPointNotFound):  # PTB's word for 401 once the bot is known
            self._fatal(WRONG_TOKEN)
            await asyncio.sleep(3600)
        except error.Conflict:
            self.connection.trouble(SECOND)
            await asyncio.sleep(CONFLICT_PAUSE)
            return False
        except error.RetryAfter as problem:
            await asyncio.sleep(float(getattr(problem.retry_after, "total_seconds", lambda: problem.retry_after)()))
            return False
        except error.TimedOut:
            self.connection.trouble("Telegram does not answer in time; trying again")
            return False
        except error.NetworkError as problem:
            self.connection.trouble(f"no connection to Telegram ({cause(problem)}); trying again")
            return False
        self.connection.well()
        return True


def cause(problem: Exception) -> str:
    """The innermost reason without addresses: they carry the token."""
    while problem.__cause__ is not None:
        problem = problem.__cause__
    return type(problem).__name__


async def poll(telegram: Telegram) -> None:
    """Fetch updates for ever. An update is acknowledged by the fetch after the one that stored it."""
    bridge, offset = telegram.bridge, None
    await telegram.safely(lambda: telegram.bot.delete_webhook(drop_pending_updates=False))
    batch: list[dict] = []

    async def fetch() -> None:
        params = {"timeout": bridge.settings.poll_timeout, "allowed_updates": KINDS, "limit": 100}
        if offset is not None:
            params["offset"] = offset
        found = await telegram.bot.do_api_request("getUpdates", api_kwargs=params, read_timeout=bridge.settings.poll_timeout + 5.0)
        batch.extend(u for u in found if isinstance(u, dict) and isinstance(u.get("update_id"), int))

    pause = 0.25
    while True:
        if not await telegram.safely(fetch):
            await asyncio.sleep(pause)
            pause = min(pause * 2, bridge.settings.retry_longest)
            continue
        pause = 0.25
        if batch and await stored(bridge, batch):
            offset = max(update["update_id"] for update in batch) + 1
        batch.clear()


async def stored(bridge: Bridge, updates: list[dict]) -> bool:
    """Hand updates over; False when the disk refuses them: then Telegram keeps them for us."""
    try:
        await bridge.take(updates)
        return True
    except Exception as problem:
        LOG.error("updates cannot be stored (%s); Telegram keeps them, trying again", type(problem).__name__)
        LOG.debug("", exc_info=True)
        await asyncio.sleep(1)
        return False


class Webhook:
    """What a call of Telegram's to us leads to: an HTTP status, nothing else."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge, self._secret = bridge, bridge.keys.webhook()
        self._ordering = Ordering(bridge.wake)

    async def register(self, telegram: Telegram) -> None:
        """Tell Telegram where to call, with the secret that its calls must carry."""
        address = self._bridge.settings.webhook
        while not await telegram.safely(
            lambda: telegram.bot.set_webhook(address, secret_token=self._secret, allowed_updates=KINDS, max_connections=40)
        ):
            await asyncio.sleep(1)

    async def receive(self, secret: str, body: bytes) -> int:
        """403 for a stranger, 200 for what is stored or can never be read, 503 for "send it again"."""
        import hmac

        if not hmac.compare_digest(secret.encode("utf-8", "ignore"), self._secret.encode()):
            return 403
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            LOG.warning("a webhook call that is no update was left out")
            return 200
        try:
            await self._bridge.take([update], self._ordering)
        except Exception as problem:
            LOG.error("an update cannot be stored (%s); Telegram sends it again", type(problem).__name__)
            return 503
        return 200
