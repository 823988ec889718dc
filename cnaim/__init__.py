"""The CNAIM assistant: answers for migrants in Portugal and for the people who help them.

Plain Python; no office, number, price or sentence lives here. The middle (`knowledge`,
`schedules`, `names`, `answers`, `wording`) imports neither Rasa nor Telegram, opens no
network connection and reads no clock: `now` is always a parameter.
"""

import os
from pathlib import Path

ROOT = Path(os.environ.get("CNAIM_ROOT") or Path(__file__).resolve().parent.parent)
"""The checkout: where `knowledge/`, `data/` and `locales/` are."""

CACHE = ROOT / ".cache"
"""Compiled files that can be deleted at any time."""
