"""Ask the whole assistant: one question as text, or many as JSON lines.

With --jsonl: one object a line on standard input, {"id", "sender", "text", "now"?}; one a
line out, in the same order, with replies, intent, question, confidence, language, service,
location. Messages of one sender are one conversation. `now` (or --now) fixes the clock.
"""

import json
import sys


def configure(parser) -> None:
    """Arguments."""
    parser.add_argument("text", nargs="*", help="the question")
    parser.add_argument("--jsonl", action="store_true", help="read and write JSON lines")
    parser.add_argument("--now", help="the clock to use, as 2026-06-24T10:00 (Lisbon time)")
    parser.add_argument("--language", help="the language to prefer when the text does not tell")


def run(args) -> int:
    """Print the replies."""
    from ..assistant import Assistant

    if not args.jsonl and not args.text:
        print('cnaim ask: write a question, e.g. cnaim ask "como peço o NISS"', file=sys.stderr)
        return 2
    assistant = Assistant()
    metadata = {"language_code": args.language} if args.language else None
    if not args.jsonl:
        for reply in assistant.turn(" ".join(args.text), now=args.now, metadata=metadata)["replies"]:
            print_reply(reply)
        return 0
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            print(json.dumps(_answer(assistant, line, number, args, metadata), ensure_ascii=False), flush=True)
    return 0


def _answer(assistant, line: str, number: int, args, metadata) -> dict:
    """One output object; a line that is not JSON is answered with an error, not a crash."""
    try:
        asked = json.loads(line)
        text, sender = str(asked["text"]), str(asked.get("sender") or asked.get("id") or number)
    except (ValueError, KeyError, TypeError):
        return {"id": None, "error": f"line {number}: not a JSON object with a text"}
    if asked.get("language_code"):
        metadata = {"language_code": asked["language_code"]}
    return {"id": asked.get("id"), "sender": sender, **assistant.turn(text, sender, asked.get("now") or args.now, metadata)}


def print_reply(reply: dict, file=None) -> None:
    """A reply as a person reads it in a terminal, buttons as a numbered list."""
    print(reply["text"], file=file)
    for number, button in enumerate(reply.get("buttons") or (), 1):
        print(f"  [{number}] {button['title']}", file=file)
    print(file=file, flush=True)
