"""What a message means, from what the heads and the names index found. Pure functions.

The intent is what the person needs, the question what they ask about it. A service that is
named outweighs a guess; a question about a named service is a message about that service.
"""

from dataclasses import dataclass, field

ACTS = ("greet", "thanks", "goodbye", "affirm", "deny", "language", "person", "bot_identity", "help", "urgent", "out_of_scope", "start")
"""Conversation acts: they name no need."""
FIRM = ("urgent", "language", "person", "bot_identity", "out_of_scope")
"""Acts that a name in the message does not turn into a question, when we are sure of them."""
FIRM_FROM = 0.6
ASKED_FROM = 0.9
"""How sure the question must be for a fragment that names a thing to ask a new one."""
AT_A_PLACE = ("where", "directions", "hours", "open_now", "phone", "fax", "email", "tickets")
"""Questions that a place, a line or a body answers by itself."""
HINTED = ("papers", "tickets", "hours", "cost", "phone", "where", "email", "fax")
HINT_WEIGHT = 10.0
"""Questions whose own word in a message makes them this much likelier."""
NO_QUESTION = "none"
"""What the question head says of a fragment that only names a thing."""
PLACES = ("location", "kind", "phone", "organization")
SERVICE_WEIGHT = 40.0
PLACE_WEIGHT = 20.0
"""How many times likelier a name makes its need, and a place the questions about places."""
LEAST = 0.01
ASKED_WEIGHT, LINE_WEIGHT = 20.0, 20.0
"""And again for the question that is asked, of a place or a body, and of a phone line."""
FRAGMENT_BELOW, SHORT = 0.45, 6
"""A short message that names only a town or a person, and whose need is this unclear, goes on with the last one."""
SPECIFIC = 0.05
"""A need at least this likely is not overruled by the name of the wider service it is part of."""


@dataclass
class Reading:
    """A message understood: both labels, how sure, and the things named ({"kind": id})."""

    intent: str
    confidence: float
    question: str | None
    question_confidence: float = 0.0
    things: dict[str, str] = field(default_factory=dict)


def service_of(intent: str) -> str | None:
    """The service id of a need's intent; None for questions without need and for acts."""
    if intent in ACTS or intent == "inform" or intent.startswith("ask_") or intent == "nlu_fallback":
        return None
    return intent.replace("_", "-")


def _services(matches: list, intent: str, question: str, wide: set[str]) -> list:
    """Services named; one whose very words also name a place, a line or a body only when the intent agrees and nothing
    is asked that a place or a line answers. A wide service keeps its body's name."""
    places = {(m.start, m.end) for m in matches if m.kind in PLACES}
    found = [m for m in matches if m.kind == "service"]
    return [m for m in found if (m.start, m.end) not in places or m.id in wide or (m.id == service_of(intent) and question == "how")]


def combine(ranking: list[dict], questions: list[dict], matches: list, part_of: dict[str, str] | None = None, length: int = 99, hints: frozenset = frozenset()) -> Reading:
    """One reading from the intent ranking, the question ranking and the names found.

    `part_of`: service → the wider service it belongs to. A name multiplies the probability
    of what it names; so it wins, unless the rest of the sentence is very sure of another need.
    `length`: words in the message; one that is nothing but a town or a person is a fragment.
    `hints`: questions whose own word ("papers", "hours") stands in the message.
    """
    score = {r["name"]: r["confidence"] for r in ranking}
    questions = hinted(questions, hints)
    question, sure = questions[0]["name"], questions[0]["confidence"]
    services = _services(matches, ranking[0]["name"], question, set((part_of or {}).values()))
    things = {m.kind: m.id for m in matches if m.kind != "service"}
    weigh(score, services, things, question, part_of or {})
    intent = max(score, key=score.get)
    confidence = score[intent] / sum(score.values())
    named = sorted({m.id for m in services}, key=lambda s: -score.get(s.replace("-", "_"), 0))
    if named:
        things["service"] = service_of(intent) if service_of(intent) in named else named[0]
    if service_of(intent) and service_of(intent) != things.get("service"):
        things.pop("service", None)
    only_names = bool(matches) and {m.kind for m in matches} <= {"town", "person", "location"} and sum(m.length for m in matches) >= length
    fragment = {m.kind for m in matches} <= {"town", "person", "location"} and matches and length <= SHORT and confidence < FRAGMENT_BELOW
    if only_names or fragment or question == NO_QUESTION and named and length > 1:
        intent = "inform"
    if question == NO_QUESTION and intent != "inform":
        question = next(q["name"] for q in questions if q["name"] != NO_QUESTION)
    if intent == "inform" and question not in ("how", NO_QUESTION) and sure >= (ASKED_FROM if things else FIRM_FROM) and not named:
        intent = f"ask_{question}"
    if intent.startswith("ask_"):
        question, sure = intent.removeprefix("ask_"), confidence
    return Reading(intent, confidence, question, sure, things)


def hinted(questions: list[dict], hints: frozenset) -> list[dict]:
    """The question ranking with the questions raised whose own word is in the message."""
    raised = {q["name"]: q["confidence"] * (HINT_WEIGHT if q["name"] in hints and q["name"] in HINTED else 1) for q in questions}
    total = sum(raised.values())
    return [{"name": n, "confidence": c / total} for n, c in sorted(raised.items(), key=lambda item: -item[1])]


def weigh(score: dict[str, float], services: list, things: dict[str, str], question: str, part_of: dict[str, str]) -> None:
    """Raise what is named in the scores of the intents; an act that is sure of itself stays."""
    if any(score.get(act, 0.0) >= FIRM_FROM for act in (*FIRM, "inform")):
        return
    for service in {m.id for m in services}:
        narrower = any(part_of.get(service_of(i) or "") == service and p > SPECIFIC for i, p in score.items())
        intent = service.replace("-", "_")
        score[intent] = max(score.get(intent, 0.0), LEAST) * (1.0 if narrower else SERVICE_WEIGHT)
    if not services and any(kind in things for kind in PLACES):
        for asked in AT_A_PLACE:
            score[f"ask_{asked}"] = score.get(f"ask_{asked}", 0.0) * PLACE_WEIGHT
        if question in AT_A_PLACE:
            weight = LINE_WEIGHT if "phone" in things else ASKED_WEIGHT
            score[f"ask_{question}"] = max(score[f"ask_{question}"], LEAST) * weight
