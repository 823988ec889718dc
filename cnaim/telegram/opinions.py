"""Under an answer: the rest of it, and a thumb up or down with a reason if one likes.

An opinion is kept with what the answer was about and the day, never with whose it is.
"""

from ..answers import Request, answer
from . import buttons, calls, people
from .turn import Turn

VERDICTS = ("good", "bad")
REASONS = ("wrong", "missing", "unclear", "language")


def whole(turn: Turn, about: "tuple[str, ...]") -> None:
    """The whole answer in the place of its card, made anew from today's knowledge."""
    things = buttons.unpack(about)
    found = answer(turn.case.knowledge, Request(**things), turn.case.now).as_dict()
    message = turn.case.speech.message(found["response"], turn.language, found)
    text = message["text"]
    keyboard = calls.rows([turn.button(b["title"], b["payload"]) for b in message["buttons"]])
    turn.show(text, keyboard + [_thumbs(turn, about)], bold=max(0, text.find("\n")))
    for more in calls.pieces(text)[1:]:
        turn.calls += calls.text(more)


def _thumbs(turn: Turn, about: "tuple[str, ...]") -> list[dict]:
    return [turn.button(turn.say(f"button_{v}"), f"f:{v}," + ",".join(about)) for v in VERDICTS]


def thumb(turn: Turn, verdict: str, about: "tuple[str, ...]") -> None:
    """Keep the thumb, take the two buttons away, thank; after a thumb down ask why."""
    if verdict not in VERDICTS:
        raise ValueError(verdict)
    turn.write(people.opinion, _day(turn), ",".join(about), verdict)
    _without_thumbs(turn)
    if verdict == "good":
        return turn.reply(turn.say("feedback_good"))
    reasons = [(turn.say(f"reason_{r}"), f"w:{r}," + ",".join(about)) for r in REASONS]
    text = turn.say("feedback_why") + "".join(f"\n• {title}" for title, _ in reasons)
    turn.reply(text, [[turn.button(title, body)] for title, body in reasons])


def _without_thumbs(turn: Turn) -> None:
    """The pressed message's buttons but for the row of thumbs, so that nobody votes twice by mistake."""
    message = turn.pressed_message
    rows = message.get("reply_markup", {}).get("inline_keyboard")
    if rows:
        turn.calls += calls.keyboard(message["message_id"], rows[:-1])


def reason(turn: Turn, why: str, about: "tuple[str, ...]") -> None:
    """Keep why an answer did not help."""
    if why not in REASONS:
        raise ValueError(why)
    turn.write(people.opinion, _day(turn), ",".join(about), "why", why)
    turn.show(turn.say("feedback_noted"))


def _day(turn: Turn) -> str:
    return turn.case.now.date().isoformat()
