"""Talk to the assistant in the terminal, or pipe questions into it."""

import sys

from .ask import print_reply


def configure(parser) -> None:
    """Arguments."""
    parser.add_argument("--now", help="the clock to use, as 2026-06-24T10:00")


def run(args) -> int:
    """Read lines until the end; a number chooses a button of the last answer."""
    from ..assistant import Assistant

    assistant = Assistant()
    interactive = sys.stdin.isatty()
    if interactive:
        print_reply(assistant.turn("/start", now=args.now)["replies"][0])
    buttons: list[dict] = []
    while True:
        line = _read(interactive)
        if line is None:
            return 0
        if line.isdigit() and 0 < int(line) <= len(buttons):
            line = buttons[int(line) - 1]["payload"]
        if line:
            replies = assistant.turn(line, now=args.now)["replies"]
            for reply in replies:
                print_reply(reply)
            buttons = [b for reply in replies for b in reply["buttons"]]


def _read(interactive: bool) -> str | None:
    try:
        return input("> " if interactive else "").strip()
    except EOFError:
        return None
    except UnicodeDecodeError:
        print("(that line is not UTF-8 text; it was left out)", file=sys.stderr)
        return ""
