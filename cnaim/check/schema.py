"""Against the JSON Schemas of `knowledge/schema`, with messages for people."""

import json
import re
from functools import lru_cache
from pathlib import Path

from .. import ROOT
from ..knowledge.base import KINDS
from .problem import Problem, at

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


def check(path: Path, part: str, content: dict) -> list[Problem]:
    """Problems of one file's form."""
    if part not in KINDS:
        return []
    found = [at(path, [], f"the file's name is its id: {path.stem!r} must be lower case, digits and hyphens")] if not SLUG.match(path.stem) else []
    for error in _validator(KINDS[part]).iter_errors(content):
        error = _deepest(error)
        found.append(at(path, _keys(error), message(error)))
    return found


@lru_cache(maxsize=None)
def _validator(kind: str):
    from jsonschema import Draft202012Validator, RefResolver

    schemas = {p.name: json.loads(p.read_text("utf-8")) for p in (ROOT / "knowledge" / "schema").glob("*.json")}
    own = schemas[f"{kind}.json"]
    return Draft202012Validator(own, resolver=RefResolver(f"{kind}.json", own, store=schemas))


def _deepest(error):
    """Of an `anyOf`, the branch that came closest."""
    while error.context:
        error = max(error.context, key=lambda e: (len(e.absolute_path), e.validator != "type"))
    return error


def _keys(error) -> list:
    keys = list(error.absolute_path)
    if error.validator == "additionalProperties":
        keys += _unknown(error)[:1]
    return keys


def _unknown(error) -> list[str]:
    return [k for k in error.instance if k not in error.schema.get("properties", {})]


def message(error) -> str:
    """What is wrong and what would be right, in a sentence."""
    where = ".".join(str(k) for k in error.absolute_path) or "the file"
    expected = error.schema.get("description", "")
    hint = f" ({expected})" if expected else ""
    if error.validator == "additionalProperties":
        allowed = ", ".join(sorted(error.schema.get("properties", {})))
        return f"{where}: unknown key {', '.join(_unknown(error))}; allowed are {allowed}"
    if error.validator == "required":
        missing = error.message.split("'")[1]
        return f"{where}: {missing} is missing; add it"
    if error.validator == "pattern":
        return f"{where}: {error.instance!r} has not the right form{hint}"
    if error.validator == "enum":
        return f"{where}: {error.instance!r} is not one of {', '.join(map(str, error.validator_value))}"
    if error.validator == "type":
        return f"{where}: {error.instance!r} must be a {error.validator_value}{hint}; put quotes around dates, times and numbers of phones"
    return f"{where}: {error.message}{hint}"
