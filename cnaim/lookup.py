"""An operator's search: three words in, the right card out. No model, no network.

The same names index and the same answers as the bot; what is asked is read from single
words (`data/questions.yml`).
"""

import datetime as dt
from dataclasses import dataclass

from . import ROOT, yamlfile
from .answers import Answer, answer
from .knowledge.base import Knowledge
from .names import Index, Match
from .thread import Thread, follow

DEFAULT = "how"


@dataclass(frozen=True)
class Found:
    """What a query names: things by kind, and the question asked."""

    things: dict[str, str]
    question: str


def question_index() -> Index:
    """Words that ask a question, as an index of their own."""
    index = Index()
    for question, forms in yamlfile.load(ROOT / "data" / "questions.yml").items():
        for form in forms:
            index.add(form, "question", question)
    return index


def asked_words(questions: Index, text: str, matches: list[Match]) -> frozenset[str]:
    """Questions whose own word stands in a text, outside the names found in it."""
    covered = {i for m in matches if m.kind in ("service", "location", "phone") for i in range(m.start, m.end)}
    return frozenset(m.id for m in questions.find(text) if m.exact and not covered & set(range(m.start, m.end)))


def read(query: str, names: Index, questions: Index) -> Found:
    """What a query names and asks."""
    matches = names.find(query)
    covered = {i for m in matches if m.exact for i in range(m.start, m.end)}
    asked = [m for m in questions.find(query) if not covered & set(range(m.start, m.end))]
    things: dict[str, str] = {}
    for match in sorted(matches, key=_rank):
        things.setdefault(match.kind, match.id)
    question = max(asked, key=lambda m: (m.exact, m.length)).id if asked else DEFAULT
    return Found(things, question)


def _rank(match: Match) -> tuple:
    return (-match.length, not match.exact, -len(match.form), match.start)


def look(knowledge: Knowledge, found: Found, now: dt.datetime) -> Answer | None:
    """The card for what a query names; None when it names nothing we know."""
    things = dict(found.things)
    thread = follow(knowledge, Thread(), f"ask_{found.question}", things, found.question)
    if thread is None or thread.empty:
        return None
    return answer(knowledge, thread.request(), now)
