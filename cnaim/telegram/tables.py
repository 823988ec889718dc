"""The bridge's tables, and how an older database becomes today's.

Chat ids stand in plain only in rows that still wait: they are needed to answer. A row
that is done keeps its update id (a repeat must be recognised) and nothing else.
"""

import logging

import sqlalchemy as sa

LOG = logging.getLogger(__name__)
METADATA = sa.MetaData()
VERSION = 1
"""Raise it with each step added to `STEPS`."""

NEW, DONE, DEAD = "new", "done", "dead"

INBOX = sa.Table(
    "inbox", METADATA,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chat", sa.BigInteger),
    sa.Column("body", sa.Text, nullable=False, default=""),
    sa.Column("state", sa.String(8), nullable=False, default=NEW),
    sa.Column("received", sa.Float, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("noticed", sa.Boolean, nullable=False, default=False),
    sa.Column("error", sa.String(200), nullable=False, default=""),
    sa.Index("inbox_waiting", "state", "chat", "update_id"),
)
OUTBOX = sa.Table(
    "outbox", METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("chat", sa.BigInteger, nullable=False),
    sa.Column("method", sa.String(40), nullable=False),
    sa.Column("params", sa.Text, nullable=False),
    sa.Column("state", sa.String(8), nullable=False, default=NEW),
    sa.Column("created", sa.Float, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("error", sa.String(200), nullable=False, default=""),
    sa.Index("outbox_waiting", "state", "chat", "id"),
)
PEOPLE = sa.Table(
    "people", METADATA,
    sa.Column("person", sa.String(32), primary_key=True),
    sa.Column("language", sa.String(12), nullable=False, default=""),  # chosen by the person
    sa.Column("spoken", sa.String(12), nullable=False, default=""),  # of the last answer
    sa.Column("turns", sa.Integer, nullable=False, default=0),
    sa.Column("awaiting", sa.String(12), nullable=False, default=""),
    sa.Column("awaiting_until", sa.Float, nullable=False, default=0),
    sa.Column("seen", sa.Float, nullable=False, default=0),
)
TICKS = sa.Table(
    "ticks", METADATA,
    sa.Column("person", sa.String(32), primary_key=True),
    sa.Column("service", sa.String(64), primary_key=True),
    sa.Column("item", sa.String(64), primary_key=True),
)
BUTTONS = sa.Table(
    "buttons", METADATA,
    sa.Column("short", sa.String(12), primary_key=True),
    sa.Column("payload", sa.Text, nullable=False),
)
FEEDBACK = sa.Table(
    "feedback", METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("verdict", sa.String(8), nullable=False),
    sa.Column("reason", sa.String(12), nullable=False, default=""),
)
META = sa.Table(
    "meta", METADATA,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

STEPS: "dict[int, list[str]]" = {}
"""Version → SQL statements that lead to it from the one before."""


def prepare(connection: sa.engine.Connection) -> None:
    """Make the tables, or bring an older database up to `VERSION`; refuse a newer one."""
    METADATA.create_all(connection)
    found = connection.execute(sa.select(META.c.value).where(META.c.name == "schema")).scalar()
    if found is None:
        connection.execute(META.insert().values(name="schema", value=str(VERSION)))
        return
    if int(found) > VERSION:
        raise RuntimeError(f"the database has schema {found}, this program knows {VERSION}; install the newer program")
    for version in range(int(found) + 1, VERSION + 1):
        LOG.info("database: schema %s → %s", version - 1, version)
        for statement in STEPS.get(version, ()):
            connection.execute(sa.text(statement))
    connection.execute(META.update().where(META.c.name == "schema").values(value=str(VERSION)))
