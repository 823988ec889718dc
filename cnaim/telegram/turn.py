"""One update being answered: what handlers get as their `context`.

A handler sends nothing. It collects calls; the bridge commits them together with the mark
that the update is done, so an answer is never lost and an update never answered by halves.
"""

import contextlib
import datetime as dt
import time
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Callable

from telegram.ext import Application, CallbackContext

from .. import languages
from ..knowledge import Knowledge
from ..speech import Speech
from ..wording import Speaker
from . import buttons, calls
from .calls import Call
from .inbox import Row
from .keys import Keys
from .people import Person

_CURRENT: "ContextVar[Turn | None]" = ContextVar("turn", default=None)


@dataclass
class Case:
    """What a turn is about: the update's row, who it is from, the facts, the clock."""

    row: Row
    person: Person
    hint: str
    """Telegram's language code of the sender, or ""."""
    knowledge: Knowledge
    speech: Speech
    keys: Keys
    now: dt.datetime
    bot_name: str = ""


class Turn(CallbackContext):
    """PTB's context with the case and the calls collected so far."""

    case: Case

    @classmethod
    @contextlib.contextmanager
    def of(cls, application: Application, case: Case):
        """The turn that handlers of this update get."""
        turn = cls(application)
        turn.case, turn.calls, turn.failure = case, [], None
        turn.writes: "list[tuple[Callable, tuple]]" = []
        token = _CURRENT.set(turn)
        try:
            yield turn
        finally:
            _CURRENT.reset(token)

    @classmethod
    def from_update(cls, update: object, application: Application) -> "Turn":
        """PTB asks for the context of an update; there is one already."""
        return _CURRENT.get()

    @classmethod
    def from_error(cls, update: object, error: Exception, application: Application, *args: Any, **kwargs: Any) -> "Turn":
        """PTB reports a handler that raised; the bridge decides what becomes of it."""
        turn = _CURRENT.get()
        turn.failure = error
        return turn

    @property
    def chat(self) -> int:
        """Where the answer goes."""
        return self.case.row.chat

    @property
    def group(self) -> bool:
        """Whether others are reading."""
        return self.chat < 0

    @property
    def language(self) -> str:
        """The language of the bridge's own sentences."""
        person = self.case.person
        return self.case.speech.language(person.language or person.spoken or None, None, {"language_code": self.case.hint})

    def speaker(self) -> Speaker:
        """Somebody who says things in the chat's language."""
        return Speaker(self.case.speech.catalogs, self.language)

    def say(self, key: str, facts: "dict | None" = None) -> str:
        """A sentence of ours (`utter_bridge_` may be left out)."""
        key = key if key.startswith("utter_") else f"utter_bridge_{key}"
        return self.speaker().say(key, facts)

    def reply(self, text: str, keyboard: "list[list[dict]] | None" = None, bold: int = 0, **more: Any) -> None:
        """Answer with a message; in a group as a reply, so that it is clear whom it is for."""
        message = self.case.row.update.get("message")
        if self.group and message:
            more["reply_parameters"] = {"message_id": message["message_id"], "allow_sending_without_reply": True}
            if message.get("is_topic_message"):
                more["message_thread_id"] = message["message_thread_id"]
        self.calls += calls.text(text, keyboard, bold, **more)

    def show(self, text: str, keyboard: "list[list[dict]] | None" = None, bold: int = 0) -> None:
        """A list or a form: in the place of the one whose button was pressed, else as a new message."""
        pressed = self.case.row.update.get("callback_query", {}).get("message") or {}
        if pressed.get("message_id") and pressed.get("date"):
            self.calls += calls.edit(pressed["message_id"], text, keyboard, bold)
        else:
            self.reply(text, keyboard, bold)

    def button(self, title: str, body: str) -> dict:
        """A button of ours, sealed for this chat; `body` is `verb:argument,…` or a Rasa payload."""
        packed = buttons.body_of(body) if body.startswith("/") else body
        data = buttons.seal(self.case.keys, self.chat, packed) if packed else None
        if data is None:
            short = self.case.keys.short(body)
            self.write(buttons.keep, short, body)
            data = buttons.seal(self.case.keys, self.chat, f"k:{short}")
        return calls.button(title, data)

    def write(self, function: Callable, *args: Any) -> None:
        """Something for the database, in the transaction that ends the turn."""
        self.writes.append((function, args))

    def call(self, method: str, **params: Any) -> None:
        """Any other call."""
        self.calls.append(Call(method, params))

    @property
    def age(self) -> float:
        """Seconds since the update arrived."""
        return time.time() - self.case.row.received

    @property
    def right_to_left(self) -> bool:
        """Whether the chat's language is."""
        return languages.right_to_left(self.language)
