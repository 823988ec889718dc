"""What to offer next: buttons that ask the next likely question about the same thing."""

import json

from ..knowledge.base import Knowledge
from .base import Answer

NEXT = {
    "how": ("papers", "cost", "tickets"),
    "where": ("directions", "hours", "phone"),
    "directions": ("hours", "phone"),
    "hours": ("where", "phone"),
    "open_now": ("where", "phone"),
    "phone": ("hours", "where"),
    "fax": ("phone", "where"),
    "email": ("phone", "where"),
    "papers": ("cost", "where", "tickets"),
    "cost": ("papers", "where"),
    "tickets": ("hours", "phone"),
    "status": ("phone", "where"),
}
ABOUT_A_PLACE = ("where", "directions", "hours", "phone", "tickets")
OTHER_TOWNS = ("cnaim-norte", "cnaim-lisboa", "cnaim-algarve", "cnaim-beja")


def payload(**things: str | None) -> str:
    """A Rasa button payload that asks: /inform{"service":…,"question":…}."""
    wanted = {k: v for k, v in things.items() if v}
    return "/inform" + json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))


def question_choice(question: str, **things: str | None) -> dict:
    """A button that asks one question about a thing."""
    return {"title": {"kind": "wording", "id": f"utter_button_{question}"}, "payload": payload(**things, question=question)}


def choices_for(knowledge: Knowledge, answer: Answer) -> list[dict]:
    """At most four buttons: the next questions, then another town's office."""
    about = {"service": answer.service, "location": None if answer.service else answer.location, "phone": answer.phone, "organization": answer.organization}
    if not any(about.values()):
        return []
    questions = NEXT[answer.question]
    if not answer.service:
        questions = tuple(q for q in ("hours", "where", "phone", "tickets") if q != answer.question and (not answer.phone or q == "hours"))
    found = [question_choice(q, **about) for q in questions[:3]]
    return found + _elsewhere(knowledge, answer)[: 4 - len(found)]


def _elsewhere(knowledge: Knowledge, answer: Answer) -> list[dict]:
    """The same question at the CNAIM of another town."""
    if answer.phone or answer.organization or not answer.location:
        return []
    others = [i for i in OTHER_TOWNS if i != answer.location and i in knowledge.locations]
    if answer.service:
        others = [i for i in others if knowledge.offers(i, answer.service)]
    return [
        {"title": knowledge.locations[i]["name"], "payload": payload(service=answer.service, location=i, question=answer.question)}
        for i in others[:1]
    ]
