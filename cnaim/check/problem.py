"""One problem in one file."""

from dataclasses import dataclass
from pathlib import Path

from .. import ROOT, yamlfile


@dataclass(frozen=True)
class Problem:
    """`str()` is the line that is printed."""

    path: Path
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        try:
            shown = self.path.resolve().relative_to(ROOT)
        except ValueError:
            shown = self.path
        return f"{shown}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"


def at(path: Path, keys, message: str, warning: bool = False) -> Problem:
    """A problem at the value that `keys` lead to."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    return Problem(path, yamlfile.line_of(text, list(keys)), message, warning)
