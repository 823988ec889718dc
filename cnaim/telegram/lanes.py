"""Many chats at once, one thing at a time within a chat.

python-telegram-bot's `concurrent_updates` put 20 of 20 busy users out of order (measured:
telegram.md 0). A lane is a task that lives as long as its chat has something waiting on
disk; only numbers are in memory, so a backlog costs nothing.
"""

import asyncio
import logging
from typing import Awaitable, Callable

LOG = logging.getLogger(__name__)
PAUSE = 1.0
"""Seconds before a lane that broke (a locked disk, a full one) tries again."""


class Lanes:
    """`wake(chat)` makes sure that `work(chat)` runs, and runs again when woken meanwhile."""

    def __init__(self, name: str, work: Callable[[int], Awaitable[None]]) -> None:
        self._name, self._work = name, work
        self._tasks: dict[int, asyncio.Task] = {}
        self._again: set[int] = set()
        self._closing = asyncio.Event()

    @property
    def open(self) -> bool:
        """Whether to go on with the next thing."""
        return not self._closing.is_set()

    async def pause(self, seconds: float) -> None:
        """Wait before the next try; not when we are stopping."""
        if seconds > 0 and self.open:
            try:
                await asyncio.wait_for(self._closing.wait(), seconds)
            except asyncio.TimeoutError:
                pass

    def wake(self, chat: int) -> None:
        """There is something for a chat."""
        if not self.open:
            return
        if chat in self._tasks:
            self._again.add(chat)
        else:
            self._tasks[chat] = asyncio.create_task(self._run(chat), name=f"{self._name}")

    async def _run(self, chat: int) -> None:
        try:
            while self.open:
                self._again.discard(chat)
                try:
                    await self._work(chat)
                except Exception as error:  # the disk; the row is still there
                    LOG.error("%s: %s; trying again", self._name, type(error).__name__)
                    LOG.debug("%s", self._name, exc_info=True)
                    await self.pause(PAUSE)
                    continue
                if chat not in self._again:
                    return
        finally:
            del self._tasks[chat]

    async def stop(self, patience: float) -> None:
        """Start nothing new, let what runs finish for a while, then cancel it: it is on disk."""
        self._closing.set()
        tasks = list(self._tasks.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def __len__(self) -> int:
        return len(self._tasks)
