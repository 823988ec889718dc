"""The person's side over HTTP, for tests whose bot and server are other processes.

    POST /sim/say      {"chat": 1, "text": "olá", "language": "pt"}
    POST /sim/tap      {"chat": 1, "label": "Papéis"}
    POST /sim/send     {"chat": 1, "content": {"location": {…}}}
    POST /sim/faults   {"method": "sendMessage", "kind": "status", "status": 502}   (or {"clear": true})
    GET  /sim/screen?chat=1     what the person sees
    GET  /sim/calls             every call of the bot
"""

import dataclasses

from aiohttp import web


def add_routes(application: web.Application, api) -> None:
    """Add the routes to a server."""

    def person(found: dict):
        return api.person(found.get("name", "Ana"), found.get("language", "pt"), int(found["chat"]))

    async def say(request: web.Request) -> web.Response:
        found = await request.json()
        return web.json_response(person(found).say(found["text"]))

    async def tap(request: web.Request) -> web.Response:
        found = await request.json()
        try:
            return web.json_response(person(found).tap(found["label"]))
        except AssertionError as missing:
            return web.json_response({"error": str(missing)}, status=404)

    async def send(request: web.Request) -> web.Response:
        found = await request.json()
        return web.json_response(person(found).send(**found["content"]))

    async def faults(request: web.Request) -> web.Response:
        found = await request.json()
        if found.pop("clear", False):
            api.faults.clear()
        else:
            api.faults.add(**found)
        return web.json_response({})

    async def screen(request: web.Request) -> web.Response:
        chat = api.world.chat(int(request.query["chat"]))
        return web.json_response(list(chat.messages.values()))

    async def calls(request: web.Request) -> web.Response:
        return web.json_response([dataclasses.asdict(c) for c in api.world.calls])

    for name, handler in (("say", say), ("tap", tap), ("send", send), ("faults", faults)):
        application.router.add_post(f"/sim/{name}", handler)
    application.router.add_get("/sim/screen", screen)
    application.router.add_get("/sim/calls", calls)
