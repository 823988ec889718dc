"""From response names and typed facts to text in a person's language."""

from .catalog import Catalogs
from .render import Speaker

__all__ = ["Catalogs", "Speaker"]
