"""The names index, built once and kept as a file, so that a lookup starts at once.

The file belongs to one version of knowledge, words and code; any change builds it anew.
"""

import hashlib
import marshal
import os
from pathlib import Path

from .. import CACHE, ROOT
from ..knowledge.base import Knowledge
from .index import Index
from .source import build, load_words


def indexes(knowledge: Knowledge, cache: Path | None = None) -> tuple[Index, Index]:
    """(names, questions), from the file when it fits."""
    path = (cache or CACHE) / "names.bin"
    mark = _mark(knowledge)
    try:
        stored = marshal.loads(path.read_bytes())
        if stored["mark"] == mark:
            return Index.restore(stored["names"]), Index.restore(stored["questions"])
    except (OSError, ValueError, EOFError, TypeError, KeyError):
        pass
    from ..lookup import question_index

    names, questions = build(knowledge, load_words()), question_index()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_bytes(marshal.dumps({"mark": mark, "names": names.dump(), "questions": questions.dump()}))
    os.replace(temporary, path)
    return names, questions


def _mark(knowledge: Knowledge) -> str:
    seen = hashlib.sha1(knowledge.version.encode())
    for path in [*sorted(Path(__file__).parent.glob("*.py")), *sorted((ROOT / "data").rglob("*.yml")), *sorted(ROOT.glob("locales/*/*/core.po"))]:
        stat = path.stat()
        seen.update(f"{path.name}|{stat.st_mtime_ns}|{stat.st_size}".encode())
    return seen.hexdigest()
