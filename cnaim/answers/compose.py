"""One request → one answer: dispatch by what it is about, then by what is asked."""

import datetime as dt

from ..knowledge.base import Knowledge
from . import places
from .about_lines import answer_line
from .about_organizations import answer_organization
from .about_places import answer_place
from .about_services import answer_service
from .base import QUESTIONS, Answer, Case, Part, Request
from .choices import choices_for
from .parts import phone_line, sources

LINE = "migrant-line"
"""Named when nothing else is: the line that listens in many languages."""


def answer(knowledge: Knowledge, request: Request, now: dt.datetime) -> Answer:
    """The answer to a request at `now` (aware; naive counts as Lisbon time).

    An id that is not in the knowledge (any more) is answered as not found, never an error.
    """
    case = Case(knowledge, now)
    question = request.question if request.question in QUESTIONS else "how"
    found = _dispatch(case, request, question)
    found.question = question
    found.parts += sources(case)
    found.choices = choices_for(knowledge, found)
    return found


def _dispatch(case: Case, request: Request, question: str) -> Answer:
    base = case.knowledge
    wanted = {"services": request.service, "phones": request.phone, "locations": request.location, "organizations": request.organization}
    if any(thing and thing not in getattr(base, part) for part, thing in wanted.items()):
        return Answer("utter_not_found", [Part("utter_not_found"), *phone_line(case, LINE)])
    if request.phone:
        return answer_line(case, request.phone, question)
    if request.service:
        return answer_service(case, request, question)
    if request.location:
        return answer_place(case, request.location, question)
    if request.organization:
        return answer_organization(case, request, question)
    location = places.of_kind(base, "cnaim", request.town)
    return answer_place(case, location, question) if location else answer_line(case, LINE, question)
