"""Checks of `data/`: every intent has examples, every service names, no sentence twice."""

from pathlib import Path

from .. import ROOT, yamlfile
from ..answers import QUESTIONS
from ..names.source import GROUPS
from ..nlu import examples
from .problem import Problem, at

FEWEST = {"pt": 20, "en": 20}
WITHOUT_EXAMPLES = {"start"}


def problems(data: Path | None = None) -> list[Problem]:
    """Errors in form; warnings for intents and names that are still missing."""
    data = data or ROOT / "data"
    found: list[Problem] = []
    intents = [i for i in yamlfile.load(ROOT / "domain.yml")["intents"] if i not in WITHOUT_EXAMPLES]
    for language, path in examples.files(data).items():
        try:
            content = yamlfile.load(path)
        except yamlfile.YamlError as error:
            found.append(Problem(path, error.line, error.message))
            continue
        found += _examples(path, content, intents, FEWEST.get(language, 8 if len(language) == 2 else 5))
        found += _questions(path, content)
    for path in sorted((data / "names").glob("*.yml")):
        found += _names(path)
    return found


def _examples(path: Path, content: dict, intents: list[str], fewest: int) -> list[Problem]:
    found, seen = [], {}
    counts = dict.fromkeys(intents, 0)
    for i, block in enumerate(content.get("nlu") or ()):
        intent = block["intent"]
        if intent not in counts:
            found.append(at(path, ["nlu", i], f"the intent {intent} is not in domain.yml; add it there or mend the name"))
            continue
        for line in block["examples"].splitlines():
            text = line.strip().removeprefix("-").strip()
            counts[intent] += bool(text)
            other = seen.setdefault(text.casefold(), intent)
            if text and other != intent:
                found.append(at(path, ["nlu", i], f"{text!r} stands under {other} and under {intent}; keep one"))
    for intent, count in counts.items():
        if count < fewest:
            found.append(at(path, ["nlu"], f"{intent} has {count} examples; write at least {fewest}", warning=True))
    return found


def _questions(path: Path, content: dict) -> list[Problem]:
    found = []
    for question, templates in (content.get("questions") or {}).items():
        if question not in QUESTIONS:
            found.append(at(path, ["questions", question], f"{question} is no question; one of {', '.join(QUESTIONS)}"))
        for i, template in enumerate(templates or ()):
            if "{thing}" not in str(template):
                found.append(at(path, ["questions", question, i], f"{template!r} has no {{thing}}"))
    return found


def _names(path: Path) -> list[Problem]:
    try:
        content = yamlfile.load(path)
    except yamlfile.YamlError as error:
        return [Problem(path, error.line, error.message)]
    allowed = {*GROUPS, "not_names", "urgent", "not_urgent"}
    found = [at(path, [k], f"unknown section {k}; allowed are {', '.join(sorted(allowed))}") for k in content if k not in allowed]
    services = {p.stem for p in (ROOT / "knowledge" / "services").glob("*.yml")}
    for service in content.get("services") or ():
        if services and service not in services:
            found.append(at(path, ["services", service], f"there is no knowledge/services/{service}.yml"))
    for service in sorted(services - set(content.get("services") or ())):
        found.append(at(path, ["services"], f"no everyday names for {service}", warning=True))
    return found
