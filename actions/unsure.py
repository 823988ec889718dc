"""When the assistant is not sure: two or three nearest things as buttons, never a guess."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from cnaim.answers.base import Answer, Part, name_fact
from cnaim.answers.choices import payload
from cnaim.help_lines import emergency_part
from cnaim.understanding import service_of

from .base import knowledge, safely, utter

OFFERED = 3


class ActionUnsure(Action):
    """Offers the nearest things."""

    def name(self) -> Text:
        return "action_unsure"

    @safely
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Utter the offer."""
        return offer(dispatcher, tracker)


def offer(dispatcher: CollectingDispatcher, tracker: Tracker) -> List[Dict[Text, Any]]:
    """Buttons for the likeliest needs of the message, and the emergency line."""
    base = knowledge()
    entities = tracker.latest_message.get("entities") or ()
    question = next((e["value"] for e in entities if e["entity"] == "question"), None)
    nearest = [service_of(r["name"]) for r in tracker.latest_message.get("intent_ranking") or ()]
    nearest = [s for s in nearest if s in base.services][:OFFERED]
    response = "utter_unsure" if nearest else "utter_unsure_alone"
    choices = [{"title": name_fact("services", s, base.services[s]), "payload": payload(service=s, question=question)} for s in nearest]
    choices.append({"title": {"kind": "wording", "id": "utter_button_person"}, "payload": "/person"})
    utter(dispatcher, Answer(response, [Part(response), emergency_part(base)]), choices)
    return []
