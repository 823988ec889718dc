"""Which language a text is in, romanised forms and creoles included.

A linear head over hashed character n-grams, trained on the sentences of `data/` and on
`data/languages.yml` (languages that are not offered). Libraries were measured: none knows
romanised Nepali or Guinea-Bissau creole, and the best one costs 100 MB.
"""

import re
import zlib
from pathlib import Path

import numpy as np

from ..text import clean, script

BUCKETS = 1 << 16
OTHER = "other"
BY_SCRIPT = {
    "han": ("zh",),
    "cyrillic": ("uk", "ru", OTHER),
    "arabic": ("ar", "ur", OTHER),
    "devanagari": ("hi", "ne", OTHER),
    "bengali": ("bn", OTHER),
}
"""Scripts that leave few languages; Latin leaves all the others."""
NOT_LATIN = {code for codes in BY_SCRIPT.values() for code in codes} - {OTHER}
_NOISE = re.compile(r"[\d\W_]+", re.UNICODE)


def grams(text: str) -> list[int]:
    """Buckets of the words and of their character n-grams (1 to 4, with word borders)."""
    found = []
    for word in clean(text).lower().replace("’", "'").split():
        word = word.strip(".,;:!?¿¡()[]\"«»…।؟،")
        if not word or word.isdigit():
            continue
        padded = f" {word} "
        found.append(zlib.crc32(("w" + word).encode()) % BUCKETS)
        for size in (1, 2, 3, 4):
            found += [zlib.crc32(padded[i : i + size].encode()) % BUCKETS for i in range(len(padded) - size + 1)]
    return found


class LanguageModel:
    """Language code → probability, for a text."""

    def __init__(self, weights: np.ndarray, bias: np.ndarray, labels: list[str]) -> None:
        self.weights, self.bias, self.labels = weights, bias, labels
        self._latin = np.array([label not in NOT_LATIN for label in labels])

    @classmethod
    def fit(cls, texts: list[str], labels: list[str]) -> "LanguageModel":
        """Train. Each text counts with its length's square root."""
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import SGDClassifier

        rows, columns, values = [], [], []
        for i, text in enumerate(texts):
            ids, counts = np.unique(grams(text), return_counts=True)
            norm = np.sqrt((counts.astype(float) ** 2).sum()) or 1
            rows += [i] * len(ids)
            columns += ids.tolist()
            values += (counts / norm).tolist()
        matrix = csr_matrix((values, (rows, columns)), shape=(len(texts), BUCKETS))
        model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=8, tol=None, class_weight="balanced", random_state=0)
        model.fit(matrix, labels)
        return cls(model.coef_.astype(np.float16), model.intercept_.astype(np.float32), list(map(str, model.classes_)))

    def probabilities(self, text: str) -> dict[str, float]:
        """Code → probability, the likeliest first; empty for a text without letters."""
        kind = script(text)
        if not kind:
            return {}
        if kind == "other":
            return {OTHER: 1.0}
        ids, counts = np.unique(grams(text), return_counts=True)
        if not len(ids):
            return {}
        scores = (self.weights[:, ids].astype(np.float32) @ (counts / np.sqrt((counts.astype(float) ** 2).sum()))) + self.bias
        allowed = np.array([label in BY_SCRIPT[kind] for label in self.labels]) if kind in BY_SCRIPT else self._latin
        scores = np.where(allowed, scores, -np.inf)
        found = np.exp(scores - scores.max())
        found /= found.sum()
        return {self.labels[i]: float(found[i]) for i in np.argsort(-found) if found[i] > 0.005}

    def save(self, path: Path) -> None:
        """Write arrays and labels to one file."""
        np.savez_compressed(path, weights=self.weights, bias=self.bias, labels=np.array(self.labels))

    @classmethod
    def read(cls, path: Path) -> "LanguageModel":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(stored["weights"], stored["bias"], stored["labels"].tolist())
