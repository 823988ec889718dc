"""The knowledge base on disk, compiled, and reloaded when an editor saves.

Every process keeps a `Store`. Whoever first sees a change checks the files and, when they
are good, writes one compiled file (atomically); the others just read it. When they are
not, everybody goes on with the last compiled version, and the problems are logged once.
"""

import datetime as dt
import hashlib
import json
import logging
import os
import time
from pathlib import Path

from .. import CACHE, ROOT
from . import files
from .base import Knowledge

LOG = logging.getLogger(__name__)
LOOK_EVERY = 2.0
"""Seconds between two looks at the files' times."""


class KnowledgeError(ValueError):
    """No good version of the knowledge exists; `problems` has one `path:line: …` each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Store:
    """Hands out the last good `Knowledge` of a folder."""

    def __init__(self, root: Path | None = None, cache: Path | None = None) -> None:
        self.root = Path(root or ROOT / "knowledge")
        mark = hashlib.sha1(str(self.root.resolve()).encode()).hexdigest()[:8]
        self.compiled = Path(cache or CACHE) / f"knowledge-{mark}.json"
        self._knowledge: Knowledge | None = None
        self._seen = ""
        self._looked = 0.0

    def get(self) -> Knowledge:
        """The current version. Raises `KnowledgeError` only when there never was a good one."""
        now = time.monotonic()
        if self._knowledge is None or now - self._looked >= LOOK_EVERY:
            self._looked = now
            self._refresh()
        return self._knowledge

    def _refresh(self) -> None:
        signature = files.signature(self.root)
        if signature == self._seen and self._knowledge is not None:
            return
        self._seen = signature
        data = self._read_compiled()
        if data is None or data["signature"] != signature:
            data = self._compile(signature) or data
        if data is None:
            raise KnowledgeError(self._problems)
        if self._knowledge is None or self._knowledge.version != data["version"]:
            self._knowledge = Knowledge(data["version"], **data["parts"])

    def _read_compiled(self) -> dict | None:
        try:
            return json.loads(self.compiled.read_text("utf-8"))
        except (OSError, ValueError):
            return None

    def _compile(self, signature: str) -> dict | None:
        """Check the files and write the compiled one; None (and a log) when they are bad."""
        from ..check import knowledge as check

        self._problems = [str(p) for p in check.errors(self.root)]
        if self._problems:
            for problem in self._problems[:20]:
                LOG.error("knowledge not reloaded, the last good version goes on: %s", problem)
            return None
        data = {"signature": signature, **compile_parts(self.root)}
        write_atomically(self.compiled, json.dumps(data, ensure_ascii=False))
        return data


def compile_parts(root: Path) -> dict:
    """{"version", "parts"} of a folder that has been checked. Raises `YamlError`."""
    from .holidays import closed_days

    parts = files.read_all(root)
    parts["holidays"] = closed_days(parts["towns"], dt.date.today().year)
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return {"version": hashlib.sha1(text.encode()).hexdigest()[:12], "parts": parts}


def load_folder(root: Path) -> Knowledge:
    """A `Knowledge` straight from a folder, without cache or checks. For tests and tools."""
    data = compile_parts(root)
    return Knowledge(data["version"], **data["parts"])


def write_atomically(path: Path, text: str) -> None:
    """Replace a file in one step, so that no reader ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(text, "utf-8")
    os.replace(temporary, path)

