"""A Rasa that does what a test tells it: echoes, hangs, breaks, comes back."""

import asyncio
import json

from aiohttp import web

ANSWER = {
    "text": "Nacionalidade: papéis a levar\nLeve:\n• Passaporte\nFonte: IRN (2026).",
    "buttons": [
        {"title": "Quanto custa", "payload": '/inform{"service":"nationality","question":"cost"}'},
        {"title": "Falar com uma pessoa", "payload": "/person"},
    ],
}
ABOUT = {"response": "utter_papers", "language": "pt", "service": "nationality", "question": "papers"}
PLACE = {
    "venue": {"location": "cnaim-norte", "title": "CNAIM Norte", "address": "Av. de França 316, Porto", "latitude": 41.16, "longitude": -8.63}
}


EXTRA: dict[str, list[dict]] = {}
"""More answers, by message; tests add to it."""


def reply_to(message: str) -> list[dict]:
    """What the stub says: an echo; full answers for a few words."""
    if message in EXTRA:
        return [dict(item) for item in EXTRA[message]]
    if message == "papéis":
        return [dict(ANSWER), {"custom": dict(ABOUT)}]
    if message == "onde":
        return [{"text": "Nacionalidade: onde fica\nOnde: CNAIM Norte"}, {"custom": {**ABOUT, "question": "where", "location": "cnaim-norte", **PLACE}}]
    if message == "telefone":
        lines = [{"name": "Linha de Apoio a Migrantes", "number": "+351218106191"}]
        return [{"text": "Linha\n218 106 191"}, {"custom": {**ABOUT, "service": None, "phone": "migrant-line", "question": "phone", "contacts": lines}}]
    return [{"text": f"eco: {message}"}]


class StubRasa:
    """`async with StubRasa() as rasa`. `mode` is one of ok, empty, error, garbage, hang, huge."""

    def __init__(self, port: int = 0) -> None:
        self.mode, self.port = "ok", port
        self.heard: list[dict] = []
        self.answered: list[tuple[str, str]] = []
        self.bad = lambda message: True
        """Which messages a mode other than ok concerns."""
        self.delay = lambda: 0.0
        self.real = None
        """An async function that answers instead: for a real assistant behind this door."""

    async def __aenter__(self) -> "StubRasa":
        application = web.Application()
        application.router.add_post("/webhooks/rest/webhook", self._webhook)
        application.router.add_get("/", lambda _: web.Response(text="Hello from the stub"))
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await self.up()
        return self

    async def up(self) -> None:
        """Accept connections (again)."""
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, shutdown_timeout=0.1)
        await self._site.start()
        self.port = self._site._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Accept none; end those that are open."""
        await self._site.stop()
        for connection in list(self._runner.server.connections):
            connection.force_close()

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def messages(self) -> list[str]:
        """What was asked, in order, without probes."""
        return [h["message"] for h in self.heard if not h["sender"].startswith("probe")]

    async def _webhook(self, request: web.Request) -> web.Response:
        heard = await request.json()
        self.heard.append(heard)
        message = heard["message"]
        await asyncio.sleep(self.delay())
        if message == "/session_start":
            return web.json_response([])
        if self.mode != "ok" and self.bad(message):
            return await self._badly()
        self.answered.append((heard["sender"], message))
        if self.real:
            return web.json_response(await self.real(heard))
        return web.json_response([{"recipient_id": heard["sender"], **item} for item in reply_to(message)])

    async def _badly(self) -> web.Response:
        if self.mode == "hang":
            await asyncio.sleep(60)
        if self.mode == "error":
            return web.Response(status=500, text="oh")
        if self.mode == "garbage":
            return web.Response(text="{not json", content_type="application/json")
        if self.mode == "huge":
            return web.Response(text=json.dumps([{"text": "x" * 10_000_000}]), content_type="application/json")
        return web.json_response([])
