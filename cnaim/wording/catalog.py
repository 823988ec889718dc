"""Sentences by id and language: Portuguese from domain.yml, the others from `locales/`.

The id is the gettext context, so correcting a comma in the Portuguese loses no translation:
one whose placeholders still fit is shown, and marked stale.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from .. import ROOT, languages, yamlfile

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Sentence:
    """A text in some language, and how it stands to the Portuguese of today."""

    text: str
    language: str
    stale: bool = False


class Catalogs:
    """All sentences. Languages load when first asked for."""

    def __init__(self, responses: dict[str, str] | None = None, folder: Path | None = None) -> None:
        self.folder = folder or ROOT / "locales"
        self.responses = responses if responses is not None else reference_texts()
        self._loaded: dict[str, dict[str, tuple[str, str]]] = {}

    def languages(self) -> tuple[str, ...]:
        """Codes on offer, Portuguese first."""
        return languages.offered(self.folder)

    def find(self, key: str, language: str, reference: str | None = None) -> Sentence:
        """The sentence of an id in a language; Portuguese when there is none that fits.

        `reference`: the Portuguese text, for ids that are not responses of ours.
        """
        reference = self.responses.get(key, "") if reference is None else reference
        if language == languages.REFERENCE:
            return Sentence(reference, language)
        translated = self._catalog(language).get(key)
        if translated:
            source, text = translated
            if set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(reference)):
                return Sentence(text, language, stale=source != reference)
        return Sentence(reference, languages.REFERENCE)

    def header(self, language: str, name: str) -> str:
        """A header of a language's core catalogue ("X-Reviewed-By"), or ""."""
        return self._catalog(language).get(f"\0{name}", ("", ""))[1]

    def _catalog(self, language: str) -> dict[str, tuple[str, str]]:
        if language not in self._loaded:
            self._loaded[language] = read_catalogs(self.folder / language / "LC_MESSAGES")
        return self._loaded[language]


def read_catalogs(folder: Path, only: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
    """id → (Portuguese it was made from, translation) of the `.po` files of a language."""
    from babel.messages.pofile import read_po

    found: dict[str, tuple[str, str]] = {}
    for path in sorted(p for p in folder.glob("*.po") if not only or p.stem in only):
        with path.open("rb") as file:
            catalog = read_po(file)
        if path.stem == "core":
            found.update({f"\0{k}": ("", v) for k, v in catalog.mime_headers})
        for message in catalog:
            if message.id and message.context and message.string:
                found[message.context] = (message.id, message.string)
    return found


def reference_texts(path: Path | None = None) -> dict[str, str]:
    """Response name → Portuguese text of domain.yml."""
    domain = yamlfile.load(path or ROOT / "domain.yml")
    return {name: variants[0]["text"] for name, variants in domain["responses"].items()}
