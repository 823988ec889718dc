"""Answers about a phone line: its numbers, hours, languages, what it costs."""

from . import parts as p
from .base import Answer, Case, Part, name_fact, text_fact


def answer_line(case: Case, phone: str, question: str) -> Answer:
    """The answer to one question about a phone line. Whatever is asked, the number is told."""
    record = case.knowledge.phones[phone]
    title = Part(f"utter_{question}", {"thing": name_fact("phones", phone, record)})
    answer = Answer(f"utter_{question}", [title], phone=phone)
    answer.parts += _first(case, phone, record, question) + p.phone_line(case, phone) + _more(case, phone, record, question)
    answer.contacts = [{"name": record["name"], "number": n["number"]} for n in record["phones"] if case.current(n)]
    return answer


def _first(case: Case, phone: str, record: dict, question: str) -> list[Part]:
    if question in ("where", "directions"):
        return [Part("utter_part_only_phone")]
    if question == "fax":
        return [Part("utter_part_no_fax")]
    if question == "email":
        found = [e for e in record.get("emails", ()) if case.current(e)]
        for email in found:
            case.use("email", email)
        return [Part("utter_part_email", {"emails": ", ".join(e["address"] for e in found)})] if found else [Part("utter_part_no_email")]
    if question == "papers":
        return [Part("utter_part_no_papers")]
    if question == "tickets":
        return [Part("utter_part_no_tickets_line")]
    return []


def _more(case: Case, phone: str, record: dict, question: str) -> list[Part]:
    out: list[Part] = []
    cost = record.get("cost") and text_fact(case, f"phones.{phone}", record, "cost", record["cost"])
    free = any(n.get("free") for n in record["phones"] if case.current(n))
    if question in ("how", "cost"):
        if cost:
            out.append(Part("utter_part_line_cost", {"text": cost}))
        elif free:
            out.append(Part("utter_part_line_free"))
        elif question == "cost":
            out.append(Part("utter_part_no_cost"))
    languages = record.get("languages")
    if question in ("how", "phone") and case.current(languages):
        case.use("text", languages)
        out.append(Part("utter_part_languages", {"languages": {"kind": "languages", "codes": languages["codes"]}}))
    if question in ("how", "hours", "open_now", "phone"):
        out += p.bullets(case, "utter_part_notes", f"phones.{phone}", record, "notes", 2)
        out += p.bullets(case, "utter_part_unknown", f"phones.{phone}", record, "unknown", 1)
    return out
