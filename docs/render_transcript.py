"""Draws `docs/transcript.png`: one conversation in Portuguese, Arabic and Chinese, as on a phone.

    .venv/bin/python docs/render_transcript.py

The real assistant answers, the real bridge sends, the fake Bot API shows. Needs a trained
model and fonts for Chinese and emoji: apt install fonts-droid-fallback fonts-symbola
"""

import asyncio
import re
import subprocess
import sys
import tempfile
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "telegram")]

from fontTools.ttLib import TTFont  # noqa: E402
from PIL import Image, ImageDraw, ImageFont  # noqa: E402
from stage import Stage  # noqa: E402

TALKS = {
    "pt": ("/start", "reagrupamento familiar para a minha mulher, que papéis preciso?", "e onde fica?"),
    "ar": ("/start", "أريد أن أحضر زوجتي، ما هي الأوراق المطلوبة؟", "أين يقع المكتب؟"),
    "zh": ("/start", "我想接我妻子过来，需要什么材料？", "在哪里办理？"),
}
WIDTH, PAD, SIZE, GAP = 430, 12, 15, 6
PAPER, MINE, YOURS, INK, KEY = "#d6e0ea", "#ffffff", "#dcf8c6", "#17212b", "#b9cbdc"
FONTS = ("DejaVu Sans", "Droid Sans Fallback", "Symbola")


@lru_cache(maxsize=None)
def font(name: str, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A font of the system; one line when it is missing."""
    style = ":bold" if bold and name == FONTS[0] else ""
    path = subprocess.run(["fc-match", "-f", "%{family}|%{file}", name + style], capture_output=True, text=True).stdout
    family, _, file = path.partition("|")
    if name.split()[0] not in family:
        raise SystemExit(f"the font {name} is missing: apt install fonts-dejavu fonts-droid-fallback fonts-symbola")
    return ImageFont.truetype(file, SIZE, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=None)
def covers(name: str) -> frozenset:
    """Characters that a font has."""
    return frozenset(TTFont(font(name).path, fontNumber=0).getBestCmap())


def runs(line: str) -> list[tuple[str, str]]:
    """(text, font name) of stretches that one font can draw."""
    found: list[tuple[str, str]] = []
    for char in line:
        name = next((f for f in FONTS if ord(char) in covers(f) or char in "\u2066\u2069\ufe0f"), FONTS[0])
        if found and found[-1][1] == name:
            found[-1] = (found[-1][0] + char, name)
        else:
            found.append((char, name))
    return found


def length(line: str, bold: bool = False) -> float:
    """Width of a line."""
    return sum(font(name, bold).getlength(text) for text, name in runs(line))


def wrapped(text: str, width: int, bold_first: bool = False) -> list[tuple[str, bool]]:
    """Lines that fit, each with whether it is bold."""
    out: list[tuple[str, bool]] = []
    for place, paragraph in enumerate(text.split("\n")):
        bold, line = bold_first and place == 0, ""
        for word in pieces(paragraph):
            if line and length(line + word, bold) > width:
                out.append((closed(line.rstrip()), bold))
                line = opened(line)
            line += word
        out.append((line.rstrip(), bold))
    return out


def pieces(paragraph: str) -> list[str]:
    """Words with their spaces; each Chinese character may end a line."""
    out: list[str] = []
    for char in paragraph:
        if out and not out[-1].endswith(" ") and not "\u4e00" <= char <= "\u9fff" and not "\u4e00" <= out[-1][-1] <= "\u9fff":
            out[-1] += char
        else:
            out.append(char)
    return out


def opened(line: str) -> str:
    """The isolate that a broken line leaves open, for the next line."""
    return "\u2066" * (line.count("\u2066") - line.count("\u2069"))


def closed(line: str) -> str:
    """A line with its isolates closed."""
    return line + "\u2069" * (line.count("\u2066") - line.count("\u2069"))


def right_to_left(text: str) -> bool:
    """The direction of a text, as Telegram's clients find it: by its first letter outside isolates."""
    bare = re.sub("\u2066[^\u2069]*\u2069", "", text)
    return next((unicodedata.bidirectional(c) in ("R", "AL") for c in bare if unicodedata.bidirectional(c) in ("L", "R", "AL")), False)


class Screen:
    """One phone's column."""

    def __init__(self) -> None:
        self.y = PAD
        self.image = Image.new("RGB", (WIDTH, 6000), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def line(self, text: str, left: float, right: float, y: float, rtl: bool, bold: bool = False, middle: bool = False) -> None:
        """One line of text, from its own side."""
        width, parts = length(text, bold), runs(text)
        x = (left + right - width) / 2 if middle else right - width if rtl else left
        for part, name in reversed(parts) if rtl else parts:
            self.draw.text((x, y), part, INK, font(name, bold), direction="rtl" if rtl else "ltr")
            x += font(name, bold).getlength(part)

    def bubble(self, text: str, mine: bool, bold: bool = False) -> None:
        """A message."""
        lines = wrapped(text, WIDTH - 5 * PAD - 20, bold)
        height = len(lines) * (SIZE + GAP) + PAD
        width = min(WIDTH - 2 * PAD - 20, max(length(t, b) for t, b in lines) + 2 * PAD)
        left = WIDTH - PAD - width if mine else PAD
        self.draw.rounded_rectangle((left, self.y, left + width, self.y + height), 10, YOURS if mine else MINE)
        rtl = right_to_left(text)
        for place, (part, heavy) in enumerate(lines):
            self.line(part, left + PAD, left + width - PAD, self.y + PAD / 2 + place * (SIZE + GAP), rtl, heavy)
        self.y += height + GAP

    def keys(self, rows: list) -> None:
        """An inline keyboard."""
        for row in rows:
            width = (WIDTH - 3 * PAD - 20 + GAP) / len(row) - GAP
            for place, button in enumerate(row):
                left, label = PAD + place * (width + GAP), button["text"]
                while length(label) > width - 8:
                    label = closed(label.rstrip("…\u2069")[:-1] + "…")
                self.draw.rounded_rectangle((left, self.y, left + width, self.y + SIZE + 14), 7, KEY)
                self.line(label, left + 4, left + width - 4, self.y + 6, right_to_left(label), middle=True)
            self.y += SIZE + 14 + GAP
        self.y += GAP

    def message(self, message: dict) -> None:
        """Anything the chat holds."""
        if "venue" in message:
            self.bubble(f"📍 {message['venue']['title']}\n{message['venue']['address']}", False, True)
        elif "contact" in message:
            self.bubble(f"☎ {message['contact']['first_name']}\n{message['contact']['phone_number']}", False)
        else:
            bold = any(e["type"] == "bold" for e in message.get("entities", ()))
            self.bubble(message["text"], not message["from"]["is_bot"], bold)
        self.keys(message.get("reply_markup", {}).get("inline_keyboard", []))


async def talk(language: str, words: tuple, assistant, pool) -> list[dict]:
    """The messages of one conversation."""
    async with Stage(Path(tempfile.mkdtemp()), rasa_timeout=60.0, one_moment_after=60.0, typing_after=60.0) as stage:
        person = stage.person(language=language)
        loop = asyncio.get_running_loop()

        async def ask(heard: dict) -> list[dict]:
            return await loop.run_in_executor(pool, lambda: assistant.ask(heard["message"], heard["sender"], metadata=heard["metadata"]))

        stage.rasa.real = ask
        for text in words:
            person.say(text)
            await person.answer(60)
            await asyncio.sleep(0.4)
        return list(person.chat.messages.values())


def main() -> None:
    """Draw the picture."""
    from cnaim.assistant import Assistant

    with ThreadPoolExecutor(1) as pool:
        assistant = pool.submit(Assistant).result()
        screens = []
        for language, words in TALKS.items():
            screen = Screen()
            for message in asyncio.run(talk(language, words, assistant, pool)):
                screen.message(message)
            screens.append(screen)
    height = max(s.y for s in screens) + PAD
    picture = Image.new("RGB", (WIDTH * len(screens) + GAP * (len(screens) - 1), height), "#ffffff")
    for place, screen in enumerate(screens):
        picture.paste(screen.image.crop((0, 0, WIDTH, height)), (place * (WIDTH + GAP), 0))
    target = ROOT / "docs" / "transcript.png"
    picture.quantize(64).save(target, optimize=True)
    print(target)


if __name__ == "__main__":
    main()
