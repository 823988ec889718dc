"""Rasa component: the language of the message.

Sets `language` (best guess, with its probability) in the output, and the entity `language`
only when the text alone is enough: then the slot follows the person; "NISS?" leaves it.
"""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from .. import ROOT, yamlfile
from . import examples
from .language_model import OTHER, LanguageModel


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageFinder(GraphComponent):
    """Trained on which file of data/ each sentence stands in."""

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, model: "LanguageModel | None" = None) -> None:
        self._config, self._storage, self._resource, self._model = config, storage, resource, model

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`sure`: probability from which the text alone decides; `letters`: least length for that."""
        return {"sure": 0.8, "letters": 8}

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> "LanguageFinder":
        """Called by Rasa before training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any) -> "LanguageFinder":
        """Called by Rasa when a model is loaded."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, LanguageModel.read(folder / "language.npz"))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all sentences by the file they stand in."""
        texts, labels = sentences()
        self._model = LanguageModel.fit(texts, labels)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / "language.npz")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the language, and the entity when it is certain."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = self._model.probabilities(text)
            if not found:
                continue
            best, probability = next(iter(found.items()))
            message.set("language", {"code": best, "confidence": probability}, add_to_output=True)
            letters = sum(c.isalpha() for c in text)
            if probability >= self._config["sure"] and letters >= self._config["letters"] or letters and not text.isascii() and probability > 0.95:
                entity = {"entity": "language", "value": best, "extractor": "LanguageFinder"}
                message.set(ENTITIES, message.get(ENTITIES, []) + [entity], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later needs it."""
        return training_data


def sentences() -> "tuple[list[str], list[str]]":
    """All training sentences with their languages; those not on offer are "other"."""
    found = [(e.text, e.language) for e in examples.read()]
    path = ROOT / "data" / "languages.yml"
    others = yamlfile.load(path) if path.exists() else {}
    found += [(text, OTHER) for texts in others.values() for text in texts]
    return [t for t, _ in found], [label for _, label in found]
