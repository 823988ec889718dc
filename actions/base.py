"""What all actions share: the knowledge, the clock, the thread in the slots, a safe door."""

import datetime as dt
import functools
import logging
from typing import Any, Dict, List

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from cnaim.answers import Answer
from cnaim.knowledge import Knowledge, Store
from cnaim.thread import SLOTS, Thread

LOG = logging.getLogger(__name__)
_STORE = Store()


def knowledge() -> Knowledge:
    """The last good version of the facts."""
    return _STORE.get()


def clock(tracker: Tracker) -> dt.datetime:
    """Now; from the message's metadata only for the command line (tests and tools)."""
    event = tracker.latest_message or {}
    metadata = event.get("metadata") or {}
    fixed = metadata.get("now") if tracker.get_latest_input_channel() == "cli" else None
    return dt.datetime.fromisoformat(fixed) if fixed else dt.datetime.now(dt.timezone.utc)


def read_thread(tracker: Tracker) -> Thread:
    """The thread as the slots have it."""
    return Thread(**{name: tracker.get_slot(name) for name in SLOTS})


def slots_of(thread: Thread) -> List[Dict[str, Any]]:
    """Events that store the thread."""
    return [SlotSet(name, getattr(thread, name)) for name in SLOTS]


def utter(dispatcher: CollectingDispatcher, answer: Answer, choices: "list | None" = None) -> None:
    """Send an answer to the chooser of wording."""
    about = {k: getattr(answer, k) for k in ("service", "location", "phone", "organization", "question")}
    dispatcher.utter_message(response=answer.response, answer=answer.as_dict(), choices=choices or [], thread=about)


def safely(run):
    """An action that raises utters `utter_problem` with the lines to call instead of silence."""

    @functools.wraps(run)
    def guarded(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[Dict[str, Any]]:
        try:
            return run(self, dispatcher, tracker, domain)
        except Exception:  # the last door before a person
            LOG.exception("%s failed", self.name())
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_problem")
            return []

    return guarded
