"""Which place is meant: by its name, by kind and town, by what is done there."""

from ..knowledge.base import Knowledge

HOME = "porto"
"""Where the project started; taken when nobody named a town."""


def in_town(knowledge: Knowledge, town: str, kinds: "list[str] | tuple[str, ...]", service: str | None = None) -> list[str]:
    """Active locations of the kinds in a town, in the kinds' order; with a service, those that offer it first."""
    found = [
        (kinds.index(record["kind"]), not (service and knowledge.offers(i, service)), i)
        for i, record in knowledge.locations.items()
        if record["town"] == town and record["kind"] in kinds and record["status"] == "active"
    ]
    return [i for _, _, i in sorted(found)]


def nearest(knowledge: Knowledge, town: str, kinds, service: str | None = None) -> str | None:
    """The best location of the kinds in a town, else in the nearest town that has one."""
    for name in (town, *knowledge.towns.get(town, {}).get("near", ())):
        found = in_town(knowledge, name, kinds, service)
        if found:
            return found[0]
    return None


def of_kind(knowledge: Knowledge, kind: str, town: str | None) -> str | None:
    """The place of a kind ("cnaim", "citizen-shop"…) in or near a town (the home town by default)."""
    return nearest(knowledge, town or HOME, [kind]) or nearest(knowledge, HOME, [kind])


def for_service(knowledge: Knowledge, service: str, town: str | None) -> str | None:
    """Where to go for a service: a CNAIM desk in the town, else the kinds of places that do it.

    Without a town: the service's own first choice, else the home town. None when it is
    done at no counter that we know of.
    """
    record = knowledge.services[service]
    town = town or HOME
    for location in in_town(knowledge, town, ["cnaim"]):
        if knowledge.offers(location, service):
            return location
    offering = [
        i
        for i, place in knowledge.locations.items()
        if place["town"] == town and place["status"] == "active" and confirmed(knowledge.offers(i, service))
    ]
    if offering:
        return sorted(offering)[0]
    if town == HOME and record.get("locations"):
        return record["locations"][0]
    kinds = list(record.get("location_kinds", ()))
    found = nearest(knowledge, town, kinds, service) if kinds else None
    return found or _cnaim_near(knowledge, service, town)


def confirmed(desk: dict | None) -> bool:
    """Whether a desk is known to be there today."""
    return bool(desk) and desk.get("status") == "confirmed"


def _cnaim_near(knowledge: Knowledge, service: str, town: str) -> str | None:
    for name in (town, *knowledge.towns.get(town, {}).get("near", ()), HOME):
        for location in in_town(knowledge, name, ["cnaim"]):
            if knowledge.offers(location, service):
                return location
    return None
