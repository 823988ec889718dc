"""The reliability tests of telegram.md section 4, in its order, on polling and on webhook.

Those that kill processes (3, 12, 13, 20) are in `test_kills.py`, odd input (17) is in
`test_odd_input.py`. Times are shortened by the stage: "one moment" comes after 0.5 s.
"""

import asyncio
import random
import time

import httpx
from stage import scenario

from cnaim.telegram import inbox
from cnaim.telegram.supervised import REFUSED, Life

MOMENT = "Um momento"


def echoes(person) -> list[str]:
    """What Rasa answered, in the order shown."""
    return [t.removeprefix("eco: ") for t in person.texts if t.startswith("eco: ")]


@scenario()
async def test_01_api_down_at_start(stage):
    await stage.stop()
    await stage.api.vanish()
    ana = stage.person()
    ana.say("olá")
    await stage.start()
    await asyncio.sleep(0.8)
    assert not stage.life.ended.is_set(), "the bridge stays alive"
    await stage.api.listen()
    assert (await ana.answer())["text"] == "eco: olá"


@scenario()
async def test_02_rasa_down_in_mid_conversation(stage):
    ana = stage.person()
    ana.say("a")
    await ana.answer()
    await stage.rasa.down()
    for text in "bcd":
        ana.say(text)
    start = time.monotonic()
    await ana.until(lambda: any(MOMENT in t for t in ana.texts), 3)
    assert time.monotonic() - start < 3
    await asyncio.sleep(0.8)
    await stage.rasa.up()
    await ana.until(lambda: len(echoes(ana)) == 4)
    assert echoes(ana) == ["a", "b", "c", "d"] and sum(MOMENT in t for t in ana.texts) == 1


async def _fails_then_works(stage, mode: str):
    """One chat's message fails in a way; another chat is answered at once; then all is well again."""
    ana, bob = stage.person("Ana"), stage.person("Bob")
    stage.rasa.mode, stage.rasa.bad = mode, lambda message: message == "x"
    ana.say("x")
    await asyncio.sleep(0.1)
    start = time.monotonic()
    bob.say("y")
    await bob.answer()
    assert time.monotonic() - start < 0.5, "another chat does not wait"
    await ana.until(lambda: any(MOMENT in t for t in ana.texts), 3)
    stage.rasa.mode = "ok"
    await ana.until(lambda: echoes(ana) == ["x"], 5)


@scenario()
async def test_04a_rasa_hangs(stage):
    await _fails_then_works(stage, "hang")


@scenario()
async def test_04b_rasa_says_500(stage):
    await _fails_then_works(stage, "error")


@scenario()
async def test_04c_bad_json(stage):
    await _fails_then_works(stage, "garbage")


@scenario()
async def test_04d_an_empty_list(stage):
    await _fails_then_works(stage, "empty")


@scenario()
async def test_04e_ten_megabytes(stage):
    await _fails_then_works(stage, "huge")


@scenario()
async def test_04f_a_message_that_never_works_is_given_up_kindly(stage):
    ana = stage.person()
    stage.rasa.mode, stage.rasa.bad = "empty", lambda message: message == "x"
    ana.say("x")
    ana.say("y")
    await ana.until(lambda: echoes(ana) == ["y"], 10)
    apology = next(t for t in ana.texts if "não consegui responder" in t)
    assert "218 106 191" in apology, "with a line to call"
    (letter,) = await stage.database.run(inbox.dead)
    assert "empty list" in letter.error
    stage.rasa.mode = "ok"
    await stage.database.run(inbox.replay)
    await stage.life.bridge.start()
    await ana.until(lambda: echoes(ana) == ["y", "x"])


@scenario()
async def test_05_429_holds_one_chat_only(stage):
    ana, bob = stage.person("Ana"), stage.person("Bob")
    bob.say("first")
    await bob.answer()
    stage.api.faults.add("sendMessage", status=429, retry_after=1, times=2, chat=ana.id)
    start = time.monotonic()
    ana.say("a")
    waits = []
    while time.monotonic() - start < 1.5:
        asked = time.monotonic()
        bob.say("b")
        await bob.answer()
        waits.append(time.monotonic() - asked)
        await asyncio.sleep(0.1)
    await ana.until(lambda: echoes(ana), 4)
    assert 1.9 < time.monotonic() - start < 4 and echoes(ana) == ["a"]
    assert max(waits) < 0.3, waits


@scenario()
async def test_06_blocked(stage):
    ana, bob = stage.person("Ana"), stage.person("Bob")
    ana.chat.blocked = True
    ana.say("a")
    bob.say("b")
    await bob.answer()
    await asyncio.sleep(0.5)
    tries = [c for c in stage.api.world.calls if c.chat == ana.id and c.method == "sendMessage"]
    assert len(tries) == 1, "no second try"


@scenario()
async def test_07_lost_on_the_way_is_delivered_once(stage):
    ana = stage.person()
    stage.api.faults.add("sendMessage", status=502, times=2)
    stage.api.faults.add("sendMessage", "drop_before", times=2)
    ana.say("a")
    await ana.answer()
    await asyncio.sleep(0.4)
    assert echoes(ana) == ["a"]


@scenario()
async def test_08_lost_on_the_way_back_comes_at_most_twice(stage):
    ana = stage.person()
    stage.api.faults.add("sendMessage", "drop_after")
    ana.say("a")
    await ana.answer()
    await asyncio.sleep(0.5)
    assert echoes(ana) in (["a"], ["a", "a"])


@scenario()
async def test_09_the_same_update_three_times_and_after_a_restart(stage):
    ana = stage.person()
    update = ana.say("a")
    await ana.answer()
    for _ in range(2):
        stage.api.world.push_raw(update)
        await asyncio.sleep(0.2)
    await stage.restart()
    stage.api.world.push_raw(update)
    ana.say("b")
    await ana.until(lambda: "b" in echoes(ana))
    assert echoes(ana) == ["a", "b"]


@scenario("webhook")
async def test_10_overtaking_webhook_calls_are_put_in_order(stage):
    ana = stage.person()
    ana.say("0")
    await ana.answer()
    world, secret = stage.api.world, stage.life_secret
    updates = [{"update_id": 2000 + i, "message": world.new_message(ana.chat, ana.user, {"text": str(i)})} for i in range(1, 5)]
    await stage.post(updates[0], secret)  # a jump in the numbers: waited for, then taken as it is
    calls = []
    for place in (3, 1, 2):
        calls.append(asyncio.create_task(stage.post(updates[place], secret)))
        await asyncio.sleep(0.02)
    await asyncio.gather(*calls)
    await ana.until(lambda: len(echoes(ana)) == 5)
    assert echoes(ana) == ["0", "1", "2", "3", "4"]


@scenario()
async def test_11_many_quick_messages_stay_in_order(stage):
    chance = random.Random(1)
    stage.rasa.delay = lambda: chance.uniform(0, 0.05)
    people = [stage.person(f"P{i}") for i in range(20)]
    for place in range(10):
        for person in people:
            person.say(str(place))
    for person in people:
        await person.until(lambda: len(echoes(person)) == 10, 30)
        assert echoes(person) == [str(i) for i in range(10)]


@scenario()
async def test_14_many_people_at_once(stage):
    people = [stage.person(f"P{i}") for i in range(200)]
    for person in people:
        person.say("olá")
    for person in people:
        await person.until(lambda: echoes(person) == ["olá"], 30)


@scenario()
async def test_15_a_flood_disturbs_nobody(stage):
    flooder, bob = stage.person("Flood"), stage.person("Bob")
    for place in range(500):
        flooder.say(str(place))
    waits = []
    for _ in range(5):
        asked = time.monotonic()
        bob.say("b")
        await bob.answer()
        waits.append(time.monotonic() - asked)
    await flooder.until(lambda: len(echoes(flooder)) >= 30, 10)
    await asyncio.sleep(0.3)
    assert sum("muitas mensagens" in t for t in flooder.texts) == 1, "one polite notice"
    assert len(echoes(flooder)) < 40 and sorted(waits)[-2] < 1.0, waits


@scenario("polling")
async def test_16_a_second_bridge_is_refused_and_a_stranger_is_waited_for(stage):
    assert await Life(stage.settings).run() == REFUSED
    ana = stage.person()
    stage.api.faults.add("getUpdates", status=409, times=1, description="Conflict: terminated by other getUpdates request")
    ana.say("a")
    import cnaim.telegram.intake as intake

    intake.CONFLICT_PAUSE, before = 0.2, intake.CONFLICT_PAUSE
    await ana.answer(10)
    intake.CONFLICT_PAUSE = before


@scenario()
async def test_18_a_full_disk_refuses_to_acknowledge(stage):
    ana = stage.person()
    ana.say("a")
    await ana.answer()
    reception = stage.life.bridge.reception
    store, reception.store = reception.store, _full
    ana.say("b")
    await asyncio.sleep(0.5)
    assert stage.api.world.updates, "Telegram still has it"
    reception.store = store
    await ana.until(lambda: echoes(ana) == ["a", "b"], 8)


def _full(connection, updates, now):
    import sqlite3

    raise sqlite3.OperationalError("database or disk is full")


@scenario("polling")
async def test_19_a_revoked_token_ends_the_bridge_and_loses_nothing(stage):
    ana = stage.person()
    await stage.rasa.down()
    ana.say("a")
    await asyncio.sleep(0.3)
    stage.api.revoked = True
    assert await asyncio.wait_for(stage._running, 20) == REFUSED
    stage.api.revoked = False
    await stage.rasa.up()
    await stage.start()
    await ana.until(lambda: echoes(ana) == ["a"], 8)


@scenario("polling")
async def test_a_wrong_token_is_one_line(stage):
    from dataclasses import replace

    settings = replace(stage.settings, token="1:wrong", run=stage.folder / "other")
    assert await Life(settings).run() == REFUSED


@scenario("webhook")
async def test_strangers_cannot_call_the_webhook(stage):
    stage.person().say("olá")
    await stage.person().until(lambda: stage.rasa.answered)
    stage.rasa.heard.clear()
    update = {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "x"}}
    assert await stage.post(update, "wrong") == 403
    assert await stage.post(update, "") == 403
    assert await stage.post(b"{not json", stage.life_secret) == 200
    assert await stage.post([1], stage.life_secret) == 200
    assert stage.rasa.heard == []


@scenario("polling", port=0)
async def test_health(stage):
    await asyncio.sleep(0.3)
    async with httpx.AsyncClient() as client:
        base = f"http://127.0.0.1:{stage.port}"
        assert (await client.get(base + "/healthz")).json() == {"alive": True, "disk": "well"}
        assert (await client.get(base + "/readyz")).status_code == 200
        assert "cnaim_bridge_dead_updates 0" in (await client.get(base + "/metrics")).text
        await stage.rasa.down()
        assert (await client.get(base + "/readyz")).json() == {"telegram": True, "rasa": False}


