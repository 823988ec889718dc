"""The thread of a conversation: what a message is about, given what came before.

A named thing always counts. A question without a thing goes to the last one; a fragment
with only a thing ("and in Lisbon?") repeats the last question; a new need drops the old
question. The town is kept: people live where they live.
"""

from dataclasses import dataclass, replace

from .answers import Request, places
from .answers.about_organizations import OWN_COUNTERS
from .knowledge.base import Knowledge
from .understanding import service_of

SLOTS = ("service", "location", "phone", "organization", "town", "question", "person")


@dataclass(frozen=True)
class Thread:
    """What is remembered between two messages. Ids, or None."""

    service: str | None = None
    location: str | None = None
    phone: str | None = None
    organization: str | None = None
    town: str | None = None
    question: str | None = None
    person: str | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to go on with."""
        return not (self.service or self.location or self.phone or self.organization)

    def request(self) -> Request:
        """What to ask `answers` for."""
        return Request(self.service, self.location, self.phone, self.organization, self.question or "how", self.town, self.person)


def follow(knowledge: Knowledge, before: Thread, intent: str, things: dict[str, str], question: str | None) -> Thread | None:
    """The thread after a message; None when there is nothing to answer about.

    `things`: {"service": id, "town": id, "kind": …} as named in this message.
    """
    service = things.get("service") or service_of(intent)
    if service not in knowledge.services:
        service = None
    fragment = intent == "inform"
    asked = before.question if fragment and not things.get("asked") else question
    if service:
        return _about_service(knowledge, before, service, things, asked)
    if things.get("phone"):
        return Thread(phone=things["phone"], town=before.town, question=asked or "phone")
    place = named_place(knowledge, things, before)
    if place and _names_a_place(knowledge, things):
        return _about_place(knowledge, before, place, things, asked, fragment)
    if things.get("organization"):
        town = things.get("town") or before.town
        if things.get("town") and asked == "how":
            asked = "where"
        return Thread(organization=things["organization"], town=town, question=asked)
    if before.empty and fragment:
        return None
    person = things.get("person")
    if person and not before.service:
        return None
    return replace(before, question=asked or "how", person=person)


def _names_a_place(knowledge: Knowledge, things: dict[str, str]) -> bool:
    """Whether the message is about a place: a body with counters of its own counts with its town.

    The desks of other bodies are in somebody's building: their services say where.
    """
    body = knowledge.organizations.get(things.get("organization", ""), {})
    if things.get("location") or not body:
        return True
    return body.get("kind") in OWN_COUNTERS and bool(things.get("town"))


def _about_service(knowledge, before, service, things, asked) -> Thread:
    town = things.get("town") or before.town
    place = named_place(knowledge, things, before) if things.get("location") or things.get("kind") else None
    same = service == before.service and not things.get("town")
    location = place or (before.location if same else None)
    if place:
        town = knowledge.locations[place]["town"]
    return Thread(service=service, location=location, town=town, question=asked, person=things.get("person"))


def _about_place(knowledge, before, place, things, asked, fragment) -> Thread:
    town = knowledge.locations[place]["town"]
    only_town = not things.get("location") and not things.get("kind")
    if before.service and (fragment or only_town):
        location = None if only_town else place
        return replace(before, location=location, town=things.get("town") or town, question=asked, phone=None, organization=None, person=None)
    return Thread(location=place, town=town, question=asked)


def named_place(knowledge: Knowledge, things: dict[str, str], before: Thread) -> str | None:
    """The location that a message names: itself, by kind and town, or by town alone."""
    if things.get("location") in knowledge.locations:
        return things["location"]
    town = things.get("town")
    body = knowledge.organizations.get(things.get("organization", ""), {})
    if body.get("kind") in OWN_COUNTERS and town:
        return places.of_kind(knowledge, body["kind"], town)
    if things.get("kind"):
        return places.of_kind(knowledge, things["kind"], town or before.town)
    if not town:
        return None
    kind = knowledge.locations.get(before.location or "", {}).get("kind") if not before.service else None
    kinds = [kind] if kind else []
    return places.nearest(knowledge, town, [*kinds, "cnaim", "claim", "aima-shop", "citizen-shop", "registry"])
