"""What the tests share: the knowledge, one assistant in this process, fixed clocks."""

import pytest

WEDNESDAY = "2026-03-11T10:00"
SATURDAY = "2026-03-14T10:00"
SAINT_JOHN = "2026-06-24T10:00"
CHRISTMAS = "2026-12-25T10:00"


@pytest.fixture(scope="session")
def knowledge():
    """The facts as they are in the checkout."""
    from cnaim.knowledge import Store

    return Store().get()


@pytest.fixture(scope="session")
def assistant():
    """The whole assistant, loaded once: model, rules, actions, wording."""
    from cnaim.assistant import Assistant

    return Assistant()


@pytest.fixture(scope="session")
def names(knowledge):
    """The names index over all languages."""
    from cnaim.names import build, load_words

    return build(knowledge, load_words())
