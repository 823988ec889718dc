"""`Knowledge`: the facts of one version, as plain maps in HSDS words."""

import datetime as dt
from dataclasses import dataclass, field

KINDS = {
    "services": "service",
    "locations": "location",
    "phones": "phones",
    "organizations": "organizations",
    "towns": "towns",
    "sources": "sources",
}
"""Part of the base → name of its JSON Schema. The first two are folders, the others files."""


@dataclass(frozen=True)
class Knowledge:
    """All facts of one version. Each part maps an id (the file's stem, or a key) to its record."""

    version: str
    services: dict = field(default_factory=dict)
    locations: dict = field(default_factory=dict)
    phones: dict = field(default_factory=dict)
    organizations: dict = field(default_factory=dict)
    towns: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    holidays: dict = field(default_factory=dict)
    """Town id (or "" for the whole country) → {ISO date: name of the day}."""
    freshness: dict = field(default_factory=dict)
    """Kind of fact → months after which it counts as old."""

    def offers(self, location_id: str, service_id: str) -> dict | None:
        """The desk for a service at a location (HSDS service_at_location), if it has one."""
        desk = self.locations.get(location_id, {}).get("services", {}).get(service_id)
        return desk if desk and desk.get("status") != "ended" else None

    def town_of(self, location_id: str) -> dict:
        """The town record of a location; an empty map when unknown."""
        return self.towns.get(self.locations.get(location_id, {}).get("town"), {})

    def timezone(self, location_id: str) -> str:
        """The zone a place keeps its hours in; Lisbon's for phone lines."""
        return self.town_of(location_id).get("timezone", "Europe/Lisbon")

    def closed_days(self, town_id: str | None) -> dict[str, str]:
        """ISO date → name of each national and, for a town, municipal holiday."""
        days = dict(self.holidays.get("", {}))
        days.update(self.holidays.get(town_id or "", {}))
        return days

    def source_names(self, source: "str | list[str]") -> list[str]:
        """Names to show for the `source` of a fact, strongest first."""
        ids = source if isinstance(source, list) else [source]
        return [self.sources[i]["name"] for i in ids if i in self.sources]


def in_force(fact: dict, today: dt.date) -> bool:
    """Whether a fact is to be given as current: begun, and not past its `valid_to`."""
    start, end = fact.get("valid_from"), fact.get("valid_to")
    if start and first_day(start) > today:
        return False
    return not end or last_day(end) >= today


def first_day(date: str) -> dt.date:
    """First day of YYYY, YYYY-MM or YYYY-MM-DD."""
    parts = [int(p) for p in date.split("-")]
    return dt.date(*(parts + [1, 1])[:3])


def last_day(date: str) -> dt.date:
    """Last day of YYYY, YYYY-MM or YYYY-MM-DD."""
    parts = [int(p) for p in date.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return dt.date(*parts)
