"""python-telegram-bot's application, without its own fetching, queue and limiter.

Those are the parts that lose updates on a kill and answers on a 502 (telegram.md 0); what
stays is what everybody knows: handlers, filters, and a client of the Bot API.
"""

from telegram.ext import Application, ContextTypes, ExtBot
from telegram.request import HTTPXRequest

from .settings import Settings
from .turn import Turn

CONNECTIONS = 64
"""Calls to Telegram at once; more people than that simply wait a little."""


class Bot(ExtBot):
    """A bot whose name may be missing, as with other servers than Telegram's."""

    @property
    def username(self) -> str:
        """The name after the @."""
        return super().username or ""


def application_for(settings: Settings) -> Application:
    """The application of a bot, not yet started; no connection is made."""
    bot = Bot(
        settings.token,
        base_url=f"{settings.api}/bot",
        base_file_url=f"{settings.api}/file/bot",
        request=_request(CONNECTIONS, 15.0),
        get_updates_request=_request(1, settings.poll_timeout + 10.0),
    )
    return Application.builder().bot(bot).updater(None).job_queue(None).context_types(ContextTypes(context=Turn)).build()


def _request(size: int, seconds: float) -> HTTPXRequest:
    return HTTPXRequest(connection_pool_size=size, read_timeout=seconds, connect_timeout=5.0, pool_timeout=30.0)
