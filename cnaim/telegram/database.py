"""The database behind one thread: the event loop never waits for a disk or a lock.

SQLite is set so that a commit survives a power cut (WAL, synchronous FULL) and that what
is deleted is overwritten (secure_delete), because people's words must really go.
"""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, Iterable

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from . import tables

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "busy_timeout=2000", "wal_autocheckpoint=200")


class Database:
    """`await database.run(function, …)` calls `function(connection, …)` in one transaction."""

    def __init__(self, url: str) -> None:
        self.engine = connect(url)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        with self.engine.begin() as connection:
            tables.prepare(connection)

    async def run(self, function: Callable, *args: Any) -> Any:
        """The result of `function(connection, *args)`, committed; rolled back when it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.run_now, function, *args)

    def run_now(self, function: Callable, *args: Any) -> Any:
        """The same without an event loop."""
        with self.engine.begin() as connection:
            return function(connection, *args)

    async def tidy(self) -> None:
        """Empty SQLite's write-ahead log, which still holds what was deleted from the tables."""
        if self.engine.dialect.name == "sqlite":
            await asyncio.get_running_loop().run_in_executor(self._thread, self._truncate_log)

    def _truncate_log(self) -> None:
        with self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Finish what runs, and let go."""
        self._thread.shutdown(wait=True)
        self.engine.dispose()


def connect(url: str) -> sa.engine.Engine:
    """An engine; a SQLite file is made readable by its owner only."""
    if not url.startswith("sqlite"):
        return sa.create_engine(url, future=True, pool_pre_ping=True)
    path = Path(sa.engine.make_url(url).database)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = sa.create_engine(url, future=True, connect_args={"check_same_thread": False, "timeout": 2})

    @sa.event.listens_for(engine, "connect")
    def _set(connection: Any, _record: Any) -> None:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def insert_new(connection: sa.engine.Connection, table: sa.Table, values: dict) -> bool:
    """Insert a row unless its key is there; whether it was new."""
    dialect = {"postgresql": postgresql, "sqlite": sqlite}[connection.dialect.name]
    return connection.execute(dialect.insert(table).values(**values).on_conflict_do_nothing()).rowcount > 0


def put(connection: sa.engine.Connection, table: sa.Table, key: Iterable[str], values: dict) -> None:
    """Insert a row or change the one with the same key."""
    dialect = {"postgresql": postgresql, "sqlite": sqlite}[connection.dialect.name]
    change = {k: v for k, v in values.items() if k not in key}
    connection.execute(dialect.insert(table).values(**values).on_conflict_do_update(index_elements=list(key), set_=change))
