"""Rasa component: the message cleaned, and its sentence vector."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from .encoder import Encoder

VECTOR = "vector"
"""Attribute of a message that the heads read; never part of the output."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Embedding(GraphComponent):
    """Puts the vector on each message; repeated texts cost nothing."""

    def __init__(self, config: Dict[str, Any]) -> None:
        self._encoder = Encoder(config["cache_size"])

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> "Embedding":
        """Called by Rasa when training and when loading."""
        return cls(config)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`cache_size`: how many texts to remember (1.5 kB each)."""
        return {"cache_size": 4096}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The heads embed the examples themselves, in blocks and from the disk cache."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the vector."""
        for message in messages:
            message.set(VECTOR, self._encoder.encode(message.get(TEXT) or ""))
        return messages
