"""Conversations are forgotten after a day: rows of Rasa's tracker store are deleted.

The bridge's inbox and outbox have their own clean-up; see `cnaim.telegram`.
"""

from pathlib import Path

KEEP = 24 * 3600.0
"""Seconds that a conversation's events are kept."""


def clean(database: Path, now: float) -> int:
    """Delete events older than a day at `now` (Unix seconds); returns how many."""
    import sqlite3

    if not database.exists():
        return 0
    with sqlite3.connect(database, timeout=10) as connection:
        connection.execute("pragma secure_delete = on")
        gone = connection.execute("delete from events where timestamp < ?", (now - KEEP,)).rowcount
    return gone
