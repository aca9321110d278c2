"""What the tests of a cache share: its interface, an oracle, and words for lifetimes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

Call = tuple[str | int | None, ...]
Prepared = TypeVar("Prepared")

# Nothing ever depends on a moment between these two: what must be alive has an hour, what must be gone had an instant.
INSTANT_MS = 20
HOUR_MS = 3_600_000

CALLS_A_MESSAGE = 500
CALLS_SHOWN = 8


class Cache(Protocol):
    """An ``LruCache`` of the submission, reached from outside."""

    def get(self, key: str) -> int | None:
        """Look up a key."""

    def put(self, key: str, value: int, ttl_ms: int | None = ...) -> None:
        """Store a value."""

    def size(self) -> int:
        """Count the live entries."""

    def replay(self, calls: Sequence[Call]) -> list[object]:
        """Make many calls in one message."""


class Submission(Protocol):
    """What a candidate handed in, reached from outside."""

    def new(self, name: str, capacity: int) -> Cache:
        """Make an object of a declared class."""

    def raises(self, *kinds: str) -> AbstractContextManager[object]:
        """Expect an exception of one of these kinds."""


class Growth(Protocol):
    """Times taken at growing sizes."""

    def of(self, run: Callable[[Prepared], None], sizes: Sequence[int], prepare: Callable[[int], Prepared]) -> Growth:
        """Time ``run(prepare(size))`` at each size."""

    def at_most(self, order: str) -> None:
        """Fail what clearly grows faster."""


class Oracle:
    """An LRU cache that is told what has expired; a list, so plain that it can be trusted."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._entries: list[tuple[str, int]] = []  # least recently used first

    def get(self, key: str) -> int | None:
        """Find a value and make its key the last to go."""
        for entry in self._entries:
            if entry[0] == key:
                self._entries.remove(entry)
                self._entries.append(entry)
                return entry[1]
        return None

    def put(self, key: str, value: int, _ttl_ms: int | None = None) -> None:
        """Store a value, at the cost of the least recently used where there is no room."""
        self.forget([key])
        if len(self._entries) == self._capacity:
            del self._entries[0]
        self._entries.append((key, value))

    def size(self) -> int:
        """Count the entries."""
        return len(self._entries)

    def forget(self, keys: Iterable[str]) -> None:
        """Drop these keys, as their time is over."""
        gone = set(keys)
        self._entries = [entry for entry in self._entries if entry[0] not in gone]


def outlive_an_instant() -> None:
    """Wait until everything that was stored for ``INSTANT_MS`` is certainly over."""
    time.sleep(3 * INSTANT_MS / 1000)


def in_messages(calls: Sequence[Call], size: int = CALLS_A_MESSAGE) -> Iterable[Sequence[Call]]:
    """Cut many calls into messages of a size that travels well."""
    return (calls[start : start + size] for start in range(0, len(calls), size))


def assert_same(cache: Cache, oracle: Oracle, calls: Sequence[Call]) -> None:
    """Play the calls to both; the first answer that differs is told with the calls that led to it."""
    answers = [answer for message in in_messages(calls) for answer in cache.replay(message)]
    assert len(answers) == len(calls), f"{len(calls)} calls had {len(answers)} answers"
    for position, ((name, *arguments), answer) in enumerate(zip(calls, answers, strict=True)):
        expected = getattr(oracle, str(name))(*arguments)
        if answer != expected:
            lately = [spell(call) for call in calls[max(0, position - CALLS_SHOWN) : position]]
            raise AssertionError(
                f"{spell(calls[position])} gave {answer!r} and not {expected!r}, as call {position + 1}"
                f" after … {', '.join(lately)}"
            )


def assert_nothing(answers: Iterable[object]) -> None:
    """Every one of these puts went well, which is to say that it gave nothing back."""
    for answer in answers:
        assert answer is None, f"put gave {answer!r}"


def spell(call: Call) -> str:
    """Write a call as a reader would."""
    name, *arguments = call
    return f"{name}({', '.join(map(repr, arguments))})"


# Of a hidden suite; to be seen by nobody else: canary-4923ef19604a29e18be44f0f
