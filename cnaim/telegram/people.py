"""What is remembered of a chat: its language, what it ticked off. By keyed hash, never by id."""

from dataclasses import dataclass

import sqlalchemy as sa

from .database import insert_new, put
from .tables import FEEDBACK, PEOPLE, TICKS

UNUSED = 180 * 24 * 3600
"""Seconds after which a chat that never came back is forgotten."""


@dataclass(frozen=True)
class Person:
    """A chat as remembered; a new one is all defaults."""

    person: str
    language: str = ""
    spoken: str = ""
    turns: int = 0
    awaiting: str = ""
    awaiting_until: float = 0.0


def load(connection: sa.engine.Connection, person: str) -> Person:
    """What is remembered of somebody."""
    columns = [PEOPLE.c[name] for name in Person.__dataclass_fields__]
    found = connection.execute(sa.select(*columns).where(PEOPLE.c.person == person)).first()
    return Person(*found) if found else Person(person)


def save(connection: sa.engine.Connection, person: str, now: float, changes: dict) -> None:
    """Remember changes."""
    put(connection, PEOPLE, ["person"], {"person": person, "seen": now, **changes})


def forget(connection: sa.engine.Connection, person: str) -> None:
    """Remember nothing of somebody."""
    connection.execute(PEOPLE.delete().where(PEOPLE.c.person == person))
    connection.execute(TICKS.delete().where(TICKS.c.person == person))


def move(connection: sa.engine.Connection, old: str, new: str) -> None:
    """A group became a supergroup and has another id, hence another hash."""
    forget(connection, new)
    for table in (PEOPLE, TICKS):
        connection.execute(table.update().where(table.c.person == old).values(person=new))


def ticked(connection: sa.engine.Connection, person: str, service: str) -> set[str]:
    """Papers of a service that somebody has."""
    query = sa.select(TICKS.c.item).where(TICKS.c.person == person, TICKS.c.service == service)
    return set(connection.execute(query).scalars())


def tick(connection: sa.engine.Connection, person: str, service: str, item: str) -> None:
    """Tick a paper off, or take the tick away."""
    key = {"person": person, "service": service, "item": item}
    if not insert_new(connection, TICKS, key):
        connection.execute(TICKS.delete().where(*[TICKS.c[k] == v for k, v in key.items()]))


def opinion(connection: sa.engine.Connection, day: str, about: str, verdict: str, reason: str = "") -> None:
    """Keep a thumb up or down about an answer; whose it was is not kept."""
    connection.execute(FEEDBACK.insert().values(day=day, about=about, verdict=verdict, reason=reason))


def opinions(connection: sa.engine.Connection) -> list[sa.engine.Row]:
    """What was thought of answers: about, verdict, reason, how often, the last day."""
    columns = [FEEDBACK.c.about, FEEDBACK.c.verdict, FEEDBACK.c.reason]
    query = sa.select(*columns, sa.func.count().label("times"), sa.func.max(FEEDBACK.c.day).label("last")).group_by(*columns)
    return list(connection.execute(query.order_by(sa.desc("times"))))


def clean(connection: sa.engine.Connection, now: float) -> None:
    """Forget chats that have not been used for a long time."""
    for person in connection.execute(sa.select(PEOPLE.c.person).where(PEOPLE.c.seen < now - UNUSED)).scalars().all():
        forget(connection, person)
