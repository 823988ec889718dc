"""Rasa's chooser of wording: response name and typed facts in, text and buttons out.

Actions send `answer` (an `Answer` as a map) and `choices`; plain responses of rules carry
nothing. Both come out in the language of the conversation.
"""

from typing import Any, Dict, Optional, Text

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from .speech import Speech


class Wording(TemplatedNaturalLanguageGenerator):
    """Subclassed, because the agent fills `.responses` of this base when the model loads."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)
        self._speech: Optional[Speech] = None

    async def generate(self, utter_action: Text, tracker: DialogueStateTracker, output_channel: Text, **extra: Any) -> Optional[Dict[Text, Any]]:
        """{"text", "buttons", …} of a response for the tracker's conversation."""
        if self._speech is None:
            self._speech = Speech({name: v[0].get("text", "") for name, v in self.responses.items()})
        latest = tracker.latest_message
        parsed = latest.parse_data if latest else {}
        language = extra.get("language") or self._speech.language(tracker.get_slot("language"), parsed.get("language"), (latest.metadata if latest else None) or {})
        return self._speech.message(utter_action, language, extra.get("answer"), extra.get("facts"), extra.get("choices"), extra.get("thread"))
