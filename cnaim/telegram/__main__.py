"""`python -m cnaim.telegram`: run the bridge, or look after it.

    run       (the default) fetch updates and answer them
    dead      the messages and calls that could not be delivered, without their text
    replay    put them back among the waiting (all, or one update by number)
    opinions  the thumbs up and down, counted by what they are about
    profile   commands, name and descriptions in every language, set where they differ
    links     the deep links of each service, office, line and checklist, for posters
"""

import argparse
import asyncio
import logging
import os
import sys
import warnings

warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
warnings.filterwarnings("ignore", message="Please use 'Bot.")  # the outbox holds calls as data: see sender.py

from . import tools  # noqa: E402  (after the filters, which concern its imports)
from .settings import from_environment  # noqa: E402
from .supervised import REFUSED  # noqa: E402
from .supervised import main as run  # noqa: E402

NO_TOKEN = "TELEGRAM_BOT_TOKEN is not set: make a bot with @BotFather in Telegram and put its token there"


def logs(token: str) -> None:
    """Plain lines on standard error, never with the token in them, never with anybody's words."""
    handler = logging.StreamHandler()
    handler.addFilter(lambda record: _without(token, record))
    logging.basicConfig(level=os.environ.get("CNAIM_LOG", "INFO").upper(), format="bridge: %(message)s", handlers=[handler])
    for name in ("httpx", "httpcore", "telegram", "telegram.ext", "uvicorn", "asyncio", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _without(token: str, record: logging.LogRecord) -> bool:
    if token:
        message = record.getMessage()
        if record.exc_info:
            message += "\n" + logging.Formatter().formatException(record.exc_info)
        record.msg, record.args, record.exc_info, record.exc_text = message.replace(token, "<token>"), (), None, None
    return True


def main(arguments: "list[str] | None" = None) -> int:
    """The exit status: 0 stopped in order, 78 a setting, a token or a second bridge that no restart mends."""
    parser = argparse.ArgumentParser("python -m cnaim.telegram", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", nargs="?", default="run", choices=["run", "dead", "replay", "opinions", "profile", "links"])
    parser.add_argument("number", nargs="?", type=int)
    wanted = parser.parse_args(arguments)
    try:
        settings = from_environment()
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return REFUSED
    logs(settings.token)
    if wanted.verb in ("dead", "replay", "opinions"):
        return getattr(tools, wanted.verb)(settings, wanted.number)
    if wanted.verb == "links":
        return tools.links()
    if not settings.token:
        print(NO_TOKEN, file=sys.stderr)
        return REFUSED
    return asyncio.run((run if wanted.verb == "run" else tools.profile)(settings))


if __name__ == "__main__":
    sys.exit(main())
