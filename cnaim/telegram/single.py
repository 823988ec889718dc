"""Only one bridge: two would fetch each other's updates and answer twice.

A lock on a file (SQLite) or in the database (PostgreSQL), let go by the system when the
process dies, however it dies.
"""

import fcntl
import os
from typing import Any

import sqlalchemy as sa

from .settings import Settings

NUMBER = 0x636E61696D
"""The advisory lock's number in PostgreSQL: "cnaim"."""


class AlreadyRunning(Exception):
    """`str()` is the one line to show."""


def lock(settings: Settings) -> Any:
    """Something to hold as long as the bridge runs. Raises `AlreadyRunning`."""
    return _file_lock(settings) if settings.database_url.startswith("sqlite") else _database_lock(settings)


def _file_lock(settings: Settings) -> Any:
    settings.run.mkdir(parents=True, exist_ok=True)
    file = (settings.run / "bridge.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        who = file.read().strip() or "?"
        raise AlreadyRunning(f"a bridge is running here already (process {who}): stop it first, only one may") from None
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def _database_lock(settings: Settings) -> Any:
    connection = sa.create_engine(settings.database_url, future=True, poolclass=sa.pool.NullPool).connect()
    if not connection.execute(sa.text(f"SELECT pg_try_advisory_lock({NUMBER})")).scalar():
        raise AlreadyRunning("a bridge is running on this database already: stop it first, only one may")
    return connection
