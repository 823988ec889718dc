"""The bridge as a process of its own, to be killed. The rest of the stage stays here."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from stage import QUICK, free_port

from cnaim import ROOT
from cnaim.telegram.settings import Settings


def environment(folder: Path, api, rasa: str, mode: str, **settings: object) -> dict[str, str]:
    """The variables that a bridge process is started with."""
    found = {"token": api.token, "api": api.url, "rasa": rasa, "run": folder, **QUICK, **settings}
    if mode == "webhook":
        found["port"] = free_port()
        found["webhook"] = f"http://127.0.0.1:{found['port']}/telegram"
    names = {f: Settings.__dataclass_fields__[f].metadata["env"] for f in found}
    return {**os.environ, **{names[f]: str(int(v)) if isinstance(v, bool) else str(v) for f, v in found.items()}}


class BridgeProcess:
    """`python -m cnaim.telegram`, which can be killed and started again."""

    def __init__(self, variables: dict[str, str], log: Path) -> None:
        self._variables, self._log = variables, log

    async def start(self) -> "BridgeProcess":
        """Start it; returns at once."""
        with self._log.open("a") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "cnaim.telegram", env=self._variables, stdout=log, stderr=log, cwd=ROOT
            )
        return self

    async def kill(self, number: int = signal.SIGKILL) -> int:
        """End it by a signal; the exit status."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 30)

    @property
    def log(self) -> str:
        """What it said."""
        return self._log.read_text("utf-8")
