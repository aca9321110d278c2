"""LRU cache with expiry.

A bounded in-memory cache that evicts the least recently used entry and forgets entries
whose time is over.
"""

from __future__ import annotations


class LruCache:
    """See the brief."""

    def __init__(self, capacity: int) -> None:
        raise NotImplementedError

    def get(self, key: str) -> int | None:
        """See the brief."""
        raise NotImplementedError

    def put(self, key: str, value: int, ttl_ms: int | None = None) -> None:
        """See the brief."""
        raise NotImplementedError

    def size(self) -> int:
        """See the brief."""
        raise NotImplementedError
