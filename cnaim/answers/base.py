"""The shapes of a request and of an answer, and the typed facts inside an answer.

Everything is JSON-ready: the action server sends an answer to Rasa over HTTP. A fact is
plain text (shown as it is: a name on a door, an address, a link) or a map with `kind`,
which the wording renders in the person's language.
"""

import datetime as dt
from dataclasses import asdict, dataclass, field

from ..knowledge.base import Knowledge, in_force

QUESTIONS = ("how", "where", "directions", "hours", "open_now", "phone", "fax", "email", "papers", "cost", "tickets", "status")
"""What can be asked about a thing: the second label of a message."""


VALUE_KINDS = {"date": "date", "EUR": "EUR", "percent": "percent"}
"""Units of values that are shown in the manner of a language; the others as they are."""


@dataclass(frozen=True)
class Request:
    """What to answer: a thing (service, location, phone line or organization) and a question."""

    service: str | None = None
    location: str | None = None
    phone: str | None = None
    organization: str | None = None
    question: str = "how"
    town: str | None = None
    person: str | None = None


@dataclass
class Part:
    """One line or paragraph: the name of its wording (a response of domain.yml) and its facts."""

    response: str
    facts: dict = field(default_factory=dict)


@dataclass
class Answer:
    """Response name, its parts in order, what it is about, and what to offer next."""

    response: str
    parts: list[Part] = field(default_factory=list)
    service: str | None = None
    location: str | None = None
    phone: str | None = None
    organization: str | None = None
    question: str = "how"
    choices: list[dict] = field(default_factory=list)
    """Buttons: {"title": fact, "payload": Rasa payload}."""
    venue: dict | None = None
    contacts: list[dict] = field(default_factory=list)

    def as_dict(self) -> dict:
        """JSON-ready."""
        return asdict(self)


@dataclass
class Case:
    """One request being answered: the knowledge, the clock, and the facts used so far."""

    knowledge: Knowledge
    now: dt.datetime
    used: list[tuple[str, dict]] = field(default_factory=list)

    @property
    def today(self) -> dt.date:
        """The day in Lisbon."""
        from ..schedules import local

        return local(self.now, "Europe/Lisbon").date()

    def current(self, fact: dict | None) -> bool:
        """Whether a fact may be given as certain and current."""
        return bool(fact) and in_force(fact, self.today) and "doubtful" not in fact

    def use(self, kind: str, fact: dict) -> dict:
        """Note a fact as used (its source and date will be told) and give it back."""
        self.used.append((kind, fact))
        return fact


def text_fact(case: Case, owner: str, record: dict, key: str, fact: dict) -> dict | None:
    """A sentence of the knowledge as a typed fact, or None when it or a value in it has ended.

    `owner`: "services.nationality"; `key`: the path inside it, which is the translation's id.
    """
    if not case.current(fact):
        return None
    text = fact.get("text") or fact.get("document") or fact.get("option")
    values = fill(case, record, text)
    if values is None:
        return None
    case.use("text", fact)
    return {"kind": "text", "id": f"{owner}.{key}", "text": text, "values": values}


def fill(case: Case, record: dict, text: str) -> dict | None:
    """The typed values of the {placeholders} of a text; None when one is not certain any more."""
    import re

    values = {}
    for name in re.findall(r"\{([^}]+)\}", text):
        if name.startswith("phone."):
            line = case.knowledge.phones.get(name[6:])
            if not line:
                return None
            values[name] = {"kind": "phone", "number": line["phones"][0]["number"]}
            continue
        value = record.get("values", {}).get(name)
        if not case.current(value):
            return None
        values[name] = {"kind": VALUE_KINDS.get(value["unit"], "plain"), "value": value["value"]}
        case.use("law" if value["unit"] == "law" else "price" if value["unit"] == "EUR" else "text", value)
    return values


def texts(case: Case, owner: str, record: dict, key: str, limit: int = 99, person: str | None = None) -> list[dict]:
    """The certain sentences of a map of texts, in order; those about `person` first."""
    items = list((record.get(key) or {}).items())
    items.sort(key=lambda item: item[1].get("for") != person if person else False)
    found = (text_fact(case, owner, record, f"{key}.{i}", fact) for i, fact in items)
    return [fact for fact in found if fact][:limit]


def name_fact(part: str, thing: str, record: dict) -> dict:
    """The name of a thing: translated, with the official Portuguese one beside it."""
    return {"kind": "name", "id": f"{part}.{thing}.name", "text": record["name"]}
