"""The bridge's small parts, without a server: cutting, buttons, limits, ordering, migrations."""

import asyncio
import json
import sys

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from cnaim.telegram import buttons, calls, inbox, limits, rasa, tables
from cnaim.telegram.calls import Call
from cnaim.telegram.database import Database
from cnaim.telegram.keys import Keys, load
from cnaim.telegram.ordering import Ordering
from cnaim.telegram.settings import from_environment

KEYS = Keys(b"k" * 32)


@given(st.text(max_size=400), st.integers(10, 80))
@settings(max_examples=200, deadline=None)
def test_pieces_keep_every_word_and_the_limit(text, limit):
    found = calls.pieces(text, limit)
    assert all(0 < calls.units(p) <= limit for p in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_pieces_cut_at_paragraphs_lines_words():
    assert calls.pieces("aaaa bbbb\n\ncccc", 10) == ["aaaa bbbb", "cccc"]
    assert calls.pieces("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_short_labels_share_a_row_long_ones_do_not():
    short, long = calls.button("Sim", "x"), calls.button("Uma etiqueta bastante comprida", "x")
    assert [len(r) for r in calls.rows([short, short, short, long, short])] == [2, 1, 1, 1]
    assert calls.shown("\u2066" + "x" * 80 + "\u2069").count("\u2069") == 1, "an isolate that was opened is closed"


def test_callback_data_fits_and_comes_back():
    payload = '/inform{"service":"nationality","question":"papers"}'
    data = buttons.seal(KEYS, 5, buttons.body_of(payload))
    assert len(data.encode()) <= 64
    pressed = buttons.read(KEYS, 5, data)
    assert pressed.verb == "r" and buttons.payload_of(pressed.arguments) == payload
    assert buttons.read(KEYS, 6, data) is None, "another chat's"
    assert buttons.read(Keys(b"x" * 32), 5, data) is None, "another installation's"
    assert buttons.seal(KEYS, 5, "x" * 60) is None


@given(st.text(max_size=80))
def test_no_data_can_be_made_up(data):
    assert buttons.read(KEYS, 5, data) is None


def test_payloads_that_cannot_be_packed():
    for payload in ('/inform{"a":"b"}', '/inform{"service":1}', "/inform{broken", '/inform{"service":"a,b"}'):
        assert buttons.body_of(payload) is None
    assert buttons.payload_of(("person",)) == "/person"


@given(st.text())
def test_what_is_typed_never_starts_with_a_slash(text):
    found = rasa.typed(text)
    assert not found.strip().startswith("/") and len(found) <= rasa.LONGEST
    json.dumps(found).encode()


def test_a_hold_and_a_burst_concern_one_chat():
    limit = limits.SendingLimits(overall=1000, a_chat=1, burst=3)
    assert [limit.chat_wait(1, 0.0) for _ in range(3)] == [0, 0, 0]
    assert limit.chat_wait(1, 0.0) == pytest.approx(1.0) and limit.chat_wait(2, 0.0) == 0
    limit.hold(2, 5.0)
    assert limit.chat_wait(2, 1.0) == pytest.approx(4.0)


def test_thirty_a_second_overall():
    limit = limits.SendingLimits(overall=30, a_chat=1)
    assert [limit.overall_wait(0.0) for _ in range(30)] == [0] * 30
    assert limit.overall_wait(0.0) == pytest.approx(1 / 30)


def test_a_flood_is_counted_by_when_it_was_written():
    floods = limits.Floods(burst=3, rate=1)
    assert [floods.accepts(1, 0.0) for _ in range(4)] == [True, True, True, False]
    assert floods.accepts(1, 2.0) and floods.accepts(2, 0.0)
    assert floods.notice(1, 0.0) and not floods.notice(1, 30.0) and floods.notice(1, 61.0)


def test_buckets_do_not_grow():
    found = limits.Buckets(1, 1, most=10)
    for key in range(1000):
        found.of(key, 0.0).take(0.0)
    assert len(found._buckets) <= 10


def test_overtaken_updates_are_released_in_order():
    released = []

    async def play() -> None:
        ordering = Ordering(released.append, window=0.05)
        for number in (1, 4, 3, 2):
            ordering.arrived(number, number)
        assert released == [1, 2, 3, 4]
        ordering.arrived(9, 9)
        await asyncio.sleep(0.1)
        ordering.arrived(10, 10)
        ordering.arrived(8, 8)

    asyncio.run(play())
    assert released == [1, 2, 3, 4, 9, 10, 8]


def test_the_key_is_made_once_and_ours_only(tmp_path):
    path = tmp_path / "run" / "secret"
    first = load(path)
    assert load(path).person(1) == first.person(1) and path.stat().st_mode & 0o777 == 0o600
    assert load(path, "ab" * 32).person(1) != first.person(1)


def test_settings_say_which_number_is_wrong():
    assert from_environment({"CNAIM_POLL_TIMEOUT": "3", "CNAIM_BOT_PROFILE": "0"}).poll_timeout == 3
    with pytest.raises(ValueError, match="CNAIM_BRIDGE_PORT=x: a number is needed"):
        from_environment({"CNAIM_BRIDGE_PORT": "x"})


UPDATE = {"update_id": 1, "message": {"chat": {"id": 5}, "text": "segredo"}}


def keeps_its_promises(url: str) -> None:
    """The two queues on any database."""
    database = Database(url)
    assert database.run_now(inbox.add, UPDATE, 0.0) and not database.run_now(inbox.add, UPDATE, 0.0)
    row = database.run_now(inbox.head, 5)
    assert row.update == UPDATE and database.run_now(inbox.chats) == [5]
    assert database.run_now(inbox.failed, row, "x")
    assert database.run_now(inbox.notice, row, [], 0.0) and not database.run_now(inbox.notice, row, [], 0.0)
    with pytest.raises(RuntimeError):
        database.run_now(_finish_and_break, row)
    assert database.run_now(inbox.head, 5), "rolled back together"
    assert database.run_now(inbox.finish, row, [Call("sendMessage", {"text": "olá"})], 0.0)
    assert database.run_now(inbox.head, 5) is None
    kept = database.run_now(lambda c: c.execute(sa.select(tables.INBOX)).first())
    assert kept.body == "" and kept.chat is None
    database.close()
    again = Database(url)
    from cnaim.telegram import outbox

    waiting = again.run_now(outbox.head, 5)
    assert waiting.call == Call("sendMessage", {"text": "olá"}) and again.run_now(outbox.sent, waiting) is None
    again.close()


def _finish_and_break(connection, row) -> None:
    inbox.finish(connection, row, [Call("sendMessage", {})], 0.0)
    raise RuntimeError


def test_the_queues_on_sqlite(tmp_path):
    keeps_its_promises(f"sqlite:///{tmp_path}/a.db")


def test_a_newer_database_is_refused_and_an_older_one_brought_up(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/a.db"
    Database(url).close()
    monkeypatch.setattr(tables, "VERSION", 2)
    monkeypatch.setitem(tables.STEPS, 2, ["ALTER TABLE people ADD COLUMN more INTEGER"])
    Database(url).close()
    monkeypatch.setattr(tables, "VERSION", 1)
    with pytest.raises(RuntimeError, match="schema 2"):
        Database(url)


def test_the_bridge_imports_nothing_of_rasa():
    import subprocess

    code = "import sys, cnaim.telegram.supervised, cnaim.telegram.tools; print([m for m in sys.modules if m.split('.')[0] in ('rasa', 'rasa_sdk', 'spacy', 'sklearn')])"
    found = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
