"""Answers about a place: a CNAIM, an AIMA shop, a citizen shop, a CLAIM, a registry…"""

from . import parts as p
from .about_services import directions, fax, venue
from .base import Answer, Case, Part, name_fact, texts


def answer_place(case: Case, location: str, question: str) -> Answer:
    """The answer to one question about a place."""
    record = case.knowledge.locations[location]
    title = Part(f"utter_{question}", {"thing": {"kind": "name", "id": f"locations.{location}.name", "text": record["name"]}})
    answer = Answer(f"utter_{question}", [title], location=location)
    answer.parts += ABOUT[question](case, location, record)
    if question in ("how", "where", "directions"):
        answer.venue = venue(case, location)
    return answer


def _whole(case: Case, location: str, record: dict) -> list[Part]:
    out = p.place(case, location) + p.hours(case, location) + p.place_phone(case, location)
    out += _notes(case, location, record, "notes", "utter_part_notes", 3)
    out += _services(case, record)
    return out + _unknown(case, location, record)


def _services(case: Case, record: dict) -> list[Part]:
    """What is done there: names of services, in the file's order."""
    names = [
        name_fact("services", i, case.knowledge.services[i])
        for i, desk in record.get("services", {}).items()
        if desk.get("status") != "ended" and i in case.knowledge.services
    ]
    return [Part("utter_part_services", {"items": {"kind": "inline_list", "items": names}})] if names else []


def _unknown(case, location, record) -> list[Part]:
    return _notes(case, location, record, "unknown", "utter_part_unknown", 2)


def _notes(case, location, record, key, response, limit=9) -> list[Part]:
    return p.bullets(case, response, f"locations.{location}", record, key, limit)


def _where(case, location, record) -> list[Part]:
    way = p.bullets(case, "utter_part_transport", f"locations.{location}", record, "transportation", 1)
    return p.place(case, location) + way + p.hours(case, location)


def _hours(case, location, record) -> list[Part]:
    out = p.hours(case, location)
    if p.location_phones(case, location):
        out += p.place_phone(case, location)
    return out + _notes(case, location, record, "tickets", "utter_part_tickets", 1)


def _phone(case, location, record) -> list[Part]:
    return p.place_phone(case, location) + _other_lines(case, record)


def _other_lines(case, record) -> list[Part]:
    """The lines of the body that runs the place, and the migrant line."""
    body = case.knowledge.organizations.get(record["organization"], {})
    lines = list(dict.fromkeys([*body.get("phones", ())[:1], "migrant-line"]))
    return [part for line in lines if line in case.knowledge.phones for part in p.phone_line(case, line)]


def _fax(case, location, record) -> list[Part]:
    return fax(case, location)


def _email(case, location, record) -> list[Part]:
    found = [e for e in record.get("emails", ()) if case.current(e)]
    for email in found:
        case.use("email", email)
    if found:
        return [Part("utter_part_email", {"emails": ", ".join(e["address"] for e in found)})]
    return [Part("utter_part_no_email")] + p.place_phone(case, location)


def _tickets(case, location, record) -> list[Part]:
    notes = texts(case, f"locations.{location}", record, "tickets")
    if not notes:
        return [Part("utter_part_no_tickets")] + p.place_phone(case, location)
    return [Part("utter_part_tickets", {"items": {"kind": "list", "items": notes}})] + p.hours(case, location)


def _ask_which(case, location, record) -> list[Part]:
    """Papers, price or state of a case depend on the need, so the needs are offered."""
    return [Part("utter_part_which_service")] + _services(case, record) + p.phone_line(case, "migrant-line")


ABOUT = {
    "how": _whole, "where": _where, "directions": lambda c, i, r: directions(c, i), "hours": _hours, "open_now": _hours,
    "phone": _phone, "fax": _fax, "email": _email, "papers": _ask_which, "cost": _ask_which, "tickets": _tickets, "status": _ask_which,
}
