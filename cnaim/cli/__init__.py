"""The `cnaim` command. Each verb is a module here, imported only when it is asked for.

`cnaim lookup` has a caller on the phone waiting: nothing is loaded that it does not need.
"""

import argparse
import importlib
import sys

VERBS = {
    "ask": "ask one question, or many as JSON lines (--jsonl)",
    "chat": "talk to the assistant in the terminal",
    "lookup": "look something up for a caller: cnaim lookup iss porto horario",
    "check": "check knowledge, data and wording",
    "train": "train the model for the present data, if there is none",
    "run": "start everything: the assistant, the bridge to Telegram, the desk",
}


def main(argv: list[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    if not argv or argv[0] not in VERBS:
        return _usage(argv)
    module = importlib.import_module(f".{argv[0].replace('-', '_')}", __name__)
    parser = argparse.ArgumentParser(prog=f"cnaim {argv[0]}", description=module.__doc__.splitlines()[0])
    module.configure(parser)
    try:
        return module.run(parser.parse_args(argv[1:])) or 0
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _usage(argv: list[str]) -> int:
    wanted_help = not argv or argv[0] in ("-h", "--help", "help")
    out = sys.stdout if wanted_help else sys.stderr
    if not wanted_help:
        print(f"cnaim: there is no verb {argv[0]!r}", file=out)
    width = max(map(len, VERBS))
    print("usage: cnaim VERB …\n", *(f"  {verb:<{width}}  {text}" for verb, text in VERBS.items()), sep="\n", file=out)
    return 0 if wanted_help else 2
