"""Checks of the knowledge base: form, references, hours, phones, texts, sources."""

from pathlib import Path

from .. import yamlfile
from ..knowledge import files
from ..knowledge.base import KINDS
from . import facts, references, schema
from .problem import Problem


def errors(root: Path) -> list[Problem]:
    """All errors of a knowledge folder; empty when it may serve."""
    return [p for p in problems(root) if not p.warning]


def problems(root: Path) -> list[Problem]:
    """Errors and warnings, by file and line."""
    parts, found = _read(root)
    places = {path: files.part_of(path) for path in files.all_files(root)}
    contents = {path: content for path, content in parts.items() if content is not None}
    for path, content in contents.items():
        found += schema.check(path, places[path], content)
    if found:
        # References between broken files would only repeat the same mistake in other words.
        broken = {p.path for p in found}
        contents = {path: content for path, content in contents.items() if path not in broken}
        for path, content in contents.items():
            found += facts.check(path, places[path], content)
        return _sorted(found)
    for path, content in contents.items():
        found += facts.check(path, places[path], content)
    found += references.check(root, contents)
    return _sorted(found)


def _sorted(found: list[Problem]) -> list[Problem]:
    return sorted(set(found), key=lambda p: (str(p.path), p.line, p.message))


def _read(root: Path) -> tuple[dict, list[Problem]]:
    contents, found = {}, []
    for path in files.all_files(root):
        try:
            contents[path] = yamlfile.load(path)
            if not isinstance(contents[path], dict):
                found.append(Problem(path, 1, "must be a map of `key: value` lines"))
                contents[path] = None
        except yamlfile.YamlError as error:
            contents[path] = None
            found.append(Problem(path, error.line, error.message))
    missing = [part for part in KINDS if part not in ("services", "locations") and not (root / f"{part}.yml").exists()]
    found += [Problem(root / f"{part}.yml", 1, "is missing; an empty map would be {}") for part in missing]
    return contents, found
