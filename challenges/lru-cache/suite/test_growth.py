"""R8: a call takes as long in a large cache as in a small one."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import pytest
from kit import HOUR_MS, assert_nothing, in_messages

if TYPE_CHECKING:
    from kit import Cache, Call, Growth, Submission

pytestmark = pytest.mark.requirement("R8")

SIZES = (1_000, 2_000, 5_000, 12_000, 30_000)
GETS_TIMED = 200
PUTS_TIMED = 50
PUTS_A_MESSAGE = 10_000


class Work(NamedTuple):
    """Calls to time on a full cache, and what they answer; always as many, whatever the size of the cache."""

    cache: Cache
    calls: list[Call]
    answers: list[int | None]

    def run(self) -> None:
        """Make the calls."""
        assert self.cache.replay(self.calls) == self.answers


def full_cache(submission: Submission, size: int) -> Cache:
    """Make a cache of this capacity and fill it; every entry has a lifetime."""
    cache = submission.new("LruCache", size)
    puts: list[Call] = [("put", f"key-{number}", number, HOUR_MS) for number in range(1, size + 1)]
    for message in in_messages(puts, PUTS_A_MESSAGE):
        assert_nothing(cache.replay(message))
    return cache


def test_get_does_not_slow_down(submission: Submission, growth: Growth) -> None:
    """A get in a cache of 30,000 entries takes no longer than in one of 1,000."""

    def gets(size: int) -> Work:
        numbers = [1 + size * step // GETS_TIMED for step in range(GETS_TIMED)]
        calls: list[Call] = [("get", f"key-{number}") for number in numbers]
        return Work(full_cache(submission, size), [*calls, ("get", "missing")], [*numbers, None])

    growth.of(Work.run, sizes=SIZES, prepare=gets).at_most("log n")


def test_put_does_not_slow_down(submission: Submission, growth: Growth) -> None:
    """A put that evicts or replaces in a full cache of 30,000 entries takes no longer than in one of 1,000."""
    fresh = count()

    def evict_and_replace(cache: Cache) -> None:
        calls: list[Call] = []
        answers: list[int | None] = []
        for value in range(1, PUTS_TIMED + 1):
            key = f"fresh-{next(fresh)}"
            calls += [("put", key, value, HOUR_MS), ("put", key, -value, HOUR_MS), ("get", key)]
            answers += [None, None, -value]
        Work(cache, calls, answers).run()

    growth.of(evict_and_replace, sizes=SIZES, prepare=lambda size: full_cache(submission, size)).at_most("log n")


# Of a hidden suite; to be seen by nobody else: canary-4923ef19604a29e18be44f0f
