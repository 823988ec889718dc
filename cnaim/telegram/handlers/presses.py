"""Pressed buttons, of any age. The spinner was already stopped when the press arrived."""

from telegram import Update

from .. import buttons, checklist, lists, near, opinions, people
from ..turn import Turn
from . import commands, words


async def pressed(update: Update, context: Turn) -> None:
    """Read the button's data and do what it says; what cannot be read gets today's start instead of silence."""
    found = buttons.read(context.case.keys, context.chat, update.callback_query.data or "")
    if found and found.verb == "k":
        found = await _kept(context, found.arguments[:1])
    handler = VERBS.get(found.verb) if found else None
    try:
        if handler is None:
            raise LookupError
        await handler(context, *found.arguments)
    except (LookupError, TypeError, ValueError):  # an argument too many, too few, or of another version
        context.calls.clear()
        context.reply(context.say("old_button"))
        lists.start(context)


async def _kept(turn: Turn, short: tuple) -> "buttons.Pressed | None":
    stored = await turn.bot_data["database"].run(buttons.kept, *short) if short else None
    if not stored:
        return None
    if stored.startswith("/"):
        return buttons.Pressed("/", (stored,))
    verb, _, rest = stored.partition(":")
    return buttons.Pressed(verb, tuple(rest.split(",")))


async def _rasa(turn: Turn, *arguments: str) -> None:
    await _payload(turn, buttons.payload_of(arguments))


async def _payload(turn: Turn, payload: str) -> None:
    """What Rasa's button says. A language chosen is remembered here too, for our own sentences."""
    name, *packed = (buttons.body_of(payload) or "r:")[2:].split(",")
    chosen = buttons.unpack(packed).get("language")
    if name == "person":
        return await commands.to_a_person(turn)
    if name == "language" and chosen:
        turn.choose_language(chosen)
        turn.in_place = True
    await words.ask(turn, payload)


async def _offices(turn: Turn) -> None:
    turn.afresh()
    lists.offices(turn)


async def _all(turn: Turn, page: str) -> None:
    lists.all_offices(turn, int(page))


async def _phones(turn: Turn, page: str = "") -> None:
    if not page:
        turn.afresh()
    lists.phones(turn, int(page or 0))


async def _near(turn: Turn) -> None:
    near.ask(turn)


async def _language(turn: Turn) -> None:
    turn.afresh()
    lists.language(turn)


async def _danger(turn: Turn, kind: str) -> None:
    lists.danger(turn, kind)


async def _cards(turn: Turn, phone: str) -> None:
    lists.cards(turn, phone)


async def _map(turn: Turn, location: str) -> None:
    lists.map_of(turn, location)


async def _whole(turn: Turn, *about: str) -> None:
    opinions.whole(turn, about)


async def _checklist(turn: Turn, service: str) -> None:
    checklist.show(turn, service, await _ticked(turn, service))


async def _tick(turn: Turn, service: str, item: str) -> None:
    checklist.toggle(turn, service, item, await _ticked(turn, service))


async def _share(turn: Turn, service: str) -> None:
    checklist.share(turn, service, await _ticked(turn, service))


async def _opinion(turn: Turn, verdict: str, *about: str) -> None:
    opinions.thumb(turn, verdict, about)


async def _reason(turn: Turn, reason: str, *about: str) -> None:
    opinions.reason(turn, reason, about)


async def _ticked(turn: Turn, service: str) -> set[str]:
    return await turn.bot_data["database"].run(people.ticked, turn.case.person.person, service)


VERBS = {
    "/": _payload, "r": _rasa, "o": _offices, "a": _all, "p": _phones, "n": _near, "l": _language, "u": _danger, "d": _cards,
    "v": _map, "m": _whole, "c": _checklist, "t": _tick, "x": _share, "f": _opinion, "w": _reason,
}
"""Verbs are for ever: a button may be pressed years later."""
