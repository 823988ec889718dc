"""Text as people type it, made comparable: cleaning, folding, words in any script.

One place, because the sentence encoder, the names index, the language finder and the
urgent words must all see the same text; a difference between them is a wrong answer.
"""

import re
import unicodedata

MAX_CHARS = 300
"""Longer input is cut: the encoder costs about 1.5 ms a token and never truncates itself."""

_STRIPPED = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ARABIC = str.maketrans(dict(zip("أإآٱىيكةھہۂۀؤئ", "اااا\u06cc\u06cc\u06a9\u0647\u0647\u0647\u0647\u0647\u0648\u06cc")))
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_APOSTROPHES = re.compile("[’‘'`´ʼ]")


def clean(text: object, limit: int = MAX_CHARS) -> str:
    """What the assistant reads of a message: valid Unicode (NFKC), one line, bounded, no shouting.

    Anything that is not text becomes "". Lone surrogates and NUL would break the encoder.
    """
    if not isinstance(text, str):
        return ""
    text = text[: 4 * limit].encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFKC", text)
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    text = " ".join(text.split())[:limit]
    letters = sum(c.isalpha() for c in text)
    shouting = sum(c.isupper() for c in text) > max(5, 0.6 * letters)
    return text.lower() if shouting else text


def fold(text: str) -> str:
    """Case, accents, Arabic and Urdu letter variants, apostrophes and joiners removed.

    Vowel signs of Indic scripts stay: they are combining marks, but they are the word.
    """
    text = unicodedata.normalize("NFKD", text.casefold())
    text = _STRIPPED.sub("", text)
    text = unicodedata.normalize("NFC", text).translate(_ARABIC)
    return _APOSTROPHES.sub("", text).replace("ı", "i").replace("ł", "l")


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def words(text: str) -> list[str]:
    """Folded words in order; each Chinese character is a word of its own."""
    found, current = [], ""
    for char in fold(text):
        if _is_word(char) and not _is_han(char):
            current += char
            continue
        if current:
            found.append(current)
            current = ""
        if _is_han(char):
            found.append(char)
    return found + [current] if current else found


def has_letters(text: str) -> bool:
    """Whether there is anything to understand (not only digits, emoji, signs)."""
    return any(c.isalpha() for c in text)


SCRIPTS = {
    "han": re.compile(f"[{_HAN}]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "devanagari": re.compile("[\u0900-\u097f]"),
    "bengali": re.compile("[\u0980-\u09ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
}


def script(text: str) -> str:
    """The script most of the letters are in: a key of `SCRIPTS`, "other", or "" without letters."""
    counts = {name: len(pattern.findall(text)) for name, pattern in SCRIPTS.items()}
    letters = sum(c.isalpha() or unicodedata.category(c) in ("Mn", "Mc") for c in text)
    best = max(counts, key=counts.get)
    if not letters:
        return ""
    # Han characters carry a word each: three of them outweigh an acronym in Latin letters.
    if counts["han"] and counts["han"] * 3 >= counts["latin"]:
        return "han"
    non_latin = max((n for n in counts if n not in ("latin", "han")), key=counts.get)
    if counts[non_latin] and counts[non_latin] * 2 >= counts["latin"]:
        return non_latin
    return best if counts[best] * 2 > letters else "other"
