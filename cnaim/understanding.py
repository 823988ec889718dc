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
PLACES = ("location", "kind", "phone", "organization")
NAMED = 0.5
"""What a name is worth when the heads were less sure."""


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


def _about_the_place(intent: str, confidence: float, question: str) -> bool:
    """Whether a message that names a place, line or body is about that, not about a need."""
    if intent in ACTS:
        return intent not in FIRM or confidence < FIRM_FROM
    if service_of(intent):
        return intent == "screening" and question != "how" or confidence < FIRM_FROM
    return False


def _services(matches: list, intent: str) -> list:
    """Services named; one whose very words also name a place, a line or a body only when the intent agrees."""
    places = {(m.start, m.end) for m in matches if m.kind in ("kind", "location", "phone", "organization")}
    found = [m for m in matches if m.kind == "service"]
    return [m for m in found if (m.start, m.end) not in places or m.id == service_of(intent)]


def combine(ranking: list[dict], questions: list[dict], matches: list) -> Reading:
    """One reading from the intent ranking, the question ranking and the names found."""
    intent, confidence = ranking[0]["name"], ranking[0]["confidence"]
    probability = {r["name"]: r["confidence"] for r in ranking}
    question, sure = questions[0]["name"], questions[0]["confidence"]
    named = sorted({m.id for m in _services(matches, intent)}, key=lambda s: -probability.get(s.replace("-", "_"), 0))
    things = {m.kind: m.id for m in matches if m.kind != "service"}
    if named:
        things["service"] = named[0]
        firm = intent in FIRM and confidence >= FIRM_FROM
        if not firm and intent != "inform" and service_of(intent) not in named:
            intent = named[0].replace("-", "_")
            confidence = max(confidence, NAMED)
    elif service_of(intent):
        things.pop("service", None)
    placed = any(kind in things for kind in PLACES)
    if placed and not named and _about_the_place(intent, confidence, question):
        intent, confidence = f"ask_{question}", max(confidence, NAMED)
    if intent == "inform" and question != "how" and sure >= FIRM_FROM and not named:
        intent = f"ask_{question}"
    if intent.startswith("ask_"):
        question, sure = intent.removeprefix("ask_"), confidence
    return Reading(intent, confidence, question, sure, things)
