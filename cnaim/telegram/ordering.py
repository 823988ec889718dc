"""Webhook calls come side by side and may overtake each other; update ids tell the order.

When an id is missing before one that arrived, we wait for it up to 300 ms. Without a gap
nothing waits, so the usual turn costs nothing.
"""

import asyncio
from typing import Callable

WINDOW = 0.3
"""Seconds to wait for an update that was overtaken."""


class Ordering:
    """Releases (update id, chat) in order to a function, as far as 300 ms allow."""

    def __init__(self, release: Callable[[int], None], window: float = WINDOW) -> None:
        self._release, self._window = release, window
        self._next: "int | None" = None
        self._held: dict[int, int] = {}

    def arrived(self, update_id: int, chat: int) -> None:
        """An update is on disk; its chat may start on it once the ones before have come."""
        if self._next is None or update_id <= self._next:
            self._next = max(self._next or 0, update_id + 1)
            self._release(chat)
            self._follow()
            return
        self._held[update_id] = chat
        asyncio.get_running_loop().call_later(self._window, self._late, update_id)

    def _follow(self) -> None:
        while self._next in self._held:
            self._release(self._held.pop(self._next))
            self._next += 1

    def _late(self, update_id: int) -> None:
        """The window is over: everything up to this one goes, in order."""
        for held in sorted(h for h in self._held if h <= update_id):
            self._release(self._held.pop(held))
            self._next = max(self._next or 0, held + 1)
        self._follow()
