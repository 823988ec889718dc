"""Parts that several answers share: place, hours, open now, phones, sources."""

from .. import schedules
from ..freshness import judge
from .base import Case, Part, name_fact, texts
from .places import confirmed


def place(case: Case, location: str, service: str | None = None) -> list[Part]:
    """Name, desk and address of a place; says so when the address is not known."""
    record = case.knowledge.locations[location]
    parts = [Part("utter_part_place", {"place": record["name"]})]
    desk = case.knowledge.offers(location, service) if service else None
    if desk and desk.get("name"):
        parts = [Part("utter_part_desk", {"place": record["name"], "desk": desk["name"]})]
    if desk:
        case.use("text", desk)
    line = address(case, location)
    if line:
        parts[-1].facts["address"] = line
        parts[-1].response += "_address"
    else:
        parts.append(Part("utter_part_no_address"))
    if desk and desk["status"] == "unconfirmed":
        parts.append(Part("utter_part_unconfirmed"))
    return parts


def confirmed_place(case: Case, location: str, service: str) -> list[Part]:
    """Beside a desk that is not confirmed: a place in the same town where it is known to be done."""
    if confirmed(case.knowledge.offers(location, service)):
        return []
    town = case.knowledge.locations[location]["town"]
    for other, record in sorted(case.knowledge.locations.items()):
        if record["town"] != town or other == location or record["status"] != "active":
            continue
        line = address(case, other) if confirmed(case.knowledge.offers(other, service)) else None
        if line:
            listed = {"kind": "hours", "schedules": [_bare(s) for s in hours_of(case, other, service)]}
            facts = {"place": record["name"], "address": line, "hours": listed}
            return [Part("utter_part_confirmed_place_hours" if listed["schedules"] else "utter_part_confirmed_place", facts)]
    return []


def address(case: Case, location: str) -> dict | None:
    """The address of a place, or of the building it is in, as a fact."""
    record = case.knowledge.locations[location]
    found = record.get("address")
    if not found and record.get("within"):
        found = case.knowledge.locations.get(record["within"], {}).get("address")
    if not case.current(found):
        return None
    case.use("address", found)
    lines = [found["address_1"], found.get("address_2"), " ".join(filter(None, [found.get("postal_code"), found["city"]]))]
    return {"kind": "address", "value": ", ".join(filter(None, lines))}


def hours_of(case: Case, location: str, service: str | None = None) -> list[dict]:
    """The schedules that count: the desk's own, else the place's, else its building's."""
    record = case.knowledge.locations[location]
    desk = case.knowledge.offers(location, service) if service else None
    for owner in (desk, record):
        found = [s for s in (owner or {}).get("schedules", ()) if case.current(s)]
        if found:
            return found
    return []


def location_state(case: Case, location: str, service: str | None = None) -> schedules.State:
    """Open or closed now, for a place or for one desk in it."""
    record = case.knowledge.locations[location]
    return schedules.state(
        hours_of(case, location, service),
        case.now,
        case.knowledge.timezone(location),
        case.knowledge.closed_days(record["town"]),
        record.get("closures", ()),
    )


def phone_state(case: Case, phone: str) -> schedules.State:
    """Whether a line answers now. National holidays count, municipal ones do not."""
    record = case.knowledge.phones[phone]
    current = [s for s in record.get("schedules", ()) if case.current(s)]
    always = case.current(record.get("always_open"))
    return schedules.state(current, case.now, closed_days=case.knowledge.closed_days(None), always=always)


def hours(case: Case, location: str, service: str | None = None) -> list[Part]:
    """The timetable and whether it is open now; says so when the hours are not known."""
    found = hours_of(case, location, service)
    if not found:
        return [Part("utter_part_no_hours")]
    for schedule in found:
        case.use("schedule", schedule)
    listed = {"kind": "hours", "schedules": [_bare(s) for s in found]}
    return [Part("utter_part_hours", {"hours": listed}), state_part(case, location_state(case, location, service))]


def _bare(schedule: dict) -> dict:
    return {k: v for k, v in schedule.items() if k in ("byday", "opens_at", "closes_at", "by_appointment", "service")}


def state_part(case: Case, state: schedules.State) -> Part:
    """"Open now until…", "closed, opens…": one part for each case, times as facts."""
    here = {"now": case.now.isoformat()}
    if state.status == "always":
        return Part("utter_part_always_open")
    if state.status == "unknown":
        return Part("utter_part_no_hours")
    if state.status == "open":
        name = "utter_part_closes_soon" if state.closes_soon else "utter_part_open"
        name = "utter_part_open_appointment" if state.by_appointment else name
        return Part(name, {"until": {"kind": "time", "value": state.until.isoformat()}})
    if state.opens is None:
        return Part("utter_part_closed")
    moment = {"kind": "moment", "value": state.opens.isoformat(), **here}
    if state.holiday:
        return Part("utter_part_closed_holiday", {"opens": moment, "holiday": state.holiday})
    return Part("utter_part_closed_opens", {"opens": moment})


def location_phones(case: Case, location: str, kinds=("voice", "mobile", "whatsapp")) -> list[dict]:
    """Current numbers of a place of the given types."""
    record = case.knowledge.locations[location]
    return [p for p in record.get("phones", ()) if p["type"] in kinds and case.current(p)]


def phone_line(case: Case, phone: str) -> list[Part]:
    """A line with its numbers, hours and whether it answers now."""
    record = case.knowledge.phones[phone]
    numbers = [p for p in record["phones"] if case.current(p)]
    if not numbers:
        return []
    for number in numbers:
        case.use("phone", number)
    facts = {"line": name_fact("phones", phone, record), "numbers": {"kind": "phones", "phones": [_number(n) for n in numbers]}}
    parts = [Part("utter_part_line", facts)]
    current = [s for s in record.get("schedules", ()) if case.current(s)]
    for schedule in current:
        case.use("schedule", schedule)
    if current:
        parts[0] = Part("utter_part_line_hours", {**facts, "hours": {"kind": "hours", "schedules": [_bare(s) for s in current]}})
    if current or record.get("always_open"):
        parts.append(state_part(case, phone_state(case, phone)))
    return parts


def _number(phone: dict) -> dict:
    return {k: v for k, v in phone.items() if k in ("number", "type", "description", "free")}


def place_phone(case: Case, location: str) -> list[Part]:
    """The telephone of a place; says so when none is known."""
    found = location_phones(case, location)
    if not found:
        return [Part("utter_part_no_phone", {"place": case.knowledge.locations[location]["name"]})]
    for number in found:
        case.use("phone", number)
    numbers = {"kind": "phones", "phones": [_number(n) for n in found]}
    return [Part("utter_part_phone", {"place": case.knowledge.locations[location]["name"], "numbers": numbers})]


def bullets(case: Case, response: str, owner: str, record: dict, key: str, limit: int = 99, person=None) -> list[Part]:
    """One part with a list of sentences; no part when there is none."""
    found = texts(case, owner, record, key, limit, person)
    return [Part(response, {"items": {"kind": "list", "items": found}})] if found else []


def sources(case: Case) -> list[Part]:
    """Where the facts come from and of when, in one line, worded by their freshness."""
    verdict = judge(case.knowledge, case.used, case.today)
    if not verdict:
        return []
    facts = {"sources": "; ".join(verdict.sources), "date": {"kind": "date", "value": verdict.date}}
    return [Part(f"utter_part_source_{verdict.state}", facts)]
