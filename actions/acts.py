"""Actions for conversation acts: danger, a person, another language, out of scope, yes and no."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from cnaim import help_lines
from cnaim.answers.base import Answer, Part
from cnaim.requested_language import language_choices, requested

from .base import clock, knowledge, read_thread, safely, utter


def _entity(tracker: Tracker, kind: str) -> "str | None":
    return next((e["value"] for e in tracker.latest_message.get("entities") or () if e["entity"] == kind), None)


class ActionUrgent(Action):
    """Danger now: the right numbers first, in the person's language."""

    def name(self) -> Text:
        return "action_urgent"

    @safely
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Utter the lines for this danger."""
        utter(dispatcher, help_lines.urgent_answer(knowledge(), _entity(tracker, "urgent"), clock(tracker)))
        return []


class ActionPerson(Action):
    """Somebody to talk to: which line, and whether it is open."""

    def name(self) -> Text:
        return "action_person"

    @safely
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Utter the line for the need at hand."""
        service = _entity(tracker, "service") or read_thread(tracker).service
        utter(dispatcher, help_lines.person_answer(knowledge(), service, clock(tracker)))
        return []


class ActionLanguage(Action):
    """Changes the language of the answers, or shows which there are."""

    def name(self) -> Text:
        return "action_language"

    @safely
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Set the language that the message names; offer all when it names none of ours."""
        text = tracker.latest_message.get("text") or ""
        wanted, known = (_entity(tracker, "language"), True) if text.startswith("/") else requested(text)
        if wanted:
            dispatcher.utter_message(response="utter_language_set", language=wanted)
            return [SlotSet("language", wanted)]
        response = "utter_language_unsupported" if known else "utter_language_offer"
        answer = Answer(response, [Part(response, {"languages": {"kind": "own_languages"}})])
        utter(dispatcher, answer, language_choices())
        return []


class ActionOutOfScope(Action):
    """Honest and short, with what the assistant can do and the emergency line."""

    def name(self) -> Text:
        return "action_out_of_scope"

    @safely
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Utter it."""
        parts = [Part("utter_out_of_scope"), help_lines.emergency_part(knowledge())]
        utter(dispatcher, Answer("utter_out_of_scope", parts))
        return []


class ActionAffirm(Action):
    """"Yes": takes the first thing that was offered, if anything was."""

    def name(self) -> Text:
        return "action_affirm"

    @safely
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Utter."""
        dispatcher.utter_message(response="utter_affirm")
        return []


class ActionDeny(Action):
    """"No": asks for other words."""

    def name(self) -> Text:
        return "action_deny"

    @safely
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Utter."""
        dispatcher.utter_message(response="utter_deny")
        return []


class ActionStart(Action):
    """The first message: useful at once, no questionnaire."""

    def name(self) -> Text:
        return "action_start"

    @safely
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Utter it, with the offices and the line as buttons."""
        dispatcher.utter_message(response="utter_start")
        return []
