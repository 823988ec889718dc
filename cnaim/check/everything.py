"""All checks together: what `cnaim check` runs."""

from pathlib import Path

from .. import ROOT
from . import knowledge
from .problem import Problem


def problems(folder: Path | None = None, release: bool = False) -> list[Problem]:
    """Problems of a knowledge folder; without one, of data and wording too."""
    found = knowledge.problems(Path(folder) if folder else ROOT / "knowledge")
    if folder is None:
        from . import data, wording

        found += data.problems()
        found += wording.problems(release)
    return found
