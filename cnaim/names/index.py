"""The index itself: finds known names in a message, longest first, in any script.

A form is a sequence of folded words. A last word ending in `*` is a stem: it matches any
ending (inflection). Arabic prefixes (article, "and", "to") are tried without. A word of six
letters or more that is in no form is compared with those that are (one typo; two from nine
letters on). A form added with kind "" is a thing that must *not* match: it only covers its
words.
"""

from collections import defaultdict
from dataclasses import dataclass

from ..text import words

ARABIC_PREFIXES = ("وال", "بال", "لل", "ال", "كال", "و", "ب", "ل", "ک")
TYPO_LENGTH = 6
GENERIC = frozenset("de da do das dos e a o em para the of and for la le les du des del el los las".split())


@dataclass(frozen=True)
class Match:
    """A name found: what it is, which words of the message it covers, how sure we are."""

    kind: str
    id: str
    start: int
    end: int
    form: str
    exact: bool = True

    @property
    def length(self) -> int:
        return self.end - self.start


class Index:
    """Folded forms → things. Add all forms, then search."""

    def __init__(self) -> None:
        self._forms: dict[str, list] = defaultdict(list)
        self._stems: dict[str, list] = defaultdict(list)
        self._vocabulary: set[str] = set()
        self._long: dict[str, list[str]] = {}
        self.ordinary: frozenset[str] = frozenset()
        """Words that people use and that are therefore no misspelt names."""
        self._typos: dict[str, str | None] = {}

    def add(self, form: str, kind: str, thing: str, language: str = "") -> None:
        """Add one form of a thing; duplicates are harmless."""
        stem = form.rstrip().endswith("*")
        tokens = tuple(words(form))
        if not tokens:
            return
        entry = (tokens, stem, kind, thing)
        if stem and len(tokens) == 1:
            bucket = self._stems[tokens[0][:3]]
        else:
            bucket = self._forms[tokens[0]]
        if entry not in bucket:
            bucket.append(entry)
        if kind:
            self._vocabulary.update(t for t in tokens if len(t) >= TYPO_LENGTH and t not in GENERIC)
        self._long = {}

    def dump(self) -> dict:
        """Plain data, to be kept in a file; `restore` makes the index again."""
        return {"forms": dict(self._forms), "stems": dict(self._stems), "vocabulary": list(self._vocabulary), "ordinary": list(self.ordinary)}

    @classmethod
    def restore(cls, data: dict) -> "Index":
        """The index that `dump` came from."""
        index = cls()
        index._forms.update(data["forms"])
        index._stems.update(data["stems"])
        index._vocabulary = set(data["vocabulary"])
        index.ordinary = frozenset(data["ordinary"])
        return index

    def find(self, text: str) -> list[Match]:
        """Names in a message, in order. Overlaps go to the longest; equal spans are all kept."""
        tokens = words(text)
        found = self._at_all(tokens, exact=True)
        covered = {i for m in found for i in range(m.start, m.end)}
        mended = [t if i in covered else self._mend(t) for i, t in enumerate(tokens)]
        if mended != tokens:
            fuzzy = [m for m in self._at_all(mended, exact=False) if not covered & set(range(m.start, m.end))]
            found += fuzzy
        return sorted((m for m in found if m.kind), key=lambda m: (m.start, m.end))

    def _at_all(self, tokens: list[str], exact: bool) -> list[Match]:
        spans = [m for i in range(len(tokens)) for m in self._at(tokens, i, exact)]
        spans.sort(key=lambda m: (-m.length, -len(m.form), m.start))
        kept: list[Match] = []
        taken: dict[int, tuple[int, int]] = {}
        for match in spans:
            span = (match.start, match.end)
            if all(taken.get(i, span) == span for i in range(*span)):
                taken.update((i, span) for i in range(*span))
                kept.append(match)
        return [m for m in kept if not self._silenced(m, kept)]

    @staticmethod
    def _silenced(match: Match, kept: list[Match]) -> bool:
        """A form that must not match wins over names of the same words."""
        return bool(match.kind) and any(
            not other.kind and (other.start, other.end) == (match.start, match.end) for other in kept
        )

    def _at(self, tokens: list[str], i: int, exact: bool):
        for first in _variants(tokens[i]):
            for entry in self._forms.get(first, ()):
                if _fits(entry, tokens, i):
                    yield _match(entry, i, exact)
            for entry in self._stems.get(first[:3], ()):
                if first.startswith(entry[0][0]):
                    yield _match(entry, i, exact)

    def _mend(self, word: str) -> str:
        """The known word that a misspelt one most likely is, else the word itself."""
        if len(word) < TYPO_LENGTH or word in self._vocabulary or word in self.ordinary or word.isdigit():
            return word
        if word not in self._typos:
            if len(self._typos) > 5000:
                self._typos.clear()
            self._typos[word] = self._nearest(word)
        return self._typos[word] or word

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA

        if not self._long:
            by_initial = defaultdict(list)
            for known in self._vocabulary:
                by_initial[known[0]].append(known)
            self._long = dict(by_initial)
        allowed = 1 if len(word) < 9 else 2
        best, distance = None, allowed + 1
        for known in self._long.get(word[0], ()):
            if abs(len(known) - len(word)) <= allowed:
                d = OSA.distance(word, known, score_cutoff=allowed)
                if d < distance or d == distance and best and known < best:
                    best, distance = known, d
        return best


def _variants(word: str):
    """The word, and for Arabic script the word without its article or particle."""
    yield word
    if "\u0600" <= word[0] <= "\u06ff":
        for prefix in ARABIC_PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= 3:
                yield word[len(prefix) :]


def _fits(entry, tokens: list[str], i: int) -> bool:
    form, stem = entry[0], entry[1]
    part = tokens[i : i + len(form)]
    if len(part) < len(form):
        return False
    for known, word in zip(form[1:-1], part[1:-1]):
        if word != known and known not in _variants(word):
            return False
    if len(form) == 1:
        return True
    last = part[-1]
    return any(v.startswith(form[-1]) if stem else v == form[-1] for v in _variants(last))


def _match(entry, i: int, exact: bool) -> Match:
    form, _, kind, thing = entry
    return Match(kind, thing, i, i + len(form), " ".join(form), exact)
