"""Rasa components: what the person needs (intent) and what they ask about it (question).

Two small heads on one vector; the second costs nothing at run time.
"""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from . import encoder, examples
from .embedding import VECTOR
from .head import Head
from .progress import progress

QUESTIONS_KEY = "question_ranking"


class _Head(GraphComponent):
    """Training and storage that both heads share."""

    FILE = "head.npz"

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, head: "Head | None" = None) -> None:
        self._config, self._storage, self._resource, self._head = config, storage, resource, head

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`networks`: how many are averaged."""
        return {"networks": 3}

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> "_Head":
        """Called by Rasa before training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any) -> "_Head":
        """Called by Rasa when a model is loaded."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, Head.read(folder / cls.FILE))

    def _fit(self, found: List[examples.Example], labels: List[str]) -> Resource:
        vectors = encoder.encode_all([e.text for e in found], progress=progress("reading the examples"))
        self._head = Head.fit(vectors, labels, self._config["networks"])
        with self._storage.write_to(self._resource) as folder:
            self._head.save(folder / self.FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline needs the heads' view of the examples."""
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentHead(_Head):
    """What the person needs."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of data/ and the crossed sentences."""
        found = examples.read()
        return self._fit(found, [e.intent for e in found])

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and its ranking."""
        for message in messages:
            ranking = self._head.ranking(message.get(VECTOR))
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionHead(_Head):
    """What is asked about it."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples whose question is known; of the many "how" every second."""
        found = [e for i, e in enumerate(examples.read()) if e.question and (e.question != "how" or i % 2)]
        return self._fit(found, [e.question for e in found])

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the ranking of questions, for the components that follow."""
        for message in messages:
            message.set(QUESTIONS_KEY, self._head.ranking(message.get(VECTOR)))
        return messages
