"""The same bridge process against a Bot API server that nobody here wrote (`lo-bot-api-emulator`).

It models another vendor's platform: a refusal is a hint, not proof. What it does not
model (see `UNMODELLED`) is left out of the verdict.
"""

import asyncio
import json
import time

import httpx
import pytest
from fakes.botapi.conformance_client import PYTHON
from processes import BridgeProcess, environment
from stage import free_port
from stub_rasa import StubRasa

from cnaim.telegram import buttons
from cnaim.telegram.keys import Keys

COMMAND = PYTHON.with_name("lo-bot-api-emulator")
pytestmark = [pytest.mark.processes, pytest.mark.skipif(not COMMAND.exists(), reason="no .venv-oracles: see CONTRIBUTING")]
TOKEN, CHAT, SECRET = "123456:synthetic", 77, "11" * 32
UNMODELLED = ("sendVenue:501", "sendContact:501")
PERSON = {"id": CHAT, "is_bot": False, "first_name": "Ana", "language_code": "pt"}


class Lo:
    """The emulator as a process."""

    token = TOKEN

    def __init__(self, folder) -> None:
        self.port, self.journal = free_port(), folder / "journal.jsonl"
        self.url = f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> "Lo":
        flags = ["--enable-control", "--allow-insecure-loopback-webhooks", "--journal", str(self.journal)]
        self.process = await asyncio.create_subprocess_exec(COMMAND, "--port", str(self.port), *flags)
        self.client = httpx.AsyncClient()
        await until(self._answers)
        return self

    async def _answers(self) -> bool:
        try:
            return (await self.client.post(f"{self.url}/bot{TOKEN}/getMe")).status_code == 200
        except httpx.HTTPError:
            return False

    async def update(self, **content) -> None:
        """An update for the bot."""
        answer = await self.client.post(f"{self.url}/__fixture/updates", json={"token": TOKEN, "update": content})
        assert answer.status_code == 200, answer.text

    async def say(self, text: str) -> None:
        """A message of a person."""
        entities = {"entities": [{"type": "bot_command", "offset": 0, "length": len(text)}]} if text.startswith("/") else {}
        chat = {"id": CHAT, "type": "private", "first_name": "Ana"}
        await self.update(message={"message_id": 1, "date": int(time.time()), "chat": chat, "from": PERSON, "text": text, **entities})

    async def press(self, body: str) -> None:
        """A pressed button."""
        data = buttons.seal(Keys(bytes.fromhex(SECRET)), CHAT, body)
        chat = {"id": CHAT, "type": "private", "first_name": "Ana"}
        message = {"message_id": 2, "date": int(time.time()), "chat": chat, "text": "x"}
        await self.update(callback_query={"id": "1", "from": PERSON, "chat_instance": "1", "data": data, "message": message})

    def methods(self) -> list[tuple[str, int]]:
        """(method, status) of every call so far."""
        found = [json.loads(line) for line in self.journal.read_text().splitlines()] if self.journal.exists() else []
        return [(f.get("method"), f.get("status")) for f in found if f.get("method")]

    async def called(self, method: str, times: int = 1) -> None:
        """Wait until a method was called well."""

        async def enough() -> bool:
            return sum(m == method and s == 200 for m, s in self.methods()) >= times

        await until(enough)

    async def __aexit__(self, *_) -> None:
        await self.client.aclose()
        self.process.kill()
        await self.process.wait()


async def until(condition, timeout: float = 15.0) -> None:
    """Wait for a condition."""
    end = time.monotonic() + timeout
    while not await condition():
        assert time.monotonic() < end, "waited too long"
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_a_conversation_with_the_emulator(tmp_path, mode):
    async def play() -> None:
        async with Lo(tmp_path) as lo, StubRasa() as rasa:
            bridge = await BridgeProcess(environment(tmp_path, lo, rasa.url, mode, secret=SECRET), tmp_path / "log").start()
            try:
                if mode == "webhook":
                    await lo.called("setWebhook")
                await lo.say("/start")
                await lo.called("sendMessage", 1)
                await lo.say("papéis")
                await lo.called("sendMessage", 2)
                await lo.press("a:1")
                await lo.called("editMessageText")
                await lo.called("answerCallbackQuery")
                await lo.press("r:inform,snationality,qcost")
                await lo.called("sendMessage", 3)
            finally:
                await bridge.kill()
            assert rasa.messages == ["papéis", '/inform{"service":"nationality","question":"cost"}']
            verdict = [COMMAND, "verdict", lo.journal, "--require-response", "--require-method", "editMessageText"]
            allowed = [flag for pair in UNMODELLED for flag in ("--allow-refusal", pair)]
            process = await asyncio.create_subprocess_exec(*map(str, [*verdict, *allowed]), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
            said, _ = await process.communicate()
            assert process.returncode == 0, said.decode()

    asyncio.run(asyncio.wait_for(play(), 60))
