"""Every number in every answer stands in the knowledge: services × offices × questions × languages.

Built through `answers` and the wording, without Rasa. What is known is cut out of a text
(phones, addresses, hours, dates, prices, names); a digit that is left was made up.
"""

import datetime as dt
import re

import pytest

from cnaim import languages
from cnaim.answers import QUESTIONS, Request, answer
from cnaim.check.facts import walk
from cnaim.speech import Speech
from cnaim.wording import times
from cnaim.wording.catalog import PLACEHOLDER

NOW = dt.datetime(2026, 3, 11, 10, tzinfo=dt.timezone.utc)
PLACES = (None, "cnaim-norte", "cnaim-lisboa", "cnaim-algarve", "cnaim-beja")
UPCOMING = [(NOW + dt.timedelta(days=d)).date() for d in range(30)]


def everything(knowledge):
    for part in ("services", "locations", "phones", "organizations", "towns", "sources"):
        yield from walk(getattr(knowledge, part))


@pytest.fixture(scope="module")
def known(knowledge):
    """Every string and number of the knowledge, by how it may be shown."""
    found = {"phone": set(), "text": set(), "date": set(), "price": set()}
    for keys, value in everything(knowledge):
        if keys and keys[-1] == "number" and isinstance(value, str):
            found["phone"].add(times.phone_number(value))
        elif keys and keys[-1] in ("amount", "value") and isinstance(value, (int, float)):
            found["price"].add(value)
        elif isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            found["date"].add(value)
        elif isinstance(value, str) and re.search(r"\d", value):
            found["text"].update([value, *PLACEHOLDER.split(value)])
    return found


def shown(known, speaker, language):
    """All renderings of what is known, in one language, the longest first."""
    out = set(known["phone"]) | {t for t in known["text"] if re.search(r"\d", t)}
    out |= {times.date(d, language) for d in known["date"]}
    out |= {times.moment(f"{d}T09:00:00+00:00", NOW.isoformat(), language)[1].get("day", "") for d in UPCOMING}
    for value in known["price"]:
        out |= {speaker.fact({"kind": "EUR", "value": value}), speaker.fact({"kind": "percent", "value": value}), speaker.fact({"kind": "plain", "value": value})}
    out |= {"A1", "A2", "B1", "B2", "SNS 24", "Porta 65"}
    return re.compile("(?<!\\d)(?:" + "|".join(re.escape(t.strip("\u2066\u2069")) for t in sorted(out, key=len, reverse=True) if re.search(r"\d", t)) + r")(?!\d)")


@pytest.mark.parametrize("language", languages.offered())
def test_each_number_is_in_the_knowledge(language, knowledge, known):
    from cnaim.wording import Speaker

    speech = Speech()
    cut = shown(known, Speaker(speech.catalogs, language), language)
    seen, wrong = set(), []
    for service in knowledge.services:
        for place in PLACES:
            for question in QUESTIONS:
                found = answer(knowledge, Request(service=service, location=place, question=question), NOW)
                for part in found.parts:
                    text = speech.message(found.response, language, {"parts": [part.__dict__], "choices": []})["text"]
                    if text in seen:
                        continue
                    seen.add(text)
                    left = re.search(r"\d+", cut.sub("", text.replace("\u2066", "").replace("\u2069", "")))
                    if left:
                        wrong.append((service, place, question, left[0], text))
    assert len(seen) > 200
    assert not wrong, wrong[:3]


def test_a_made_up_number_is_noticed(known, knowledge):
    """The test can fail: a number that is in no file is left over."""
    from cnaim.wording import Catalogs, Speaker

    cut = shown(known, Speaker(Catalogs(), "pt"), "pt")
    assert re.search(r"\d", cut.sub("", "Ligue 219 999 973."))
    assert not re.search(r"\d", cut.sub("", "Ligue 808 257 257."))
