"""What becomes of an update that was not answered, and what the person is told meanwhile.

| why | then |
|---|---|
| Rasa is not reachable, or answers nobody | kept and tried again, for a day; "one moment" once |
| Rasa answers others but not this message | tried eight times (about 16 seconds), then to the dead letters |
| a mistake of the bridge's own | tried three times, then to the dead letters |

Before a dead letter the person is given a line to call; the next messages go on.
"""

import logging
import time

from . import calls, inbox, lists, people
from .rasa import RasaFailure
from .turn import Turn

LOG = logging.getLogger(__name__)
OUR_FAULT = 3
"""Tries of an update that breaks the bridge's own code."""
ITS_FAULT = 8
"""Tries of a message that Rasa does not answer while it answers others."""


class Failures:
    """The unhappy side of a bridge."""

    def __init__(self, bridge) -> None:
        self._bridge = bridge

    async def handle(self, row: inbox.Row, turn: Turn) -> None:
        """Decide about an update that was not answered."""
        if isinstance(turn.failure, RasaFailure):
            await self._of_rasa(row, turn, turn.failure)
        else:
            await self._of_ours(row, turn)

    async def _of_rasa(self, row: inbox.Row, turn: Turn, failure: RasaFailure) -> None:
        bridge, settings = self._bridge, self._bridge.settings
        LOG.warning("Rasa: %s (try %s)", failure, row.tries + 1)
        too_old = time.time() - row.received > settings.give_up_after
        to_blame = not failure.down and row.tries + 1 >= ITS_FAULT and await bridge.rasa.works()
        if too_old or to_blame:
            return await self._give_up(row, turn, f"Rasa: {failure}")
        if await bridge.database.run(inbox.failed, row, f"Rasa: {failure}"):
            if not row.noticed and bridge.waited(row) >= settings.one_moment_after:
                await self.one_moment(row, turn.case.person)
            bridge.sender.lanes.wake(row.chat)  # `Patience` may have been cancelled after its commit
            await bridge.lanes.pause(min(settings.retry_longest, 0.2 * 2 ** min(row.tries, 8)))

    async def _of_ours(self, row: inbox.Row, turn: Turn) -> None:
        name = type(turn.failure).__name__
        LOG.error("an update was not answered: %s", name, exc_info=turn.failure)
        if not await self._bridge.database.run(inbox.failed, row, f"bridge: {name}"):
            return
        if row.tries + 1 >= OUR_FAULT:
            return await self._give_up(row, turn, f"bridge: {name}")
        await self._bridge.lanes.pause(0.2)

    async def _give_up(self, row: inbox.Row, turn: Turn, reason: str) -> None:
        LOG.error("update %s goes to the dead letters: %s", row.update_id, reason)
        text = turn.say("gave_up") + "\n\n" + lists.person_line(turn)
        await self._bridge.database.run(inbox.bury, row, reason, calls.text(text), time.time())
        self._bridge.sender.lanes.wake(row.chat)

    async def one_moment(self, row: inbox.Row, person: people.Person) -> None:
        """Tell somebody that the answer takes a while; once for an update, over all restarts."""
        if self._bridge.sender.crowded:
            return
        text = Turn.say_for(self._bridge.case(row, person), "utter_one_moment")
        if await self._bridge.database.run(inbox.notice, row, calls.text(text), time.time()):
            self._bridge.sender.lanes.wake(row.chat)
