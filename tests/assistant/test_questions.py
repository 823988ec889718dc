"""Held-out sentences: intent, question and every named thing right, by language.

`TARGET` is what the project wants; `REACHED` is a floor that no change may go under. A
language below its target is an expected failure, listed by pytest, until it gets there.
"""

import pytest

from benchmarks import quality

CREOLES = ("kea", "pov")
REACHED = {
    "pt": 0.92, "en": 0.92, "es": 0.87, "fr": 0.88, "zh": 0.87, "hi": 0.88, "ru": 0.84, "uk": 0.84, "ur": 0.84, "bn": 0.80,
    "ro": 0.76, "ne": 0.76, "ar": 0.69, "kea": 0.74, "pov": 0.58, "hi-Latn": 0.64, "ne-Latn": 0.62, "bn-Latn": 0.56,
    "ur-Latn": 0.60, "ar-Latn": 0.44,
}


def target(language):
    """The share that a language is to reach."""
    if language in ("pt", "en"):
        return 0.95
    return 0.80 if "-" in language or language in CREOLES else 0.92


def enough(language):
    """How many sentences a language must be measured with."""
    return 300 if language in ("pt", "en") else 40 if "-" in language or language in CREOLES else 100


@pytest.fixture(scope="module")
def shares(assistant, knowledge):
    """Language → (share, mistakes), each language scored once."""
    known = {}

    def of(language):
        if language not in known:
            results = quality.score(language, assistant.parse, knowledge)
            wrong = [(r.case["text"], r.wrong, r.intent, r.question) for r in results if r.wrong]
            known[language] = (quality.share(results), wrong, len(results))
        return known[language]

    return of


@pytest.mark.parametrize("language", quality.languages())
def test_no_language_falls_back(language, shares):
    share, wrong, count = shares(language)
    assert count >= enough(language)
    assert share >= REACHED[language], (share, wrong)


@pytest.mark.parametrize("language", quality.languages())
def test_target(language, shares):
    share, wrong, _ = shares(language)
    if share < target(language):
        pytest.xfail(f"{share:.3f} of {target(language)}")
