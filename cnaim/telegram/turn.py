"""One update being answered: what handlers get as their `context`.

A handler sends nothing. It collects calls; the bridge commits them together with the mark
that the update is done, so an answer is never lost and an update never answered by halves.
"""

import contextlib
import datetime as dt
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Callable

from telegram import Message
from telegram.ext import Application, CallbackContext

from ..knowledge import Knowledge
from ..speech import Speech
from ..wording import Speaker
from . import buttons, calls, inbox, outbox, people
from .inbox import Row
from .keys import Keys
from .people import Person

_CURRENT: "ContextVar[Turn | None]" = ContextVar("turn", default=None)


@dataclass
class Case:
    """What a turn is about: the update's row, who it is from, the facts, the clock."""

    row: Row
    update: dict
    """The update as Telegram sent it."""
    person: Person
    hint: str
    """Telegram's language code of the sender, or ""."""
    knowledge: Knowledge
    speech: Speech
    keys: Keys
    now: dt.datetime
    bot_name: str = ""


def language_of(case: Case) -> str:
    """The language of our own sentences: chosen, else that of the last answer, else Telegram's."""
    return case.speech.language(case.person.language or case.person.spoken or None, None, {"language_code": case.hint})


class Turn(CallbackContext):
    """PTB's context with the case and the calls collected so far."""

    case: Case

    @classmethod
    @contextlib.contextmanager
    def of(cls, application: Application, case: Case):
        """The turn that handlers of this update get."""
        turn = cls(application)
        turn.case, turn.calls, turn.failure, turn.forgets, turn.in_place = case, [], None, False, False
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
        return language_of(self.case)

    @staticmethod
    def say_for(case: Case, key: str) -> str:
        """A sentence without a turn."""
        return Speaker(case.speech.catalogs, language_of(case)).say(key)

    def speaker(self) -> Speaker:
        """Somebody who says things in the chat's language."""
        return Speaker(self.case.speech.catalogs, self.language)

    def say(self, key: str, facts: "dict | None" = None) -> str:
        """A sentence of ours (`utter_bridge_` may be left out)."""
        key = key if key.startswith("utter_") else f"utter_bridge_{key}"
        return self.speaker().say(key, facts)

    def name(self, part: str, thing: str) -> str:
        """The name of a thing in the chat's language alone, short enough for a button."""
        record = getattr(self.case.knowledge, part)[thing]
        found = self.case.speech.catalogs.find(f"{part}.{thing}.name", self.language, record["name"]).text
        return self.speaker().iso(found) if found == record["name"] else found

    def worded(self, key: str, **words: str) -> str:
        """A sentence with words already in the chat's language, which must not be isolated like Latin facts."""
        speaker = self.speaker()
        text = self.say(key, {name: f"\1{name}\1" for name in words})
        for name, said in words.items():
            text = text.replace(speaker.iso(f"\1{name}\1"), said)
        return text

    def reply(self, text: str, keyboard: "list[list[dict]] | None" = None, bold: int = 0, **more: Any) -> None:
        """Answer with a message; in a group as a reply, so that it is clear whom it is for."""
        if self.in_place:
            self.in_place = False
            return self.show(text, keyboard, bold)
        message = inbox.part(self.case.update, "message")
        if self.group and message.get("message_id"):
            more["reply_parameters"] = {"message_id": message["message_id"], "allow_sending_without_reply": True}
            if message.get("is_topic_message"):
                more["message_thread_id"] = message["message_thread_id"]
        self.calls += calls.text(text, keyboard, bold, **more)

    def show(self, text: str, keyboard: "list[list[dict]] | None" = None, bold: int = 0) -> None:
        """A list or a form: in the place of the one whose button was pressed, else as a new message."""
        pressed = self.pressed_message
        if pressed:
            self.calls += calls.edit(pressed["message_id"], text, keyboard, bold)
        else:
            self.reply(text, keyboard, bold)

    @property
    def pressed_message(self) -> dict:
        """The message whose button was pressed, if it can still be changed."""
        found = inbox.part(self.case.update, "callback_query", "message")
        return found if found.get("message_id") and found.get("date") else {}

    def afresh(self) -> None:
        """Answer a press with a new message: the old one is worth keeping."""
        inbox.part(self.case.update, "callback_query").pop("message", None)

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

    def remember(self, **changes: Any) -> None:
        """Something about the chat."""
        self.write(people.save, self.case.person.person, self.case.now.timestamp(), changes)

    def choose_language(self, code: str) -> None:
        """The person chose a language: from now on also for our own sentences."""
        if code in self.case.speech.catalogs.languages():
            self.case.person = replace(self.case.person, language=code)
            self.remember(language=code)

    def forget_me(self) -> None:
        """Delete everything of this chat: here, in the queues, and Rasa's conversation."""
        self.forgets = True

    def moved_to(self, chat: int) -> None:
        """The group has a new number."""
        self.write(people.move, self.case.person.person, self.case.keys.person(chat))
        self.write(outbox.move, self.chat, chat)

    def spoken_to(self, message: Message) -> bool:
        """Whether a group message is a mention of the bot or a reply to it."""
        name = self.case.bot_name.lower()
        texts = [message.text or message.caption or ""]
        replied = message.reply_to_message
        to_us = bool(replied and replied.from_user and (replied.from_user.username or "").lower() == name)
        return bool(name) and (to_us or any(f"@{name}" in t.lower() for t in texts))

    def private_link(self) -> list[list[dict]]:
        """A button that opens a private chat with the bot."""
        if not self.case.bot_name:
            return []
        return [[calls.link(self.say("button_private"), f"https://t.me/{self.case.bot_name}?start=group")]]
