"""What an operator does beside running the bridge. Nothing here shows anybody's words."""

import datetime as dt
import sys

from telegram.helpers import create_deep_linked_url

from ..knowledge import Store
from . import buttons, inbox, intake, keys, outbox, people
from . import profile as profiles
from .application import application_for
from .bridge import Bridge
from .database import Database
from .settings import Settings


def dead(settings: Settings, _: "int | None" = None) -> int:
    """Print the dead letters."""
    database = Database(settings.database_url)
    for row in database.run_now(inbox.dead):
        print(f"update {row.update_id}  {_when(row.received)}  tries {row.tries}  {row.error}")
    for row in database.run_now(outbox.dead):
        print(f"call   {row.id}  {_when(row.created)}  {row.method}  tries {row.tries}  {row.error}")
    database.close()
    return 0


def replay(settings: Settings, number: "int | None" = None) -> int:
    """Put dead letters back; a running bridge finds them at its next start."""
    database = Database(settings.database_url)
    count = database.run_now(inbox.replay, number)
    calls = database.run_now(outbox.replay) if number is None else 0
    database.close()
    print(f"{count} updates and {calls} calls wait again; a running bridge takes them within a minute")
    return 0


def opinions(settings: Settings, _: "int | None" = None) -> int:
    """Print the thumbs: times, verdict or reason, what the answer was about, the last day."""
    database = Database(settings.database_url)
    for row in database.run_now(people.opinions):
        about = " ".join(f"{k}={v}" for k, v in buttons.unpack(row.about.split(",")).items())
        print(f"{row.times:>5}  {row.reason or row.verdict:<9} {about}  ({row.last})")
    database.close()
    return 0


def links() -> int:
    """Print every deep link as `kind id payload`; put the bot's name in front as in the first line."""
    base = Store().get()
    print("#", create_deep_linked_url("your_bot", "s-niss"))
    for letter, part in (("s", base.services), ("l", base.locations), ("p", base.phones), ("o", base.organizations)):
        for thing in part:
            print(f"{letter}-{thing}")
    for thing, service in base.services.items():
        if service.get("required_documents"):
            print(f"c-{thing}")
    return 0


async def profile(settings: Settings) -> int:
    """Set commands, name and descriptions now."""
    application = application_for(settings)
    trouble: list[str] = []
    bridge = Bridge(settings, keys.load(settings.run / "secret", settings.secret), application, trouble.append)
    telegram = intake.Telegram(application.bot, bridge, trouble.append)
    await telegram.introduce()
    await profiles.keep(telegram)
    await bridge.stop(1)
    await application.shutdown()
    print("\n".join(trouble), file=sys.stderr)
    return 1 if trouble else 0


def _when(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds).isoformat(" ", "seconds")
