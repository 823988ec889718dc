"""Checks of the sentences: placeholders, digits, and the gate that a language must pass.

The gate is judged at release (`cnaim check --release`): a language on offer has every core
string. At run time nobody's language changes: a missing string is said in Portuguese.
"""

import re
from pathlib import Path

from .. import languages
from ..knowledge import KnowledgeError, Store
from ..wording.catalog import PLACEHOLDER, reference_texts
from ..wording.messages import messages
from ..wording.pofiles import path_of
from .problem import Problem


def problems(release: bool = False, folder: Path | None = None) -> list[Problem]:
    """Errors of the catalogues; with `release`, also each core string that a language lacks."""
    try:
        known = {m.id: m for m in messages(Store().get(), reference_texts())}
    except KnowledgeError:
        return []
    found: list[Problem] = []
    for language in languages.offered(folder):
        if language != languages.REFERENCE:
            for catalog in ("core", "services"):
                found += _catalog(path_of(language, catalog, folder), catalog, known, release)
    return found


def _catalog(path: Path, name: str, known: dict, release: bool) -> list[Problem]:
    from babel.messages.pofile import read_po

    if not path.exists():
        return [Problem(path, 1, "is missing; copy it from another language and translate it")] if name == "core" else []
    with path.open("rb") as file:
        entries = {m.context: m for m in read_po(file) if m.id and m.context}
    found = []
    for key, entry in entries.items():
        if key in known and entry.string:
            found += _entry(path, entry, known[key].text)
    if release and name == "core":
        for key, message in known.items():
            entry = entries.get(key)
            if message.catalog == "core" and message.text and not (entry and entry.string):
                line = entry.lineno if entry else 1
                found.append(Problem(path, line or 1, f"{key} is not translated: {message.text[:60]!r}"))
    return found


def _entry(path: Path, entry, reference: str) -> list[Problem]:
    line = entry.lineno or 1
    extra = set(PLACEHOLDER.findall(entry.string)) - set(PLACEHOLDER.findall(reference))
    if extra:
        return [Problem(path, line, f"{entry.context}: {{{sorted(extra)[0]}}} is not in the Portuguese text; the placeholders must be the same")]
    digits = set(re.findall(r"\d+", PLACEHOLDER.sub("", entry.string))) - set(re.findall(r"\d+", PLACEHOLDER.sub("", reference)))
    if digits:
        return [Problem(path, line, f"{entry.context}: the number {sorted(digits)[0]} is not in the Portuguese text; facts are {{placeholders}}")]
    return []
