"""aiogram 3 against the fake server; run in `.venv-oracles` with the server's address and token.

If aiogram cannot parse an answer, the fake is wrong. Prints "ok" at the end.
"""

import asyncio
import sys

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

CHAT = 100


async def main(url: str, token: str) -> None:
    """Every method once, and every kind of update."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    assert (await bot.get_me()).username == "fake_bot"
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", callback_data="y")]])
    message = await bot.send_message(CHAT, "olá", reply_markup=keyboard)
    assert (await bot.edit_message_text("adeus", chat_id=CHAT, message_id=message.message_id)).text == "adeus"
    await bot.edit_message_reply_markup(chat_id=CHAT, message_id=message.message_id, reply_markup=keyboard)
    assert (await bot.send_venue(CHAT, 41.1, -8.6, "t", "a")).venue.title == "t"
    assert (await bot.send_location(CHAT, 41.1, -8.6)).location.latitude == 41.1
    assert (await bot.send_contact(CHAT, "+351", "a")).contact.phone_number == "+351"
    assert (await bot.send_photo(CHAT, BufferedInputFile(b"x", "x.png"))).photo
    assert await bot.send_chat_action(CHAT, "typing")
    await bot.set_my_commands([BotCommand(command="a", description="b")], language_code="pt")
    assert (await bot.get_my_commands(language_code="pt"))[0].command == "a"
    await bot.set_my_description("d")
    assert (await bot.get_my_description()).description == "d"
    assert (await bot.get_webhook_info()).url == ""
    for update in await bot.get_updates(timeout=1):
        if update.callback_query:
            assert await bot.answer_callback_query(update.callback_query.id)
    await _refused(bot.edit_message_text("adeus", chat_id=CHAT, message_id=10_000), "message to edit not found")
    await _refused(bot.send_message(1, "x"), "chat not found")
    assert await bot.delete_message(CHAT, message.message_id)
    await bot.session.close()
    print("ok")


async def _refused(call, reason: str) -> None:
    try:
        await call
    except TelegramBadRequest as error:
        assert reason in error.message
    else:
        raise AssertionError(f"not refused: {reason}")


asyncio.run(main(sys.argv[1], sys.argv[2]))
