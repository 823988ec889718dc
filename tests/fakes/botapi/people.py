"""The person's side: somebody with a phone who writes, presses buttons, and reads."""

import asyncio
import re
import time

from .world import World


class Person:
    """A private chat (or, with a negative id, a group) and what one does in it."""

    def __init__(self, world: World, id: int, name: str = "Ana", language: str = "pt") -> None:
        self.world, self.id = world, id
        self.chat = world.chat(id, first_name=name, language=language)
        self.name, self.language = name, language
        self._read = len(self.from_bot)

    @property
    def user(self) -> dict:
        """The person as updates carry them."""
        more = {"language_code": self.language} if self.language else {}
        return {"id": abs(self.id), "is_bot": False, "first_name": self.name, **more}

    @property
    def from_bot(self) -> list[dict]:
        """The bot's messages as they look now, oldest first."""
        return [m for m in self.chat.messages.values() if m["from"] == self.world.bot]

    @property
    def texts(self) -> list[str]:
        """The texts of the bot's messages."""
        return [m["text"] for m in self.from_bot if "text" in m]

    def say(self, text: str, **more: object) -> dict:
        """Write a message; the update."""
        return self.send(text=text, **entities(text), **more)

    def send(self, **content: object) -> dict:
        """Send any message: `send(photo=[…])`, `send(location={…})`."""
        self._read = len(self.from_bot)
        return self.world.push("message", self.world.new_message(self.chat, self.user, content))

    def edit(self, message: dict, text: str) -> dict:
        """Correct a message of one's own."""
        changed = {**message, "text": text, "edit_date": int(time.time())}
        self._read = len(self.from_bot)
        return self.world.push("edited_message", changed)

    def button(self, label: str) -> tuple[dict, dict]:
        """(message, button) of the newest button whose label contains a text."""
        for message in reversed(self.from_bot):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return message, button
        raise AssertionError(f"no button {label!r} among {self.labels}")

    @property
    def labels(self) -> list[str]:
        """Labels of all buttons on the screen."""
        rows = [r for m in self.from_bot for r in m.get("reply_markup", {}).get("inline_keyboard", [])]
        return [b["text"] for row in rows for b in row]

    def tap(self, label: str, times: int = 1) -> dict:
        """Press a button by its label."""
        message, button = self.button(label)
        return self.press(button["callback_data"], message)

    def press(self, data: str, message: "dict | None" = None) -> dict:
        """Press a button with any data, also a forged one."""
        self._read = len(self.from_bot)
        return self.world.push("callback_query", self.world.query(self.user, message and dict(message), data))

    def block(self) -> None:
        """Block the bot."""
        self.chat.blocked = True
        self.world.push("my_chat_member", self._member("member", "kicked"))

    def unblock(self) -> None:
        """Let the bot back in."""
        self.chat.blocked = False
        self.world.push("my_chat_member", self._member("kicked", "member"))

    def _member(self, old: str, new: str) -> dict:
        def status(name: str) -> dict:
            return {"user": self.world.bot, "status": name, **({"until_date": 0} if name == "kicked" else {})}

        return {"chat": self.chat.shown, "from": self.user, "date": int(time.time()), "old_chat_member": status(old), "new_chat_member": status(new)}

    async def answers(self, count: int = 1, timeout: float = 5.0) -> list[dict]:
        """The bot's messages since one last did something, once there are `count`."""
        await self.until(lambda: len(self.from_bot) - self._read >= count, timeout, f"{count} answers")
        found = self.from_bot[self._read :]
        self._read = len(self.from_bot)
        return found

    async def answer(self, timeout: float = 5.0) -> dict:
        """The bot's next message."""
        return (await self.answers(1, timeout))[0]

    async def until(self, condition, timeout: float = 5.0, what: str = "something") -> None:
        """Wait until something is true of the world."""
        end = time.monotonic() + timeout
        while not condition():
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{self.name} waited {timeout:g} s for {what}; on the screen: {self.texts[-5:]}")
            try:
                await asyncio.wait_for(self.world.changed.wait(), min(left, 0.2))
            except asyncio.TimeoutError:
                pass


def entities(text: str) -> dict:
    """Commands and mentions, as Telegram marks them."""
    found = [
        {"type": "bot_command" if m[0].startswith("/") else "mention", "offset": len(text[: m.start()].encode("utf-16-le")) // 2, "length": len(m[0])}
        for m in re.finditer(r"(?<!\S)(/[A-Za-z0-9_]{1,32}(@\w+)?|@\w{3,})", text)
    ]
    return {"entities": found} if found else {}
