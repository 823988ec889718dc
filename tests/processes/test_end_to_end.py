"""The whole service as processes: Bot API server on loopback, bridge, Rasa, action server.

One conversation with a button press; then the action server is killed in mid-conversation
and the bridge is killed with messages waiting: nothing is lost, and the thread holds.
"""

import asyncio
import os
import signal
import socket
import sys
import urllib.request
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from fakes.botapi import BotApi  # noqa: E402

from cnaim import supervisor, training  # noqa: E402


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def ports(tmp_path, monkeypatch):
    """Ports and a folder of this test's own."""
    chosen = {"rasa": free_port(), "actions": free_port()}
    for name, number in chosen.items():
        monkeypatch.setenv(f"CNAIM_{name.upper()}_PORT", str(number))
    monkeypatch.setattr(supervisor, "RUN", tmp_path)
    monkeypatch.setenv("CNAIM_RUN", str(tmp_path))
    monkeypatch.setenv("CNAIM_BRIDGE_PORT", str(free_port()))
    return chosen


async def until(condition, seconds=30.0, what="it"):
    """Wait for a condition, looking often."""
    for _ in range(int(seconds * 10)):
        if condition():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {seconds} s")


def answers(port):
    """Whether the Rasa server answers."""
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).status == 200
    except OSError:
        return False


def listening(pid):
    """Addresses on which a process listens (from /proc, IPv4 and IPv6)."""
    inodes = {os.readlink(f"/proc/{pid}/fd/{fd}")[8:-1] for fd in os.listdir(f"/proc/{pid}/fd") if _is_socket(pid, fd)}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                found.add(fields[1].split(":")[0])
    return found


def _is_socket(pid, fd):
    try:
        return os.readlink(f"/proc/{pid}/fd/{fd}").startswith("socket:")
    except OSError:
        return False


def kill(part):
    part.process.send_signal(signal.SIGKILL)
    part.process.wait()


@pytest.mark.processes
def test_a_conversation_survives_kills(ports, tmp_path, monkeypatch):
    asyncio.run(conversation(ports, tmp_path, monkeypatch))


async def conversation(ports, folder, monkeypatch):
    async with BotApi() as api:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", api.token)
        monkeypatch.setenv("CNAIM_TELEGRAM_API", api.url)
        running = {part.name: part for part in supervisor.parts(training.ensure())}
        for part in running.values():
            supervisor.start(part)
        try:
            await until(lambda: answers(ports["rasa"]), 60, "Rasa")
            for name in ("rasa", "actions"):
                assert listening(running[name].process.pid) <= {"0100007F"}, f"{name} listens beyond loopback"
            await talk(api, running)
        finally:
            supervisor.stop(list(running.values()))
    words = "".join(p.read_text("utf-8", "replace") for p in folder.glob("*.log"))
    assert "nacionalidade" not in words and api.token not in words, "a message or the token is in a log"


async def talk(api, running):
    ana = api.person()
    ana.say("como peço a nacionalidade?")
    first = (await ana.answers(1, 30))[0]
    assert "222 073 810" in first["text"] and "Av. de França" in first["text"]
    ana.tap("Papéis")
    await until(lambda: any("Certidão de nascimento" in t for t in ana.texts), 15, "the papers")

    kill(running["actions"])
    ana.say("e em lisboa?")
    await asyncio.sleep(2)
    supervisor.start(running["actions"])
    await until(lambda: any("papéis a levar" in t for t in ana.texts[-2:]), 40, "the answer after the action server's death")

    kill(running["telegram"])
    ana.say("e o telefone?")
    ana.say("and how much does it cost?")
    supervisor.start(running["telegram"])
    await until(lambda: any("218 106 100" in t for t in ana.texts), 40, "the Lisbon phone after the bridge's death")
    await until(lambda: any("how much it costs" in t or "cost" in t.lower().splitlines()[0] for t in ana.texts), 40, "the second waiting message")


