"""The methods of the Bot API that the bridge may need: one function each, (world, params) → result."""

import time

from . import checks
from .checks import Refused
from .world import World


def get_me(world: World, p: dict) -> dict:
    """The bot."""
    more = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return {**world.bot, **more, "can_connect_to_business": False, "has_main_web_app": False}


def send_message(world: World, p: dict) -> dict:
    """A text."""
    chat = world.reachable(p.get("chat_id"))
    words = checks.text(p.get("text"))
    checks.entities(p.get("entities"), words)
    return _posted(world, chat, p, {"text": words, **_some(p, "entities")})


def send_venue(world: World, p: dict) -> dict:
    """A place with a name."""
    chat = world.reachable(p.get("chat_id"))
    latitude, longitude = checks.point(p.get("latitude"), p.get("longitude"))
    for key in ("title", "address"):
        checks.text(p.get(key), what=f"venue {key}")
    place = {"latitude": latitude, "longitude": longitude}
    venue = {"location": place, "title": p["title"], "address": p["address"]}
    return _posted(world, chat, p, {"venue": venue, "location": place})


def send_location(world: World, p: dict) -> dict:
    """A point."""
    chat = world.reachable(p.get("chat_id"))
    latitude, longitude = checks.point(p.get("latitude"), p.get("longitude"))
    return _posted(world, chat, p, {"location": {"latitude": latitude, "longitude": longitude}})


def send_contact(world: World, p: dict) -> dict:
    """A card."""
    chat = world.reachable(p.get("chat_id"))
    for key in ("phone_number", "first_name"):
        checks.text(p.get(key), what=key)
    if len(str(p.get("vcard", "")).encode()) > 2048:
        raise Refused("Bad Request: vcard is too long")
    return _posted(world, chat, p, {"contact": {"phone_number": p["phone_number"], "first_name": p["first_name"]}})


def send_photo(world: World, p: dict) -> dict:
    """A photo, uploaded or by reference."""
    chat = world.reachable(p.get("chat_id"))
    if not p.get("photo"):
        raise Refused("Bad Request: there is no photo in the request")
    if checks.units(str(p.get("caption") or "")) > checks.CAPTION:
        raise Refused("Bad Request: message caption is too long")
    size = {"file_id": "f1", "file_unique_id": "u1", "width": 1, "height": 1}
    return _posted(world, chat, p, {"photo": [size], **_some(p, "caption")})


def _posted(world: World, chat, p: dict, content: dict) -> dict:
    checks.markup(p.get("reply_markup"))
    markup = p.get("reply_markup") or {}
    if "inline_keyboard" in markup:
        content["reply_markup"] = markup
    reply = p.get("reply_parameters")
    if reply and int(reply["message_id"]) not in chat.messages and not reply.get("allow_sending_without_reply"):
        raise Refused("Bad Request: message to be replied not found")
    message = world.new_message(chat, world.bot, content)
    message["_reply_keyboard"] = bool({"keyboard", "remove_keyboard", "force_reply"} & set(markup))
    return message


def edit_message_text(world: World, p: dict) -> dict:
    """Another text in the same message. Without a keyboard the old one goes away."""
    message = _editable(world, p)
    words = checks.text(p.get("text"))
    checks.entities(p.get("entities"), words)
    new = {"text": words, **_some(p, "entities", "reply_markup")}
    return _changed(world, message, new, ("text", "entities", "reply_markup"))


def edit_message_reply_markup(world: World, p: dict) -> dict:
    """Another keyboard under the same message."""
    message = _editable(world, p)
    return _changed(world, message, _some(p, "reply_markup"), ("reply_markup",))


def _editable(world: World, p: dict) -> dict:
    chat = world.reachable(p.get("chat_id"))
    checks.markup(p.get("reply_markup"))
    message = chat.messages.get(int(p.get("message_id") or 0))
    if message is None:
        raise Refused("Bad Request: message to edit not found")
    if message["from"] != world.bot or message.get("_reply_keyboard"):
        raise Refused("Bad Request: message can't be edited")
    return message


def _changed(world: World, message: dict, new: dict, fields: tuple) -> dict:
    if new.get("reply_markup") == {"inline_keyboard": []}:
        del new["reply_markup"]
    if all(message.get(f) == new.get(f) for f in fields):
        raise Refused(
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    for name in fields:
        message.pop(name, None)
    message.update(new, edit_date=int(time.time()))
    world.touch()
    return message


def delete_message(world: World, p: dict) -> bool:
    """Gone."""
    if world.reachable(p.get("chat_id")).messages.pop(int(p.get("message_id") or 0), None) is None:
        raise Refused("Bad Request: message to delete not found")
    return True


def answer_callback_query(world: World, p: dict) -> bool:
    """Stops the spinner, once."""
    if checks.units(str(p.get("text") or "")) > checks.ANSWER:
        raise Refused("Bad Request: MESSAGE_TOO_LONG")
    query = world.queries.get(str(p.get("callback_query_id")))
    if query is None or query["answered"]:
        raise Refused("Bad Request: query is too old and response timeout expired or query ID is invalid")
    query.update(answered=True, answered_at=time.time())
    world.touch()
    return True


def send_chat_action(world: World, p: dict) -> bool:
    """Typing."""
    world.reachable(p.get("chat_id"))
    if p.get("action") != "typing":
        raise Refused("Bad Request: wrong parameter action in request")
    return True


def set_my_commands(world: World, p: dict) -> bool:
    """The menu of a scope and a language."""
    checks.commands(p.get("commands") or [])
    world.commands[_scope(p)] = p["commands"]
    return True


def get_my_commands(world: World, p: dict) -> list:
    """The menu as it is."""
    return world.commands.get(_scope(p), [])


def delete_my_commands(world: World, p: dict) -> bool:
    """No menu."""
    world.commands.pop(_scope(p), None)
    return True


def _scope(p: dict) -> tuple:
    return (p.get("scope") or {"type": "default"})["type"], checks.language(p.get("language_code") or "")


def _profile(field: str, limit: int):
    def put(world: World, p: dict) -> bool:
        if checks.units(str(p.get(field) or "")) > limit:
            raise Refused("Bad Request: BOT_TITLE_INVALID")
        world.profile[field, checks.language(p.get("language_code") or "")] = p.get(field) or ""
        return True

    def get(world: World, p: dict) -> dict:
        return {field: world.profile.get((field, checks.language(p.get("language_code") or "")), "")}

    return put, get


def _some(p: dict, *names: str) -> dict:
    return {name: p[name] for name in names if p.get(name)}


SET_NAME, GET_NAME = _profile("name", 64)
SET_DESCRIPTION, GET_DESCRIPTION = _profile("description", 512)
SET_SHORT, GET_SHORT = _profile("short_description", 120)
METHODS = {
    "getMe": get_me, "sendMessage": send_message, "sendVenue": send_venue, "sendLocation": send_location,
    "sendContact": send_contact, "sendPhoto": send_photo, "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup, "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query, "sendChatAction": send_chat_action,
    "setMyCommands": set_my_commands, "getMyCommands": get_my_commands, "deleteMyCommands": delete_my_commands,
    "setMyName": SET_NAME, "getMyName": GET_NAME, "setMyDescription": SET_DESCRIPTION, "getMyDescription": GET_DESCRIPTION,
    "setMyShortDescription": SET_SHORT, "getMyShortDescription": GET_SHORT,
    "logOut": lambda world, p: True, "close": lambda world, p: True,
}
