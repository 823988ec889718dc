"""What is deleted, and when: on /forget at once, everything else after its time.

Rasa's tracker store is reached as a table (`events`, `sender_id`, `timestamp`), since Rasa
has no call for it. Deleted text is also overwritten on disk and in the write-ahead logs.
"""

import asyncio
import logging
import time
from pathlib import Path

import sqlalchemy as sa

from . import inbox, outbox, people
from .database import Database

LOG = logging.getLogger(__name__)
EVERY = 60.0
"""Seconds between two rounds."""


async def forget_conversation(url: str, person: str) -> None:
    """Delete Rasa's conversation with somebody."""
    await asyncio.to_thread(_delete, url, "sender_id = :person", {"person": person})


def _delete(url: str, where: str, values: dict) -> int:
    """Delete tracker rows; 0 when Rasa has not made its table yet."""
    parsed = sa.engine.make_url(url)
    if parsed.drivername.startswith("sqlite") and not Path(parsed.database).exists():
        return 0
    engine = sa.create_engine(url, future=True, connect_args={"timeout": 10} if parsed.drivername.startswith("sqlite") else {})
    try:
        with engine.begin() as connection:
            if parsed.drivername.startswith("sqlite"):
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            if not sa.inspect(connection).has_table("events"):
                return 0
            return connection.execute(sa.text(f"DELETE FROM events WHERE {where}"), values).rowcount
    finally:
        engine.dispose()


def delete_old(url: str, hours: float, now: float) -> int:
    """Delete what was said more than `hours` ago; how many rows there were."""
    return _delete(url, "timestamp < :limit", {"limit": now - hours * 3600})


async def once(database: Database, tracker: str, hours: float, now: float) -> None:
    """One round: old rows out of the three tables and out of Rasa's."""
    await database.run(_clean, now, hours * 3600)
    await database.tidy()
    await asyncio.to_thread(delete_old, tracker, hours, now)


def _clean(connection, now: float, keep: float) -> None:
    inbox.clean(connection, now, keep)
    outbox.clean(connection, now, keep)
    people.clean(connection, now)


async def forever(bridge) -> None:
    """Round after round; each also wakes what `replay` put back among the waiting."""
    settings = bridge.settings
    while True:
        await asyncio.sleep(EVERY)
        try:
            await once(bridge.database, settings.tracker_url, settings.retention_hours, time.time())
            await bridge.start()
        except Exception as error:  # a locked table: the next round comes
            LOG.warning("nothing was deleted this time: %s", type(error).__name__)
