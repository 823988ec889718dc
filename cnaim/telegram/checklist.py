"""A service's papers as a list to tick off, and as one message to forward.

What is ticked is kept under the chat's keyed hash. Each paper stands in the text with its
state in words, so a screen reader tells it; the buttons are for the thumb.
"""

from telegram.helpers import create_deep_linked_url

from ..answers import Request, answer
from ..answers.base import name_fact
from . import calls, people
from .turn import Turn

HAVE, MISSING = "✅", "⬜"


def papers(turn: Turn, service: str) -> list[tuple[str, str]]:
    """(id, text) of each paper that is certain today."""
    found = answer(turn.case.knowledge, Request(service=service, question="papers"), turn.case.now)
    speaker = turn.speaker()
    items = [i for part in found.parts for i in _items(part) if isinstance(i, dict) and i.get("kind") == "document"]
    return [(i["id"], speaker.fact(i)) for i in items]


def _items(part) -> list:
    listed = part.facts.get("items")
    return listed.get("items", []) if isinstance(listed, dict) else []


def show(turn: Turn, service: str, ticked: set[str], edit: bool = False) -> None:
    """The list with its buttons; in place when a tick changed it."""
    found = papers(turn, service) if service in turn.case.knowledge.services else []
    if not found:
        return turn.reply(turn.say("checklist_none"))
    lines, buttons = [turn.say("checklist", {"thing": _thing(turn, service)}), ""], []
    for key, text in found:
        first, *details = text.split("\n")
        mark, state = (HAVE, "checklist_have") if key in ticked else (MISSING, "checklist_missing")
        lines += [f"{mark} " + turn.worded(state, item=first), *details]
        buttons.append([turn.button(f"{mark} {first}", _tick(turn, service, key))])
    if all(key in ticked for key, _ in found):
        lines += ["", turn.say("checklist_complete")]
    lines.append(source(turn, service))
    buttons.append([turn.button(turn.say("button_share"), f"x:{service}")])
    (turn.show if edit else turn.reply)("\n".join(filter(None.__ne__, lines)), buttons)


def _tick(turn: Turn, service: str, key: str) -> str:
    return f"t:{service},{key}"


def toggle(turn: Turn, service: str, key: str, ticked: set[str]) -> None:
    """Tick or untick one paper."""
    known = {k for k, _ in papers(turn, service)} if service in turn.case.knowledge.services else set()
    if key in known:
        turn.write(people.tick, turn.case.person.person, service, key)
        ticked = ticked ^ {key}
    show(turn, service, ticked, edit=True)


def share(turn: Turn, service: str, ticked: set[str]) -> None:
    """The list as one plain message, with a link that opens it for somebody else."""
    found = papers(turn, service) if service in turn.case.knowledge.services else []
    if not found:
        return turn.reply(turn.say("checklist_none"))
    title = turn.say("checklist_shared", {"thing": _thing(turn, service)})
    lines = [title] + [f"{HAVE if key in ticked else MISSING} {text}" for key, text in found]
    lines.append(source(turn, service))
    if turn.case.bot_name:
        link = create_deep_linked_url(turn.case.bot_name, f"c-{service}")
        lines.append(turn.say("checklist_link", {"link": link}))
    turn.calls += calls.text("\n".join(filter(None, lines)), bold=len(title))


def source(turn: Turn, service: str) -> str:
    """The line with source and date of the papers."""
    found = answer(turn.case.knowledge, Request(service=service, question="papers"), turn.case.now)
    speaker = turn.speaker()
    return "\n".join(speaker.say(p.response, p.facts) for p in found.parts if p.response.startswith("utter_part_source"))


def _thing(turn: Turn, service: str) -> dict:
    return name_fact("services", service, turn.case.knowledge.services[service])

