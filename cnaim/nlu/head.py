"""A small head over sentence vectors: trained with scikit-learn, served with numpy only.

One hidden layer, a few networks averaged: on the held-out Portuguese and English sentences
0.945 intents right against 0.930 for a linear head, at half its training time. Rasa's own
wrappers of scikit-learn cost five seconds of start-up; a head is a few arrays in one `.npz`.
"""

from pathlib import Path

import numpy as np

SCALE = 3.0
"""Centred unit vectors are stretched: raw ones train slowly."""
HIDDEN, EPOCHS, DECAY, BATCH, RATE = 384, 12, 3e-2, 256, 2e-3


class Head:
    """Labels with probabilities for a vector."""

    def __init__(self, layers: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]], mean: np.ndarray, labels: list[str]) -> None:
        self.mean, self.labels = mean, labels
        self._hidden = np.concatenate([layer[0] for layer in layers], axis=1)
        self._hidden_bias = np.concatenate([layer[1] for layer in layers])
        self._out = [(layer[2], layer[3]) for layer in layers]

    @classmethod
    def fit(cls, vectors: np.ndarray, labels: list[str], networks: int = 3) -> "Head":
        """Train on one row a text; the same data give the same head."""
        from sklearn.neural_network import MLPClassifier

        mean = vectors.mean(0).astype(np.float32)
        features, layers = _features(vectors, mean), []
        for seed in range(networks):
            model = MLPClassifier((HIDDEN,), alpha=DECAY, max_iter=EPOCHS, batch_size=min(BATCH, len(labels)), learning_rate_init=RATE, random_state=seed)
            model.fit(features, labels)
            (w1, w2), (b1, b2) = model.coefs_, model.intercepts_
            layers.append(tuple(part.astype(np.float32) for part in (w1, b1, w2, b2)))
        return cls(layers, mean, [str(label) for label in model.classes_])

    def probabilities(self, vector: np.ndarray) -> np.ndarray:
        """One probability a label, in the order of `labels`. A zero vector knows nothing."""
        if not vector.any():
            return np.full(len(self.labels), 1 / len(self.labels), np.float32)
        hidden = np.maximum(_features(vector[None, :], self.mean)[0] @ self._hidden + self._hidden_bias, 0)
        total = np.zeros(len(self.labels), np.float32)
        for i, (weights, bias) in enumerate(self._out):
            scores = hidden[i * HIDDEN : (i + 1) * HIDDEN] @ weights + bias
            scores = np.exp(scores - scores.max())
            total += scores / scores.sum()
        return total / len(self._out)

    def ranking(self, vector: np.ndarray) -> list[dict]:
        """[{"name", "confidence"}], the likeliest first."""
        found = self.probabilities(vector)
        return [{"name": self.labels[i], "confidence": float(found[i])} for i in np.argsort(-found)]

    def save(self, path: Path) -> None:
        """Write the arrays and labels to one file."""
        out = {f"out{i}": w for i, (w, _) in enumerate(self._out)} | {f"bias{i}": b for i, (_, b) in enumerate(self._out)}
        np.savez(path, hidden=self._hidden, hidden_bias=self._hidden_bias, mean=self.mean, labels=np.array(self.labels), **out)

    @classmethod
    def read(cls, path: Path) -> "Head":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            count = sum(key.startswith("out") for key in stored.files)
            hidden, bias = np.split(stored["hidden"], count, axis=1), np.split(stored["hidden_bias"], count)
            layers = [(hidden[i], bias[i], stored[f"out{i}"], stored[f"bias{i}"]) for i in range(count)]
            return cls(layers, stored["mean"], stored["labels"].tolist())


def _features(vectors: np.ndarray, mean: np.ndarray) -> np.ndarray:
    centred = vectors - mean
    return SCALE * centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
