"""Health, readiness, metrics and the webhook, on one small server on loopback.

`/healthz`: the process lives and its disk answers. `/readyz`: Telegram was reached lately
and Rasa answers. `/metrics`: counts, without anything about anybody.
"""

import contextlib
import time

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from . import inbox, outbox
from .intake import LARGEST, Telegram, Webhook

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Server(uvicorn.Server):
    """uvicorn without its own signal handling: the bridge stops in its own order."""

    @contextlib.contextmanager
    def capture_signals(self):
        """Leave signals alone."""
        yield


def server(telegram: Telegram, webhook: "Webhook | None") -> Server:
    """The server, to be run with `await server.serve()`."""
    settings = telegram.bridge.settings
    routes = [
        Route("/healthz", _health(telegram)), Route("/readyz", _ready(telegram)), Route("/metrics", _metrics(telegram)),
    ]
    if webhook:
        routes.append(Route(PATH, _update(webhook), methods=["POST"]))
    config = uvicorn.Config(
        Starlette(routes=routes), host=settings.host, port=settings.port, log_config=None, access_log=False, lifespan="off", ws="none"
    )
    return Server(config)


def _update(webhook: Webhook):
    async def update(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return Response(status_code=413)
        return Response(status_code=await webhook.receive(request.headers.get(SECRET_HEADER, ""), bytes(body)))

    return update


def _health(telegram: Telegram):
    async def health(_: Request) -> Response:
        try:
            await telegram.bridge.database.run(inbox.chats)
        except Exception as problem:
            return JSONResponse({"alive": True, "disk": type(problem).__name__}, 503)
        return JSONResponse({"alive": True, "disk": "well"})

    return health


def _ready(telegram: Telegram):
    async def ready(_: Request) -> Response:
        bridge = telegram.bridge
        quiet = time.monotonic() - telegram.connection.last if telegram.connection.last else None
        reached = quiet is not None and (bool(bridge.settings.webhook) or quiet < bridge.settings.poll_timeout + 30)
        state = {"telegram": reached, "rasa": await bridge.rasa.reachable()}
        return JSONResponse(state, 200 if all(state.values()) else 503)

    return ready


def _metrics(telegram: Telegram):
    async def metrics(_: Request) -> Response:
        bridge = telegram.bridge
        counts = await bridge.database.run(_waiting)
        counts.update(received=bridge.received, answered=bridge.answered, sent=bridge.sender.sent, retried=bridge.sender.retried)
        return PlainTextResponse("".join(f"cnaim_bridge_{name} {value}\n" for name, value in counts.items()))

    return metrics


def _waiting(connection) -> dict:
    return {
        "inbox_chats_waiting": len(inbox.chats(connection)), "outbox_chats_waiting": len(outbox.chats(connection)),
        "dead_updates": len(inbox.dead(connection)), "dead_calls": len(outbox.dead(connection)),
    }
