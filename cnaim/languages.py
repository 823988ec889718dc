"""The languages of the assistant: codes, names, direction, locale. Facts come from CLDR.

A language is a folder of `locales/` (Portuguese is the reference and has none).
"""

from functools import lru_cache
from pathlib import Path

from . import ROOT

REFERENCE = "pt"
CLDR = {"pt": "pt_PT", "zh": "zh_Hans", "hi": "hi", "en": "en_GB"}
"""Where the CLDR locale differs from the code."""
ROMANISED = {"hi-Latn": "hi", "ne-Latn": "ne", "bn-Latn": "bn", "ur-Latn": "ur", "ar-Latn": "ar"}
"""Forms of a language written in Latin letters → the language they are answered in."""
ANSWERED_IN = {**ROMANISED, "kea": "pt", "pov": "pt"}
"""A language we understand → the one we answer it in, when they differ."""


@lru_cache(maxsize=None)
def offered(folder: Path | None = None) -> tuple[str, ...]:
    """Codes of the languages on offer, Portuguese first, then the folders of `locales/`."""
    folder = folder or ROOT / "locales"
    found = sorted(p.parent.parent.name for p in folder.glob("*/LC_MESSAGES/core.po"))
    return (REFERENCE, *[code for code in found if code != REFERENCE])


@lru_cache(maxsize=None)
def locale(code: str):
    """The CLDR locale of a language (`babel.Locale`); Portuguese for an unknown one."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(CLDR.get(code, code.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("pt_PT")


def right_to_left(code: str) -> bool:
    """Whether a language is written from right to left."""
    return locale(code).text_direction == "rtl"


def own_name(code: str) -> str:
    """The name of a language in itself: "Українська", "العربية"."""
    name = locale(code).get_language_name(code.split("-")[0]) or code
    return name[:1].upper() + name[1:]


def name_in(code: str, language: str) -> str:
    """The name of a language in another one."""
    return locale(language).languages.get(code, code)
