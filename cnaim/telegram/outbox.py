"""Calls to Telegram that must arrive: in order within a chat, tried until they do, then deleted.

A row is deleted after Telegram has confirmed it, so a kill in between sends that one
message twice; the other way round it would be lost.
"""

import json
from dataclasses import dataclass

import sqlalchemy as sa

from .calls import Call
from .tables import DEAD, NEW, OUTBOX


@dataclass(frozen=True)
class Row:
    """One call that waits to be sent."""

    id: int
    chat: int
    method: str
    params: str
    created: float
    tries: int

    @property
    def call(self) -> Call:
        """The call itself."""
        return Call(self.method, json.loads(self.params))


def add(connection: sa.engine.Connection, chat: int, calls: "list[Call]", now: float) -> None:
    """Queue calls for a chat, in order."""
    rows = [
        {"chat": chat, "method": c.method, "params": json.dumps(c.params, separators=(",", ":")), "state": NEW, "created": now, "tries": 0, "error": ""}
        for c in calls
    ]
    if rows:
        connection.execute(OUTBOX.insert(), rows)


def head(connection: sa.engine.Connection, chat: int) -> "Row | None":
    """The oldest waiting call of a chat."""
    columns = [OUTBOX.c[name] for name in Row.__dataclass_fields__]
    query = sa.select(*columns).where(OUTBOX.c.state == NEW, OUTBOX.c.chat == chat).order_by(OUTBOX.c.id).limit(1)
    found = connection.execute(query).first()
    return Row(*found) if found else None


def chats(connection: sa.engine.Connection) -> list[int]:
    """Chats with something waiting, the one that waits longest first."""
    query = sa.select(OUTBOX.c.chat).where(OUTBOX.c.state == NEW).group_by(OUTBOX.c.chat).order_by(sa.func.min(OUTBOX.c.id))
    return list(connection.execute(query).scalars())


def sent(connection: sa.engine.Connection, row: Row) -> "Row | None":
    """Delete a call that arrived; the chat's next one."""
    connection.execute(OUTBOX.delete().where(OUTBOX.c.id == row.id))
    return head(connection, row.chat)


def failed(connection: sa.engine.Connection, row: Row, error: str) -> None:
    """Count a failed try."""
    connection.execute(OUTBOX.update().where(OUTBOX.c.id == row.id).values(tries=OUTBOX.c.tries + 1, error=error[:200]))


def change(connection: sa.engine.Connection, row: Row, call: Call) -> None:
    """Put another call in the place of one that Telegram refuses."""
    values = {"method": call.method, "params": json.dumps(call.params), "tries": OUTBOX.c.tries + 1}
    connection.execute(OUTBOX.update().where(OUTBOX.c.id == row.id).values(**values))


def bury(connection: sa.engine.Connection, row: Row, error: str) -> None:
    """Put a call among the dead letters."""
    connection.execute(OUTBOX.update().where(OUTBOX.c.id == row.id).values(state=DEAD, error=error[:200]))


def dead(connection: sa.engine.Connection) -> list[sa.engine.Row]:
    """Dead calls without their text: number, time, method, error."""
    query = sa.select(OUTBOX.c.id, OUTBOX.c.created, OUTBOX.c.method, OUTBOX.c.tries, OUTBOX.c.error).where(OUTBOX.c.state == DEAD)
    return list(connection.execute(query.order_by(OUTBOX.c.id)))


def replay(connection: sa.engine.Connection) -> int:
    """Put all dead calls back among the waiting."""
    return connection.execute(OUTBOX.update().where(OUTBOX.c.state == DEAD).values(state=NEW, tries=0)).rowcount


def move(connection: sa.engine.Connection, old: int, new: int) -> None:
    """A group became a supergroup: its calls go to the new chat."""
    connection.execute(OUTBOX.update().where(OUTBOX.c.chat == old).values(chat=new))


def forget_chat(connection: sa.engine.Connection, chat: int) -> None:
    """Drop everything for a chat."""
    connection.execute(OUTBOX.delete().where(OUTBOX.c.chat == chat))


def clean(connection: sa.engine.Connection, now: float, keep: float) -> None:
    """Drop dead calls past `keep` seconds."""
    connection.execute(OUTBOX.delete().where(OUTBOX.c.state == DEAD, OUTBOX.c.created < now - keep))
