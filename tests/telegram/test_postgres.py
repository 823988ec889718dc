"""The same bridge on PostgreSQL, by one setting."""

import asyncio

import pytest
from postgres import MISSING, postgres
from stage import Stage
from test_parts import keeps_its_promises

from cnaim.telegram.supervised import REFUSED, Life

pytestmark = [pytest.mark.processes, pytest.mark.skipif(MISSING, reason="no PostgreSQL on this machine")]


def test_the_queues_and_a_conversation_on_postgresql(tmp_path):
    async def play(url: str) -> None:
        async with Stage(tmp_path, database=url) as stage:
            ana = stage.person(id=987654321987)
            ana.say("papéis")
            await ana.answer()
            ana.tap("Lista para marcar")
            message = await ana.answer()
            ana.tap("⬜ Passaporte")
            await ana.until(lambda: "✅ Passaporte" in message["text"])
            await stage.restart()
            ana.say("olá")
            assert (await ana.answer())["text"] == "eco: olá"
            assert await Life(stage.settings).run() == REFUSED, "one bridge a database"

    with postgres() as url:
        keeps_its_promises(url)
        asyncio.run(play(url))
