"""Is it open? One function decides, and every surface calls it.

Input is structure (HSDS schedule maps), never text. Times are wall-clock times in the
place's own zone; `now` is an aware datetime and always a parameter. National and
municipal holidays and closures are days off unless a schedule says `holidays: open`.
An interval that closes at or before its opening time ends on the next day.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from .knowledge.base import first_day, in_force, last_day

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SOON = dt.timedelta(minutes=45)
"""An office that shuts within this time "closes soon": nobody should cross town for it."""
HORIZON = 21
"""Days to look ahead for the next opening."""


@dataclass(frozen=True)
class Opening:
    """One stretch of time, aware, `start` < `end`."""

    start: dt.datetime
    end: dt.datetime
    by_appointment: bool = False


@dataclass(frozen=True)
class State:
    """What is true at `now`. `status` is one of open, closed, always, unknown.

    `until`: when an open place shuts. `opens`: the next opening of a closed one (None when
    none within three weeks). `holiday`: the name of today's day off, if it is one.
    """

    status: str
    until: dt.datetime | None = None
    opens: dt.datetime | None = None
    closes_soon: bool = False
    by_appointment: bool = False
    holiday: str = ""


def local(now: dt.datetime, timezone: str) -> dt.datetime:
    """`now` on the wall clock of a zone. A naive `now` is taken as Lisbon time."""
    if now.tzinfo is None:
        now = now.replace(tzinfo=ZoneInfo("Europe/Lisbon"))
    return now.astimezone(ZoneInfo(timezone))


def state(schedules, now, timezone="Europe/Lisbon", closed_days=None, closures=(), always=False) -> State:
    """Open, closed or unknown at `now`, with the next change.

    `schedules`: HSDS maps; `closed_days`: ISO date → name; `closures`: maps with from and to.
    """
    if always:
        return State("always")
    here = local(now, timezone)
    closed_days = closed_days or {}
    holiday = closed_days.get(here.date().isoformat(), "")
    openings = [o for o in _around(schedules, here, closed_days, closures)]
    if not any(s.get("service", "general") == "general" for s in schedules or ()):
        return State("unknown", holiday=holiday)
    current = [o for o in openings if o.start <= here < o.end]
    if current:
        end = _joined_end(current[0], openings)
        soon = end - here <= SOON
        return State("open", until=end, closes_soon=soon, by_appointment=current[0].by_appointment)
    upcoming = min((o for o in openings if o.start > here), key=lambda o: o.start, default=None)
    return State(
        "closed",
        opens=upcoming.start if upcoming else None,
        by_appointment=bool(upcoming and upcoming.by_appointment),
        holiday=holiday,
    )


def _joined_end(opening: Opening, openings: list[Opening]) -> dt.datetime:
    """The end of an opening, going on through others that start where it ends."""
    end = opening.end
    for other in sorted(openings, key=lambda o: o.start):
        if other.start <= end < other.end and end - opening.start < dt.timedelta(days=8):
            end = other.end
    return end


def _around(schedules, here: dt.datetime, closed_days: dict, closures) -> Iterator[Opening]:
    for offset in range(-1, HORIZON):
        yield from openings_on(schedules, here.date() + dt.timedelta(days=offset), here.tzinfo, closed_days, closures)


def openings_on(schedules, day: dt.date, zone, closed_days=None, closures=()) -> Iterator[Opening]:
    """The stretches that begin on one day, in the schedules' order."""
    shut = any(first_day(c["from"]) <= day <= last_day(c["to"]) for c in closures or ())
    holiday = day.isoformat() in (closed_days or {})
    for schedule in schedules or ():
        if schedule.get("service", "general") != "general" or shut:
            continue
        if holiday and schedule.get("holidays", "closed") == "closed":
            continue
        if in_force(schedule, day) and _falls_on(schedule, day):
            yield _opening(schedule, day, zone)


def _falls_on(schedule: dict, day: dt.date) -> bool:
    name = DAYS[day.weekday()]
    nth = f"{(day.day - 1) // 7 + 1}{name}"
    return name in schedule["byday"] or nth in schedule["byday"]


def _opening(schedule: dict, day: dt.date, zone) -> Opening:
    start = dt.datetime.combine(day, _time(schedule["opens_at"]), zone)
    closes = schedule["closes_at"]
    end_day = day + dt.timedelta(days=int(closes == "24:00" or closes <= schedule["opens_at"]))
    end = dt.datetime.combine(end_day, _time(closes), zone)
    return Opening(start, end, bool(schedule.get("by_appointment")))


def _time(text: str) -> dt.time:
    return dt.time(0) if text == "24:00" else dt.time.fromisoformat(text)
