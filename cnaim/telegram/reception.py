"""What happens to an update before it is acknowledged: one transaction that stores a batch.

Who floods is told so once and otherwise left out; who asks to be forgotten is not kept
waiting behind messages of their own.
"""

from collections import OrderedDict

import sqlalchemy as sa

from ..speech import Speech
from . import calls, inbox, outbox
from .limits import Floods
from .tables import DONE, NEW

REMEMBERED = 10_000
"""Decisions kept, for batches that have to be stored twice because the disk was full."""


class Reception:
    """Decides what of a batch is kept, and stores it."""

    def __init__(self, speech: Speech) -> None:
        self._speech, self._floods = speech, Floods()
        self._kept: "OrderedDict[int, bool]" = OrderedDict()

    def store(self, connection: sa.engine.Connection, updates: "list[dict]", now: float) -> "list[tuple[int, int]]":
        """Store a batch; (update id, chat) of what was not there before."""
        new = []
        for update in updates:
            chat = inbox.chat_of(update)
            kept = self._decide(update, chat, now)
            if not inbox.add(connection, update, now, NEW if kept else DONE):
                continue
            if not kept and self._floods.notice(chat, now):
                outbox.add(connection, chat, calls.text(self._slow_down(update)), now)
            elif kept and asks_to_be_forgotten(update):
                inbox.forget_chat(connection, chat, but=update["update_id"])
            new.append((update["update_id"], chat))
        return new

    def _decide(self, update: dict, chat: int, now: float) -> bool:
        """Whether an update is to be answered; the same update is counted once."""
        number = update["update_id"]
        if number not in self._kept:
            written = inbox.part(update, "message").get("date")
            self._kept[number] = self._floods.accepts(chat, float(written) if isinstance(written, int) else now)
            if len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return self._kept[number]

    def _slow_down(self, update: dict) -> str:
        language = self._speech.language(None, None, {"language_code": hint_of(update)})
        return self._speech.message("utter_bridge_slow_down", language)["text"]


def asks_to_be_forgotten(update: dict) -> bool:
    """Whether an update is /forget, or the news that the bot was blocked: then nothing older matters."""
    text = inbox.part(update, "message").get("text")
    status = inbox.part(update, "my_chat_member", "new_chat_member").get("status")
    return str(text).split("@")[0].split(" ")[0] in ("/forget", "/stop") or status in ("kicked", "left")


def hint_of(update: dict) -> str:
    """Telegram's language code of the sender."""
    for value in update.values():
        if inbox.part(value, "from"):
            return str(value["from"].get("language_code") or "")[:12]
    return ""
