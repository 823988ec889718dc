"""A Bot API server on loopback: keeps messages, long polls, pushes webhooks, refuses like Telegram.

    async with BotApi() as api:               # api.url, api.token
        ana = api.person("Ana", language="pt")
        ana.say("olá")
        reply = await ana.answer()            # the bot's next message
        ana.tap("Papéis")                     # presses a button by its label
        api.faults.add("sendMessage", status=429, retry_after=2, chat=ana.id)

`python -m tests.fakes.botapi` runs it as a process, with the person's side over HTTP.
What it must be able to do: telegram.md 1.4. It is itself tested by two independent
clients, and everything sent to it is judged by oracles (`conformance.py`).
"""

from .faults import Faults
from .people import Person
from .server import BotApi
from .world import World

__all__ = ["BotApi", "Faults", "Person", "World"]
