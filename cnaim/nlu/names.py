"""Rasa component: the names in a message, and one reading of intent, question and names.

The index of `cnaim.names` finds official, everyday, inflected, misspelt and Chinese forms; the
lookup uses the same one, so bot and lookup find the same things. spaCy's PhraseMatcher would
find a part of them once more, for half a second of start-up and 34 MB.
"""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from ..knowledge import Store
from ..names.compiled import indexes
from ..lookup import asked_words
from ..text import clean, words
from ..understanding import NO_QUESTION, combine
from .heads import QUESTIONS_KEY


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NameFinder(GraphComponent):
    """Sets the entities, and the intent that a named service implies."""

    def __init__(self, config: Dict[str, Any]) -> None:
        self._store = Store()
        self._version, self._index, self._questions, self._part_of = "", None, None, {}

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> "NameFinder":
        """Called by Rasa when training and when loading: no training, so a new office needs none."""
        return cls(config)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """No settings."""
        return {}

    def _current(self):
        knowledge = self._store.get()
        if knowledge.version != self._version:
            self._index, self._questions = indexes(knowledge)
            self._version = knowledge.version
            self._part_of = {i: r["part_of"] for i, r in knowledge.services.items() if "part_of" in r}
        return self._index

    def process(self, messages: List[Message]) -> List[Message]:
        """Find the names and settle the reading."""
        for message in messages:
            text = clean(message.get(TEXT))
            matches = self._current().find(text)
            ranking, questions = message.get(INTENT_RANKING_KEY), message.get(QUESTIONS_KEY)
            reading = combine(ranking, questions, matches, self._part_of, len(words(text)), asked_words(self._questions, text, matches))
            message.set(INTENT, {"name": reading.intent, "confidence": reading.confidence}, add_to_output=True)
            things = {**reading.things, "question": reading.question if reading.question != NO_QUESTION else "how"}
            entities = [{"entity": kind, "value": value, "extractor": "NameFinder"} for kind, value in things.items()]
            for entity in entities:
                if entity["entity"] == "question":
                    entity["confidence_entity"] = reading.question_confidence
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Names are not learnt."""
        return training_data
