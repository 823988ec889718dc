"""The four figures of an installed checkout: first answer, server memory, size, lookup.

`make figures` prints them beside the limits that the project sets itself. Run it on an
idle machine; each is the median of several runs, except the size.
"""

import os
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from cnaim import ROOT, supervisor, training

RUNS = 5
QUESTION = "como peço a nacionalidade?\n"


def first_answer() -> float:
    """Seconds from `make run` with a question piped in to its first answer line."""
    started = time.monotonic()
    process = subprocess.Popen(["make", "-s", "run"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    process.stdin.write(QUESTION)
    process.stdin.close()
    process.stdout.readline()
    seconds = time.monotonic() - started
    process.stdout.read()
    process.wait()
    return seconds


def server_memory() -> float:
    """Megabytes of the Rasa server after a hundred parsed messages."""
    port = 5905
    os.environ.update(CNAIM_RASA_PORT=str(port), CNAIM_ACTIONS_PORT="5955")
    running = [p for p in supervisor.parts(training.ensure()) if p.name in ("actions", "rasa")]
    for part in running:
        supervisor.start(part)
    try:
        _wait(f"http://127.0.0.1:{port}/")
        for i in range(100):
            _say(port, f"como peço a nacionalidade {i}?")
        return _resident(running[1].process.pid)
    finally:
        supervisor.stop(running)


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{url} did not answer within a minute")


def _say(port: int, text: str) -> None:
    import json

    body = json.dumps({"sender": "figures", "message": text}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=20).read()


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def size() -> float:
    """Gigabytes of the environment."""
    return sum(p.lstat().st_blocks * 512 for p in (ROOT / ".venv").rglob("*") if not p.is_symlink()) / 1e9


def lookup() -> float:
    """Seconds of one `cnaim lookup`, a new process each time."""
    started = time.monotonic()
    subprocess.run([ROOT / ".venv/bin/cnaim", "lookup", "iss", "porto", "horario"], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def main() -> int:
    """Print the four lines."""
    training.ensure()
    lookup()
    rows = [
        ("first answer of `make run`", statistics.median(first_answer() for _ in range(RUNS)), 8, "s"),
        ("Rasa server", server_memory(), 320, "MB"),
        ("environment", size(), 1.2, "GB"),
        ("cnaim lookup, cold", statistics.median(lookup() for _ in range(2 * RUNS)), 0.3, "s"),
    ]
    for name, value, limit, unit in rows:
        print(f"{name:<28} {value:8.2f} {unit:<3} limit {limit} {unit}  {'ok' if value <= limit else 'OVER'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
