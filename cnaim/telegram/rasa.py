"""Rasa over its REST channel. Anything but a proper, non-empty list of replies is a failure.

A dead action server, an exception in an action or in the chooser of wording all come back
as HTTP 200 and `[]`, with the turn recorded as done (design.md, decision 3).
"""

import asyncio
import json
import re
import secrets

import httpx

LARGEST = 1_000_000
"""Bytes of an answer; more is a fault, and must not fill the memory."""
LONGEST = 1500
"""Characters of a message passed on; Rasa reads fewer."""
_LEADING = re.compile(r"^[\s/]+")
PROBE = "/start"
"""Goes through the rules, the action server and the wording: an answer means that all of them work."""


class RasaFailure(Exception):
    """No answer this time. `down`: nothing answered at all, so the message is not to blame."""

    def __init__(self, reason: str, down: bool = False) -> None:
        super().__init__(reason)
        self.down = down


def typed(text: str) -> str:
    """What a person typed, as Rasa may see it: valid, bounded, and never starting with a slash."""
    text = text.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")
    return _LEADING.sub("", text)[:LONGEST].rstrip()


class Rasa:
    """One or several Rasa processes. A chat always meets the same one, so their locks are right."""

    def __init__(self, urls: str, concurrency: int = 4, timeout: float = 8.0) -> None:
        self._urls = [u.strip().rstrip("/") for u in urls.split(",") if u.strip()]
        self._slots = [asyncio.Semaphore(concurrency) for _ in self._urls]
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=2 * concurrency * len(self._urls))
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(timeout, connect=2.0), limits=limits, trust_env=False)
        self._timeout = timeout

    async def ask(self, sender: str, message: str, metadata: dict) -> list[dict]:
        """The replies to a message. Raises `RasaFailure`."""
        place = int(sender[:8], 16) % len(self._urls)
        async with self._slots[place]:
            found = await self._post(self._urls[place], sender, message, metadata)
        if not found:
            raise RasaFailure("an empty list of replies")
        return found

    async def new_session(self, sender: str) -> None:
        """Start a new session, keeping the slots; here an empty list is the right answer."""
        place = int(sender[:8], 16) % len(self._urls)
        async with self._slots[place]:
            await self._post(self._urls[place], sender, "/session_start", {})

    async def reachable(self) -> bool:
        """Whether all Rasa processes answer at all; leaves no trace in them."""
        try:
            return all([(await self._client.get(url, timeout=2.0)).status_code < 500 for url in self._urls])
        except httpx.HTTPError:
            return False

    async def works(self) -> bool:
        """Whether a conversation of our own is answered: then a message that is not has itself to blame."""
        try:
            for url in self._urls:
                if not await self._post(url, "probe" + secrets.token_hex(8), PROBE, {}):
                    return False
        except RasaFailure:
            return False
        return True

    async def _post(self, url: str, sender: str, message: str, metadata: dict) -> list[dict]:
        body = {"sender": sender, "message": message, "metadata": metadata}
        try:
            return await asyncio.wait_for(self._exchange(url + "/webhooks/rest/webhook", body), self._timeout)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise RasaFailure(f"not reachable ({type(error).__name__})", down=True) from None
        except (asyncio.TimeoutError, httpx.TimeoutException):
            raise RasaFailure(f"no answer within {self._timeout:g} s") from None
        except httpx.HTTPError as error:
            raise RasaFailure(f"the connection broke ({type(error).__name__})") from None

    async def _exchange(self, url: str, body: dict) -> list[dict]:
        async with self._client.stream("POST", url, json=body) as response:
            if response.status_code != 200:
                raise RasaFailure(f"HTTP {response.status_code}")
            received = bytearray()
            async for chunk in response.aiter_bytes():
                received += chunk
                if len(received) > LARGEST:
                    raise RasaFailure(f"an answer of more than {LARGEST} bytes")
        return _replies(bytes(received))

    async def close(self) -> None:
        """Let the connections go."""
        await self._client.aclose()


def _replies(body: bytes) -> list[dict]:
    try:
        found = json.loads(body)
    except ValueError:
        raise RasaFailure("not JSON") from None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise RasaFailure("not a list of replies")
    return [item for item in found if item.get("text") or item.get("custom")]
