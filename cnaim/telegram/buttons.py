"""Callback data: 64 bytes that are versioned, bound to the chat, and understood for ever.

    1 | seal of eight characters | verb[:argument,argument…]

A Rasa payload is packed (`/inform{"service":"niss"}` → `r:inform,sniss`). What does not
fit stands in the table `buttons` under a short name made from the payload itself, so the
table grows with the number of different payloads and not with the number of messages.
"""

import json
from dataclasses import dataclass

import sqlalchemy as sa

from .database import insert_new
from .keys import Keys
from .tables import BUTTONS

VERSION = "1"
LIMIT = 64
LETTERS = {"service": "s", "location": "l", "phone": "p", "organization": "o", "question": "q", "language": "g", "town": "t", "person": "n"}
WORDS = {letter: word for word, letter in LETTERS.items()}


@dataclass(frozen=True)
class Pressed:
    """A button's data, read: `verb` and arguments."""

    verb: str
    arguments: tuple[str, ...] = ()


def pack(things: dict) -> "list[str] | None":
    """{"service": "niss"} → ["sniss"]; None when it cannot be packed."""
    if not all(k in LETTERS and isinstance(v, str) and v and "," not in v for k, v in things.items()):
        return None
    return [LETTERS[k] + v for k, v in things.items()]


def unpack(arguments: "tuple[str, ...] | list[str]") -> dict[str, str]:
    """["sniss"] → {"service": "niss"}; unknown letters are left out."""
    return {WORDS[a[0]]: a[1:] for a in arguments if len(a) > 1 and a[0] in WORDS}


def body_of(payload: str) -> "str | None":
    """A Rasa payload as a button's body; None when it has another form."""
    name, brace, rest = payload.removeprefix("/").partition("{")
    try:
        things = json.loads(brace + rest) if brace else {}
    except ValueError:
        return None
    packed = pack(things) if isinstance(things, dict) else None
    return None if packed is None or not name else "r:" + ",".join([name, *packed])


def payload_of(arguments: "tuple[str, ...]") -> str:
    """The Rasa payload of the arguments of `r`."""
    name, *packed = arguments
    things = unpack(packed)
    return f"/{name}" + (json.dumps(things, ensure_ascii=False, separators=(",", ":")) if things else "")


def seal(keys: Keys, chat: int, body: str) -> "str | None":
    """Callback data of a body; None when it would be too long."""
    data = VERSION + keys.seal(chat, body) + body
    return data if len(data.encode()) <= LIMIT else None


def read(keys: Keys, chat: int, data: str) -> "Pressed | None":
    """What a button says; None when it is of an unknown version, forged, or another chat's."""
    mark, body = data[1:9], data[9:]
    if data[:1] != VERSION or not keys.sealed(chat, mark, body):
        return None
    verb, _, rest = body.partition(":")
    return Pressed(verb, tuple(rest.split(",")) if rest else ())


def keep(connection: sa.engine.Connection, short: str, payload: str) -> None:
    """Store a payload that was too long for a button."""
    insert_new(connection, BUTTONS, {"short": short, "payload": payload})


def kept(connection: sa.engine.Connection, short: str) -> "str | None":
    """A stored payload."""
    return connection.execute(sa.select(BUTTONS.c.payload).where(BUTTONS.c.short == short)).scalar()
