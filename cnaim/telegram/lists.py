"""The bridge's own lists: first message, help, offices, phone lines, dangers, languages.

They come from the knowledge without Rasa, so they work while Rasa is down, and a button
of any age shows today's list. Choosing an entry asks Rasa, so the conversation goes on.
"""

from .. import help_lines, languages
from ..answers.about_services import venue
from ..answers.base import Case as Facts
from ..answers.choices import payload
from ..answers.parts import address, location_state, phone_line, state_part
from ..requested_language import language_choices
from . import calls
from .turn import Turn

FIRST_NEEDS = ("nationality", "family-reunification", "residence-permit", "niss", "employment", "health")
"""Shown under the first message: what most people come for."""
MENU = ("start", "help", "language", "offices", "near", "phones", "urgent", "person", "privacy", "forget")
"""Commands in the order of the menu."""
OFFICES, PHONES = 8, 6
"""Entries a page."""


def start(turn: Turn) -> None:
    """What this is and that one can just write; the line that is open; what most people ask."""
    speaker, facts = turn.speaker(), _facts(turn)
    lines = [turn.say("utter_start"), ""] + [speaker.say(p.response, p.facts) for p in phone_line(facts, help_lines.PERSON_LINE)]
    emergency = help_lines.emergency_part(turn.case.knowledge)
    lines.append(speaker.say(emergency.response, emergency.facts))
    needs = [(turn.name("services", s), payload(service=s)) for s in FIRST_NEEDS if s in turn.case.knowledge.services]
    buttons = [turn.button(*need) for need in needs]
    listed = turn.worded("options", options="; ".join(title for title, _ in needs)) if needs else ""
    more = [turn.button(turn.say(f"button_{n}"), body) for n, body in (("offices", "o"), ("phones", "p"), ("language", "l"))]
    turn.reply("\n".join(lines) + ("\n\n" + listed if listed else ""), calls.rows(buttons) + calls.rows(more))


def help_(turn: Turn) -> None:
    """What can be asked, and the commands."""
    speaker = turn.speaker()
    items = [speaker.iso(f"/{name}") + " – " + turn.say(f"command_{name}") for name in MENU[2:]]
    turn.reply(turn.say("utter_help") + "\n\n" + _bulleted(turn, "commands", items))


def language(turn: Turn) -> None:
    """All languages, each by its own name."""
    codes = [languages.own_name(c) for c in turn.case.speech.catalogs.languages()]
    text = turn.say("utter_language_offer", {"languages": ", ".join(codes)})
    turn.show(text, calls.rows([turn.button(c["title"], c["payload"]) for c in language_choices()]))


def offices(turn: Turn) -> None:
    """The national centres with address and whether they are open now."""
    base, facts = turn.case.knowledge, _facts(turn)
    found = [i for i, place in base.locations.items() if place["kind"] == "cnaim" and place["status"] == "active"]
    text = turn.say("offices") + "".join("\n\n" + described(turn, facts, i) for i in found)
    buttons = [place_button(turn, i) for i in found]
    buttons += [turn.button(turn.say("button_near"), "n"), turn.button(turn.say("button_all"), "a:0")]
    turn.show(text, calls.rows(buttons))


def described(turn: Turn, facts: Facts, location: str, distance: "str | None" = None) -> str:
    """Name, address, open or not: a place in a list."""
    speaker, record = turn.speaker(), turn.case.knowledge.locations[location]
    where = address(facts, location) or turn.case.knowledge.town_of(location).get("name", "")
    key = "near_item_distance" if distance else "near_item"
    line = turn.say(key, {"place": record["name"], "address": where, "distance": distance})
    state = state_part(facts, location_state(facts, location))
    return f"• {line}\n   {speaker.say(state.response, state.facts)}"


def place_button(turn: Turn, location: str) -> dict:
    """A button that asks everything about a place."""
    return turn.button(turn.case.knowledge.locations[location]["name"], payload(location=location))


def all_offices(turn: Turn, page: int) -> None:
    """Every place, by town, a page at a time, in the same message."""
    base = turn.case.knowledge
    named = sorted((base.town_of(i).get("name", ""), p["name"], i) for i, p in base.locations.items() if p["status"] == "active")
    page, pages, shown = _page(named, page, OFFICES)
    text = _bulleted(turn, "offices_all", [f"{town}: {name}" for town, name, _ in shown], page=page + 1, pages=pages)
    turn.show(text, [[place_button(turn, i)] for _, _, i in shown] + _turning(turn, "a", page, pages))


def phones(turn: Turn, page: int) -> None:
    """Every phone line, with number and hours, a page at a time."""
    base, facts, speaker = turn.case.knowledge, _facts(turn), turn.speaker()
    page, pages, shown = _page([i for i, line in base.phones.items() if line.get("status", "active") == "active"], page, PHONES)
    text = turn.say("phones", {"page": page + 1, "pages": pages})
    for line in shown:
        text += "\n\n" + "\n".join(speaker.say(p.response, p.facts) for p in phone_line(facts, line))
    buttons = [[turn.button(turn.name("phones", i), payload(phone=i, question="phone"))] for i in shown]
    turn.show(text, buttons + _turning(turn, "p", page, pages))


def urgent(turn: Turn) -> None:
    """The emergency number first, its card to call at once, then what else may be wrong."""
    base = turn.case.knowledge
    dangers = sorted({kind for line in base.phones.values() for kind in line.get("urgent", ())})
    named = [(turn.say(f"danger_{kind}"), f"u:{kind}") for kind in dangers]
    text = turn.say("urgent", help_lines.emergency_part(base).facts) + "".join(f"\n• {title}" for title, _ in named)
    turn.reply(text, [[turn.button(title, body)] for title, body in named])
    first = base.phones.get("emergency")
    if first:
        turn.calls += calls.contact({"name": first["name"], "number": first["phones"][0]["number"]})


def danger(turn: Turn, kind: str) -> None:
    """What to do in one kind of danger, and the cards of its lines."""
    found = help_lines.urgent_answer(turn.case.knowledge, kind, turn.case.now).as_dict()
    turn.reply(turn.case.speech.message(found["response"], turn.language, found)["text"])
    for line in found["contacts"][:4]:
        turn.calls += calls.contact(line)


def cards(turn: Turn, phone: str) -> None:
    """The contact cards of one line."""
    line = turn.case.knowledge.phones.get(phone)
    facts = _facts(turn)
    for number in [n for n in (line or {}).get("phones", ()) if facts.current(n)][:3]:
        turn.calls += calls.contact({"name": line["name"], "number": number["number"]})


def map_of(turn: Turn, location: str) -> None:
    """The place on a map."""
    found = venue(_facts(turn), location) if location in turn.case.knowledge.locations else None
    if found is None:
        raise LookupError(location)
    turn.calls += calls.venue(found)


def person_line(turn: Turn) -> str:
    """The line where a person answers, as text: for when nothing else works."""
    return turn.case.speech.message("utter_person", turn.language, _person(turn))["text"]


def person(turn: Turn) -> None:
    """The line where a person answers, with its cards, when Rasa cannot be asked."""
    turn.reply(person_line(turn))
    for line in _person(turn)["contacts"][:3]:
        turn.calls += calls.contact(line)


def _person(turn: Turn) -> dict:
    return help_lines.person_answer(turn.case.knowledge, None, turn.case.now).as_dict()


def _facts(turn: Turn) -> Facts:
    return Facts(turn.case.knowledge, turn.case.now)


def _bulleted(turn: Turn, key: str, items: list[str], **facts: object) -> str:
    listed = "".join(f"\n• {item}" for item in items)
    text = turn.say(key, {**facts, "items": ""})
    return text + listed


def _page(items: list, page: int, size: int) -> tuple[int, int, list]:
    """(page that exists, number of pages, its items)."""
    pages = max(1, -(-len(items) // size))
    page = min(max(0, page), pages - 1)
    return page, pages, items[page * size : (page + 1) * size]


def _turning(turn: Turn, verb: str, page: int, pages: int) -> list[list[dict]]:
    row = []
    if page > 0:
        row.append(turn.button(turn.say("button_previous"), f"{verb}:{page - 1}"))
    if page + 1 < pages:
        row.append(turn.button(turn.say("button_next"), f"{verb}:{page + 1}"))
    return [row] if row else []
