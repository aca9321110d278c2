"""An LRU cache whose entries may expire."""

import time
from collections import OrderedDict


class LruCache:
    def __init__(self, capacity):
        if capacity < 0:
            raise ValueError("capacity must not be negative")
        self._capacity = capacity
        self._entries = OrderedDict()  # key -> (value, deadline)

    def get(self, key):
        self._drop_if_expired(key)
        if key not in self._entries:
            return None
        self._entries.move_to_end(key)
        return self._entries[key][0]

    def put(self, key, value, ttl_ms=None):
        if ttl_ms is not None and ttl_ms <= 0:
            raise ValueError("ttl_ms must be positive")
        if self._capacity == 0:
            return
        self._drop_if_expired(key)
        if key not in self._entries and len(self._entries) >= self._capacity:
            self._entries.popitem(last=False)
        deadline = None if ttl_ms is None else time.monotonic() + ttl_ms / 1000
        self._entries[key] = (value, deadline)
        self._entries.move_to_end(key)

    def size(self):
        for key in list(self._entries):
            self._drop_if_expired(key)
        return len(self._entries)

    def _drop_if_expired(self, key):
        _, deadline = self._entries.get(key, (None, None))
        if deadline is not None and deadline <= time.monotonic():
            del self._entries[key]
