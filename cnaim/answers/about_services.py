"""Answers about a service: what to do, where, when, which papers, what it costs."""

from . import parts as p
from . import places
from .base import Answer, Case, Part, Request, name_fact, text_fact, texts

DETAILS = ("for", "issuer", "cost", "valid", "alternative")
"""What is told about a paper beside its name."""
STEPS = 4
"""Steps told at once; the rest is behind a button."""


def answer_service(case: Case, request: Request, question: str) -> Answer:
    """The answer to one question about a service, at the place that fits the request."""
    service = request.service
    record = case.knowledge.services[service]
    location = request.location or places.for_service(case.knowledge, service, request.town)
    answer = Answer(f"utter_{question}", service=service, location=location)
    title = Part(f"utter_{question}", {"thing": name_fact("services", service, record)})
    body = ABOUT[question](case, request, service, record, location)
    answer.parts = [title, *body]
    if location and question in ("how", "where", "directions"):
        answer.venue = venue(case, location)
    return answer


def venue(case: Case, location: str) -> dict | None:
    """What a map needs: name, address, coordinates; None when one is not known."""
    record = case.knowledge.locations[location]
    point = record.get("coordinates")
    line = p.address(case, location)
    if not (case.current(point) and line):
        return None
    return {"location": location, "title": record["name"], "address": line["value"], "latitude": point["latitude"], "longitude": point["longitude"]}


def _owner(service: str) -> str:
    return f"services.{service}"


def _summary(case: Case, service: str, record: dict) -> list[Part]:
    found = text_fact(case, _owner(service), record, "summary", record["summary"])
    return [Part("utter_part_next_step", {"text": found})] if found else []


def _how(case, request, service, record, location) -> list[Part]:
    owner = _owner(service)
    out = _summary(case, service, record) + _here(case, service, record, location)
    if request.person:
        out += p.bullets(case, "utter_part_exceptions", owner, record, "exceptions", 2, request.person)
    out += p.bullets(case, "utter_part_eligibility", owner, record, "eligibility_description", 3)
    out += p.bullets(case, "utter_part_steps", owner, record, "application_process", STEPS)
    out += _papers_short(case, service, record)
    out += p.bullets(case, "utter_part_time", owner, record, "processing_time", 1)
    return out + p.bullets(case, "utter_part_warning", owner, record, "warnings", 1)


def _here(case, service, record, location) -> list[Part]:
    """Where, open or not, telephone: the short form that ends most answers."""
    out: list[Part] = []
    if location:
        out += p.place(case, location, service) + p.hours(case, location, service)
        if p.location_phones(case, location):
            out += p.place_phone(case, location)
        out += p.confirmed_place(case, location, service)
    return out + _lines(case, record, 1)


def _lines(case, record, limit: int) -> list[Part]:
    """The phone lines for a service, the best one first; the migrant line when it has none."""
    lines = [i for i in record.get("phones", ()) if i in case.knowledge.phones] or ["migrant-line"]
    return [part for line in lines[:limit] if line in case.knowledge.phones for part in p.phone_line(case, line)]


def _unknown(case, service, record, limit=3) -> list[Part]:
    return p.bullets(case, "utter_part_unknown", _owner(service), record, "unknown", limit)


def _where(case, request, service, record, location) -> list[Part]:
    out = _here(case, service, record, location)
    if not location:
        out = [Part("utter_part_no_place")] + out
    if record.get("website"):
        out.append(Part("utter_part_website", {"website": record["website"]}))
    return out + _unknown(case, service, record, 1)


def _directions(case, request, service, record, location) -> list[Part]:
    if not location:
        return _where(case, request, service, record, location)
    return directions(case, location, service)


def directions(case: Case, location: str, service: str | None = None) -> list[Part]:
    """Address and how to get there; says so when the way is not known."""
    record = case.knowledge.locations[location]
    way = p.bullets(case, "utter_part_transport", f"locations.{location}", record, "transportation")
    return p.place(case, location, service) + (way or [Part("utter_part_no_transport")])


def _hours(case, request, service, record, location) -> list[Part]:
    out: list[Part] = []
    if location:
        out += p.place(case, location, service) + p.hours(case, location, service)
        out += p.confirmed_place(case, location, service)
    return out + _lines(case, record, 1)


def _phone(case, request, service, record, location) -> list[Part]:
    out = _lines(case, record, 2)
    return out + (p.place_phone(case, location) if location else [])


def _fax(case, request, service, record, location) -> list[Part]:
    return fax(case, location) + _lines(case, record, 1) if location else [Part("utter_part_no_fax")] + _lines(case, record, 1)


def fax(case: Case, location: str) -> list[Part]:
    """The fax number of a place, or that none is known."""
    found = p.location_phones(case, location, ("fax",))
    name = case.knowledge.locations[location]["name"]
    if not found:
        return [Part("utter_part_no_fax", {"place": name})]
    for number in found:
        case.use("phone", number)
    return [Part("utter_part_fax", {"place": name, "numbers": {"kind": "phones", "phones": [{"number": n["number"], "type": "fax"} for n in found]}})]


def _email(case, request, service, record, location) -> list[Part]:
    out = p.bullets(case, "utter_part_contact", _owner(service), record, "contact")
    addresses = _emails(case, service, record, location)
    out += addresses or ([] if out else [Part("utter_part_no_email")])
    return out + _lines(case, record, 1)


def _emails(case, service, record, location) -> list[Part]:
    desk = case.knowledge.offers(location, service) if location else None
    place = case.knowledge.locations.get(location or "", {})
    lines = [case.knowledge.phones[i] for i in record.get("phones", ()) if i in case.knowledge.phones]
    found = [e for owner in (desk, place, *lines) for e in (owner or {}).get("emails", ()) if case.current(e)]
    for email in found:
        case.use("email", email)
    written = [v for v in record.get("values", {}).values() if "@" in str(v["value"]) and case.current(v)]
    found += [{"address": case.use("email", v)["value"]} for v in written]
    unique = list(dict.fromkeys(e["address"] for e in found))
    return [Part("utter_part_email", {"emails": ", ".join(unique)})] if unique else []


def _papers(case, request, service, record, location) -> list[Part]:
    documents = [d for d in (document(case, service, record, i) for i in record.get("required_documents", ())) if d]
    if not documents:
        return [Part("utter_part_no_papers")] + _lines(case, record, 1)
    out = [Part("utter_part_papers", {"items": {"kind": "list", "items": documents}})]
    return out + p.bullets(case, "utter_part_warning", _owner(service), record, "warnings", 1)


def _papers_short(case, service, record) -> list[Part]:
    """The papers by name only, in one line; the whole list is behind a button."""
    found = [d["text"] for d in (document(case, service, record, i) for i in record.get("required_documents", ())) if d]
    return [Part("utter_part_papers_short", {"items": {"kind": "inline_list", "items": found[:6]}})] if found else []


def document(case: Case, service: str, record: dict, key: str) -> dict | None:
    """One paper to bring as a typed fact, with who issues it, its price, validity, alternatives."""
    fact = record["required_documents"][key]
    main = text_fact(case, _owner(service), record, f"required_documents.{key}.document", {**fact, "text": fact["document"]})
    if not main:
        return None
    details = []
    for detail in DETAILS:
        if fact.get(detail):
            extra = text_fact(case, _owner(service), record, f"required_documents.{key}.{detail}", {**fact, "text": fact[detail]})
            if extra:
                details.append({"detail": detail, "text": extra})
    return {"kind": "document", "id": key, "text": main, "details": details}


def _cost(case, request, service, record, location) -> list[Part]:
    items, uncertain = [], False
    for key, option in (record.get("cost_options") or {}).items():
        if not case.current(option):
            uncertain = uncertain or "doubtful" in option
            continue
        what = text_fact(case, _owner(service), record, f"cost_options.{key}.option", {**option, "text": option["option"]})
        if what:
            case.use("price", option)
            items.append({"kind": "price", "amount": option["amount"], "what": what})
    out = [Part("utter_part_costs", {"items": {"kind": "list", "items": items}})] if items else []
    if uncertain:
        out.append(Part("utter_part_cost_doubtful"))
    return (out or [Part("utter_part_no_cost")]) + _lines(case, record, 1)


def _tickets(case, request, service, record, location) -> list[Part]:
    out = p.bullets(case, "utter_part_tickets", _owner(service), record, "tickets")
    if location:
        place = case.knowledge.locations[location]
        notes = texts(case, f"locations.{location}", place, "tickets")
        if notes:
            out.append(Part("utter_part_tickets_place", {"place": place["name"], "items": {"kind": "list", "items": notes}}))
    return (out or [Part("utter_part_no_tickets")]) + _lines(case, record, 1)


def _status(case, request, service, record, location) -> list[Part]:
    out = p.bullets(case, "utter_part_tracking", _owner(service), record, "tracking")
    out += p.bullets(case, "utter_part_time", _owner(service), record, "processing_time", 2)
    return (out or [Part("utter_part_no_tracking")]) + _lines(case, record, 1)


ABOUT = {
    "how": _how, "where": _where, "directions": _directions, "hours": _hours, "open_now": _hours, "phone": _phone,
    "fax": _fax, "email": _email, "papers": _papers, "cost": _cost, "tickets": _tickets, "status": _status,
}
