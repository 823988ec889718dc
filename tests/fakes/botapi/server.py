"""The HTTP side: calls in any of the three encodings, long polls, webhook pushes, faults."""

import asyncio
import json
import logging
import time

from aiohttp import ClientError, ClientSession, web

from . import sim
from .checks import Refused
from .faults import DROPS, Faults
from .methods import METHODS
from .people import Person
from .world import Record, World

TOKEN = "4242:FAKE-TOKEN"
QUIET = ("getUpdates",)
"""Methods that are not recorded: there are thousands of them."""
WHILE_WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def decoded(value: object) -> object:
    """A form value as what it stands for: JSON objects and arrays are parsed, the rest is text."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


class BotApi:
    """`async with BotApi() as api`; or `python -m tests.fakes.botapi`."""

    def __init__(self, port: int = 0, token: str = TOKEN) -> None:
        self.world, self.faults, self.token = World(), Faults(), token
        self.webhook: dict = {}
        self._port, self._poller = port, None
        self._pushes: "asyncio.Task | None" = None
        self.revoked = False
        self.up = True

    async def __aenter__(self) -> "BotApi":
        logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # killed bots leave half a request
        application = web.Application(client_max_size=50_000_000)
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        sim.add_routes(application, self)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await self.listen()
        return self

    async def listen(self) -> None:
        """Start to accept connections (again)."""
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, shutdown_timeout=0.1)
        await self._site.start()
        self._port = self._site._server.sockets[0].getsockname()[1]

    async def vanish(self) -> None:
        """Stop to accept connections."""
        await self._site.stop()

    async def __aexit__(self, *_: object) -> None:
        if self._pushes:
            self._pushes.cancel()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The address to give to a bot instead of Telegram's."""
        return f"http://127.0.0.1:{self._port}"

    def person(self, name: str = "Ana", language: str = "pt", id: "int | None" = None) -> Person:
        """Somebody in a private chat with the bot."""
        return Person(self.world, id or 100 + len(self.world.chats), name, language)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token or self.revoked:
            return _error(401, "Unauthorized")
        params = await _params(request)
        if method == "getUpdates":
            return await self._get_updates(params)
        record = Record(method, params, _chat(params), time.time())
        self.world.calls.append(record)
        fault = self.faults.next(method, record.chat)
        if fault and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        elif fault and fault.kind != "drop_after":
            record.status, record.description = (fault.status, fault.description) if fault.kind not in DROPS else (0, fault.kind)
            return _dropped(request) if fault.kind == "drop_before" else _fault(fault)
        answer = self._apply(record)
        return _dropped(request) if fault and fault.kind == "drop_after" else answer

    def _apply(self, record: Record) -> web.Response:
        try:
            result = self._own(record) if record.method in OWN else METHODS[record.method](self.world, record.params)
        except KeyError:
            if record.method in METHODS:
                raise
            record.status, record.description = 404, "Not Found"
            return _error(404, "Not Found")
        except Refused as refused:
            record.status, record.description = refused.code, refused.description
            return _error(refused.code, refused.description, refused.parameters)
        record.applied = True
        self.world.touch()
        return web.json_response({"ok": True, "result": _public(result)})

    def _own(self, record: Record) -> object:
        if record.method == "getWebhookInfo":
            return {"url": self.webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": len(self.world.updates)}
        self.webhook = dict(record.params) if record.method == "setWebhook" and record.params.get("url") else {}
        if "allowed_updates" in record.params:
            self.world.kinds = record.params["allowed_updates"]
        if self._pushes:
            self._pushes.cancel()
        self._pushes = asyncio.create_task(self._push_for_ever()) if self.webhook else None
        return True

    async def _get_updates(self, params: dict) -> web.Response:
        fault = self.faults.next("getUpdates", None)
        if fault:
            return _fault(fault)
        if self.webhook:
            return _error(409, WHILE_WEBHOOK)
        mine = self._poller = object()
        if "allowed_updates" in params:
            self.world.kinds = params["allowed_updates"]
        offset = int(params.get("offset") or 0)
        for update_id in [u for u in self.world.updates if u < offset]:
            del self.world.updates[update_id]
        end = time.monotonic() + float(params.get("timeout") or 0)
        self.world.touch()
        while self._poller is mine:
            found = [self.world.updates[u] for u in sorted(self.world.updates)][: int(params.get("limit") or 100)]
            left = end - time.monotonic()
            if found or left <= 0:
                return web.json_response({"ok": True, "result": [_public(u) for u in found]})
            await _changed(self.world, left)
        return _error(409, TERMINATED)

    async def _push_for_ever(self) -> None:
        """Webhook: chats side by side up to `max_connections`, one at a time in each kind and chat.

        So does the real server (its `webhook_queue_id`); each is tried again until the bot takes it.
        """
        places = asyncio.Semaphore(int(self.webhook.get("max_connections") or 40))
        started: set[int] = set()
        queues: dict[tuple, asyncio.Lock] = {}
        async with ClientSession() as session, _Tasks() as tasks:
            while True:
                for update_id in [u for u in sorted(self.world.updates) if u not in started]:
                    started.add(update_id)
                    update = self.world.updates[update_id]
                    queue = queues.setdefault(_queue(update), asyncio.Lock())
                    tasks.add(self._push(session, places, queue, update, started))
                await _changed(self.world, 1.0)

    async def _push(self, session: ClientSession, places: asyncio.Semaphore, queue: asyncio.Lock, update: dict, started: set) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        pause = 0.05
        async with queue, places:
            while True:
                try:
                    async with session.post(self.webhook["url"], json=_public(update), headers=headers) as answer:
                        if answer.status < 300:
                            break
                except ClientError:
                    pass
                await asyncio.sleep(pause)
                pause = min(1.0, pause * 2)
        self.world.updates.pop(update["update_id"], None)
        started.discard(update["update_id"])


OWN = ("setWebhook", "deleteWebhook", "getWebhookInfo")


def _queue(update: dict) -> tuple:
    kind = next((k for k in update if k != "update_id"), "")
    content = update.get(kind)
    chat = (content.get("chat") or content.get("from") or {}) if isinstance(content, dict) else {}
    return kind, chat.get("id")


class _Tasks:
    """Tasks that end with their block."""

    async def __aenter__(self) -> "_Tasks":
        self._all: set[asyncio.Task] = set()
        return self

    def add(self, work) -> None:
        task = asyncio.create_task(work)
        self._all.add(task)
        task.add_done_callback(self._all.discard)

    async def __aexit__(self, *_: object) -> None:
        for task in self._all:
            task.cancel()


async def _changed(world: World, seconds: float) -> None:
    try:
        await asyncio.wait_for(world.changed.wait(), seconds)
    except asyncio.TimeoutError:
        pass


async def _params(request: web.Request) -> dict:
    found = dict(request.query)
    if request.content_type == "application/json":
        found.update(await request.json())
    elif request.can_read_body:
        form = await request.post()
        found.update({k: v.filename if isinstance(v, web.FileField) else v for k, v in form.items()})
    return {k: decoded(v) for k, v in found.items()}


def _chat(params: dict) -> "int | None":
    try:
        return int(params["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None


def _public(found: object) -> object:
    """Without our own notes."""
    if isinstance(found, dict):
        return {k: _public(v) for k, v in found.items() if not k.startswith("_")}
    return [_public(v) for v in found] if isinstance(found, list) else found


def _error(code: int, description: str, parameters: "dict | None" = None) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return web.json_response(body, status=code)


def _fault(fault) -> web.Response:
    return _error(fault.status, fault.description, {"retry_after": fault.retry_after} if fault.status == 429 else None)


def _dropped(request: web.Request) -> web.Response:
    """No answer: the connection ends."""
    if request.transport:
        request.transport.abort()
    return web.Response()
