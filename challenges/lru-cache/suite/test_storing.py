"""R1: a cache with room to spare is a dictionary that can count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kit import Oracle, assert_same

if TYPE_CHECKING:
    from random import Random

    from kit import Call, Submission

pytestmark = pytest.mark.requirement("R1")


def test_a_stored_value_comes_back(submission: Submission) -> None:
    """A stored value comes back, as often as it is asked for."""
    cache = submission.new("LruCache", 10)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    assert cache.get("a") == 1
    assert cache.get("b") == 2


def test_an_unknown_key_gives_nothing(submission: Submission) -> None:
    """A key that was never stored gives nothing."""
    cache = submission.new("LruCache", 10)
    assert cache.get("a") is None
    cache.put("a", 1)
    assert cache.get("b") is None
    assert cache.get("a") == 1


def test_storing_again_replaces_the_value(submission: Submission) -> None:
    """Storing a key again replaces its value."""
    cache = submission.new("LruCache", 10)
    cache.put("a", 1)
    cache.put("a", 2)
    cache.put("a", 3)
    assert cache.get("a") == 3


def test_size_counts_entries(submission: Submission) -> None:
    """Size counts entries, not calls."""
    cache = submission.new("LruCache", 10)
    assert cache.size() == 0
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.size() == 2
    cache.put("a", 3)
    cache.get("b")
    cache.get("missing")
    assert cache.size() == 2


def test_any_sequence_with_room_to_spare(submission: Submission, rng: Random) -> None:
    """With room to spare, any sequence of calls answers as a dictionary would."""
    keys = [f"key-{number}" for number in range(40)]
    calls = [any_call(rng, keys) for _ in range(1_000)]
    assert_same(submission.new("LruCache", 100), Oracle(100), calls)


def any_call(rng: Random, keys: list[str]) -> Call:
    """Ask for, store or count something at random."""
    name = rng.choice(["get", "put", "size"])
    if name == "size":
        return ("size",)
    key = rng.choice(keys)
    return ("get", key) if name == "get" else ("put", key, rng.randint(1, 1_000_000))


# Of a hidden suite; to be seen by nobody else: canary-4923ef19604a29e18be44f0f
