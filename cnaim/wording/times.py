"""Dates, weekdays, hours and phone numbers, by CLDR and libphonenumber."""

import datetime as dt
from functools import lru_cache

from .. import languages
from ..schedules import DAYS


def date(value: str, language: str) -> str:
    """A full or partial ISO date in a language: "17/11/2024", "November 2024", "2024"."""
    from babel.dates import format_date, format_skeleton

    parts = value.split("-")
    locale = languages.locale(language)
    if len(parts) == 1:
        return value
    if len(parts) == 2:
        return format_skeleton("yMMMM", dt.date(int(parts[0]), int(parts[1]), 1), locale=locale)
    # CLDR's direction marks inside Arabic dates would fight with our isolates.
    return format_date(dt.date.fromisoformat(value), "medium", locale=locale).replace("\u200f", "").replace("\u200e", "")


def weekday(day: str, language: str, width: str = "abbreviated") -> str:
    """The name of MO…SU in the middle of a sentence."""
    return languages.locale(language).days["format"][width][DAYS.index(day)].rstrip(".")


def moment(value: str, now: str, language: str) -> tuple[str, dict]:
    """(wording id, facts) of a coming moment: today, tomorrow, or a day by name."""
    from babel.dates import format_skeleton

    from ..schedules import local

    then = dt.datetime.fromisoformat(value)
    here = local(dt.datetime.fromisoformat(now), "Europe/Lisbon").date()
    time = {"kind": "time", "value": value}
    distance = (then.date() - here).days
    if distance == 0:
        return "utter_when_today", {"time": time}
    if distance == 1:
        return "utter_when_tomorrow", {"time": time}
    day = format_skeleton("MMMMEd", then.date(), locale=languages.locale(language))
    return "utter_when_day", {"day": day, "time": time}


def hours(speaker, schedules: list[dict]) -> str:
    """A timetable in one line: days with the same hours together."""
    by_days: dict[tuple, list[str]] = {}
    for schedule in schedules:
        if schedule.get("service", "general") != "general":
            continue
        key = (tuple(schedule["byday"]), bool(schedule.get("by_appointment")))
        by_days.setdefault(key, []).append(f"{schedule['opens_at']}–{schedule['closes_at']}")
    lines = []
    for (days, by_appointment), spans in by_days.items():
        line = f"{_days(speaker, days)} {speaker.iso(', '.join(spans))}"
        lines.append(f"{line} ({speaker.say('utter_word_by_appointment')})" if by_appointment else line)
    return "; ".join(lines)


ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}


def _days(speaker, days: tuple[str, ...]) -> str:
    """"Monday–Friday", "Monday, Wednesday", "second Tuesday of the month"."""
    if any(d[0].isdigit() for d in days):
        return ", ".join(
            speaker.say("utter_part_ordinal_day", {"ordinal": speaker_word(speaker, d), "day": weekday(d[1:], speaker.language, "wide")}) for d in days
        )
    places = [DAYS.index(d) for d in days]
    if len(places) > 2 and places == list(range(places[0], places[0] + len(places))):
        return f"{weekday(days[0], speaker.language)}–{weekday(days[-1], speaker.language)}"
    return ", ".join(weekday(d, speaker.language) for d in days)


def speaker_word(speaker, day: str) -> str:
    """The ordinal word of 1MO…4SU."""
    return speaker.say(f"utter_ordinal_{ORDINALS.get(day[0], 'fourth')}")


@lru_cache(maxsize=1024)
def phone_number(number: str) -> str:
    """A number as Portuguese people write it: "222 073 810", "808 257 257", "112"."""
    if not number.startswith("+"):
        return f"{number[:3]} {number[3:]}".strip() if len(number) == 6 else number
    national = number[4:]
    if len(national) < 6:
        return national
    return " ".join(national[i : i + 3] for i in range(0, len(national), 3))
