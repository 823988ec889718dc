"""Answers about a body: who it is today, and from there its line, its places, its services."""

from dataclasses import replace

from . import parts as p
from . import places
from .about_lines import answer_line
from .about_places import answer_place
from .about_services import answer_service
from .base import Answer, Case, Part, Request, name_fact, text_fact

OWN_COUNTERS = ("aima-shop", "cnaim", "claim", "victim-support")
"""Kinds of places that a body runs itself; the desks of others are in somebody's building."""
AT_A_PLACE = ("where", "directions", "hours", "open_now", "fax", "tickets")


def answer_organization(case: Case, request: Request, question: str) -> Answer:
    """A body that ended is answered with its successors; a living one by what is asked."""
    body_id, record = request.organization, case.knowledge.organizations[request.organization]
    if record["status"] == "defunct":
        return _ended(case, body_id, record, question)
    if question in AT_A_PLACE and record.get("kind") in OWN_COUNTERS:
        location = places.of_kind(case.knowledge, record["kind"], request.town)
        if location:
            return answer_place(case, location, question)
    if question in AT_A_PLACE and record.get("services"):
        found = answer_service(case, replace(request, service=record["services"][0]), question)
        found.organization = body_id
        return found
    lines = [i for i in record.get("phones", ()) if i in case.knowledge.phones]
    if question in ("phone", "hours", "open_now", "email") and lines:
        found = answer_line(case, lines[0], question)
        found.organization = body_id
        return found
    return _described(case, body_id, record, question, lines)


def _title(case: Case, body: str, record: dict, question: str) -> Part:
    case.use("text", record)
    return Part(f"utter_{question}", {"thing": name_fact("organizations", body, record)})


def _described(case, body, record, question, lines) -> Answer:
    parts = [_title(case, body, record, question)]
    description = record.get("description")
    found = description and text_fact(case, f"organizations.{body}", record, "description", description)
    if found:
        parts.append(Part("utter_part_text", {"text": found}))
    names = [name_fact("services", i, case.knowledge.services[i]) for i in record.get("services", ()) if i in case.knowledge.services]
    if names:
        parts.append(Part("utter_part_services", {"items": {"kind": "inline_list", "items": names[:8]}}))
    for line in lines[:1] or ["migrant-line"]:
        parts += p.phone_line(case, line)
    if record.get("website"):
        parts.append(Part("utter_part_website", {"website": record["website"]}))
    parts += p.bullets(case, "utter_part_unknown", f"organizations.{body}", record, "unknown", 2)
    return Answer(f"utter_{question}", parts, organization=body)


def _ended(case, body, record, question) -> Answer:
    parts = [_title(case, body, record, question), Part("utter_part_ended")]
    description = record.get("description")
    found = description and text_fact(case, f"organizations.{body}", record, "description", description)
    if found:
        parts.append(Part("utter_part_text", {"text": found}))
    heirs = [i for i in record.get("replaced_by", ()) if i in case.knowledge.organizations]
    if heirs:
        names = [name_fact("organizations", i, case.knowledge.organizations[i]) for i in heirs]
        parts.append(Part("utter_part_replaced_by", {"items": {"kind": "inline_list", "items": names}}))
        for line in case.knowledge.organizations[heirs[0]].get("phones", ())[:1]:
            parts += p.phone_line(case, line) if line in case.knowledge.phones else []
    return Answer(f"utter_{question}", parts, organization=body)
