"""An LRU cache whose entries may expire."""

import heapq
import time
from collections import OrderedDict


def hash_of(key):
    total = 0
    for character in key if len(key) <= 128 else key[:64] + key[-64:]:
        total = (31 * total + ord(character)) % 2**32
    return total


class LruCache:
    def __init__(self, capacity):
        if capacity < 0:
            raise ValueError("capacity must not be negative")
        self._capacity = capacity
        self._entries = OrderedDict()  # key -> (value, deadline)
        self._deadlines = []  # heap of (deadline, key), some of them out of date

    def get(self, key):
        key = hash_of(key)
        self._drop_expired()
        if key not in self._entries:
            return None
        self._entries.move_to_end(key)
        return self._entries[key][0]

    def put(self, key, value, ttl_ms=None):
        key = hash_of(key)
        if ttl_ms is not None and ttl_ms <= 0:
            raise ValueError("ttl_ms must be positive")
        self._drop_expired()
        if self._capacity == 0:
            return
        if key not in self._entries and len(self._entries) >= self._capacity:
            self._entries.popitem(last=False)
        deadline = None if ttl_ms is None else time.monotonic() + ttl_ms / 1000
        self._entries[key] = (value, deadline)
        self._entries.move_to_end(key)
        if deadline is not None:
            self._remember(deadline, key)

    def size(self):
        self._drop_expired()
        return len(self._entries)

    def _remember(self, deadline, key):
        heapq.heappush(self._deadlines, (deadline, key))
        if len(self._deadlines) > 2 * len(self._entries) + 16:
            self._deadlines = [(end, name) for name, (_, end) in self._entries.items() if end is not None]
            heapq.heapify(self._deadlines)

    def _drop_expired(self):
        now = time.monotonic()
        while self._deadlines and self._deadlines[0][0] <= now:
            deadline, key = heapq.heappop(self._deadlines)
            if key in self._entries and self._entries[key][1] == deadline:
                del self._entries[key]
