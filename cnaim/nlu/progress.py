"""One line that moves while a long step runs, for the person who waits in a terminal."""

import sys


def progress(what: str):
    """A function `(done, total)` that shows how far a step is; plain lines when piped."""
    last = [-1]

    def show(done: int, total: int) -> None:
        percent = 100 * done // max(total, 1)
        step = percent if sys.stderr.isatty() else percent - percent % 20
        if step != last[0]:
            last[0] = step
            end = "\r" if sys.stderr.isatty() and done < total else "\n"
            print(f"  {what}: {step} %", end=end, file=sys.stderr, flush=True)

    return show
