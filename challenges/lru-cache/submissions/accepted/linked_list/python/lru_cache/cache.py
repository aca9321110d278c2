"""The cache itself."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from .entry import Entry
from .expiry import Expiry
from .recency import Recency


class LruCache:
    """Holds at most ``capacity`` live entries; the least recently used one goes first."""

    def __init__(self, capacity: int, clock: Callable[[], float] = time.monotonic) -> None:
        if capacity < 0:
            raise ValueError("capacity must be 0 or more")
        self._capacity = capacity
        self._clock = clock
        self._entries: dict[str, Entry] = {}
        self._recency = Recency()
        self._expiry = Expiry()

    def get(self, key: str) -> int | None:
        """Return the live value stored under a key, which counts as a use of it, or ``None``."""
        self._remove_expired()
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._recency.use(entry)
        return entry.value

    def put(self, key: str, value: int, ttl_ms: int | None = None) -> None:
        """Store a value under a key, for a limited time if ``ttl_ms`` is given."""
        if ttl_ms is not None and ttl_ms <= 0:
            raise ValueError("ttl_ms must be greater than 0")
        self._remove_expired()
        entry = self._entries.get(key)
        if entry is not None:
            self._remove(entry)
        elif self._entries and len(self._entries) >= self._capacity:
            self._remove(self._recency.oldest)
        if self._capacity > 0:
            self._add(Entry(key, value, self._deadline(ttl_ms)))

    def size(self) -> int:
        """Return how many entries are live."""
        self._remove_expired()
        return len(self._entries)

    def _deadline(self, ttl_ms: int | None) -> float:
        return math.inf if ttl_ms is None else self._clock() + ttl_ms / 1000

    def _remove_expired(self) -> None:
        now = self._clock()
        while (entry := self._expiry.next_due(now)) is not None:
            self._remove(entry)

    def _add(self, entry: Entry) -> None:
        self._entries[entry.key] = entry
        self._recency.add(entry)
        if entry.deadline < math.inf:
            self._expiry.add(entry)

    def _remove(self, entry: Entry) -> None:
        del self._entries[entry.key]
        self._recency.remove(entry)
        self._expiry.remove(entry)
