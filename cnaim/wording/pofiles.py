"""Writing catalogues: gettext `.po` through Babel, the id as context, Portuguese as msgid.

What is there is kept: an entry whose Portuguese changed becomes fuzzy, one whose id is gone
is dropped, a new one is added empty.
"""

from collections.abc import Iterable
from pathlib import Path

from .. import ROOT
from .messages import Message

CATALOGS = ("core", "services")


def path_of(language: str, catalog: str, folder: Path | None = None) -> Path:
    """Where a catalogue lives."""
    return (folder or ROOT / "locales") / language / "LC_MESSAGES" / f"{catalog}.po"


def update(language: str, messages: Iterable[Message], translations: dict[str, str] | None = None, folder: Path | None = None) -> None:
    """Write both catalogues of a language; `translations` (id → text) fill or replace entries."""
    messages = list(messages)
    for name in CATALOGS:
        _update_one(language, name, [m for m in messages if m.catalog == name], translations or {}, folder)


def _update_one(language, name, messages, translations, folder) -> None:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    path = path_of(language, name, folder)
    old, header = {}, "draft"
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file)
        old = {m.context: m for m in known if m.id}
        header = dict(known.mime_headers).get("X-Reviewed-By", "draft")
    catalog = Catalog(language.replace("-", "_"), project="cnaim", charset="utf-8", fuzzy=False, header_comment="# Translations of the assistant. Facts are {placeholders}; see CONTRIBUTING.md.")
    for message in messages:
        before = old.get(message.id)
        text = translations.get(message.id) or (before.string if before else "")
        changed = bool(before and before.string and before.id != message.text and message.id not in translations)
        catalog.add(message.text, text, context=message.id, flags=["fuzzy"] if changed else [])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=0, omit_header=False)
    _add_header(path, header)


def _add_header(path: Path, reviewer: str) -> None:
    """Who read the catalogue as a native speaker; "draft" until somebody did."""
    text = path.read_text("utf-8")
    lines = [line for line in text.split("\n") if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"X-Reviewed-By'))]
    place = next(i for i, line in enumerate(lines) if line.startswith('"MIME-Version'))
    lines.insert(place, f'"X-Reviewed-By: {reviewer}\\n"')
    path.write_text("\n".join(lines), "utf-8")
