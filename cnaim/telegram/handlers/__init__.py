"""Handlers: one update in, calls collected on the turn. Registered in the order that counts."""

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, TypeHandler, filters

from ..rasa import Rasa
from . import commands, media, members, presses, words

NEW_MESSAGE = filters.UpdateType.MESSAGE
EDITED = filters.UpdateType.EDITED_MESSAGE
GROUPS = filters.ChatType.GROUPS


def register(application: Application, rasa: Rasa) -> None:
    """All handlers of the bridge. The first that fits answers; an update that none fits is met with silence."""
    add = application.add_handler
    application.bot_data["rasa"] = rasa
    add(CallbackQueryHandler(presses.pressed))
    add(ChatMemberHandler(members.changed, ChatMemberHandler.MY_CHAT_MEMBER))
    add(MessageHandler(filters.StatusUpdate.ALL, members.service_message))
    for names, handler in commands.COMMANDS:
        add(CommandHandler(names, handler, filters=NEW_MESSAGE))
    add(MessageHandler(GROUPS, words.in_a_group))
    add(MessageHandler(NEW_MESSAGE & filters.TEXT, words.text))
    add(MessageHandler(EDITED & filters.TEXT, words.edited))
    for kind, handler in media.KINDS:
        add(MessageHandler(NEW_MESSAGE & kind, handler))
    add(MessageHandler(NEW_MESSAGE, media.other))
    add(TypeHandler(Update, members.unknown))
