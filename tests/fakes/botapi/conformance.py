"""Judges calls by oracles that nobody here wrote. Run in `.venv-oracles`, one JSON object a line.

| what | oracle |
|---|---|
| method, parameters, fields at any depth | aiogram's models, generated from the official page |
| ranges of lengths | the same page's words in aiogram's docstrings |
| HTML and Markdown | TDLib's own parser (tdjson) |
| buttons | python-telegram-bot's constants and the rules of the page |
"""

import inspect
import json
import re
import sys

import aiogram.methods
import aiogram.types
from pydantic import BaseModel, ValidationError
from telegram.constants import InlineKeyboardMarkupLimit

RANGE = re.compile(r"(\d+)-(\d+) (characters|bytes|UTF-8)")
MODES = {"HTML": {"@type": "textParseModeHTML"}, "MarkdownV2": {"@type": "textParseModeMarkdown", "version": 2}}
ACTIONS = ("callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay")
_mined: dict[type, dict] = {}


def ranges(model: type) -> dict[str, tuple[int, int, str]]:
    """Field → (least, most, unit), read from the line below it in the source."""
    if model not in _mined:
        source = inspect.getsource(model).splitlines()
        found = {}
        for line, text in zip(source, source[1:]):
            field, limit = re.match(r"    (\w+): ", line), RANGE.search(text)
            if field and limit:
                found[field[1]] = (int(limit[1]), int(limit[2]), limit[3])
        _mined[model] = found
    return _mined[model]


def units(text: str) -> int:
    """UTF-16 units: safe under both ways of counting that are in use."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def walk(value: object, path: str):
    """Problems of a model and of everything in it: unknown fields, lengths."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{path}.{name}: no such field"
        limits = ranges(type(value))
        for name in value.model_fields_set:
            part = getattr(value, name, None)
            if isinstance(part, str) and name in limits:
                yield from _length(part, limits[name], f"{path}.{name}")
            yield from walk(part, f"{path}.{name}")
        if isinstance(value, aiogram.types.InlineKeyboardMarkup):
            yield from _keyboard(value, path)
    elif isinstance(value, (list, tuple)):
        for place, part in enumerate(value):
            yield from walk(part, f"{path}[{place}]")


def _length(text: str, limit: tuple, path: str):
    least, most, unit = limit
    size = units(text) if unit == "characters" else len(text.encode())
    if not least <= size <= most:
        yield f"{path}: {size} {unit}, allowed are {least} to {most}"


def _keyboard(markup, path: str):
    rows = markup.inline_keyboard
    if sum(map(len, rows)) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER or any(len(r) > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW for r in rows):
        yield f"{path}: too many buttons"
    for button in (b for row in rows for b in row):
        actions = [a for a in ACTIONS if getattr(button, a, None) is not None]
        if len(actions) != 1:
            yield f"{path}: {button.text!r} has {len(actions)} actions"
        if button.url and not re.match(r"^(https?|tg)://", button.url):
            yield f"{path}: {button.url!r} cannot be opened"
        if not button.text.strip():
            yield f"{path}: a button without a label"


def parsed(text: str, mode: "str | None") -> "tuple[str, str]":
    """(text after parsing, problem) by TDLib."""
    if not mode:
        return text, ""
    import tdjson

    tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}')
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": MODES[mode]}
    answer = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    if answer["@type"] == "error":
        return text, answer["message"]
    return answer["text"], ""


def texts(params: dict):
    """Problems of texts with a parse mode, of entities, of invisible characters that Telegram deletes."""
    for name in ("text", "caption"):
        text = params.get(name)
        if not isinstance(text, str):
            continue
        after, problem = parsed(text, params.get("parse_mode"))
        if problem:
            yield f"{name}: {problem}"
        if not after.strip():
            yield f"{name}: empty"
        if re.search("[\u2028-\u202e]", text):
            yield f"{name}: marks that Telegram deletes; use isolates (U+2066, U+2069)"
        for entity in params.get("entities") or ():
            if entity["length"] <= 0 or entity["offset"] + entity["length"] > units(text):
                yield f"{name}: an entity beyond the text"


def rules(method: str, params: dict):
    """Rules that stand in words on the page."""
    if "latitude" in params and not (abs(float(params["latitude"])) <= 90 and abs(float(params["longitude"])) <= 180):
        yield "not a place on earth"
    for command in params.get("commands") or ():
        if not re.match(r"^[a-z0-9_]{1,32}$", command["command"]):
            yield f"/{command['command']}: not a command"
    if params.get("language_code") and not re.match(r"^[a-z]{2}$", params["language_code"]):
        yield f"language_code {params['language_code']!r}: two letters"
    if method == "sendContact" and re.search("[\u200e\u200f\u2066-\u2069]", params.get("phone_number", "") + params.get("vcard", "")):
        yield "phone_number: invisible marks"


def problems(method: str, params: dict) -> list[str]:
    """Everything that is wrong with a call."""
    model = getattr(aiogram.methods, method[:1].upper() + method[1:], None)
    if model is None:
        return ["no such method"]
    try:
        call = model.model_validate(params)
    except ValidationError as error:
        return [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:5]]
    return [*walk(call, method), *texts(params), *rules(method, params)]


def main() -> None:
    """A verdict a line."""
    for line in sys.stdin:
        call = json.loads(line)
        print(json.dumps(problems(call["method"], call["params"])), flush=True)


if __name__ == "__main__":
    main()
