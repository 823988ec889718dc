"""The bridge: updates in, answers out, both on disk in between.

`take` stores updates; lanes answer them, one at a time in each chat; `Sender` sends. All
promises (nothing lost, order, "one moment", giving up) are kept here and in the two tables.
"""

import asyncio
import datetime as dt
import logging
import time
from typing import Callable, Iterable

from telegram import Update
from telegram.ext import Application

from ..knowledge import Store
from ..speech import Speech
from . import handlers, inbox, outbox, people, retention
from .database import Database
from .failures import Failures
from .keys import Keys
from .lanes import Lanes
from .ordering import Ordering
from .patience import Patience
from .rasa import Rasa
from .reception import Reception, hint_of
from .sender import Sender
from .settings import Settings
from .turn import Case, Turn

LOG = logging.getLogger(__name__)
LOOK_EVERY = 2.0
"""Seconds between two looks at the knowledge."""


class Bridge:
    """Everything between `take(updates)` and Telegram."""

    def __init__(self, settings: Settings, keys: Keys, application: Application, fatal: Callable[[str], None]) -> None:
        self.settings, self.keys, self.application = settings, keys, application
        self.database = Database(settings.database_url)
        self.rasa = Rasa(settings.rasa, settings.concurrency, settings.rasa_timeout)
        self.sender = Sender(settings, self.database, keys, application.bot, fatal)
        self.lanes = Lanes("inbox", self._drain)
        self._facts, self.speech = Store(), Speech()
        self.knowledge = self._facts.get()
        self.reception, self.failures = Reception(self.speech), Failures(self)
        self.bot_name = ""
        self.received = self.answered = 0
        self._ready = False
        self._heads: "dict[int, tuple[int, float]]" = {}
        application.bot_data.update(
            database=self.database, session_turns=settings.session_turns, retention_hours=settings.retention_hours
        )
        handlers.register(application, self.rasa)
        application.add_error_handler(_noted)

    async def follow_the_facts(self) -> None:
        """Reload the knowledge when an editor saved; in a thread, since looking takes longer than answering."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self.knowledge = await asyncio.to_thread(self._facts.get)

    async def start(self) -> None:
        """Telegram is reached: go on where the last process stopped."""
        self._ready = True
        for chat in await self.database.run(_waiting):
            self.wake(chat)

    def wake(self, chat: int) -> None:
        """Something may be waiting for a chat. Before `start` it waits on disk."""
        if self._ready:
            self.lanes.wake(chat)
            self.sender.lanes.wake(chat)

    async def take(self, updates: "Iterable[dict]", ordering: "Ordering | None" = None) -> None:
        """Store updates in one transaction, then start on them. Once this returns they may be acknowledged.

        `ordering` decides when to start on updates that may have overtaken each other.
        """
        updates = list(updates)
        for query in (inbox.part(update, "callback_query") for update in updates):
            if query.get("id"):  # stops the spinner; an answer with text would be a toast, which nobody reads twice
                asyncio.create_task(self.sender.now("answerCallbackQuery", callback_query_id=query["id"]))
        for update_id, chat in await self.database.run(self.reception.store, updates, time.time()):
            self.received += 1
            if ordering:
                ordering.arrived(update_id, chat)
            else:
                self.wake(chat)

    async def _drain(self, chat: int) -> None:
        """Answer what waits for a chat, one after the other."""
        found = await self.database.run(self._next, chat)
        while found and self.lanes.open:
            row, person = found
            if self._heads.get(chat, (None,))[0] != row.update_id:
                self._heads[chat] = row.update_id, time.monotonic()
            found = await self._answer(row, person)
        self._heads.pop(chat, None)

    def _next(self, connection, chat: int) -> "tuple[inbox.Row, people.Person] | None":
        row = inbox.head(connection, chat)
        return (row, people.load(connection, self.keys.person(chat))) if row else None

    async def _answer(self, row: inbox.Row, person: people.Person) -> "tuple | None":
        """One try at one update; what comes next in the chat."""
        async with Patience(self, row, person):
            turn = await self._handle(row, person)
        if turn is None or turn.failure is None:
            return await self._finish(row, turn)
        await self.failures.handle(row, turn)
        return await self.database.run(self._next, row.chat)

    def case(self, row: inbox.Row, person: people.Person) -> Case:
        """What there is to know about an update before it is answered."""
        update, now = row.update, dt.datetime.now(dt.timezone.utc)
        return Case(row, update, person, hint_of(update), self.knowledge, self.speech, self.keys, now, self.bot_name)

    async def _handle(self, row: inbox.Row, person: people.Person) -> "Turn | None":
        """Run the handlers over an update. None when python-telegram-bot cannot read it: nothing to answer."""
        case = self.case(row, person)
        try:
            update = Update.de_json(case.update, self.application.bot)
        except Exception as problem:  # a kind of update from after this release
            LOG.warning("an update that cannot be read was left out: %s", type(problem).__name__)
            return None
        with Turn.of(self.application, case) as turn:
            await self.application.process_update(update)
        return turn

    async def _finish(self, row: inbox.Row, turn: "Turn | None") -> "tuple | None":
        """Commit a turn; what comes next in the chat. "Everything is deleted" is said after it was."""
        if turn and turn.forgets:
            await retention.forget_conversation(self.settings.tracker_url, turn.case.person.person)
        following = await self.database.run(self._commit, row, turn, time.time())
        self.answered += 1
        if turn and turn.forgets:
            await self.database.tidy()
        self.sender.lanes.wake(row.chat)
        return following

    def _commit(self, connection, row: inbox.Row, turn: "Turn | None", now: float) -> "tuple | None":
        """The end of a turn, all or nothing: mark, blank, remember, queue."""
        forgets = bool(turn and turn.forgets)
        if forgets:
            outbox.forget_chat(connection, row.chat)
            inbox.forget_chat(connection, row.chat, but=row.update_id)
        done = inbox.finish(connection, row, turn.calls if turn else [], now)
        if done and turn:
            for function, arguments in turn.writes:
                function(connection, *arguments)
        if forgets:
            people.forget(connection, self.keys.person(row.chat))
        return self._next(connection, row.chat)

    def waited(self, row: inbox.Row) -> float:
        """Seconds since an update's turn came: the one before it in its chat is answered."""
        return time.monotonic() - self._heads[row.chat][1]

    async def stop(self, patience: float) -> None:
        """Finish what is being done, for a while; the rest waits on disk for the next start."""
        await self.lanes.stop(patience)
        await self.sender.lanes.stop(patience)
        await self.rasa.close()
        self.database.close()


async def _noted(update: object, context: Turn) -> None:
    """PTB wants an error handler; `Turn.from_error` has already put the failure where it belongs."""


def _waiting(connection) -> list[int]:
    """Chats with anything waiting, longest first."""
    return list(dict.fromkeys([*outbox.chats(connection), *inbox.chats(connection)]))
