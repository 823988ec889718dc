"""Commands. They answer without Rasa, except where the conversation is needed."""

from telegram import Update

from .. import checklist, lists, near, people
from ..rasa import RasaFailure
from ..turn import Turn
from . import words

LINKS = {"s": "service", "l": "location", "p": "phone", "o": "organization"}
"""First letter of a deep link → what it opens; `c-` opens a checklist."""
PARTS = {"service": "services", "location": "locations", "phone": "phones", "organization": "organizations"}


async def start(update: Update, context: Turn) -> None:
    """/start, alone or from a link on a poster. The link is untrusted: an unknown one is a plain start."""
    payload = context.args[0] if context.args else ""
    kind, _, thing = payload.partition("-")
    base = context.case.knowledge
    if kind == "c" and thing in base.services:
        return await _with_ticks(context, checklist.show, thing)
    part = LINKS.get(kind)
    if part and thing in getattr(base, PARTS[part]):
        question = "phone" if part == "phone" else "how"
        return await words.ask(context, f'/inform{{"{part}":"{thing}","question":"{question}"}}')
    if context.group:
        return context.reply(context.say("group"), context.private_link())
    lists.start(context)


async def _with_ticks(turn: Turn, show, service: str) -> None:
    ticked = await turn.bot_data["database"].run(people.ticked, turn.case.person.person, service)
    show(turn, service, ticked)


async def help_(update: Update, context: Turn) -> None:
    """/help"""
    lists.help_(context)


async def language(update: Update, context: Turn) -> None:
    """/language, /settings; with a word after it ("/language english") Rasa is asked."""
    if context.args:
        return await words.ask(context, " ".join(["language", *context.args])[:100])
    lists.language(context)


async def offices(update: Update, context: Turn) -> None:
    """/offices; with a town after it the places there."""
    if not (context.args and near.town(context, " ".join(context.args))):
        lists.offices(context)
        if not context.group:
            near.await_town(context)


async def near_me(update: Update, context: Turn) -> None:
    """/near; with a town after it the places there."""
    if not (context.args and near.town(context, " ".join(context.args))):
        near.ask(context)


async def phones(update: Update, context: Turn) -> None:
    """/phones"""
    lists.phones(context, 0)


async def urgent(update: Update, context: Turn) -> None:
    """/urgent"""
    lists.urgent(context)


async def person(update: Update, context: Turn) -> None:
    """/person: through Rasa, which knows what the conversation is about and prepares what to say."""
    await to_a_person(context)


async def to_a_person(turn: Turn) -> None:
    """Who wants a person gets the line at once, also when Rasa is down."""
    try:
        await words.ask(turn, "/person")
    except RasaFailure:
        lists.person(turn)


async def privacy(update: Update, context: Turn) -> None:
    """/privacy"""
    hours = f"{context.bot_data['retention_hours']:g}"
    context.reply(context.say("privacy", {"hours": hours, "command": "/forget"}))


async def forget(update: Update, context: Turn) -> None:
    """/forget: everything of this chat, at once; what waits in the inbox was dropped on arrival."""
    text = context.say("forgotten")
    context.forget_me()
    context.reply(text, reply_markup={"remove_keyboard": True})


COMMANDS = (
    (["start"], start),
    (["help", "ajuda"], help_),
    (["language", "settings", "lingua"], language),
    (["offices"], offices),
    (["near"], near_me),
    (["phones"], phones),
    (["urgent", "sos"], urgent),
    (["person"], person),
    (["privacy"], privacy),
    (["forget", "stop"], forget),
)
