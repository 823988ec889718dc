"""Look something up for a caller: three words, one card with sources and dates."""

import datetime as dt
import json
import sys


def configure(parser) -> None:
    """Arguments."""
    parser.add_argument("query", nargs="+", help="for example: iss porto horario")
    parser.add_argument("--language", default="pt", help="the caller's language")
    parser.add_argument("--json", action="store_true", help="the card as JSON")
    parser.add_argument("--now", help="the clock to use, as 2026-06-24T10:00")


def run(args) -> int:
    """Print the card; 1 when nothing was found."""
    from ..knowledge import KnowledgeError, Store
    from ..lookup import look, read
    from ..names.compiled import indexes
    from ..speech import Speech

    now = dt.datetime.fromisoformat(args.now) if args.now else dt.datetime.now(dt.timezone.utc)
    query = " ".join(args.query)
    try:
        knowledge = Store().get()
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    names, questions = indexes(knowledge)
    found = look(knowledge, read(query, names, questions), now)
    if found is None:
        print(Speech().message("utter_not_found", args.language)["text"], file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return 0
    print(Speech().message(found.response, args.language, found.as_dict())["text"])
    return 0
