"""Being blocked, being added to a group, and other changes that are not messages."""

from telegram import ChatMember, Update

from ..turn import Turn

GONE = (ChatMember.BANNED, ChatMember.LEFT)


async def changed(update: Update, context: Turn) -> None:
    """Blocked or removed: forgotten at once. Added to a group: one message about how to use it."""
    member = update.my_chat_member
    if member.new_chat_member.status in GONE:
        context.forget_me()
    elif context.group and member.old_chat_member.status in GONE:
        context.reply(context.say("group"), context.private_link())


async def service_message(update: Update, context: Turn) -> None:
    """Somebody joined, a title changed, the group moved: nothing to say; a move is followed."""
    message = update.effective_message
    if message and message.migrate_to_chat_id:
        context.moved_to(message.migrate_to_chat_id)


async def unknown(update: Update, context: Turn) -> None:
    """An update kind we did not ask for: silence."""
