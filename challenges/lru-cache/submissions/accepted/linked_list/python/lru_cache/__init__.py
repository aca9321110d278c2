"""An LRU cache whose entries may expire."""

from .cache import LruCache

__all__ = ["LruCache"]
