"""What a person sees while an answer takes long: first a sign of typing, then "one moment".

Nothing is shown when the answer is quick, and nothing is repeated when it never comes.
"""

import asyncio
import logging

from . import inbox
from .people import Person

LOG = logging.getLogger(__name__)


class Patience:
    """`async with Patience(bridge, row, person):` around one try at an update."""

    def __init__(self, bridge, row: inbox.Row, person: Person) -> None:
        self._bridge, self._row, self._person = bridge, row, person

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._show()) if _awaited(self._row) else None

    async def __aexit__(self, *_: object) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _show(self) -> None:
        settings = self._bridge.settings
        waited = self._bridge.waited(self._row)
        if waited < settings.typing_after and not self._row.tries:
            await asyncio.sleep(settings.typing_after - waited)
            await self._bridge.sender.now("sendChatAction", chat_id=self._row.chat, action="typing")
        waited = self._bridge.waited(self._row)
        await asyncio.sleep(max(0.0, settings.one_moment_after - waited))
        try:
            await self._bridge.failures.one_moment(self._row, self._person)
        except Exception as problem:  # the disk; the answer itself matters more
            LOG.warning("“one moment” was not stored: %s", type(problem).__name__)


def _awaited(row: inbox.Row) -> bool:
    """Whether somebody is waiting for an answer and has not been told yet."""
    return not row.noticed and ('"message":{' in row.body or '"callback_query":{' in row.body)
