"""A linear head over sentence vectors: trained with scikit-learn, served with numpy only.

Rasa's own wrappers of scikit-learn cost five seconds of start-up (skops scans every loaded
module); a head is two arrays and its labels in one `.npz`.
"""

from pathlib import Path

import numpy as np

SCALE = 6.0
"""Centred unit vectors are stretched: with raw ones the regularisation flattens everything."""


class LinearHead:
    """Labels with probabilities for a vector."""

    def __init__(self, weights: np.ndarray, bias: np.ndarray, mean: np.ndarray, labels: list[str]) -> None:
        self.weights, self.bias, self.mean, self.labels = weights, bias, mean, labels

    @classmethod
    def fit(cls, vectors: np.ndarray, labels: list[str], weight: "np.ndarray | None" = None, c: float = 1.0) -> "LinearHead":
        """Train on one row a text. `weight`: how much each counts."""
        from sklearn.linear_model import LogisticRegression

        mean = vectors.mean(0)
        model = LogisticRegression(C=c, max_iter=300, class_weight="balanced", multi_class="multinomial")
        model.fit(_features(vectors, mean), labels, sample_weight=weight)
        return cls(model.coef_.astype(np.float32), model.intercept_.astype(np.float32), mean.astype(np.float32), [str(x) for x in model.classes_])

    def probabilities(self, vector: np.ndarray) -> np.ndarray:
        """One probability a label, in the order of `labels`. A zero vector knows nothing."""
        if not vector.any():
            return np.full(len(self.labels), 1 / len(self.labels), np.float32)
        scores = self.weights @ _features(vector[None, :], self.mean)[0] + self.bias
        scores = np.exp(scores - scores.max())
        return scores / scores.sum()

    def ranking(self, vector: np.ndarray) -> list[dict]:
        """[{"name", "confidence"}], the likeliest first."""
        found = self.probabilities(vector)
        return [{"name": self.labels[i], "confidence": float(found[i])} for i in np.argsort(-found)]

    def save(self, path: Path) -> None:
        """Write the arrays and labels to one file."""
        np.savez(path, weights=self.weights, bias=self.bias, mean=self.mean, labels=np.array(self.labels))

    @classmethod
    def read(cls, path: Path) -> "LinearHead":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(stored["weights"], stored["bias"], stored["mean"], stored["labels"].tolist())


def _features(vectors: np.ndarray, mean: np.ndarray) -> np.ndarray:
    centred = vectors - mean
    return SCALE * centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
