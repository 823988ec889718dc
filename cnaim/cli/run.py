"""Start everything. Without TELEGRAM_BOT_TOKEN: a chat in this terminal.

With it: Rasa, the action server and the bridge, watched and restarted; Ctrl-C stops all.
"""

import os
import sys


def configure(parser) -> None:
    """Arguments."""
    parser.add_argument("--now", help="the clock to use in the terminal chat")
    parser.add_argument("--servers", action="store_true", help="start the servers even without a token")


def run(args) -> int:
    """Chat or supervise."""
    if os.environ.get("TELEGRAM_BOT_TOKEN") or args.servers:
        from ..supervisor import supervise

        return supervise()
    if sys.stdin.isatty():
        print("No TELEGRAM_BOT_TOKEN is set, so the assistant is here in the terminal. Ctrl-D ends it.", file=sys.stderr)
    from .chat import run as chat

    return chat(args)
