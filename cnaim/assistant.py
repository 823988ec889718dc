"""The whole assistant in one process: model, rules, actions, wording. No server, no network.

For the terminal, `cnaim ask` and the tests. Its answers are those of the servers: the same
model, the same `actions/`, the same wording class.
"""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from . import ROOT, training


class Assistant:
    """Conversations by sender; `now` fixes the clock for the command line and tests."""

    def __init__(self, model: Path | None = None) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        training.quiet()
        os.chdir(ROOT)
        self._loop = asyncio.new_event_loop()
        self._agent = self._loop.run_until_complete(self._load(model or training.ensure()))

    async def _load(self, model: Path):
        from rasa.core.agent import load_agent
        from rasa.core.utils import AvailableEndpoints
        from rasa.utils.endpoints import EndpointConfig

        endpoints = AvailableEndpoints(nlg=EndpointConfig(type="cnaim.nlg.Wording"), action=_in_process_actions())
        agent = await load_agent(str(model), endpoints=endpoints)
        if not agent.is_ready():
            raise SystemExit(f"{model}: the model cannot be loaded; delete it and run `make train`")
        return agent

    def ask(self, text: str, sender: str = "cli", now: str | None = None, metadata: dict | None = None) -> list[dict]:
        """The replies to one message, in order, as the REST channel would send them."""
        return self._loop.run_until_complete(self._ask(text, sender, {**(metadata or {}), **({"now": now} if now else {})}))

    async def _ask(self, text: str, sender: str, metadata: dict) -> list[dict]:
        from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

        channel = CollectingOutputChannel()
        text = text if text.startswith("/") and is_payload(text) else text.lstrip("/ ")
        await self._agent.handle_message(UserMessage(text or "…", channel, sender, input_channel="cli", metadata=metadata))
        return channel.messages

    def parse(self, text: str) -> dict:
        """What a message is understood as, without answering it."""
        return self._loop.run_until_complete(self._agent.parse_message(text))

    def understood(self, sender: str = "cli") -> dict:
        """Intent, question, confidence and language of the sender's last message."""
        tracker = self._loop.run_until_complete(self._agent.tracker_store.retrieve(sender))
        parsed = tracker.latest_message.parse_data if tracker else {}
        entities = {e["entity"]: e["value"] for e in parsed.get("entities", ())}
        return {
            "intent": parsed.get("intent", {}).get("name"),
            "confidence": round(parsed.get("intent", {}).get("confidence") or 0.0, 3),
            "question": entities.get("question"),
            "entities": entities,
            "language": (parsed.get("language") or {}).get("code"),
            "slots": {name: tracker.get_slot(name) for name in ("service", "location", "phone", "organization", "language")},
        }

    def turn(self, text: str, sender: str = "cli", now: str | None = None, metadata: dict | None = None) -> dict:
        """One turn in the form of `cnaim ask --jsonl`."""
        messages = self.ask(text, sender, now, metadata)
        custom: dict[str, Any] = {}
        replies = []
        for message in messages:
            if "custom" in message:
                custom = message["custom"]
            else:
                replies.append({"text": message.get("text", ""), "buttons": message.get("buttons", [])})
        read = self.understood(sender)
        return {
            "replies": replies,
            "intent": read["intent"],
            "question": custom.get("question") or read["question"],
            "confidence": read["confidence"],
            "language": custom.get("language") or read["slots"]["language"] or read["language"],
            "service": custom.get("service"),
            "location": custom.get("location"),
            "phone": custom.get("phone"),
            "organization": custom.get("organization"),
            "response": custom.get("response"),
            "parts": custom.get("parts", []),
            "entities": read["entities"],
            **{key: custom[key] for key in ("venue", "contacts") if key in custom},
        }


def is_payload(text: str) -> bool:
    """Whether a text starting with "/" is a button's payload (and not typed by a person)."""
    name, brace, rest = text[1:].partition("{")
    if not brace:
        return name in ("start", "help", "person")
    try:
        return isinstance(json.loads(brace + rest), dict)
    except ValueError:
        return False


def _in_process_actions():
    """An endpoint that runs `actions/` here instead of over HTTP."""
    from rasa.utils.endpoints import EndpointConfig
    from rasa_sdk.executor import ActionExecutor

    class InProcessActions(EndpointConfig):
        def __init__(self) -> None:
            super().__init__(url="inprocess:actions")
            self.executor = ActionExecutor()
            self.executor.register_package("actions")

        async def request(self, *args: Any, json: Any = None, **kwargs: Any) -> Any:
            return await self.executor.run(json)

    return InProcessActions()
