"""One file of a native suite, with the canaries that share its process."""

from __future__ import annotations

import random
from typing import Any

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Canary:
    """A test that must fail. ``file`` is a file of ours; ``only`` is its one test that counts, where it is a copy."""

    def __init__(self, what: str, file: str, only: str = "") -> None:
        self.what = what
        self.file = file
        self.only = only

    def outcome(self, events: list[dict[str, Any]]) -> str:
        """``passed`` where any of its tests passed, which none may; ``missing`` where none was told of."""
        told = [event.get("outcome") for event in events if self.only in str(event.get("name", ""))]
        if told:
            return "passed" if "passed" in told else "failed"
        # A file that cannot be loaded tells of itself alone.
        return "failed" if any(event.get("outcome") == "error" for event in events) else "missing"


class Unit:
    """One file of the suite, its canaries, and all of these files in the order in which their process runs them."""

    def __init__(self, file: str, canaries: list[Canary], files: list[str]) -> None:
        self.file = file
        self.canaries = canaries
        self.files = files

    def canary_of(self, event: dict[str, Any]) -> Canary | None:
        """The canary whose file a test is in."""
        return next((canary for canary in self.canaries if canary.file == event.get("file")), None)


def shuffled(file: str, canaries: list[Canary], chance: random.Random) -> Unit:
    """A unit whose canaries stand before or behind the file, as chance will have it."""
    files = [file, *(canary.file for canary in canaries)]
    chance.shuffle(files)
    return Unit(file, canaries, files)


def word(chance: random.Random, length: int = 6) -> str:
    """A name that nobody knows beforehand."""
    return "".join(chance.choices(_LETTERS, k=length))


def other_number(chance: random.Random) -> int:
    """A number that no answer will be."""
    return chance.randrange(1_000_000_007, 2_000_000_000)
