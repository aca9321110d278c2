"""The order in which entries were used."""

from __future__ import annotations

from .entry import Entry


class Recency:
    """A ring of entries around a sentinel: what follows it is the oldest, what precedes it the newest."""

    def __init__(self) -> None:
        self._sentinel = Entry("")

    def add(self, entry: Entry) -> None:
        """Put an entry at the newest end."""
        newest = self._sentinel.older
        entry.older, entry.newer = newest, self._sentinel
        newest.newer = self._sentinel.older = entry

    def remove(self, entry: Entry) -> None:
        """Take an entry out of the ring."""
        entry.older.newer, entry.newer.older = entry.newer, entry.older

    def use(self, entry: Entry) -> None:
        """Move an entry to the newest end."""
        self.remove(entry)
        self.add(entry)

    @property
    def oldest(self) -> Entry:
        """The least recently used entry; only meaningful while there is one."""
        return self._sentinel.newer
