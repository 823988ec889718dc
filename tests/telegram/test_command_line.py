"""`python -m cnaim.telegram …` as an operator meets it: one clear line, a status that says whether to restart."""

import os
import subprocess
import sys
import time

import pytest

from cnaim import ROOT
from cnaim.telegram import inbox, people
from cnaim.telegram.database import Database
from cnaim.telegram.tables import DEAD

pytestmark = pytest.mark.processes


def run(folder, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """Run the command and wait."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("CNAIM_", "TELEGRAM_"))}
    env.update(CNAIM_RUN=str(folder), **variables)
    command = [sys.executable, "-m", "cnaim.telegram", *arguments]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=30)


def test_without_a_token_or_with_a_wrong_setting_there_is_one_line(tmp_path):
    for variables, said in (({}, "@BotFather"), ({"CNAIM_POLL_TIMEOUT": "soon"}, "a number is needed")):
        found = run(tmp_path, **variables)
        assert found.returncode == 78 and said in found.stderr and found.stderr.count("\n") == 1


def test_dead_letters_are_shown_without_words_and_replayed(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/bridge.db")
    update = {"update_id": 7, "message": {"chat": {"id": 5}, "text": "segredo"}}
    database.run_now(inbox.add, update, time.time(), DEAD)
    row = inbox.Row(7, 5, "{}", 0.0, 1, False)
    database.run_now(inbox.bury, row, "Rasa: an empty list", [], 0.0)
    database.run_now(people.opinion, "2026-11-23", "sniss,qhow", "bad")
    database.close()
    shown = run(tmp_path, "dead").stdout
    assert "update 7" in shown and "an empty list" in shown and "segredo" not in shown
    assert "service=niss question=how" in run(tmp_path, "opinions").stdout
    assert "1 updates and 0 calls wait again" in run(tmp_path, "replay").stdout
    assert run(tmp_path, "dead").stdout == ""


def test_links_are_what_telegram_accepts(tmp_path):
    lines = [line for line in run(tmp_path, "links").stdout.splitlines() if not line.startswith("#")]
    assert "c-nationality" in lines and "l-cnaim-norte" in lines
    assert all(len(line) <= 64 and set(line) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for line in lines)
