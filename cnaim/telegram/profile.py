"""How the bot presents itself, in each language: commands, name, descriptions.

Read, compared, and written only where it differs: Telegram limits these calls severely.
A language that Telegram cannot name (three letters) shows the default one.
"""

import asyncio
import hashlib
import json
import logging

import sqlalchemy as sa
from telegram import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, error

from .. import languages
from ..speech import Speech
from ..wording import Speaker
from .database import put
from .lists import MENU
from .tables import META

LOG = logging.getLogger(__name__)
IN_GROUPS = ("help", "offices", "phones", "urgent")
"""Commands that make sense where others read along."""
NAME, SHORT, DESCRIPTION, COMMAND = 64, 120, 512, 256


def texts(speech: Speech, language: str) -> dict:
    """What Telegram shall show in a language."""
    speaker = Speaker(speech.catalogs, language)
    commands = {name: speaker.say(f"utter_bridge_command_{name}")[:COMMAND] for name in MENU}
    return {
        "name": speaker.say("utter_bridge_name")[:NAME],
        "short_description": speaker.say("utter_bridge_short_description")[:SHORT],
        "description": speaker.say("utter_bridge_description")[:DESCRIPTION],
        "commands": commands,
    }


def wanted(speech: Speech) -> dict[str, dict]:
    """Telegram's language code ("" for everybody else) → texts."""
    offered = [code for code in speech.catalogs.languages() if len(code) == 2]
    return {"": texts(speech, languages.REFERENCE), **{code: texts(speech, code) for code in offered if code != languages.REFERENCE}}


async def keep(telegram) -> None:
    """Bring Telegram up to date, unless what we last wrote is still what we want."""
    bridge = telegram.bridge
    target = await asyncio.to_thread(wanted, bridge.speech)  # reads every catalogue, which takes a while
    mark = hashlib.sha256((bridge.bot_name + json.dumps(target, sort_keys=True)).encode()).hexdigest()
    try:
        if await bridge.database.run(_read) == mark:
            return
        for language, shown in target.items():
            await _write(telegram.bot, language or None, shown)
        await bridge.database.run(lambda c: put(c, META, ["name"], {"name": "profile", "value": mark}))
        LOG.info("commands and descriptions set in %s languages", len(target))
    except error.RetryAfter as problem:
        LOG.warning("Telegram wants a pause before the commands and descriptions are set: %s", problem)
    except error.TelegramError as problem:
        LOG.warning("commands and descriptions not set: %s", problem)
    except asyncio.CancelledError:
        raise


def _read(connection) -> "str | None":
    return connection.execute(sa.select(META.c.value).where(META.c.name == "profile")).scalar()


async def _write(bot, language: "str | None", shown: dict) -> None:
    """Set what differs in one language."""
    if (await bot.get_my_name(language_code=language)).name != shown["name"]:
        await bot.set_my_name(shown["name"], language_code=language)
    if (await bot.get_my_short_description(language_code=language)).short_description != shown["short_description"]:
        await bot.set_my_short_description(shown["short_description"], language_code=language)
    if (await bot.get_my_description(language_code=language)).description != shown["description"]:
        await bot.set_my_description(shown["description"], language_code=language)
    for scope, names in ((BotCommandScopeAllPrivateChats(), MENU), (BotCommandScopeAllGroupChats(), IN_GROUPS)):
        commands = [(name, shown["commands"][name]) for name in names]
        there = await bot.get_my_commands(scope=scope, language_code=language)
        if [(c.command, c.description) for c in there] != commands:
            await bot.set_my_commands(commands, scope=scope, language_code=language)
