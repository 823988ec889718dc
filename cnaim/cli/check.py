"""Check knowledge, data and wording: one line a problem, `path:line: message`."""

import sys
from pathlib import Path


def configure(parser) -> None:
    """Arguments."""
    parser.add_argument("folder", nargs="?", type=Path, help="a knowledge folder (default: knowledge/)")
    parser.add_argument("--release", action="store_true", help="also demand that every language on offer is whole")
    parser.add_argument("--warnings", action="store_true", help="list the warnings too")


def run(args) -> int:
    """Print the problems; 1 when there is an error."""
    from ..check import everything

    found = everything.problems(args.folder, release=args.release)
    wrong = [p for p in found if not p.warning]
    for problem in found if args.warnings else wrong:
        print(problem)
    print(f"{len(wrong)} errors, {len(found) - len(wrong)} warnings", file=sys.stderr)
    return 1 if wrong else 0
