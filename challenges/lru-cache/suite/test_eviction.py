"""R2: which entry goes when there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kit import Oracle, assert_same

if TYPE_CHECKING:
    from random import Random

    from kit import Cache, Call, Submission

pytestmark = pytest.mark.requirement("R2")


def abc(submission: Submission) -> Cache:
    """Make a full cache of three: a is the least recently used, c the most."""
    cache = submission.new("LruCache", 3)
    for value, key in enumerate("abc", start=1):
        cache.put(key, value)
    return cache


def values(cache: Cache, keys: str) -> list[int | None]:
    """Look up several keys of one letter."""
    return [cache.get(key) for key in keys]


def test_the_oldest_goes_first(submission: Submission) -> None:
    """Where nothing was used since, the entry stored first goes first."""
    cache = abc(submission)
    cache.put("d", 4)
    cache.put("e", 5)
    assert values(cache, "abcde") == [None, None, 3, 4, 5]


def test_a_get_keeps_its_entry(submission: Submission) -> None:
    """An entry that was asked for outlives one that was not."""
    cache = abc(submission)
    assert cache.get("a") == 1
    cache.put("d", 4)
    assert values(cache, "abcd") == [1, None, 3, 4]


def test_storing_again_keeps_an_entry(submission: Submission) -> None:
    """An entry that was stored again outlives one that was not."""
    cache = abc(submission)
    cache.put("a", 10)
    cache.put("d", 4)
    assert values(cache, "abcd") == [10, None, 3, 4]


def test_storing_again_evicts_nothing(submission: Submission) -> None:
    """Storing a key again in a full cache evicts nothing."""
    cache = abc(submission)
    cache.put("b", 20)
    cache.put("c", 30)
    assert values(cache, "abc") == [1, 20, 30]


def test_a_get_that_finds_nothing_changes_nothing(submission: Submission) -> None:
    """Asking for a missing or evicted key neither evicts nor reorders anything."""
    cache = abc(submission)
    cache.put("d", 4)
    assert values(cache, "axya") == [None] * 4
    cache.put("e", 5)
    assert values(cache, "abcde") == [None, None, 3, 4, 5]


def test_size_uses_nothing(submission: Submission) -> None:
    """A full cache stays at its capacity, and counting its entries does not use them."""
    cache = abc(submission)
    sizes = []
    for value, key in enumerate("defg", start=4):
        cache.put(key, value)
        sizes.append(cache.size())
    assert sizes == [3] * 4
    assert values(cache, "defg") == [None, 5, 6, 7]


def test_any_sequence_in_a_full_cache(submission: Submission, rng: Random) -> None:
    """Any sequence of calls keeps and evicts what a plain list of entries would."""
    capacity = rng.randint(4, 30)
    keys = [f"key-{number}" for number in range(2 * capacity)]
    calls = [get_or_put(rng, rng.choice(keys)) for _ in range(2_000)]
    assert_same(submission.new("LruCache", capacity), Oracle(capacity), calls)


def get_or_put(rng: Random, key: str) -> Call:
    """Ask for or store a key at random."""
    return ("get", key) if rng.random() < 0.5 else ("put", key, rng.randint(1, 1_000_000))


# Of a hidden suite; to be seen by nobody else: canary-4923ef19604a29e18be44f0f
