"""Which language somebody asks for: "speak English", "можна українською?", "हिंदी में"."""

from functools import lru_cache

from . import languages
from .names import Index

KNOWN = "de it pl tr nl sv tl wo ff bm sw vi th ko ja fa ps pa gu ta te ml si my km he el hu bg sr hr cs sk sq hy ka az uz kk mn am ti so ha yo ig ln rw id ms".split()
"""Languages that people ask for and that are not on offer: recognised, and said so."""


@lru_cache(maxsize=1)
def _index() -> Index:
    """Names of languages (CLDR) in all languages on offer, and in themselves."""
    index = Index()
    for code in (*languages.offered(), *KNOWN):
        forms = {languages.own_name(code)} | {languages.name_in(code, other) for other in languages.offered()}
        for form in forms:
            index.add(form, "language", code)
            stem = form.rstrip(".")
            if len(stem) > 5:
                index.add(f"{stem[:-2]}*", "language", code)
    return index


def requested(text: str) -> tuple[str | None, bool]:
    """(code on offer or None, whether some language was named)."""
    found = [m.id for m in _index().find(text)]
    offered = [code for code in found if code in languages.offered()]
    return (offered[-1] if offered else None), bool(found)


def language_choices() -> list[dict]:
    """A button for each language on offer, in its own name."""
    return [{"title": languages.own_name(code), "payload": f'/language{{"language":"{code}"}}'} for code in languages.offered()]
