"""Conversations of two to five turns, each turn with its response, things and facts.

They are in `tests/dialogues.yml`: anybody can write one. One with `known_failure` is listed
as an expected failure until somebody mends it.
"""

import re

import pytest

from cnaim import ROOT, yamlfile

DIALOGUES = yamlfile.load(ROOT / "tests" / "dialogues.yml")
STATES = {"open": ("utter_part_open", "utter_part_closes_soon", "utter_part_always_open"), "closed": ("utter_part_closed", "utter_part_closed_opens", "utter_part_closed_holiday")}


@pytest.mark.parametrize("number", range(len(DIALOGUES)), ids=[d["name"] for d in DIALOGUES])
def test_dialogue(number, assistant, knowledge, request):
    dialogue = DIALOGUES[number]
    if dialogue.get("known_failure"):
        request.applymarker(pytest.mark.xfail(reason=dialogue["known_failure"]))
    for i, turn in enumerate(dialogue["turns"]):
        found = assistant.turn(turn["say"], f"dialogue-{number}", turn.get("now") or dialogue.get("now"))
        problems = list(differences(turn, found, knowledge))
        assert not problems, (i + 1, turn["say"], problems, found["replies"])


def differences(turn, found, knowledge):
    """What is not as the turn says."""
    text = "\n".join(r["text"] for r in found["replies"])
    if not text:
        yield "no reply"
    if found["response"] != turn["response"]:
        yield f"response {found['response']}"
    for thing in ("service", "location", "phone"):
        if thing == "phone" and turn.get(thing) and knowledge.phones[turn[thing]]["phones"][0]["number"][-9:] in plain(text):
            continue
        if turn.get(thing) and found[thing] != turn[thing]:
            yield f"{thing} {found[thing]}"
    for fact in turn.get("contains", ()):
        if plain(str(fact)) not in plain(text):
            yield f"{fact} is not in the reply"
    if turn.get("part") and turn["part"] not in found["parts"]:
        yield f"{turn['part']} is not said"
    if turn.get("state") and state_said(turn, found, knowledge) != turn["state"]:
        yield f"is not said to be {turn['state']}"


def plain(text):
    """Without spaces and isolates, lower case: how digits and addresses are compared."""
    return re.sub(r"[\s\u2066-\u2069]", "", text).lower()


def state_said(turn, found, knowledge):
    """Open or closed, as the parts of the reply say it first."""
    for name in found["parts"]:
        for state, responses in STATES.items():
            if name in responses:
                return state
    return None
