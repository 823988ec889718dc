"""Rasa's replies as calls to Telegram: text with buttons, map, contact cards.

Short cards: a long answer shows its beginning, its source and a button for the rest,
which is made anew from the knowledge when pressed, so it works for ever.
"""

from . import buttons, calls
from .turn import Turn

CARD = 1100
"""Characters of a card; longer answers get "more"."""
MAP_AT_ONCE = ("where", "directions")
CONTACTS_AT_ONCE = ("how", "phone")
CONTACTS = 3
PAPERS = ("papers", "how")


def render(turn: Turn, replies: list[dict]) -> None:
    """Add the calls of Rasa's replies to a turn. An item of `custom` belongs to the text before it."""
    place = 0
    while place < len(replies):
        item = dict(replies[place])
        if "custom" not in item and place + 1 < len(replies) and "custom" in replies[place + 1] and "text" not in replies[place + 1]:
            place += 1
            item["custom"] = replies[place]["custom"]
        place += 1
        _one(turn, item)


def _one(turn: Turn, item: dict) -> None:
    custom = item.get("custom") if isinstance(item.get("custom"), dict) else {}
    text = str(item.get("text") or "")
    offered = [b for b in item.get("buttons") or () if b.get("title") and b.get("payload")]
    if text:
        _text(turn, text, offered, custom)
    if custom.get("venue") and custom.get("question") in MAP_AT_ONCE:
        turn.calls += calls.venue(custom["venue"])
    if _contacts_at_once(custom):
        for found in custom["contacts"][:CONTACTS]:
            turn.calls += calls.contact(found)


def _text(turn: Turn, text: str, offered: list[dict], custom: dict) -> None:
    about = about_of(custom)
    shown, cut = card(text) if about else (text, False)
    keyboard = calls.rows([turn.button(b["title"], b["payload"]) for b in offered])
    extra = extras(turn, custom, about, cut)
    title = shown.find("\n") if about else 0
    turn.reply(shown + options(turn, text, offered), keyboard + extra, bold=max(0, title))


def about_of(custom: dict) -> list[str]:
    """What an answer is about, packed for buttons; empty for conversation acts."""
    named = {k: custom.get(k) for k in ("service", "location", "phone", "organization") if custom.get(k)}
    if not named or custom.get("response") in ("utter_urgent", "utter_person"):
        return []
    if named.get("service") and not named.get("phone"):
        named.pop("organization", None)
    return buttons.pack({**named, "question": custom.get("question") or "how"}) or []


def card(text: str, limit: int = CARD) -> tuple[str, bool]:
    """The beginning of a long text with its last lines (source, remarks), and whether something was left out."""
    if len(text) <= limit + 150:
        return text, False
    lines = text.split("\n")
    last = lines[-2:] if len(lines) > 3 and sum(map(len, lines[-2:])) < 300 else lines[-1:]
    room = limit - sum(map(len, last))
    first: list[str] = []
    for line in lines[: len(lines) - len(last)]:
        room -= len(line) + 1
        if room < 0 and first:
            break
        first.append(line)
    return "\n".join([*first, "…", *last]), True


def options(turn: Turn, text: str, offered: list[dict]) -> str:
    """The buttons as a line of text, for screen readers and for those who would rather write."""
    titles = [b["title"] for b in offered if b["title"] not in text]
    if not titles:
        return ""
    return "\n\n" + turn.worded("options", options="; ".join(titles))


def extras(turn: Turn, custom: dict, about: list[str], cut: bool) -> list[list[dict]]:
    """Our own buttons under an answer: the rest, the map, the checklist, the contact, an opinion."""
    if not about:
        return []
    found = []
    if cut:
        found.append(turn.button(turn.say("button_more"), "m:" + ",".join(about)))
    if custom.get("venue") and custom.get("question") not in MAP_AT_ONCE and custom.get("location"):
        found.append(turn.button(turn.say("button_map"), f"v:{custom['location']}"))
    if custom.get("question") in PAPERS and papers(turn, custom.get("service")):
        found.append(turn.button(turn.say("button_checklist"), f"c:{custom['service']}"))
    if custom.get("contacts") and custom.get("phone") and not _contacts_at_once(custom):
        found.append(turn.button(turn.say("button_contact"), f"d:{custom['phone']}"))
    opinion = [turn.button(turn.say(f"button_{v}"), f"f:{v}," + ",".join(about)) for v in ("good", "bad")]
    return calls.rows(found) + [opinion]


def papers(turn: Turn, service: "str | None") -> bool:
    """Whether a service has a list of papers."""
    return bool(turn.case.knowledge.services.get(service or "", {}).get("required_documents"))


def _contacts_at_once(custom: dict) -> bool:
    urgent = custom.get("response") in ("utter_urgent", "utter_person")
    return bool(custom.get("contacts")) and (urgent or custom.get("question") in CONTACTS_AT_ONCE)
