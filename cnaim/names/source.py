"""Where the index's forms come from: `knowledge/` (official names) and `data/names/`."""

import re
from pathlib import Path

from .. import ROOT, yamlfile
from ..knowledge.base import Knowledge
from ..text import words as split
from .index import Index

GROUPS = {
    "services": "service",
    "organizations": "organization",
    "kinds": "kind",
    "towns": "town",
    "phones": "phone",
    "persons": "person",
}
"""Section of a `data/names` file → kind of thing (also the entity's name in Rasa)."""


def ordinary_words(data: Path | None = None, least: int = 3) -> frozenset[str]:
    """Words that the examples use often: a name is not looked for behind them."""
    from collections import Counter

    data = data or ROOT / "data"
    counts: Counter[str] = Counter()
    for path in [data / "nlu.yml", *sorted((data / "nlu").glob("*.yml"))]:
        counts.update(split(path.read_text("utf-8")))
    return frozenset(word for word, count in counts.items() if count >= least and len(word) >= 6)


def load_words(folder: Path | None = None) -> dict[str, dict]:
    """Language → content of its `data/names/<language>.yml`. Raises `YamlError`."""
    folder = folder or ROOT / "data" / "names"
    return {path.stem: yamlfile.load(path) or {} for path in sorted(folder.glob("*.yml"))}


def build(knowledge: Knowledge, words: dict[str, dict]) -> Index:
    """The index over all official and everyday names. About 0.2 s for 10,000 forms."""
    index = Index()
    index.ordinary = ordinary_words()
    needs = yamlfile.load(ROOT / "data" / "kinds.yml")
    towns = {split(record["name"])[0] for record in knowledge.towns.values() if len(split(record["name"])) == 1}
    for form, kind, thing in official(knowledge):
        index.add(form, kind, thing)
    for form, thing, language in translated(knowledge):
        index.add(form, "service", thing, language)
    for language, groups in words.items():
        for group, kind in GROUPS.items():
            for thing, forms in (groups.get(group) or {}).items():
                if group in ("services", "organizations", "towns", "phones") and thing not in getattr(knowledge, group):
                    continue
                meant = ("service", needs[thing]) if kind == "kind" and thing in needs else (kind, thing)
                for form in forms or ():
                    if group in ("kinds", "organizations") and towns & set(split(str(form))):
                        continue  # "claim braga" is a kind and a town: each is found by itself
                    index.add(str(form), *meant, language)
        for form in groups.get("not_names") or ():
            index.add(str(form), "", "", language)
    return index


def translated(knowledge: Knowledge, folder: Path | None = None):
    """(form, service, language) of the services' names as the catalogues show them."""
    from ..wording.catalog import read_catalogs

    folder = folder or ROOT / "locales"
    for path in sorted(folder.glob("*/LC_MESSAGES/core.po")):
        entries = read_catalogs(path.parent, ("core",))
        for thing in knowledge.services:
            if f"services.{thing}.name" in entries:
                yield entries[f"services.{thing}.name"][1], thing, path.parent.parent.name


def official(knowledge: Knowledge):
    """(form, kind, id) of every name that the knowledge itself carries."""
    bodies = {split(f)[0] for r in knowledge.organizations.values() for f in _names(r) if len(split(f)) == 1}
    for thing, record in knowledge.services.items():
        for form in _names(record):
            if _tells_the_service(form, bodies):
                yield form, "service", thing
    for thing, record in knowledge.locations.items():
        for form in _names(record):
            yield form, "location", thing
    for kind, part in (("phone", "phones"), ("organization", "organizations"), ("town", "towns")):
        for thing, record in getattr(knowledge, part).items():
            for form in _names(record):
                yield form, kind, thing


def _tells_the_service(form: str, bodies: set[str]) -> bool:
    """Whether an official name is one: not a body's, not two letters, not an everyday word."""
    tokens = split(form)
    if len(tokens) > 1:
        return True
    return bool(tokens) and tokens[0] not in bodies and len(tokens[0]) > 2 and not form.islower()


def _names(record: dict) -> list[str]:
    single = [record.get(key) for key in ("name", "official_name", "acronym")]
    names = [n for n in single + record.get("alternate_name", []) if n]
    return names + [re.sub(r"\s*\([^)]*\)", "", n) for n in names if "(" in n]
