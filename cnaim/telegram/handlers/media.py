"""What is not words: each kind gets a kind answer, and nothing is downloaded.

A photo of papers shows more about a person than any answer needs. A caption is words and
is answered as such.
"""

from collections import deque

from telegram import Update
from telegram.ext import filters

from .. import near
from ..turn import Turn
from . import words


def _says(key: str):
    """A handler that says one sentence, then answers the caption if there is one."""

    async def handler(update: Update, context: Turn) -> None:
        if not _seen(context, update.effective_message.media_group_id):
            context.reply(context.say(key))
        caption = update.effective_message.caption
        if caption:
            await words.about(context, caption)

    handler.__doc__ = f"Says utter_bridge_{key}."
    return handler


def _seen(turn: Turn, album: "str | None") -> bool:
    """Whether this is one more picture of an album that has had its reply."""
    seen = turn.bot_data.setdefault("albums", deque(maxlen=200))
    if album is None or album in seen:
        return album is not None
    seen.append(album)
    return False


async def voice(update: Update, context: Turn) -> None:
    """Voice is not understood yet: how to dictate instead, and a person to talk to."""
    context.reply(context.say("voice"), [[context.button(context.say("utter_button_person"), "/person")]])


async def location(update: Update, context: Turn) -> None:
    """A shared location, a dropped pin or a place: what is near it."""
    message = update.effective_message
    point = message.location or message.venue.location
    near.here(context, point.latitude, point.longitude)


other = _says("other")
KINDS = (
    (filters.VENUE | filters.LOCATION, location),
    (filters.VOICE | filters.AUDIO, voice),
    (filters.PHOTO, _says("photo")),
    (filters.Sticker.ALL | filters.ANIMATION | filters.Dice.ALL | filters.GAME, _says("sticker")),
    (filters.VIDEO | filters.VIDEO_NOTE, _says("video")),
    (filters.Document.ALL, _says("document")),
    (filters.CONTACT, _says("contact")),
)
"""In this order: an animation is also a document, a venue also a location."""
