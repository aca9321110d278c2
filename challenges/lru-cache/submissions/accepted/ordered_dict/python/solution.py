"""An LRU cache with expiry on the standard library's ordered dictionary and heap.

The dictionary keeps the order of use. The heap says which lifetime ends first, so that expired entries can go without a
look at the others. Its items are not removed when their entry is replaced or evicted; instead they are recognised as
out of date when they come up, and cleared away in bulk once they outnumber the live ones.
"""

from __future__ import annotations

import heapq
import time
from collections import OrderedDict
from typing import NamedTuple

SPARE_DEADLINES = 64


class Entry(NamedTuple):
    """A value and the moment from which it no longer counts."""

    value: int
    deadline: float | None


class LruCache:
    """Holds at most ``capacity`` live entries and lets go of the least recently used one."""

    def __init__(self, capacity: int) -> None:
        if capacity < 0:
            raise ValueError(f"capacity must not be negative: {capacity}")
        self._capacity = capacity
        self._entries: OrderedDict[str, Entry] = OrderedDict()  # least recently used first
        self._deadlines: list[tuple[float, str]] = []

    def get(self, key: str) -> int | None:
        """Return the live value of a key, or ``None``; a value found becomes the most recently used."""
        self._drop_expired()
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry.value

    def put(self, key: str, value: int, ttl_ms: int | None = None) -> None:
        """Store a value for ``ttl_ms`` milliseconds, or until it is evicted."""
        if ttl_ms is not None and ttl_ms <= 0:
            raise ValueError(f"ttl_ms must be positive: {ttl_ms}")
        if self._capacity == 0:
            return
        self._drop_expired()
        if key not in self._entries and len(self._entries) == self._capacity:
            self._entries.popitem(last=False)
        deadline = None if ttl_ms is None else time.monotonic() + ttl_ms / 1000
        self._entries[key] = Entry(value, deadline)
        self._entries.move_to_end(key)
        if deadline is not None:
            self._schedule(deadline, key)

    def size(self) -> int:
        """Count the live entries."""
        self._drop_expired()
        return len(self._entries)

    def _drop_expired(self) -> None:
        now = time.monotonic()
        while self._deadlines and self._deadlines[0][0] <= now:
            deadline, key = heapq.heappop(self._deadlines)
            entry = self._entries.get(key)
            if entry is not None and entry.deadline == deadline:
                del self._entries[key]

    def _schedule(self, deadline: float, key: str) -> None:
        heapq.heappush(self._deadlines, (deadline, key))
        # Clearing costs a look at every entry, and at least as many puts go by before it is due again.
        if len(self._deadlines) > 2 * len(self._entries) + SPARE_DEADLINES:
            self._deadlines = [
                (entry.deadline, name) for name, entry in self._entries.items() if entry.deadline is not None
            ]
            heapq.heapify(self._deadlines)
