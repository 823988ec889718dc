"""Actions that answer: they follow the thread, ask `cnaim.answers`, and utter.

Every action goes through `safely`: an exception here would reach the person as silence.
"""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from cnaim.answers import answer
from cnaim.thread import follow

from .base import clock, knowledge, read_thread, safely, slots_of, utter
from .unsure import offer



class ActionAnswer(Action):
    """Answers a need, a question, a fragment or a pressed button."""

    def name(self) -> Text:
        return "action_answer"

    @safely
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Follow the thread and answer; offer the nearest things when there is none."""
        intent, things, question = read_message(tracker)
        before = read_thread(tracker)
        thread = follow(knowledge(), before, intent, things, question)
        if thread is None:
            return offer(dispatcher, tracker)
        found = answer(knowledge(), thread.request(), clock(tracker))
        utter(dispatcher, found)
        return slots_of(thread)


def read_message(tracker: Tracker):
    """(intent, {kind: id}, question) of the latest message or button press."""
    latest = tracker.latest_message
    things = {e["entity"]: e["value"] for e in latest.get("entities") or ()}
    pressed = (latest.get("text") or "").startswith("/")
    question = things.pop("question", None)
    if pressed and question:
        things["asked"] = question
    things.pop("language", None)
    return latest.get("intent", {}).get("name") or "inform", things, question


