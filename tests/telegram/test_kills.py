"""Reliability tests 3, 12, 13 and 20: processes that die at any moment. A real bridge process each time."""

import asyncio
import random
import signal

import pytest
from fakes.botapi import BotApi
from processes import BridgeProcess, environment
from stub_rasa import StubRasa

pytestmark = pytest.mark.processes


def echoes(person) -> list[str]:
    """What Rasa answered, in the order shown."""
    return [t.removeprefix("eco: ") for t in person.texts if t.startswith("eco: ")]


def play(test, folder, mode) -> None:
    """Run a test with a Bot API server, a stub and a bridge process."""

    async def run() -> None:
        async with BotApi() as api, StubRasa() as rasa:
            bridge = await BridgeProcess(environment(folder, api, rasa.url, mode), folder / "log").start()
            try:
                await asyncio.wait_for(test(api, rasa, bridge), 60)
            finally:
                await bridge.kill()
            assert api.token not in bridge.log and "Traceback" not in bridge.log

    asyncio.run(run())


def doubled(people) -> int:
    """How many answers came more than once."""
    return sum(len(echoes(p)) - len(set(echoes(p))) for p in people)


async def _rasa_down_and_bridge_killed(api, rasa, bridge):
    ana = api.person()
    ana.say("a")
    await ana.answer(15)
    await rasa.down()
    for text in "bcd":
        ana.say(text)
    await asyncio.sleep(0.5)
    await bridge.kill()
    ana.say("e")
    await rasa.up()
    await bridge.start()
    await ana.until(lambda: len(echoes(ana)) >= 5, 20)
    assert echoes(ana) == list("abcde")


async def _killed_with_updates_in_flight(api, rasa, bridge):
    chance = random.Random(7)
    rasa.delay = lambda: chance.uniform(0, 0.02)
    people = [api.person(f"P{i}") for i in range(30)]
    people[0].say("first")
    await people[0].answer(15)
    kills = [signal.SIGTERM, signal.SIGKILL, signal.SIGKILL]
    for place in range(6):
        for person in people:
            person.say(str(place))
        if place % 2 and kills:
            await asyncio.sleep(chance.uniform(0.02, 0.4))
            await bridge.kill(kills.pop())
            await bridge.start()
    for person in people:
        await person.until(lambda: len(set(echoes(person)) - {"first"}) == 6, 30)
        in_order = list(dict.fromkeys(t for t in echoes(person) if t != "first"))
        assert in_order == [str(i) for i in range(6)]
    assert doubled(people) <= 3 * 4, "at most what was in flight"


async def _written_while_down(api, rasa, bridge):
    ana = api.person()
    ana.say("a")
    await ana.answer(15)
    await bridge.kill(signal.SIGTERM)
    for text in "bcd":
        ana.say(text)
    await bridge.start()
    await ana.until(lambda: echoes(ana) == list("abcd"), 20)


async def _deployed_under_load(api, rasa, bridge):
    people = [api.person(f"P{i}") for i in range(10)]
    early = api.person("Early")
    early.say("first")
    await early.answer(15)
    for place in range(12):
        for person in people:
            person.say(str(place))
        await asyncio.sleep(0.15)
        if place == 3:
            assert await bridge.kill(signal.SIGTERM) == 0, "stops in order"
            await bridge.start()
        if place == 6:
            await rasa.down()
        if place == 9:
            await rasa.up()
    for person in people:
        await person.until(lambda: len(echoes(person)) >= 12, 30)
        assert list(dict.fromkeys(echoes(person))) == [str(i) for i in range(12)]
    assert doubled(people) == 0, "an orderly restart doubles nothing"


MODES = pytest.mark.parametrize("mode", ["polling", "webhook"])


@MODES
def test_03_rasa_down_and_bridge_killed(tmp_path, mode):
    play(_rasa_down_and_bridge_killed, tmp_path, mode)


@MODES
def test_12_killed_with_updates_in_flight(tmp_path, mode):
    play(_killed_with_updates_in_flight, tmp_path, mode)


@MODES
def test_13_written_while_down(tmp_path, mode):
    play(_written_while_down, tmp_path, mode)


@MODES
def test_20_deployed_under_load(tmp_path, mode):
    play(_deployed_under_load, tmp_path, mode)
