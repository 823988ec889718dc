"""What a message is about, given what came before; and the lookup that uses the same rules."""

import datetime as dt

import pytest

from cnaim.lookup import look, question_index, read
from cnaim.thread import Thread, follow

NOW = dt.datetime(2026, 3, 11, 10, tzinfo=dt.timezone.utc)


@pytest.mark.parametrize(
    "query, service, location, question",
    [
        ("iss porto horario", "social-security", "cnaim-norte", "hours"),
        ("finanças setúbal onde", "nif", None, "where"),
        ("aima braga horario", None, "aima-braga", "hours"),
        ("claim viseu telefone", None, "claim-viseu", "phone"),
        ("cnaim lisboa metro", None, "cnaim-lisboa", "directions"),
        ("nacionalidade papeis", "nationality", None, "papers"),
    ],
)
def test_lookup(query, service, location, question, knowledge, names):
    found = look(knowledge, read(query, names, question_index()), NOW)
    assert (found.service, found.question) == (service, question)
    assert location in (None, found.location)


def test_a_fragment_repeats_the_last_question(knowledge):
    before = Thread(service="nationality", question="papers")
    after = follow(knowledge, before, "inform", {"town": "lisboa"}, "how")
    assert (after.service, after.question, after.town) == ("nationality", "papers", "lisboa")


def test_a_new_need_drops_the_old_question_and_keeps_the_town(knowledge):
    before = Thread(service="nationality", question="papers", town="lisboa")
    after = follow(knowledge, before, "niss", {}, "how")
    assert (after.service, after.question, after.town) == ("niss", "how", "lisboa")


def test_a_question_alone_goes_to_the_last_thing(knowledge):
    after = follow(knowledge, Thread(service="niss", question="how"), "ask_phone", {}, "phone")
    assert (after.service, after.question) == ("niss", "phone")


def test_a_fragment_about_nothing_is_not_answered(knowledge):
    assert follow(knowledge, Thread(), "inform", {"person": "spouse"}, "how") is None
