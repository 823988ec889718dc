"""Offices near somebody: from a shared location, a dropped pin or a typed town.

The location lives in the update only, which is blanked when it is answered; it is passed
to nobody and stored nowhere else.
"""

import math
from functools import lru_cache

from babel.numbers import format_decimal

from .. import ROOT, languages, yamlfile
from ..answers.about_services import venue
from ..answers.base import Case as Facts
from ..knowledge import Knowledge
from ..names import Index
from . import calls, lists
from .turn import Turn

ASKED_FOR = 600.0
"""Seconds after "near me" during which a typed word is first tried as a town."""
TOO_FAR = 120.0
"""Kilometres beyond which "near" would be a lie (the Azores lie far apart)."""
SAME_TOWN = 15.0
"""Kilometres within which a place is taken to be in the same town."""
MOST = 5
AWAITING_TOWN = "town"
KINDS = ("cnaim", "claim", "aima-shop", "citizen-shop", "association")
"""Kinds of places that help migrants with anything, best first."""


def ask(turn: Turn) -> None:
    """Ask where; the button for it exists in private chats on phones only, a typed town works everywhere."""
    more: dict = {}
    if not turn.group:
        key = {"text": turn.say("button_location"), "request_location": True}
        more["reply_markup"] = {"keyboard": [[key]], "resize_keyboard": True, "one_time_keyboard": True}
    turn.reply(turn.say("near_ask"), **more)
    await_town(turn)


def await_town(turn: Turn) -> None:
    """The next message may be the name of a town."""
    turn.remember(awaiting=AWAITING_TOWN, awaiting_until=turn.case.now.timestamp() + ASKED_FOR)


def awaited(turn: Turn) -> bool:
    """Whether a town was asked for just now."""
    person = turn.case.person
    return person.awaiting == AWAITING_TOWN and person.awaiting_until > turn.case.now.timestamp()


def here(turn: Turn, latitude: float, longitude: float) -> None:
    """The places nearest to a point."""
    base, locale = turn.case.knowledge, languages.locale(turn.language)
    found = nearest(base, latitude, longitude)
    shown = [(place, format_decimal(distance, "0" if distance >= 1 else "0.0", locale, numbering_system="latn")) for distance, place in found]
    if found and found[0][0] <= SAME_TOWN:  # not every place has coordinates: the others of that town come after
        known = {place for _, place in found}
        others = in_town(base, base.locations[found[0][1]]["town"])
        shown += [(place, None) for place in others if place not in known]
    _answer(turn, turn.say("near"), shown[:MOST], turn.say("near_not_kept"))
    await_town(turn)


def town(turn: Turn, text: str) -> bool:
    """The places in or near a typed town; False when the text names none."""
    base = turn.case.knowledge
    named = [m.id for m in _index(base).find(text) if m.kind == "town"]
    if not named:
        return False
    record = base.towns[named[-1]]
    found = [place for name in (named[-1], *record.get("near", ())) for place in in_town(base, name)]
    _answer(turn, turn.say("near_town", {"town": record["name"]}), [(i, None) for i in found[:MOST]])
    return True


def in_town(base: Knowledge, town: str) -> list[str]:
    """The helping places of a town, the best kind first."""
    here = [i for i, p in base.locations.items() if p["town"] == town and p["kind"] in KINDS and p["status"] == "active"]
    return sorted(here, key=lambda i: KINDS.index(base.locations[i]["kind"]))


def _answer(turn: Turn, title: str, found: "list[tuple[str, str | None]]", last: str = "") -> None:
    turn.remember(awaiting="", awaiting_until=0)
    if not turn.group:  # takes the location key away; an inline keyboard cannot go with it in one message
        turn.reply(title if found else turn.say("near_none"), reply_markup={"remove_keyboard": True})
    if not found:
        return turn.reply("\n".join(filter(None, [lists.person_line(turn), last])))
    facts = Facts(turn.case.knowledge, turn.case.now)
    text = "\n\n".join([lists.described(turn, facts, place, distance) for place, distance in found] + ([last] if last else []))
    turn.reply(text, calls.rows([lists.place_button(turn, place) for place, _ in found]))
    first = venue(facts, found[0][0])
    turn.calls += calls.venue(first) if first else []


def nearest(base: Knowledge, latitude: float, longitude: float) -> list[tuple[float, str]]:
    """(kilometres, place) of the nearest places, by their own coordinates, else by their town's."""
    found = []
    for place, record in base.locations.items():
        point = record.get("coordinates") or base.town_of(place).get("coordinates")
        if point and record["status"] == "active" and record["kind"] in KINDS:
            distance = kilometres(latitude, longitude, point["latitude"], point["longitude"])
            if distance <= TOO_FAR:
                found.append((distance, KINDS.index(record["kind"]), place))
    return [(distance, place) for distance, _, place in sorted(found)[:MOST]]


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Distance of two points in degrees along the great circle (haversine), in kilometres."""
    a, b = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


_towns: dict[str, Index] = {}


def _index(base: Knowledge) -> Index:
    """Names of towns in every language; made once for each version of the knowledge."""
    if base.version not in _towns:
        index = Index()
        for thing, record in base.towns.items():
            for form in (record["name"], *record.get("alternate_name", ())):
                index.add(form, "town", thing)
        for thing, form in _other_names():
            index.add(form, "town", thing)
        _towns.clear()
        _towns[base.version] = index
    return _towns[base.version]


@lru_cache(maxsize=1)
def _other_names() -> list[tuple[str, str]]:
    out = []
    for path in sorted((ROOT / "data" / "names").glob("*.yml")):
        for thing, forms in ((yamlfile.load(path) or {}).get("towns") or {}).items():
            out += [(thing, str(form)) for form in forms or ()]
    return out
