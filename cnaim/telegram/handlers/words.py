"""What people write: to Rasa, and Rasa's replies back."""

from telegram import Update

from ... import text as reading
from .. import near, rasa, render
from ..turn import Turn


async def text(update: Update, context: Turn) -> None:
    """A message in words. After "near me" it may be a town; all else goes to Rasa."""
    await about(context, update.effective_message.text or "")


async def about(turn: Turn, words: str) -> None:
    """Answer words, wherever they come from (typed, a caption, after a command)."""
    if near.awaited(turn) and near.town(turn, words):
        return
    message = rasa.typed(words)
    if not message:
        return turn.reply(turn.say("other"))
    await ask(turn, message)
    if len(words) > reading.MAX_CHARS:
        turn.reply(turn.say("too_long"))


async def ask(turn: Turn, message: str) -> None:
    """Ask Rasa, render its replies, remember the language it spoke."""
    person, client = turn.case.person, turn.bot_data["rasa"]
    metadata = {"language_code": person.language or turn.case.hint, "update_id": turn.case.row.update_id}
    changes: dict = {"turns": person.turns + 1}
    if person.turns and person.turns % turn.bot_data["session_turns"] == 0:
        await client.new_session(person.person)
    replies = await client.ask(person.person, message, metadata)
    spoken = [r["custom"]["language"] for r in replies if isinstance(r.get("custom"), dict) and r["custom"].get("language")]
    if spoken:
        changes["spoken"] = str(spoken[-1])[:12]
    if person.awaiting:
        changes.update(awaiting="", awaiting_until=0)
    turn.remember(**changes)
    render.render(turn, replies)


async def edited(update: Update, context: Turn) -> None:
    """A corrected message is answered again, as a reply to it. Live locations move in silence."""
    message = update.edited_message
    await about(context, message.text or "")
    for call in context.calls[:1]:
        call.params.setdefault("reply_parameters", {"message_id": message.message_id, "allow_sending_without_reply": True})


async def in_a_group(update: Update, context: Turn) -> None:
    """In a group everybody reads along: only who speaks to the bot is answered, with the way to a private chat."""
    message = update.message
    if not message or not context.spoken_to(message):
        return
    context.reply(context.say("group"), context.private_link())


