"""What Telegram sent and we have not answered yet. Functions of a connection, one transaction each.

An update is acknowledged to Telegram only after `add` has committed. Its text is blanked
in the transaction that marks it done, together with the answer going into the outbox.
"""

import json
from dataclasses import dataclass

import sqlalchemy as sa

from . import outbox
from .database import insert_new
from .tables import DEAD, DONE, INBOX, NEW

FORGET = 48 * 3600
"""Seconds that the number of a finished update is kept; Telegram repeats none after 24 hours."""


@dataclass(frozen=True)
class Row:
    """One waiting update."""

    update_id: int
    chat: int
    body: str
    received: float
    tries: int
    noticed: bool

    @property
    def update(self) -> dict:
        """The update as Telegram sent it."""
        return json.loads(self.body)


def part(value: object, *path: str) -> dict:
    """The map at a path inside an update; empty when there is none. Updates are untrusted: any part may be of any type."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def chat_of(update: dict) -> int:
    """The chat an update belongs to; else its sender (a button of a message too old to be sent along); else 0."""
    for value in update.values():
        for holder in (part(value, "chat"), part(value, "message", "chat"), part(value, "from"), part(value, "user")):
            if isinstance(holder.get("id"), int):
                return holder["id"]
    return 0


def add(connection: sa.engine.Connection, update: dict, now: float, state: str = NEW) -> bool:
    """Store an update; False when it was there already. `state` done: only its number is kept."""
    waiting = state == NEW
    values = {
        "update_id": update["update_id"],
        "chat": chat_of(update) if waiting else None,
        "body": json.dumps(update, separators=(",", ":")) if waiting else "",
        "state": state, "received": now, "tries": 0, "noticed": False, "error": "",
    }
    return insert_new(connection, INBOX, values)


def head(connection: sa.engine.Connection, chat: int) -> "Row | None":
    """The oldest waiting update of a chat."""
    columns = [INBOX.c[name] for name in Row.__dataclass_fields__]
    query = sa.select(*columns).where(INBOX.c.state == NEW, INBOX.c.chat == chat).order_by(INBOX.c.update_id).limit(1)
    found = connection.execute(query).first()
    return Row(*found) if found else None


def chats(connection: sa.engine.Connection) -> list[int]:
    """Chats with something waiting, the one that waits longest first."""
    query = sa.select(INBOX.c.chat).where(INBOX.c.state == NEW).group_by(INBOX.c.chat).order_by(sa.func.min(INBOX.c.update_id))
    return list(connection.execute(query).scalars())


def finish(connection: sa.engine.Connection, row: Row, calls: list, now: float) -> bool:
    """Mark an update done, blank it, and queue its answer: all or nothing. False when it was forgotten meanwhile."""
    done = connection.execute(
        INBOX.update().where(INBOX.c.update_id == row.update_id, INBOX.c.state == NEW).values(state=DONE, body="", chat=None, error="")
    ).rowcount
    if done:
        outbox.add(connection, row.chat, calls, now)
    return bool(done)


def failed(connection: sa.engine.Connection, row: Row, error: str) -> bool:
    """Count a failed try; False when the update was forgotten meanwhile."""
    change = INBOX.update().where(INBOX.c.update_id == row.update_id, INBOX.c.state == NEW)
    return connection.execute(change.values(tries=INBOX.c.tries + 1, error=error[:200])).rowcount > 0


def notice(connection: sa.engine.Connection, row: Row, calls: list, now: float) -> bool:
    """Queue "one moment" for an update, once over all tries and restarts."""
    change = INBOX.update().where(INBOX.c.update_id == row.update_id, INBOX.c.state == NEW, INBOX.c.noticed.is_(False))
    first = connection.execute(change.values(noticed=True)).rowcount > 0
    if first:
        outbox.add(connection, row.chat, calls, now)
    return first


def bury(connection: sa.engine.Connection, row: Row, error: str, calls: list, now: float) -> None:
    """Put an update among the dead letters (kept for a replay) and queue the apology."""
    connection.execute(INBOX.update().where(INBOX.c.update_id == row.update_id).values(state=DEAD, error=error[:200]))
    outbox.add(connection, row.chat, calls, now)


def forget_chat(connection: sa.engine.Connection, chat: int, but: int = -1) -> None:
    """Blank everything of a chat, waiting or dead, except one update."""
    change = INBOX.update().where(INBOX.c.chat == chat, INBOX.c.update_id != but)
    connection.execute(change.values(state=DONE, body="", chat=None, error=""))


def dead(connection: sa.engine.Connection) -> list[sa.engine.Row]:
    """Dead letters without their text: number, time, tries, error."""
    query = sa.select(INBOX.c.update_id, INBOX.c.received, INBOX.c.tries, INBOX.c.error).where(INBOX.c.state == DEAD)
    return list(connection.execute(query.order_by(INBOX.c.update_id)))


def replay(connection: sa.engine.Connection, update_id: "int | None" = None) -> int:
    """Put one dead letter, or all, back among the waiting; how many there were."""
    change = INBOX.update().where(INBOX.c.state == DEAD)
    if update_id is not None:
        change = change.where(INBOX.c.update_id == update_id)
    return connection.execute(change.values(state=NEW, tries=0, noticed=True)).rowcount


def clean(connection: sa.engine.Connection, now: float, keep: float) -> None:
    """Drop old numbers of finished updates, and dead letters past `keep` seconds."""
    connection.execute(INBOX.delete().where(INBOX.c.state == DONE, INBOX.c.received < now - FORGET))
    old = INBOX.update().where(INBOX.c.state == DEAD, INBOX.c.received < now - keep)
    connection.execute(old.values(state=DONE, body="", chat=None))
