"""Sends the outbox: in order within a chat, with retries, and no chat waits for another.

| Telegram says | we |
|---|---|
| 429 | hold this chat for as long as asked, then send |
| no connection, 5xx, time-out | try again with growing pauses, for a day; the one kind of doubled message |
| 403 (blocked, kicked, deleted) | forget the chat |
| the group moved | send to its new number |
| 400 | a mistake of ours: once more with less, then as bare text, then to the dead letters |
| 401 | the token was revoked: stop, everything stays on disk |
"""

import logging
import time
from typing import Callable

from telegram import error
from telegram.ext import ExtBot

from . import inbox, outbox, people
from .calls import Call
from .database import Database
from .keys import Keys
from .lanes import Lanes
from .limits import SendingLimits
from .settings import Settings

LOG = logging.getLogger(__name__)
UNCHANGED = "message is not modified"
CANNOT_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Sender:
    """Lanes over the outbox."""

    def __init__(self, settings: Settings, database: Database, keys: Keys, bot: ExtBot, fatal: Callable[[str], None]) -> None:
        self._settings, self._database, self._keys, self._bot, self._fatal = settings, database, keys, bot, fatal
        self._limits = SendingLimits(settings.sends_per_second, settings.chat_sends_per_second)
        self.lanes = Lanes("sender", self._drain)
        self.sent = self.retried = 0

    @property
    def crowded(self) -> bool:
        """Whether so many answers wait that "one moment" would only delay them."""
        return self._limits.crowded(time.monotonic())

    async def now(self, method: str, **params: object) -> None:
        """A call that is worthless later (a sign of typing, the end of a spinner): one try, no trace."""
        try:
            await self._call(method, params)
        except error.TelegramError as problem:
            LOG.debug("%s not sent: %s", method, type(problem).__name__)

    async def _call(self, method: str, params: dict) -> object:
        return await self._bot.do_api_request(method, api_kwargs=params)

    async def _drain(self, chat: int) -> None:
        row = await self._database.run(outbox.head, chat)
        while row:
            await self.lanes.pause(self._limits.chat_wait(chat, time.monotonic()))
            await self.lanes.pause(self._limits.overall_wait(time.monotonic()))
            if not self.lanes.open:
                return
            row = await self._try(row)

    async def _try(self, row: outbox.Row) -> "outbox.Row | None":
        """Send one call; the row to go on with."""
        call = row.call
        try:
            await self._call(call.method, {"chat_id": row.chat, **call.params})
        except error.TelegramError as problem:
            return await self._refused(row, call, problem)
        self.sent += 1
        return await self._database.run(outbox.sent, row)

    async def _refused(self, row: outbox.Row, call: Call, problem: error.TelegramError) -> "outbox.Row | None":
        if isinstance(problem, error.RetryAfter):
            seconds = problem.retry_after if isinstance(problem.retry_after, (int, float)) else problem.retry_after.total_seconds()
            self._limits.hold(row.chat, time.monotonic() + seconds)
        elif isinstance(problem, (error.InvalidToken, error.EndPointNotFound)):  # PTB's words for 401
            self._fatal("the token is no longer valid: make a new one with @BotFather; nothing is lost")
            await self.lanes.pause(3600)
        elif isinstance(problem, error.ChatMigrated):
            await self._database.run(_moved, self._keys, row.chat, problem.new_chat_id)
            self.lanes.wake(problem.new_chat_id)
        elif isinstance(problem, error.Forbidden):
            LOG.info("a chat blocked the bot; forgotten")
            await self._database.run(forget_chat, self._keys, row.chat)
        elif isinstance(problem, error.BadRequest):
            await self._repair(row, call, str(problem))
        else:  # NetworkError, TimedOut, 5xx: perhaps it arrived, perhaps not; lost would be worse than twice
            await self._later(row, problem)
        return await self._database.run(outbox.head, row.chat)

    async def _later(self, row: outbox.Row, problem: error.TelegramError) -> None:
        self.retried += 1
        if time.time() - row.created > self._settings.give_up_after:
            return await self._database.run(outbox.bury, row, str(problem))
        await self._database.run(outbox.failed, row, type(problem).__name__)
        await self.lanes.pause(min(self._settings.retry_longest, 0.25 * 2 ** min(row.tries, 8)))

    async def _repair(self, row: outbox.Row, call: Call, problem: str) -> None:
        """What to do with a call that Telegram finds wrong."""
        reason = problem.lower()
        if UNCHANGED in reason:
            return await self._database.run(outbox.sent, row)
        text = call.params.get("text")
        if call.method == "editMessageText" and any(sign in reason for sign in CANNOT_EDIT):
            again = {k: v for k, v in call.params.items() if k != "message_id"}
            return await self._database.run(outbox.change, row, Call("sendMessage", again))
        LOG.error("Telegram refused %s: %s", call.method, problem)
        for kept in (("text", "reply_markup"), ("text",)):
            less = {k: v for k, v in call.params.items() if k in kept}
            if text and len(less) < len(call.params):
                return await self._database.run(outbox.change, row, Call("sendMessage", less))
        await self._database.run(outbox.bury, row, problem)


def forget_chat(connection, keys: Keys, chat: int) -> None:
    """A chat that blocked us: nothing of it stays."""
    inbox.forget_chat(connection, chat)
    outbox.forget_chat(connection, chat)
    people.forget(connection, keys.person(chat))


def _moved(connection, keys: Keys, old: int, new: int) -> None:
    outbox.move(connection, old, new)
    people.move(connection, keys.person(old), keys.person(new))
