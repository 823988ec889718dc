"""What Telegram refuses, in Telegram's words. Each check raises `Refused`."""

import re

TEXT, CAPTION, CALLBACK, ANSWER, BUTTONS, IN_A_ROW = 4096, 1024, 64, 200, 100, 8
COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
ACTIONS = ("callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "callback_game", "pay")


class Refused(Exception):
    """An answer with ok false."""

    def __init__(self, description: str, code: int = 400, **parameters) -> None:
        super().__init__(description)
        self.description, self.code, self.parameters = description, code, parameters


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text(value: object, limit: int = TEXT, what: str = "message text") -> str:
    """A text that can be sent, trimmed as Telegram does."""
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"Bad Request: {what} is empty")
    if units(value) > limit:
        raise Refused("Bad Request: message is too long")
    return value.strip()


def entities(found: object, words: str) -> None:
    """Entities must lie inside the text."""
    for entity in found or ():
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > units(words):
            raise Refused("Bad Request: entity beyond the end of the message")


def markup(found: object) -> None:
    """A keyboard."""
    if found is None:
        return
    if not isinstance(found, dict):
        raise Refused("Bad Request: object expected as reply markup")
    rows = found.get("inline_keyboard")
    if rows is None:
        return
    if sum(len(row) for row in rows) > BUTTONS or any(len(row) > IN_A_ROW for row in rows):
        raise Refused("Bad Request: REPLY_MARKUP_TOO_LONG")
    for button in (b for row in rows for b in row):
        _button(button)


def _button(button: dict) -> None:
    if not str(button.get("text", "")).strip():
        raise Refused("Bad Request: inline keyboard button text must be non-empty")
    actions = [a for a in ACTIONS if a in button]
    if len(actions) != 1:
        raise Refused("Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= CALLBACK:
        raise Refused("Bad Request: BUTTON_DATA_INVALID")
    if "url" in button and not re.match(r"^(https?|tg)://", button["url"]):
        raise Refused("Bad Request: inline keyboard button URL is invalid: Unsupported URL protocol")


def point(latitude: object, longitude: object) -> tuple[float, float]:
    """A place on earth."""
    try:
        found = float(latitude), float(longitude)
    except (TypeError, ValueError):
        raise Refused("Bad Request: latitude is empty") from None
    if abs(found[0]) > 90 or abs(found[1]) > 180:
        raise Refused("Bad Request: wrong coordinates")
    return found


def commands(found: list) -> None:
    """The bot's menu."""
    if len(found) > 100:
        raise Refused("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in found:
        if not COMMAND.match(command["command"]):
            raise Refused("Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise Refused("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")


def language(code: str) -> str:
    """An ISO 639-1 code or nothing."""
    if code and not re.match(r"^[a-z]{2}$", code):
        raise Refused("Bad Request: invalid language code specified")
    return code
