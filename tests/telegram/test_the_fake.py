"""The fake server judged: by python-telegram-bot, by aiogram 3, and by what Telegram is known to do."""

import asyncio
import subprocess
import time

import pytest
from fakes.botapi import BotApi
from fakes.botapi.conformance_client import PYTHON, ROOT, oracle
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, error
from telegram.request import HTTPXRequest

needs_oracles = pytest.mark.skipif(not PYTHON.exists(), reason="no .venv-oracles: see CONTRIBUTING")


def with_ptb(test):
    """Run an async test with a server and PTB's bot."""

    def run():
        async def play() -> None:
            async with BotApi() as api:
                async with Bot(api.token, base_url=f"{api.url}/bot", request=HTTPXRequest(), get_updates_request=HTTPXRequest()) as bot:
                    await asyncio.wait_for(test(api, bot), 20)

        asyncio.run(play())

    run.__name__ = test.__name__
    return run


KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="y")]])


@with_ptb
async def test_messages_are_kept_and_edited(api, bot):
    ana = api.person()
    message = await bot.send_message(ana.id, "olá", reply_markup=KEYS)
    assert (await bot.edit_message_text("adeus", ana.id, message.message_id)).reply_markup is None, "an edit drops the keyboard"
    with pytest.raises(error.BadRequest, match="not modified"):
        await bot.edit_message_text("adeus", ana.id, message.message_id)
    with pytest.raises(error.BadRequest, match="to edit not found"):
        await bot.edit_message_text("x", ana.id, 999)
    assert (await bot.send_venue(ana.id, 1.0, 2.0, "t", "a")).venue.address == "a"
    assert (await bot.send_contact(ana.id, "112", "SOS")).contact.first_name == "SOS"
    assert (await bot.send_photo(ana.id, b"x")).photo


@with_ptb
async def test_what_telegram_refuses(api, bot):
    ana = api.person()
    for text, reason in (("", "empty"), ("x" * 4097, "too long"), ("😀" * 2049, "too long")):
        with pytest.raises(error.BadRequest, match=reason):
            await bot.send_message(ana.id, text)
    with pytest.raises(error.BadRequest, match="(?i)button_data_invalid"):
        await bot.send_message(ana.id, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="é" * 33)]]))
    with pytest.raises(error.BadRequest, match="(?i)chat not found"):
        await bot.send_message(1, "x")
    ana.block()
    with pytest.raises(error.Forbidden):
        await bot.send_message(ana.id, "x")
    api.revoked = True
    with pytest.raises(error.InvalidToken):
        await bot.get_me()


@with_ptb
async def test_long_polls_and_acknowledgement(api, bot):
    ana = api.person()
    start = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert time.monotonic() - start > 0.9
    first, second = ana.say("/a@fake_bot b"), ana.say("c")
    got = await bot.get_updates(timeout=1)
    assert [u.update_id for u in got] == [first["update_id"], second["update_id"]]
    assert got[0].message.entities[0].type == "bot_command"
    assert len(await bot.get_updates(timeout=0)) == 2, "not acknowledged yet"
    assert len(await bot.get_updates(offset=second["update_id"], timeout=0)) == 1
    slow = asyncio.create_task(bot.get_updates(offset=second["update_id"] + 1, timeout=5))
    await asyncio.sleep(0.1)
    await bot.get_updates(offset=second["update_id"] + 1, timeout=0)
    with pytest.raises(error.Conflict, match="terminated"):
        await slow


@with_ptb
async def test_a_button_press_is_answered_once(api, bot):
    ana = api.person()
    await bot.send_message(ana.id, "olá", reply_markup=KEYS)
    ana.tap("x")
    (update,) = await bot.get_updates(timeout=1)
    assert update.callback_query.data == "y" and await update.callback_query.answer()
    with pytest.raises(error.BadRequest, match="too old"):
        await update.callback_query.answer()


@with_ptb
async def test_faults(api, bot):
    ana = api.person()
    api.faults.add("sendMessage", status=429, retry_after=3)
    with pytest.raises(error.RetryAfter):
        await bot.send_message(ana.id, "x")
    for kind, shown in (("drop_before", 0), ("drop_after", 1)):
        api.faults.add("sendMessage", kind)
        with pytest.raises(error.NetworkError):
            await bot.send_message(ana.id, "x")
        assert len(ana.texts) == shown
    await bot.set_webhook("http://127.0.0.1:1/x")
    with pytest.raises(error.Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()


@needs_oracles
def test_aiogram_understands_every_answer():
    async def play() -> str:
        async with BotApi() as api:
            ana = api.person(id=100)
            ana.say("olá")
            ana.press("y")
            ana.edit(ana.say("x")["message"], "z")
            ana.block()
            ana.unblock()
            script = ROOT / "tests" / "fakes" / "client_aiogram.py"
            process = await asyncio.create_subprocess_exec(PYTHON, script, api.url, api.token, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            out, problem = await asyncio.wait_for(process.communicate(), 30)
            return (out or problem).decode()

    assert asyncio.run(play()).strip().endswith("ok")


BAD = {
    "no such method": ("sendMessages", {}),
    "a missing parameter": ("sendMessage", {"chat_id": 1}),
    "an unknown parameter": ("sendMessage", {"chat_id": 1, "text": "x", "txt": "y"}),
    "an unknown field inside": ("sendMessage", {"chat_id": 1, "text": "x", "link_preview_options": {"disabled": True}}),
    "too long": ("sendMessage", {"chat_id": 1, "text": "x" * 4097}),
    "too long in UTF-16": ("sendMessage", {"chat_id": 1, "text": "😀" * 2049}),
    "blank": ("sendMessage", {"chat_id": 1, "text": "  "}),
    "broken HTML": ("sendMessage", {"chat_id": 1, "text": "<b>x", "parse_mode": "HTML"}),
    "unknown tag": ("sendMessage", {"chat_id": 1, "text": "<div>x</div>", "parse_mode": "HTML"}),
    "unescaped Markdown": ("sendMessage", {"chat_id": 1, "text": "a.b", "parse_mode": "MarkdownV2"}),
    "entity beyond the text": ("sendMessage", {"chat_id": 1, "text": "ab", "entities": [{"type": "bold", "offset": 0, "length": 3}]}),
    "a mark Telegram deletes": ("sendMessage", {"chat_id": 1, "text": "a\u202eb"}),
    "callback data of 65 bytes": ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y" * 65}]]}}),
    "a button with two actions": ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y", "url": "https://a.pt"}]]}}),
    "a button with none": ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}),
    "a tel: button": ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "url": "tel:112"}]]}}),
    "nine in a row": ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}] * 9]}}),
    "a toast of 201": ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}),
    "nowhere on earth": ("sendVenue", {"chat_id": 1, "latitude": 91, "longitude": 0, "title": "t", "address": "a"}),
    "a command with a dash": ("setMyCommands", {"commands": [{"command": "a-b", "description": "x"}]}),
    "a language of three letters": ("setMyName", {"name": "x", "language_code": "kea"}),
    "marks in a number": ("sendContact", {"chat_id": 1, "phone_number": "\u2066112\u2069", "first_name": "x"}),
}
GOOD = {
    "plain": ("sendMessage", {"chat_id": 1, "text": "\u2066+351 210\u2069", "link_preview_options": {"is_disabled": True}}),
    "HTML": ("sendMessage", {"chat_id": 1, "text": "<b>x</b>", "parse_mode": "HTML"}),
    "venue": ("sendVenue", {"chat_id": 1, "latitude": 41.1, "longitude": -8.6, "title": "t", "address": "a"}),
    "empty keyboard": ("editMessageText", {"chat_id": 1, "message_id": 2, "text": "x", "reply_markup": {"inline_keyboard": []}}),
}


@needs_oracles
@pytest.mark.parametrize("name", BAD)
def test_the_conformance_layer_rejects(name):
    assert oracle().problems(*BAD[name])


@needs_oracles
@pytest.mark.parametrize("name", GOOD)
def test_the_conformance_layer_accepts(name):
    assert oracle().problems(*GOOD[name]) == []
