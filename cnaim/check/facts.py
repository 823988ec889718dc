"""Checks inside one file: dates, hours, phones, placeholders, digits, links."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from ..knowledge.base import first_day, last_day
from .problem import Problem, at

TEXT_KEYS = ("text", "document", "option", "for", "issuer", "cost", "valid", "alternative")
FREE = ("history", "values", "legal_basis")
ALLOWED_DIGITS = re.compile(r"\{[^}]*\}|\b[ABC][12]\b|SNS 24|Porta 65|\d\.[ºª]")
PLACEHOLDER = re.compile(r"\{([^}]*)\}")
DEAD_DOMAINS = ("acm.gov.pt", "aimagovpt.com")


def check(path: Path, part: str, content: dict) -> list[Problem]:
    """Problems of one file that its schema cannot see."""
    found: list[Problem] = []
    for keys, value in walk(content):
        if isinstance(value, dict):
            found += _dates(path, keys, value)
            if "opens_at" in value:
                found += _hours(path, keys, value)
            if "number" in value and "type" in value:
                found += _phone(path, keys, value)
        elif isinstance(value, list) and keys and keys[-1] == "schedules":
            found += _overlaps(path, keys, value)
        elif isinstance(value, list) and keys and keys[-1] == "phones":
            found += _repeated(path, keys, value)
        elif isinstance(value, str) and part != "sources":
            found += _address_of_web(path, keys, value)
    records = content.items() if part in ("phones", "organizations") else [(None, content)]
    for key, record in records:
        if part != "sources" and isinstance(record, dict):
            found += _texts(path, [key] if key else [], record)
    return found


def walk(value, keys=()) -> Iterator[tuple[tuple, object]]:
    """(keys, value) of everything in a file, the outer first."""
    yield keys, value
    if isinstance(value, dict):
        for key, child in value.items():
            yield from walk(child, (*keys, key))
    elif isinstance(value, list):
        for i, child in enumerate(value):
            yield from walk(child, (*keys, i))


def _dates(path, keys, value) -> list[Problem]:
    start, end, assured = value.get("valid_from"), value.get("valid_to"), value.get("assured_date")
    dates = [(n, d) for n, d in (("valid_from", start), ("valid_to", end), ("assured_date", assured)) if isinstance(d, str)]
    for name, date in dates:
        try:
            first_day(date), last_day(date)
        except ValueError:
            return [at(path, [*keys, name], f"{name}: {date} is no day of the calendar")]
    if isinstance(start, str) and isinstance(end, str) and first_day(start) > last_day(end):
        return [at(path, [*keys, "valid_to"], f"valid_to {end} is before valid_from {start}; swap them")]
    if isinstance(assured, str) and first_day(assured) > dt.date.today():
        return [at(path, [*keys, "assured_date"], f"assured_date {assured} is in the future; it is the date of the source")]
    return []


def _hours(path, keys, value) -> list[Problem]:
    if value["opens_at"] == value["closes_at"]:
        return [at(path, [*keys, "closes_at"], f"opens_at and closes_at are both {value['opens_at']}; a whole day is 00:00 to 24:00")]
    if value["closes_at"] < value["opens_at"]:
        return [at(path, [*keys, "closes_at"], f"closes_at {value['closes_at']} is before opens_at {value['opens_at']}; swap them, or write two intervals when it is open past midnight")]
    return []


def _phone(path, keys, value) -> list[Problem]:
    import phonenumbers

    number = value["number"]
    if not number.startswith("+351") or len(number) < 13:
        return []
    parsed = phonenumbers.parse(number, None)
    if not phonenumbers.is_valid_number(parsed):
        return [at(path, [*keys, "number"], f"{number} is no Portuguese telephone number; write +351 and nine digits that exist")]
    return []


def _repeated(path, keys, value) -> list[Problem]:
    seen, found = set(), []
    for i, phone in enumerate(value):
        if isinstance(phone, dict):
            mark = (phone.get("number"), phone.get("type"))
            if mark in seen:
                found.append(at(path, [*keys, i], f"the phone {phone.get('number')} stands twice; keep one"))
            seen.add(mark)
    return found


def _overlaps(path, keys, value) -> list[Problem]:
    found = []
    for i, one in enumerate(value):
        for other in value[:i]:
            if _overlap(one, other):
                days = ", ".join(sorted(set(one["byday"]) & set(other["byday"])))
                found.append(at(path, [*keys, i], f"the hours {one['opens_at']}-{one['closes_at']} overlap {other['opens_at']}-{other['closes_at']} on {days}; join or mend them"))
    return found


def _overlap(one: dict, other: dict) -> bool:
    if not set(one["byday"]) & set(other["byday"]) or one.get("service") != other.get("service"):
        return False
    begins = max(first_day(s.get("valid_from", "1900")) for s in (one, other))
    ends = min(last_day(s.get("valid_to", "2999")) for s in (one, other))
    return begins <= ends and one["opens_at"] < other["closes_at"] and other["opens_at"] < one["closes_at"]


def _address_of_web(path, keys, value) -> list[Problem]:
    if any(domain in value for domain in DEAD_DOMAINS) and "history" not in keys and keys[-1] in ("website", "uri", "address", "value"):
        return [at(path, keys, f"{value}: this domain is dead or an impostor; use *.gov.pt or leave it out")]
    if keys[-1] in ("website", "uri") and ("://" in value or " " in value):
        return [at(path, keys, f"{value}: write host and path without https://")]
    return []


def _texts(path, base, record) -> list[Problem]:
    found = []
    values = record.get("values") or {}
    for keys, value in walk(record):
        if not (isinstance(value, str) and keys and keys[-1] in TEXT_KEYS) or any(k in FREE for k in keys):
            continue
        for name in PLACEHOLDER.findall(value):
            if not name.startswith("phone.") and name not in values:
                found.append(at(path, [*base, *keys], f"{{{name}}} is not in values; add it there"))
        if re.search(r"\d", ALLOWED_DIGITS.sub("", value)):
            found.append(at(path, [*base, *keys], f"a number in the text {value[:50]!r}; put it under values and write its {{name}}"))
    return found
