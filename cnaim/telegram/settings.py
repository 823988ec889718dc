"""Everything that can be set from outside, read once from the environment.

One frozen object is handed to whoever needs it, so tests never touch the environment.
"""

import os
from dataclasses import dataclass, field, fields
from pathlib import Path

from .. import ROOT


def _env(name: str, default: object) -> object:
    return field(default=default, metadata={"env": name})


@dataclass(frozen=True)
class Settings:
    """The bridge's settings. Times in seconds unless the name says otherwise."""

    token: str = _env("TELEGRAM_BOT_TOKEN", "")
    api: str = _env("CNAIM_TELEGRAM_API", "https://api.telegram.org")
    rasa: str = _env("CNAIM_RASA_URL", "http://127.0.0.1:5005")
    """One address, or several with commas: each chat always meets the same one."""
    run: Path = _env("CNAIM_RUN", ROOT / ".run")
    database: str = _env("CNAIM_DATABASE_URL", "")
    """SQLAlchemy URL; empty means SQLite in the run folder."""
    tracker: str = _env("CNAIM_TRACKER_URL", "")
    """Rasa's tracker store, for /forget and the daily deletion; empty means `tracker.db` in the run folder."""
    secret: str = _env("CNAIM_SECRET", "")
    """Key in hexadecimal; empty means the file `secret` in the run folder, made once."""
    webhook: str = _env("CNAIM_WEBHOOK_URL", "")
    """Public https address; empty means long polling."""
    host: str = _env("CNAIM_BRIDGE_HOST", "127.0.0.1")
    port: int = _env("CNAIM_BRIDGE_PORT", 5080)
    """Health pages, metrics and webhook; 0 picks a free one, -1 means none."""
    concurrency: int = _env("CNAIM_RASA_CONCURRENCY", 4)
    """Calls at once to one Rasa process; four was measured best (telegram.md 2)."""
    rasa_timeout: float = _env("CNAIM_RASA_TIMEOUT", 8.0)
    typing_after: float = _env("CNAIM_TYPING_AFTER", 0.7)
    one_moment_after: float = _env("CNAIM_ONE_MOMENT_AFTER", 2.5)
    retry_longest: float = _env("CNAIM_RETRY_LONGEST", 5.0)
    """Longest pause between two tries."""
    give_up_after: float = _env("CNAIM_GIVE_UP_AFTER", 24 * 3600.0)
    """Age at which a message that nobody could answer goes to the dead letters."""
    sends_per_second: float = _env("CNAIM_SENDS_PER_SECOND", 28.0)
    chat_sends_per_second: float = _env("CNAIM_CHAT_SENDS_PER_SECOND", 1.0)
    poll_timeout: int = _env("CNAIM_POLL_TIMEOUT", 25)
    retention_hours: float = _env("CNAIM_RETENTION_HOURS", 24.0)
    """How long Rasa's conversations and dead letters are kept."""
    profile: bool = _env("CNAIM_BOT_PROFILE", True)
    """Whether to set commands, name and descriptions at the start; 0 for no."""
    session_turns: int = _env("CNAIM_SESSION_TURNS", 20)
    """Turns after which Rasa starts a new session: its cost grows with the length."""

    @property
    def database_url(self) -> str:
        """Where the inbox and outbox are."""
        return self.database or f"sqlite:///{self.run / 'bridge.db'}"

    @property
    def tracker_url(self) -> str:
        """Where Rasa keeps conversations."""
        return self.tracker or f"sqlite:///{self.run / 'tracker.db'}"


def from_environment(environ: "dict[str, str] | None" = None) -> Settings:
    """Settings from environment variables; `ValueError` with one line for a value that is no number."""
    environ = dict(os.environ) if environ is None else environ
    found = {}
    for item in fields(Settings):
        text = environ.get(item.metadata["env"], "").strip()
        if not text:
            continue
        try:
            found[item.name] = bool(int(text)) if item.type is bool else item.type(text)
        except ValueError:
            raise ValueError(f"{item.metadata['env']}={text}: a number is needed") from None
    return Settings(**found)
