"""What Telegram knows: chats, messages, updates waiting, commands. No network here."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field

from .checks import Refused

DEFAULT_KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query", "channel_post")
BOT_ID = 4242


@dataclass
class Chat:
    """A private chat or a group, and who sits in it."""

    id: int
    first_name: str
    language: str = ""
    title: str = ""
    blocked: bool = False
    moved_to: int = 0
    messages: dict[int, dict] = field(default_factory=dict)

    @property
    def shown(self) -> dict:
        """The chat as updates carry it."""
        if self.id < 0:
            return {"id": self.id, "type": "supergroup", "title": self.title or "group"}
        return {"id": self.id, "type": "private", "first_name": self.first_name}


@dataclass
class Record:
    """One call that the bot made."""

    method: str
    params: dict
    chat: "int | None"
    at: float
    status: int = 200
    description: str = ""
    applied: bool = False


class World:
    """The state behind the server."""

    def __init__(self, username: str = "fake_bot") -> None:
        self.bot = {"id": BOT_ID, "is_bot": True, "first_name": "Fake", "username": username}
        self.chats: dict[int, Chat] = {}
        self.updates: dict[int, dict] = {}
        self.calls: list[Record] = []
        self.commands: dict[tuple, list] = {}
        self.profile: dict[tuple, str] = {}
        self.queries: dict[str, dict] = {}
        self.kinds: "list[str] | None" = None
        self.changed = asyncio.Event()
        self._update_ids, self._message_ids, self._query_ids = itertools.count(1000), itertools.count(1), itertools.count(1)

    def chat(self, number: int, **more) -> Chat:
        """A chat, made when it is new."""
        if number not in self.chats:
            self.chats[number] = Chat(number, **{"first_name": f"P{number}", **more})
        return self.chats[number]

    def reachable(self, number: object) -> Chat:
        """The chat that a call names. Refuses as Telegram does."""
        try:
            chat = self.chats[int(number)]
        except (KeyError, TypeError, ValueError):
            raise Refused("Bad Request: chat not found") from None
        if chat.blocked:
            raise Refused("Forbidden: bot was blocked by the user", 403)
        if chat.moved_to:
            raise Refused("Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        return chat

    def new_message(self, chat: Chat, sender: dict, content: dict) -> dict:
        """Put a message into a chat."""
        message = {"message_id": next(self._message_ids), "date": int(time.time()), "chat": chat.shown, "from": sender, **content}
        chat.messages[message["message_id"]] = message
        self.touch()
        return message

    def push(self, kind: str, content: dict, update_id: "int | None" = None) -> dict:
        """An update for the bot, unless it does not want this kind."""
        update = {"update_id": next(self._update_ids) if update_id is None else update_id, kind: content}
        if self.kinds is None or not self.kinds or kind in self.kinds:
            self.updates[update["update_id"]] = update
        self.touch()
        return update

    def push_raw(self, update: dict) -> None:
        """Any update, as it is (also one that was delivered before)."""
        self.updates[update["update_id"]] = update
        self.touch()

    def query(self, person: dict, message: "dict | None", data: str) -> dict:
        """A pressed button."""
        query = {"id": str(next(self._query_ids)), "from": person, "chat_instance": "1", "data": data}
        if message:
            query["message"] = message
        self.queries[query["id"]] = {"at": time.time(), "answered": False, "answered_at": 0.0}
        return query

    def touch(self) -> None:
        """Wake everybody who waits for a change."""
        self.changed.set()
        self.changed = asyncio.Event()

    def sent(self, method: "str | None" = None, chat: "int | None" = None) -> list[Record]:
        """Calls that were carried out."""
        return [c for c in self.calls if c.applied and method in (None, c.method) and chat in (None, c.chat)]
