"""Held-out sentences: intent, question and every named thing right, by language."""

import pytest

from benchmarks import quality

LEAST = {"pt": 0.95, "en": 0.95}
OTHERS, ROMANISED = 0.92, 0.80
CREOLES = ("kea", "pov")


def least(language):
    """The share that a language must reach."""
    return LEAST.get(language, ROMANISED if "-" in language or language in CREOLES else OTHERS)


@pytest.mark.parametrize("language", quality.languages())
def test_share_of_sentences_understood(language, assistant, knowledge):
    results = quality.score(language, assistant.parse, knowledge)
    wrong = [(r.case["text"], r.wrong, r.intent, r.question) for r in results if r.wrong]
    assert len(results) >= (300 if language in LEAST else 100 if "-" not in language and language not in CREOLES else 40)
    assert quality.share(results) >= least(language), wrong
