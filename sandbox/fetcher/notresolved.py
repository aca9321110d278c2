"""What a language's resolver raises (``resolving.py``), for the fetcher to tell whose trouble it is."""

from __future__ import annotations


class NotResolved(Exception):
    """Theirs: no such package, no such version, versions that exclude each other; in the resolver's own words."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Unreachable(NotResolved):
    """Ours: the registry did not answer, or not as a registry does; in the resolver's own words."""
