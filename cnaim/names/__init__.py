"""Names of things in thirteen scripts: one index, used by the bot, the lookup and the desk."""

from .index import Index, Match
from .source import build, load_words

__all__ = ["Index", "Match", "build", "load_words"]
