"""What the cache, the order of use and the order of expiry know of one entry."""

from __future__ import annotations

import math


class Entry:
    """A stored value, its neighbours in the order of use, and its place in the heap of deadlines."""

    __slots__ = ("deadline", "key", "newer", "older", "place", "value")

    def __init__(self, key: str, value: int = 0, deadline: float = math.inf) -> None:
        self.key = key
        self.value = value
        self.deadline = deadline
        self.older: Entry = self
        self.newer: Entry = self
        self.place = -1
