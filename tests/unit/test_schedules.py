"""Open or closed: one function, by example and by property."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnaim import schedules

LISBON = ZoneInfo("Europe/Lisbon")
WORKDAYS = ["MO", "TU", "WE", "TH", "FR"]
SPLIT = [
    {"byday": WORKDAYS, "opens_at": "09:00", "closes_at": "12:30"},
    {"byday": WORKDAYS, "opens_at": "14:00", "closes_at": "16:00"},
]


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=LISBON)


@pytest.mark.parametrize(
    "now, status, change",
    [
        ("2026-03-11T08:59", "closed", "2026-03-11T09:00"),
        ("2026-03-11T09:00", "open", "2026-03-11T12:30"),
        ("2026-03-11T12:30", "closed", "2026-03-11T14:00"),
        ("2026-03-11T15:59", "open", "2026-03-11T16:00"),
        ("2026-03-13T16:00", "closed", "2026-03-16T09:00"),
    ],
)
def test_a_lunch_break_and_a_weekend(now, status, change):
    found = schedules.state(SPLIT, at(now))
    assert found.status == status
    assert (found.until if status == "open" else found.opens) == at(change)


def test_a_municipal_holiday_closes_and_is_named():
    found = schedules.state(SPLIT, at("2026-06-24T10:00"), closed_days={"2026-06-24": "São João"})
    assert (found.status, found.holiday, found.opens) == ("closed", "São João", at("2026-06-25T09:00"))


def test_a_line_that_works_on_holidays():
    always_monday = [{**SPLIT[0], "holidays": "open"}]
    assert schedules.state(always_monday, at("2026-12-25T10:00"), closed_days={"2026-12-25": "Natal"}).status == "open"


def test_closes_soon():
    assert schedules.state(SPLIT, at("2026-03-11T12:00")).closes_soon
    assert not schedules.state(SPLIT, at("2026-03-11T11:00")).closes_soon


def test_past_midnight():
    night = [{"byday": ["FR"], "opens_at": "22:00", "closes_at": "02:00"}]
    assert schedules.state(night, at("2026-03-14T01:00")).status == "open"
    assert schedules.state(night, at("2026-03-14T02:00")).status == "closed"


def test_the_azores_are_an_hour_behind():
    assert schedules.state(SPLIT, at("2026-03-11T09:30"), "Atlantic/Azores").status == "closed"
    assert schedules.state(SPLIT, at("2026-03-11T10:30"), "Atlantic/Azores").status == "open"


def test_nothing_known_is_not_closed():
    assert schedules.state([], at("2026-03-11T10:00")).status == "unknown"


def test_ended_hours_do_not_count():
    ended = [{**SPLIT[0], "valid_to": "2026-03-10"}]
    assert schedules.state(ended, at("2026-03-10T10:00")).status == "open"
    assert schedules.state(ended, at("2026-03-11T10:00")).status == "closed"


def test_second_and_fourth_tuesday():
    itinerant = [{"byday": ["2TU", "4TU"], "opens_at": "09:30", "closes_at": "12:30", "freq": "MONTHLY"}]
    open_days = [d for d in range(1, 32) if schedules.state(itinerant, at(f"2026-03-{d:02}T10:00")).status == "open"]
    assert open_days == [10, 24]


times = st.integers(0, 23).map(lambda h: f"{h:02}:00")
intervals = st.tuples(st.sets(st.sampled_from(schedules.DAYS), min_size=1), times, times).filter(lambda i: i[1] < i[2])
moments = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31))


@settings(max_examples=200, deadline=None)
@given(st.lists(intervals, min_size=1, max_size=3), moments)
def test_the_next_change_is_a_change(spans, moment):
    """Just before `until` it is open; at `opens` it is; between now and `opens` it is not."""
    given_schedules = [{"byday": sorted(days), "opens_at": a, "closes_at": b} for days, a, b in spans]
    now = moment.replace(tzinfo=LISBON)
    found = schedules.state(given_schedules, now)
    if found.status == "open":
        assert schedules.state(given_schedules, found.until - dt.timedelta(minutes=1)).status == "open"
        assert schedules.state(given_schedules, found.until).status == "closed"
    else:
        assert schedules.state(given_schedules, found.opens).status == "open"
        assert schedules.state(given_schedules, found.opens - dt.timedelta(minutes=1)).status == "closed"
