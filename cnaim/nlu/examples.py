"""What the heads learn from: the examples of `data/`, and question templates crossed with names.

The crossing gives every need in every question ("opening hours of …", "papers for …")
without anybody typing it, so a message keeps both its labels.
"""

from dataclasses import dataclass
from pathlib import Path

from .. import ROOT, yamlfile
from ..answers import QUESTIONS

PER_PAIR = {"pt": 3, "en": 3}
"""How many crossed sentences each service and question get; other languages: one for every second pair."""


@dataclass(frozen=True)
class Example:
    """One sentence with its labels; `question` is None when it says nothing about it."""

    text: str
    intent: str
    question: str | None
    language: str
    crossed: bool = False


def files(data: Path | None = None) -> dict[str, Path]:
    """Language → its examples' file; Portuguese is `data/nlu.yml`."""
    data = data or ROOT / "data"
    return {"pt": data / "nlu.yml", **{p.stem: p for p in sorted((data / "nlu").glob("*.yml"))}}


def read(data: Path | None = None) -> list[Example]:
    """All examples and crossed sentences, in a stable order. Raises `YamlError`."""
    found = []
    for language, path in files(data).items():
        content = yamlfile.load(path)
        for block in content.get("nlu", ()):
            for line in block["examples"].splitlines():
                text = line.strip().removeprefix("-").strip()
                if text:
                    found.append(Example(text, block["intent"], question_of(block["intent"]), language))
        found += asked(language, content.get("asked") or {})
        found += crossed(language, content.get("questions") or {}, things(language, data))
    return found


def asked(language: str, sentences: dict) -> list[Example]:
    """Natural sentences with both labels: question → intent → sentences."""
    return [
        Example(str(text), intent, question, language)
        for question, by_intent in sentences.items()
        for intent, texts in by_intent.items()
        for text in texts
    ]


def question_of(intent: str) -> str | None:
    """The question that an intent's own examples ask: needs ask "how", ask_x asks x."""
    if intent.startswith("ask_"):
        return intent.removeprefix("ask_")
    from ..understanding import ACTS, NO_QUESTION

    if intent == "inform":
        return NO_QUESTION
    return None if intent in ACTS else "how"


def things(language: str, data: Path | None = None) -> dict[str, list[str]]:
    """Intent → names to cross with: a service's own, and under "" places and lines."""
    base = language.split("-")[0]
    path = (data or ROOT / "data") / "names" / f"{base}.yml"
    content = yamlfile.load(path) if path.exists() else {}
    latin = "-" in language
    found = {service: [name] for service, name in shown_names(base).items() if not latin}
    for service, forms in (content.get("services") or {}).items():
        usable = [str(f) for f in forms if not str(f).endswith("*") and len(str(f)) > 2]
        usable = [f for f in usable if f.isascii() or not latin] if latin else usable
        if usable:
            found.setdefault(service.replace("-", "_"), []).extend(usable)
    groups = [content.get(g) or {} for g in ("kinds", "phones", "organizations")]
    places = [str(f) for group in groups for forms in group.values() for f in forms if not str(f).endswith("*")]
    found[""] = [p for p in places if p.isascii()] if latin else places
    return found


def shown_names(language: str) -> dict[str, str]:
    """Intent → the name of its service as the assistant writes it in a language."""
    from ..wording.catalog import read_catalogs

    if language == "pt":
        return {p.stem.replace("-", "_"): yamlfile.load(p)["name"] for p in sorted((ROOT / "knowledge" / "services").glob("*.yml"))}
    entries = read_catalogs(ROOT / "locales" / language / "LC_MESSAGES", ("core",))
    names = {key.split(".")[1]: text for key, (_, text) in entries.items() if key.startswith("services.")}
    return {service.replace("-", "_"): name for service, name in names.items()}


def crossed(language: str, questions: dict, names: dict[str, list[str]]) -> list[Example]:
    """Templates × names: each service with each question; places under the ask_ intents."""
    out = []
    every = PER_PAIR.get(language, 1)
    services = sorted(k for k in names if k)
    for q, question in enumerate(QUESTIONS):
        templates = questions.get(question) or []
        for s, service in enumerate(services):
            if not templates or (every == 1 and (s + q) % 2):
                continue
            for k in range(every):
                template = templates[(s * every + k + q) % len(templates)]
                name = names[service][(q + k * 5 + s) % len(names[service])]
                out.append(Example(template.replace("{thing}", name), service, question, language, True))
        for t, template in enumerate(templates if names.get("") else ()):
            name = names[""][(t * 7 + q * 3) % len(names[""])]
            out.append(Example(template.replace("{thing}", name), f"ask_{question}", question, language, True))
    return out
