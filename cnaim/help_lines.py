"""The lines for danger and for talking to a person, chosen from the knowledge."""

import datetime as dt

from .answers.base import Answer, Case, Part
from .answers.parts import phone_line, phone_state, sources
from .knowledge.base import Knowledge

FIRST = {"emergency": "emergency", "social": "social-emergency"}
PERSON_LINE = "migrant-line"


def _numbers(knowledge: Knowledge) -> dict:
    return {
        name: {"kind": "phone", "number": knowledge.phones[line]["phones"][0]["number"]}
        for name, line in FIRST.items()
        if line in knowledge.phones
    }


def emergency_part(knowledge: Knowledge) -> Part:
    """One line that every fallback carries: it makes a missed danger harmless."""
    return Part("utter_emergency_line", _numbers(knowledge))


def urgent_answer(knowledge: Knowledge, danger: str | None, now: dt.datetime) -> Answer:
    """What to do first, then the lines that are right for this danger."""
    case = Case(knowledge, now)
    kind = danger or "violence"
    answer = Answer("utter_urgent", [Part(f"utter_urgent_{kind}", _numbers(knowledge))], question="phone")
    lines = ["emergency"] + [i for i, line in knowledge.phones.items() if kind in line.get("urgent", ()) and i != "emergency"]
    lines = [i for i in lines if i in knowledge.phones][:4]
    for line in lines:
        answer.parts += phone_line(case, line)
        answer.contacts += [{"name": knowledge.phones[line]["name"], "number": knowledge.phones[line]["phones"][0]["number"]}]
    answer.parts += sources(case)
    return answer


def person_answer(knowledge: Knowledge, service: str | None, now: dt.datetime) -> Answer:
    """The line where a person answers: the need's own when it is open now, else the migrant line."""
    case = Case(knowledge, now)
    own = [i for i in knowledge.services.get(service or "", {}).get("phones", ()) if i in knowledge.phones]
    lines = list(dict.fromkeys([PERSON_LINE, *own]))[:3]
    lines.sort(key=lambda i: phone_state(case, i).status not in ("open", "always"))
    answer = Answer("utter_person", [Part("utter_person")], service=service, question="phone")
    for line in lines[:2]:
        answer.parts += phone_line(case, line)
        answer.contacts += [{"name": knowledge.phones[line]["name"], "number": knowledge.phones[line]["phones"][0]["number"]}]
    if service in knowledge.services:
        from .answers.base import name_fact

        answer.parts.append(Part("utter_summary_to_read", {"thing": name_fact("services", service, knowledge.services[service])}))
    answer.parts += sources(case)
    return answer
