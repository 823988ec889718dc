"""Checks across files: every id that is named exists, no phone line stands twice, sources are there."""

from collections.abc import Iterator
from pathlib import Path

from ..knowledge import files
from .facts import PLACEHOLDER, walk
from .problem import Problem, at

ONE = {"organization": "organizations", "town": "towns", "part_of": "services", "within": "locations"}
MANY = {"related": "services", "replaced_by": "organizations", "near": "towns", "locations": "locations"}


def check(root: Path, contents: dict[Path, dict]) -> list[Problem]:
    """Problems between the files; `contents` are all of them, already of the right form."""
    ids: dict[str, set] = {}
    for path, content in contents.items():
        part = files.part_of(path)
        ids.setdefault(part, set()).update([path.stem] if path.parent.name == part else content)
    found: list[Problem] = []
    for path, content in contents.items():
        for keys, value in walk(content):
            found += [at(path, k, m) for k, m in _named(files.part_of(path), keys, value, ids)]
    return found + _same_line(contents) + _same_name(contents)


def _named(part: str, keys: tuple, value, ids: dict) -> Iterator[tuple[tuple, str]]:
    """(keys, message) of each id that does not exist."""
    if not keys:
        return
    key = keys[-1]
    if key == "source" and part != "sources":
        for one in value if isinstance(value, list) else [value]:
            if one not in ids.get("sources", ()):
                yield keys, _unknown("source", one, ids.get("sources", ()), "knowledge/sources.yml")
    elif key in ONE and isinstance(value, str) and value not in ids.get(ONE[key], ()):
        yield keys, _unknown(key, value, ids.get(ONE[key], ()), f"knowledge/{ONE[key]}")
    elif key in MANY and isinstance(value, list):
        for i, one in enumerate(value):
            if one not in ids.get(MANY[key], ()):
                yield (*keys, i), _unknown(key, one, ids.get(MANY[key], ()), f"knowledge/{MANY[key]}")
    elif key == "services" and part in ("locations", "phones", "organizations"):
        for i, one in enumerate(value):
            if one not in ids.get("services", ()):
                yield (*keys, one if isinstance(value, dict) else i), _unknown("service", one, ids.get("services", ()), "knowledge/services")
    elif key == "phones" and isinstance(value, list) and all(isinstance(v, str) for v in value):
        for i, one in enumerate(value):
            if one not in ids.get("phones", ()):
                yield (*keys, i), _unknown("phone line", one, ids.get("phones", ()), "knowledge/phones.yml")
    elif isinstance(value, str) and "{phone." in value:
        for name in PLACEHOLDER.findall(value):
            if name.startswith("phone.") and name[6:] not in ids.get("phones", ()):
                yield keys, _unknown("phone line", name[6:], ids.get("phones", ()), "knowledge/phones.yml")


def _unknown(what: str, one: str, known, where: str) -> str:
    import difflib

    near = difflib.get_close_matches(str(one), known, 1)
    return f"the {what} {one!r} is not in {where}" + (f"; did you mean {near[0]!r}?" if near else "")


def _same_line(contents: dict[Path, dict]) -> list[Problem]:
    """Two lines of phones.yml with the same number are one line typed twice."""
    found, seen = [], {}
    for path, content in contents.items():
        if path.stem != "phones" or files.part_of(path) != "phones":
            continue
        for line, record in content.items():
            for i, phone in enumerate(record["phones"]):
                other = seen.setdefault(phone["number"], line)
                if other != line:
                    found.append(at(path, [line, "phones", i], f"the number {phone['number']} is already that of {other}; keep one line"))
    return found


def _same_name(contents: dict[Path, dict]) -> list[Problem]:
    found, seen = [], {}
    for path, content in contents.items():
        if path.parent.name in ("locations", "services"):
            other = seen.setdefault((path.parent.name, content["name"].casefold()), path)
            if other != path:
                found.append(at(path, ["name"], f"the name {content['name']!r} is already that of {other.name}; make them differ"))
    return found
