"""Calls to the Bot API as data, built in one place so that every limit is kept in one place.

Text goes out plain with entities, never as HTML: nothing a fact contains can break it.
Limits count UTF-16 units, which is safe under both ways of counting that are in use.
"""

import re
from dataclasses import dataclass, field

from telegram import constants

from ..wording.render import ISOLATE, POP

TEXT = int(constants.MessageLimit.MAX_TEXT_LENGTH)
WIDE = 20
"""Characters of a label up to which two buttons share a row."""
ROWS = 24
"""Rows of a keyboard; Telegram allows a hundred buttons, nobody scrolls that far."""
LABEL = 60
LINK = re.compile(r"\w\.[a-z]{2,}\b")
"""Looks like an address: Telegram would put a picture of the page under the text."""
DELETED = re.compile("[\u2028-\u202e]")
"""Marks that Telegram deletes, so that ours must not shift the entities."""


@dataclass(frozen=True)
class Call:
    """A method of the Bot API and its parameters, without `chat_id`, which the sender adds."""

    method: str
    params: dict = field(default_factory=dict)


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int = TEXT) -> list[str]:
    """A text cut to the limit: at a paragraph, else a line, else a word, else anywhere."""
    out = []
    while units(text) > limit:
        cut = text[:limit]
        while units(cut) > limit:
            cut = cut[:-1]
        at = next((cut.rfind(mark) for mark in ("\n\n", "\n", " ") if cut.rfind(mark) > limit // 3), len(cut))
        out.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return out + [text] if text.strip() else out


def button(title: str, data: str) -> dict:
    """A button that calls back."""
    return {"text": shown(title), "callback_data": data}


def link(title: str, url: str) -> dict:
    """A button that opens an address."""
    return {"text": shown(title), "url": url}


def shown(title: str) -> str:
    """A label that fits: one line, cut with an ellipsis."""
    title = " ".join(title.split())
    if len(title) > LABEL:
        title = title[: LABEL - 1].rstrip() + "…"
    return title + POP * (title.count(ISOLATE) - title.count(POP))


def rows(buttons: list[dict]) -> list[list[dict]]:
    """Two short labels a row, a long one alone: labels are never cut by the screen."""
    out: list[list[dict]] = []
    for item in buttons:
        short = len(item["text"]) <= WIDE
        if short and out and len(out[-1]) == 1 and len(out[-1][0]["text"]) <= WIDE:
            out[-1].append(item)
        else:
            out.append([item])
    return out[:ROWS]


def text(words: str, keyboard: "list[list[dict]] | None" = None, bold: int = 0, **more: object) -> list[Call]:
    """Messages of a text; the keyboard under the last. `bold`: characters of the title at the start."""
    out = []
    parts = pieces(DELETED.sub("", words))
    for place, part in enumerate(parts):
        params: dict = {"text": part, **more}
        if LINK.search(part):
            params["link_preview_options"] = {"is_disabled": True}
        if place == 0 and bold:
            params["entities"] = [{"type": "bold", "offset": 0, "length": units(part[:bold].rstrip())}]
        if place == len(parts) - 1 and keyboard:
            params["reply_markup"] = {"inline_keyboard": keyboard}
        out.append(Call("sendMessage", params))
    return out


def edit(message_id: int, words: str, keyboard: "list[list[dict]] | None" = None, bold: int = 0) -> list[Call]:
    """The message of a button, changed in place. An edit without a keyboard would remove it, so it is always given."""
    params = text(pieces(words)[0], None, bold)[0].params
    params["message_id"] = message_id
    params["reply_markup"] = {"inline_keyboard": keyboard or []}
    return [Call("editMessageText", params)]


def keyboard(message_id: int, rows: list[list[dict]]) -> list[Call]:
    """Only the buttons of a message, changed in place."""
    return [Call("editMessageReplyMarkup", {"message_id": message_id, "reply_markup": {"inline_keyboard": rows}})]


def venue(found: dict) -> list[Call]:
    """A map with name and address."""
    wanted = ("latitude", "longitude", "title", "address")
    return [Call("sendVenue", {key: found[key] for key in wanted})]


def contact(found: dict) -> list[Call]:
    """A card to call or save: number and name, without invisible marks."""
    number = "".join(c for c in found["number"] if c.isdigit() or c == "+")
    return [Call("sendContact", {"phone_number": number, "first_name": found["name"][:64]})]
