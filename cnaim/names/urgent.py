"""Danger by words: phrases of data/names, in every language at once."""

from .index import Index

ORDER = ("self_harm", "medical", "child", "violence", "trafficking", "fire_or_crime")
"""Which danger is answered when a message names several."""


def urgent_index(words: dict[str, dict]) -> Index:
    """An index of the phrases of danger, and of the harmless look-alikes that cover them."""
    index = Index()
    for language, groups in words.items():
        for kind, forms in (groups.get("urgent") or {}).items():
            for form in forms or ():
                index.add(str(form), "urgent", kind, language)
        for form in groups.get("not_urgent") or ():
            index.add(str(form), "", "", language)
    return index


def danger(index: Index, text: str) -> str | None:
    """The kind of danger a message speaks of, or None."""
    found = {m.id for m in index.find(text)}
    return next((kind for kind in ORDER if kind in found), None) or next(iter(sorted(found)), None)
