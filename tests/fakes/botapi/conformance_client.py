"""Asks the oracles, which live in an environment of their own (aiogram 3 and Rasa exclude each other)."""

import functools
import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / ".venv-oracles" / "bin" / "python"


class Oracle:
    """The process that judges; one for a whole test run."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("conformance.py")
        self._process = subprocess.Popen([PYTHON, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": "ignore"})

    def problems(self, method: str, params: dict) -> list[str]:
        """What is wrong with a call; empty when nothing is."""
        self._process.stdin.write(json.dumps({"method": method, "params": params}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@functools.lru_cache(maxsize=1)
def oracle() -> "Oracle | None":
    """The oracle, or None when its environment has not been made."""
    return Oracle() if PYTHON.exists() else None


def assert_conforming(calls: list) -> None:
    """Every call that a bot made is one that Telegram's own documentation and parser accept."""
    judge = oracle()
    if judge is None:
        return
    found = [f"{c.method}: {p}" for c in calls for p in judge.problems(c.method, c.params)]
    assert not found, "calls that Telegram would refuse:\n" + "\n".join(found)
