"""The facts: loaded, checked, versioned, reloaded.

`Store` hands out a `Knowledge`; every process that uses the same folder sees the same last
good version, and a broken file never replaces it.
"""

from .base import KINDS, Knowledge
from .store import KnowledgeError, Store

__all__ = ["KINDS", "Knowledge", "KnowledgeError", "Store"]
