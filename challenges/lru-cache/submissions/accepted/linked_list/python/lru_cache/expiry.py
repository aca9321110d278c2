"""The order in which lifetimes end."""

from __future__ import annotations

from .entry import Entry


class Expiry:
    """A binary heap of entries by deadline in which each entry knows its place, so that any of them can leave."""

    def __init__(self) -> None:
        self._heap: list[Entry] = []

    def next_due(self, now: float) -> Entry | None:
        """Return an entry whose lifetime is over, if there is one; it stays where it is."""
        if self._heap and self._heap[0].deadline <= now:
            return self._heap[0]
        return None

    def add(self, entry: Entry) -> None:
        """Start to watch an entry's deadline."""
        self._heap.append(entry)
        entry.place = len(self._heap) - 1
        self._rise(entry)

    def remove(self, entry: Entry) -> None:
        """Stop watching an entry; one that is not watched may be passed as well."""
        if entry.place < 0:
            return
        last = self._heap.pop()
        if last is not entry:
            self._set(entry.place, last)
            self._rise(last)
            self._sink(last)
        entry.place = -1

    def _rise(self, entry: Entry) -> None:
        place = entry.place
        while place > 0 and self._heap[(place - 1) // 2].deadline > entry.deadline:
            self._set(place, self._heap[(place - 1) // 2])
            place = (place - 1) // 2
        self._set(place, entry)

    def _sink(self, entry: Entry) -> None:
        place = entry.place
        while children := self._heap[2 * place + 1 : 2 * place + 3]:
            first = min(children, key=lambda child: child.deadline)
            if first.deadline >= entry.deadline:
                break
            freed = first.place
            self._set(place, first)
            place = freed
        self._set(place, entry)

    def _set(self, place: int, entry: Entry) -> None:
        self._heap[place] = entry
        entry.place = place
