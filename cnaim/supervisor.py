"""Starts the processes of the service, restarts what dies, stops all on Ctrl-C.

Rasa and the action server listen on loopback only. One file of settings under `.run/`
carries the ports; nothing of the checkout is changed.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from . import ROOT, training

RUN = Path(os.environ.get("CNAIM_RUN") or ROOT / ".run")
PORTS = {"rasa": 5005, "actions": 5055}
RETENTION_EVERY = 600.0
"""Seconds between two clean-ups of what has had its time."""
STEADY = 30.0
"""A process that lived this long is restarted at once; a younger one after a growing pause."""


@dataclass
class Part:
    """One process: how it is started, and how often it died young."""

    name: str
    command: list[str]
    env: dict[str, str]
    process: subprocess.Popen | None = None
    started: float = 0.0
    failures: int = 0
    wait_until: float = field(default=0.0)


def port(name: str) -> int:
    """The port of a server; CNAIM_RASA_PORT and CNAIM_ACTIONS_PORT change it."""
    return int(os.environ.get(f"CNAIM_{name.upper()}_PORT", PORTS[name]))


def busy(number: int) -> bool:
    """Whether something listens on a loopback port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return True
    return False


def write_endpoints() -> Path:
    """`.run/endpoints.yml`: the checkout's, with this run's ports and folder."""
    RUN.mkdir(parents=True, exist_ok=True)
    settings = yaml.safe_load((ROOT / "endpoints.yml").read_text("utf-8"))
    settings["action_endpoint"]["url"] = f"http://127.0.0.1:{port('actions')}/webhook"
    settings["tracker_store"]["db"] = str(RUN / "tracker.db")
    path = RUN / "endpoints.yml"
    path.write_text(yaml.safe_dump(settings), "utf-8")
    return path


def parts(model: Path) -> list[Part]:
    """The processes, in the order in which they start."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "SANIC_HOST": "127.0.0.1", "PYTHONWARNINGS": "ignore"}
    env["CNAIM_RASA_URL"] = f"http://127.0.0.1:{port('rasa')}"
    python = sys.executable
    rasa = [python, "-m", "cnaim.rasa_server", str(model), str(port("rasa")), str(write_endpoints())]
    found = [
        Part("actions", [python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port("actions"))], env),
        Part("rasa", rasa, env),
    ]
    if os.environ.get("TELEGRAM_BOT_TOKEN"):
        found.append(Part("telegram", [python, "-m", "cnaim.telegram"], env))
    return found


def supervise() -> int:
    """Run until Ctrl-C or SIGTERM. 1 when a port is taken or the bridge refuses its token."""
    for name in PORTS:
        if busy(port(name)):
            print(f"port {port(name)} is in use; free it, or set CNAIM_{name.upper()}_PORT to another", file=sys.stderr)
            return 1
    model = training.ensure()
    running = parts(model)
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda n, _: stopping.append(n))
    for part in running:
        start(part)
    explain(running)
    cleaned = time.monotonic()
    try:
        while not stopping:
            time.sleep(0.2)
            if any(watch(part) for part in running):
                return 1
            if time.monotonic() - cleaned > RETENTION_EVERY:
                cleaned = time.monotonic()
                clean_up()
    finally:
        stop(running)
    return 0


def start(part: Part) -> None:
    """Start one process with its log under `.run/`."""
    log = open(RUN / f"{part.name}.log", "ab", buffering=0)
    part.process = subprocess.Popen(part.command, env=part.env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    part.started = time.monotonic()
    log.close()


REFUSED = 78
"""Exit code (EX_CONFIG) by which a process says that a restart would not help."""


def watch(part: Part) -> bool:
    """Restart a process that died; True when it refused its settings for good."""
    if part.process.poll() is None:
        return False
    if part.process.returncode == REFUSED:
        print(last_line(RUN / f"{part.name}.log"), file=sys.stderr)
        return True
    now = time.monotonic()
    if not part.wait_until:
        part.failures = 0 if now - part.started > STEADY else part.failures + 1
        pause = min(30.0, 0.5 * 2 ** (part.failures - 1)) if part.failures else 0.0
        print(f"{part.name} stopped (code {part.process.returncode}); starting it again in {pause:g} s", file=sys.stderr)
        part.wait_until = now + pause
    if now >= part.wait_until:
        part.wait_until = 0.0
        start(part)
    return False


def last_line(path: Path) -> str:
    """The last line of a log, which is what the process had to say."""
    lines = path.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"see {path}"


def stop(running: list[Part]) -> None:
    """SIGTERM in reverse order, so that the bridge drains first; SIGKILL after 20 s."""
    for part in reversed(running):
        if part.process and part.process.poll() is None:
            part.process.terminate()
            try:
                part.process.wait(20)
            except subprocess.TimeoutExpired:
                part.process.kill()
                part.process.wait()


def explain(running: list[Part]) -> None:
    """Say in plain words what runs and where."""
    places = {"actions": f"answers      http://127.0.0.1:{port('actions')}", "rasa": f"assistant    http://127.0.0.1:{port('rasa')}", "telegram": "Telegram     long polling"}
    print("Running (Ctrl-C stops all):", *(f"  {places[p.name]}   log: {RUN / (p.name + '.log')}" for p in running), sep="\n", flush=True)


def clean_up() -> None:
    """Remove what has had its time; a failure is logged and tried again later."""
    from .retention import clean

    try:
        clean(RUN / "tracker.db", time.time())
    except Exception as error:
        print(f"clean-up failed, it is tried again later: {error}", file=sys.stderr)
