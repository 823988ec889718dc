"""The bridge's figures (issue 5, Shows 2): kills, floods, many people, latency, memory.

    python benchmarks/reliability.py [--only kills,crowd,latency,held,memory] [--kills 30]

Real processes: Rasa, action server and bridge under the supervisor of `cnaim run`, joined
to the Bot API server of tests/fakes. Each line is a figure, its limit, and whether it holds.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "telegram")]

from fakes.botapi import BotApi  # noqa: E402
from stub_rasa import StubRasa  # noqa: E402

QUESTIONS = (
    "como peço o NISS?", "como peço a nacionalidade?", "reagrupamento familiar", "preciso de médico de família",
    "onde fica o CNAIM de Lisboa?", "telefone da AIMA", "renovar a autorização de residência", "quero aprender português",
    "subsídio de desemprego", "como abrir um negócio?",
)
NAMES = {"rasa": "cnaim.rasa_server", "actions": "rasa_sdk", "telegram": "cnaim.telegram"}


SUPERVISE = "import pathlib, sys; from cnaim import supervisor, training; training.ensure = lambda: pathlib.Path(sys.argv[1]); sys.exit(supervisor.supervise())"
"""`cnaim run` with a model that is given: a benchmark does not train."""


def model() -> Path:
    """The model for the present data, else the newest one."""
    from cnaim import training

    found = sorted((ROOT / "models").glob("cnaim-*.tar.gz"), key=os.path.getmtime)
    if not found:
        raise SystemExit("no model: run `make train` first")
    return training.model_path() if training.model_path().exists() else found[-1]


def free_port() -> int:
    """A port that nobody uses just now."""
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Service:
    """What `cnaim run` starts with a token: supervisor, Rasa, action server, bridge."""

    def __init__(self, api: BotApi, folder: Path, stub: "StubRasa | None" = None, **settings: object) -> None:
        self.api, self.folder, self.stub = api, folder, stub
        self.variables = {
            **os.environ, "TELEGRAM_BOT_TOKEN": api.token, "CNAIM_TELEGRAM_API": api.url, "CNAIM_RUN": str(folder), "CNAIM_BRIDGE_PORT": "-1",
            "CNAIM_RASA_PORT": str(free_port()), "CNAIM_ACTIONS_PORT": str(free_port()), "CNAIM_BOT_PROFILE": "0",
            **{k: str(v) for k, v in settings.items()},
        }
        if stub:
            self.variables["CNAIM_RASA_URL"] = stub.url

    async def __aenter__(self) -> "Service":
        what = ["-m", "cnaim.telegram"] if self.stub else ["-c", SUPERVISE, str(model())]
        log = open(self.folder / "service.log", "ab")
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, *what, env=self.variables, cwd=ROOT, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
        )
        warm = self.api.person("Warm", id=99)
        warm.say(QUESTIONS[0])
        try:
            await answered(warm, 1, 120)
        except AssertionError:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process.returncode is None:
            self.process.terminate()
            await asyncio.wait_for(self.process.wait(), 60)

    def pids(self, name: str) -> list[int]:
        """Processes of one part."""
        if self.stub:
            return [self.process.pid]
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if NAMES[name] in command(pid)]


def command(pid: "int | str") -> str:
    """The command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def memory(pid: int) -> float:
    """Resident memory of a process in MB."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def answered(person, count: int, timeout: float) -> None:
    """Wait until somebody has so many answers, not counting "one moment"."""
    await person.until(lambda: len(titles(person)) >= count, timeout, f"{count} answers")


MOMENT = "Um momento"


def titles(person) -> list[str]:
    """First lines of the bot's texts, in order."""
    return [t.split("\n")[0] for t in person.texts if not t.startswith(MOMENT)]


def percentile(values: list[float], share: float = 0.95) -> float:
    """The value that a share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def report(what: str, figure: str, limit: str, holds: bool) -> bool:
    """One line of the result."""
    print(f"{'ok  ' if holds else 'FAIL'}  {what:<66} {figure:>14}   {limit}", flush=True)
    return holds


async def kills(folder: Path, count: int, updates: int = 1000) -> bool:
    """Random kill -9 of every part while people ask; nothing lost, order kept, few doubles."""
    chance, per_chat = random.Random(11), len(QUESTIONS)
    async with BotApi() as api, Service(api, folder) as service:
        model = api.person("Model", id=98)
        for question in QUESTIONS:
            before = len(titles(model))
            model.say(question)
            await answered(model, before + 1, 60)
            await asyncio.sleep(0.5)
        expected = titles(model)
        if len(set(expected)) != per_chat:
            print(f"the questions have to have different answers: {expected}")
            return False
        people = [api.person(f"P{i}", id=1000 + i) for i in range(updates // per_chat)]
        work = [(p, q) for q in QUESTIONS for p in people]
        done = asyncio.create_task(_ask_all(work, seconds=count * 10.0))
        killed = await _kill_for(service, count, chance)
        await done
        end = time.monotonic() + 180
        for person in people:
            await _settled(person, expected, end)
    return _judge(people, expected, killed, updates)


async def _ask_all(work: list, seconds: float) -> None:
    pause = seconds / len(work)
    for person, question in work:
        person.say(question)
        await asyncio.sleep(pause)


async def _kill_for(service: Service, count: int, chance: random.Random) -> int:
    killed = 0
    for place in range(count):
        await asyncio.sleep(10.0 * chance.uniform(0.6, 1.4))
        for pid in service.pids(list(NAMES)[place % 3]):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    return killed


async def _settled(person, expected: list[str], end: float) -> None:
    try:
        await person.until(lambda: set(expected) <= set(titles(person)), max(0.1, end - time.monotonic()))
    except AssertionError:
        pass


def _judge(people: list, expected: list[str], killed: int, updates: int) -> bool:
    lost = doubled = disordered = most = 0
    for person in people:
        known = [t for t in titles(person) if t in expected]
        lost += len(set(expected) - set(known))
        extra = len(known) - len(set(known))
        doubled, most = doubled + extra, max(most, extra)
        disordered += list(dict.fromkeys(known)) != [t for t in expected if t in known]
    return all([
        report(f"updates under {killed} kill -9 of bridge, Rasa, action server", str(updates), "at least 30 kills", killed >= 30),
        report("  answers lost", str(lost), "0", lost == 0),
        report("  answers doubled (most in one chat)", f"{doubled} ({most})", f"at most one a chat a kill ({killed})", doubled <= killed and most <= killed),
        report("  chats out of order", str(disordered), "0", disordered == 0),
    ])


async def crowd(folder: Path, size: int = 1000) -> bool:
    """Everybody writes in the same second."""
    async with BotApi() as api, Service(api, folder):
        people = [api.person(f"P{i}", id=1000 + i) for i in range(size)]
        start = time.time()
        for person in people:
            person.say(random.choice(QUESTIONS))
        for person in people:
            await answered(person, 1, 240)
        first = {}
        for call in api.world.sent("sendMessage"):
            if not call.params["text"].startswith(MOMENT):
                first.setdefault(call.chat, call.at - start)
        waits = [first[p.id] for p in people]
    bound = 2 * size / 28 + 10  # "one moment" and the answer, at 28 sends a second
    return report(f"{size} people at once: all answered, p95", f"{percentile(waits):.1f} s", f"at most {bound:.0f} s (Telegram: 30 sends a second)", percentile(waits) < bound)


async def latency(folder: Path, seconds: float = 60.0) -> bool:
    """Five messages a second, and a button press every second."""
    async with BotApi() as api, Service(api, folder):
        people = [api.person(f"P{i}", id=1000 + i) for i in range(50)]
        asked: dict[int, list[float]] = {}
        presses: list[str] = []
        for place in range(int(seconds * 5)):
            person = people[place % len(people)]
            asked.setdefault(person.id, []).append(time.time())
            person.say(random.Random(place).choice(QUESTIONS))
            await asyncio.sleep(0.2)
            if place % 5 == 4 and place > 100:
                query = api.world.query(people[0].user, None, "x")
                query["asked"] = time.time()
                presses.append(query["id"])
                api.world.queries[query["id"]]["at"] = query.pop("asked")
                api.world.push("callback_query", query)
        await asyncio.sleep(5)
        turns = [w for p in people[1:] for w in _waits(api, p.id, asked[p.id])]
        spins = [api.world.queries[q]["answered_at"] - api.world.queries[q]["at"] for q in presses if api.world.queries[q]["answered"]]
    return all([
        report("a text turn at 5 messages/s, p50 / p95", f"{percentile(turns, .5) * 1000:.0f} / {percentile(turns) * 1000:.0f} ms", "p95 at most 150 ms", percentile(turns) <= 0.15),
        report("button press to answerCallbackQuery, p50 / p95", f"{percentile(spins, .5) * 1000:.0f} / {percentile(spins) * 1000:.0f} ms", "p95 at most 30 ms", percentile(spins) <= 0.03),
    ])


def _waits(api: BotApi, chat: int, asked: list[float]) -> list[float]:
    """Seconds from each question to the first message after it."""
    sent = [c.at for c in api.world.sent("sendMessage", chat)]
    return [min((s for s in sent if s >= a), default=a + 60) - a for a in asked]


async def held(folder: Path) -> bool:
    """One chat under a 429: what the others notice of it."""
    async with BotApi() as api, StubRasa() as rasa, Service(api, folder, rasa):
        quiet = await _round(api, "quiet", 0)
        api.faults.add("sendMessage", status=429, retry_after=1, times=1000, chat=5000)
        noisy = await _round(api, "held", 5000)
    more = (percentile(noisy) - percentile(quiet)) * 1000
    figures = f"{percentile(quiet) * 1000:.0f} → {percentile(noisy) * 1000:.0f} ms"
    return report("turn of other chats before and while one is under a 429, p95", figures, "at most 100 ms more", more <= 100)


async def _round(api: BotApi, name: str, victim: int) -> list[float]:
    people = [api.person(f"{name}{i}", id=(6000 if victim else 7000) + i) for i in range(20)]
    asked: dict[int, list[float]] = {}
    for place in range(200):
        if victim and place % 10 == 0:
            api.person("Victim", id=victim).say("olá")
        person = people[place % 20]
        asked.setdefault(person.id, []).append(time.time())
        person.say(f"olá {place}")
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    return [w for p in people for w in _waits(api, p.id, asked[p.id])]


async def steady(folder: Path, updates: int = 10_000) -> bool:
    """The bridge's memory over many updates of many people."""
    async with BotApi() as api, StubRasa() as rasa, Service(api, folder, rasa, CNAIM_SENDS_PER_SECOND=2000) as service:
        sizes = []
        for place in range(10):
            people = [api.person("P", id=10_000 + place * 100 + i) for i in range(100)]
            for _ in range(updates // 1000):
                for person in people:
                    person.say("olá")
            for person in people:
                await person.until(lambda: len(person.from_bot) >= updates // 1000, 120)
                person.chat.messages.clear()
            api.world.calls.clear()
            sizes.append(memory(service.pids("telegram")[0]))
    grown = sizes[-1] - sizes[2]
    return report(f"bridge memory after {updates // 10 * 3} → {updates} updates", f"{sizes[2]:.0f} → {sizes[-1]:.0f} MB", "grows by at most 5 MB", grown <= 5)


async def main() -> int:
    """Run what is wanted; 1 when a limit does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="latency,held,memory,crowd,kills")
    parser.add_argument("--kills", type=int, default=33)
    wanted = parser.parse_args()
    parts = {"latency": latency, "held": held, "memory": steady, "crowd": crowd, "kills": lambda folder: kills(folder, wanted.kills)}
    well = True
    for name in wanted.only.split(","):
        with tempfile.TemporaryDirectory(prefix="cnaim-") as folder:
            try:
                well = await parts[name](Path(folder)) and well
            except AssertionError as problem:
                well = report(name, "stopped", str(problem)[:120], False)
                for log in sorted(Path(folder).glob("*.log")):
                    print(f"--- {log.name}", log.read_text("utf-8", "replace")[-1500:], sep="\n")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
