"""Which files make the knowledge base, and what is read from each."""

import hashlib
from pathlib import Path

from .. import yamlfile
from .base import KINDS

EXTRA = "freshness"


def all_files(root: Path) -> list[Path]:
    """Every knowledge file, in a stable order. Names starting with `_` are templates."""
    folders = [p for part in ("services", "locations") for p in (root / part).glob("*.yml")]
    single = [root / f"{part}.yml" for part in KINDS if part not in ("services", "locations")]
    found = folders + [p for p in single + [root / f"{EXTRA}.yml"] if p.exists()]
    return sorted(p for p in found if not p.name.startswith("_"))


def signature(root: Path) -> str:
    """A cheap mark of the files' state: changes when one is added, removed or rewritten."""
    seen = hashlib.sha1()
    for path in all_files(root):
        stat = path.stat()
        seen.update(f"{path.name}|{stat.st_mtime_ns}|{stat.st_size}|".encode())
    return seen.hexdigest()


def part_of(path: Path) -> str:
    """The part of the base (a key of `KINDS`, or "freshness") that a file belongs to."""
    return path.parent.name if path.parent.name in ("services", "locations") else path.stem


def read_all(root: Path) -> dict[str, dict]:
    """Part → id → record, straight from the files. Raises `YamlError` on the first bad file."""
    parts: dict[str, dict] = {part: {} for part in (*KINDS, EXTRA)}
    for path in all_files(root):
        content = yamlfile.load(path)
        part = part_of(path)
        if not isinstance(content, dict):
            raise yamlfile.YamlError(path, 1, "must be a map of `key: value` lines")
        if path.parent.name in ("services", "locations"):
            parts[part][path.stem] = content
        else:
            parts[part] = content
    return parts
