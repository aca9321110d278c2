"""An LRU cache in which a timer removes each entry when its time is over."""

import threading
import time
from collections import OrderedDict


class LruCache:
    def __init__(self, capacity):
        if capacity < 0:
            raise ValueError("capacity must not be negative")
        self._capacity = capacity
        self._entries = OrderedDict()  # key -> (value, deadline)
        self._lock = threading.RLock()

    def get(self, key):
        with self._lock:
            self._drop_expired()
            if key not in self._entries:
                return None
            self._entries.move_to_end(key)
            return self._entries[key][0]

    def put(self, key, value, ttl_ms=None):
        if ttl_ms is not None and ttl_ms <= 0:
            raise ValueError("ttl_ms must be positive")
        with self._lock:
            if self._capacity == 0:
                return
            if len(self._entries) >= self._capacity:
                self._drop_expired()
            if key not in self._entries and len(self._entries) >= self._capacity:
                self._entries.popitem(last=False)
            deadline = None if ttl_ms is None else time.monotonic() + ttl_ms / 1000
            self._entries[key] = (value, deadline)
            self._entries.move_to_end(key)
        if ttl_ms is not None:
            timer = threading.Timer(min(ttl_ms / 1000, threading.TIMEOUT_MAX), self._drop_expired)
            timer.daemon = True
            timer.start()

    def size(self):
        with self._lock:
            self._drop_expired()
            return len(self._entries)

    def _drop_expired(self):
        with self._lock:
            now = time.monotonic()
            for key, (_, deadline) in list(self._entries.items()):
                if deadline is not None and deadline <= now:
                    del self._entries[key]
