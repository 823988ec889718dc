"""Rasa components, the last two: danger overrules everything; too little certainty is said.

Danger is recognised by phrases kept as data in every language, or by the intent head.
"""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from ..names import load_words
from ..names.urgent import danger, urgent_index
from ..text import clean, has_letters


class _Plain(GraphComponent):
    """A component without training or settings of its own."""

    def __init__(self, config: Dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> "_Plain":
        """Called by Rasa when training and when loading."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to learn."""
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Urgent(_Plain):
    """Sets the intent `urgent` and the kind of danger when a phrase of danger is there."""

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        self._index = urgent_index(load_words())

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """No settings."""
        return {}

    def process(self, messages: List[Message]) -> List[Message]:
        """Overrule what the earlier components found."""
        for message in messages:
            kind = danger(self._index, clean(message.get(TEXT)))
            if kind:
                message.set(INTENT, {"name": "urgent", "confidence": 1.0}, add_to_output=True)
                found = [e for e in message.get(ENTITIES, []) if e["entity"] != "urgent"]
                message.set(ENTITIES, found + [{"entity": "urgent", "value": kind, "extractor": "Urgent"}], add_to_output=True)
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Unsure(_Plain):
    """Sets `nlu_fallback` below the threshold, when nothing was named."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`threshold`: chosen on tests/questions, see docs/quality.md."""
        return {"threshold": 0.25}

    def process(self, messages: List[Message]) -> List[Message]:
        """Replace an intent that is little better than a guess."""
        for message in messages:
            intent = message.get(INTENT)
            if not has_letters(message.get(TEXT) or ""):
                message.set(INTENT, {"name": "out_of_scope", "confidence": 1.0}, add_to_output=True)
                continue
            if intent["confidence"] < self._config["threshold"] and intent["name"] not in ("urgent", "inform"):
                message.set(INTENT, {"name": "nlu_fallback", "confidence": 1 - intent["confidence"]}, add_to_output=True)
        return messages


