"""Everything that can be translated: (catalogue, id, Portuguese text), from its one home.

`core`: responses of domain.yml and the names of services, lines and bodies. `services`:
steps, papers, exceptions and all other sentences of the knowledge. Ids are paths and never
hang on a list's order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..answers.about_services import DETAILS
from ..knowledge.base import Knowledge
from .catalog import reference_texts

TEXTS = (
    "eligibility_description", "application_process", "processing_time", "exceptions", "warnings", "tickets",
    "tracking", "contact", "unknown", "notes", "transportation",
)
"""Maps of sentences, in services, locations, lines and bodies."""


@dataclass(frozen=True)
class Message:
    """One translatable text."""

    catalog: str
    id: str
    text: str


def messages(knowledge: Knowledge, responses: dict[str, str] | None = None) -> Iterator[Message]:
    """All of them, core first, in a stable order."""
    for name, text in (responses or reference_texts()).items():
        yield Message("core", name, text)
    for part in ("services", "phones", "organizations"):
        for thing, record in sorted(getattr(knowledge, part).items()):
            yield Message("core", f"{part}.{thing}.name", record["name"])
    for part in ("services", "phones", "organizations", "locations"):
        for thing, record in sorted(getattr(knowledge, part).items()):
            yield from (Message("services", f"{part}.{thing}.{key}", text) for key, text in _sentences(record))


def _sentences(record: dict) -> Iterator[tuple[str, str]]:
    for single in ("summary", "description", "cost"):
        if isinstance(record.get(single), dict):
            yield single, record[single]["text"]
    for group in TEXTS:
        for key, fact in (record.get(group) or {}).items():
            yield f"{group}.{key}", fact["text"]
    for key, fact in (record.get("required_documents") or {}).items():
        for detail in ("document", *DETAILS):
            if fact.get(detail):
                yield f"required_documents.{key}.{detail}", fact[detail]
    for key, option in (record.get("cost_options") or {}).items():
        yield f"cost_options.{key}.option", option["option"]
