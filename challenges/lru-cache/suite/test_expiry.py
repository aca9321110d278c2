"""R3 and R4: what the end of a lifetime does to an entry, and to the room it took."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from kit import HOUR_MS, INSTANT_MS, Oracle, assert_same, outlive_an_instant

if TYPE_CHECKING:
    from random import Random

    from kit import Submission

LIFETIMES = (None, HOUR_MS, INSTANT_MS)


@pytest.mark.requirement("R3")
def test_an_entry_is_gone_when_its_time_is_over(submission: Submission) -> None:
    """An entry is gone when its milliseconds are over; its neighbours are not."""
    cache = submission.new("LruCache", 10)
    cache.put("brief", 1, INSTANT_MS)
    cache.put("long", 2, HOUR_MS)
    cache.put("endless", 3)
    outlive_an_instant()
    assert cache.get("brief") is None
    assert cache.get("long") == 2
    assert cache.get("endless") == 3


@pytest.mark.requirement("R3")
def test_no_lifetime_and_a_long_one_last(submission: Submission) -> None:
    """Without a lifetime, given as nothing or left out, and with a long one, an entry is there to be found."""
    cache = submission.new("LruCache", 10)
    cache.put("nothing", 1, None)
    cache.put("left out", 2)
    cache.put("hour", 3, HOUR_MS)
    assert cache.get("nothing") == 1
    assert cache.get("left out") == 2
    assert cache.get("hour") == 3


@pytest.mark.requirement("R3")
def test_storing_again_replaces_the_lifetime(submission: Submission) -> None:
    """Storing a key again replaces its lifetime: by a shorter one, a longer one, or none."""
    cache = submission.new("LruCache", 10)
    for key, before, after in (
        ("shorter", HOUR_MS, INSTANT_MS),
        ("longer", INSTANT_MS, HOUR_MS),
        ("none", INSTANT_MS, None),
        ("some", None, INSTANT_MS),
    ):
        cache.put(key, 1, before)
        cache.put(key, 2, after)
    outlive_an_instant()
    assert cache.get("shorter") is None
    assert cache.get("longer") == 2
    assert cache.get("none") == 2
    assert cache.get("some") is None


@pytest.mark.requirement("R3")
def test_a_get_does_not_extend_a_lifetime(submission: Submission) -> None:
    """Asking for an entry again and again does not keep it alive."""
    cache = submission.new("LruCache", 10)
    cache.put("a", 1, 4 * INSTANT_MS)
    for _ in range(5):
        cache.get("a")  # may or may not be there still: nobody looks
        time.sleep(INSTANT_MS / 1000)
    assert cache.get("a") is None


@pytest.mark.requirement("R3")
def test_size_leaves_out_what_has_expired(submission: Submission) -> None:
    """Size does not count an entry whose time is over, though nobody has asked for it since."""
    cache = submission.new("LruCache", 10)
    cache.put("a", 1, INSTANT_MS)
    cache.put("b", 2, HOUR_MS)
    cache.put("c", 3, INSTANT_MS)
    cache.put("d", 4)
    outlive_an_instant()
    assert cache.size() == 2


@pytest.mark.requirement("R3")
def test_any_sequence_of_lifetimes(submission: Submission, rng: Random) -> None:
    """However often keys were stored, the last lifetime of each decides."""
    keys = [f"key-{number}" for number in range(100)]
    calls = [("put", rng.choice(keys), rng.randint(1, 1_000_000), rng.choice(LIFETIMES)) for _ in range(400)]
    cache, oracle = submission.new("LruCache", 2 * len(keys)), Oracle(2 * len(keys))
    assert_same(cache, oracle, calls)
    outlive_an_instant()
    last = {key: lifetime for _, key, _, lifetime in calls}
    oracle.forget(key for key, lifetime in last.items() if lifetime == INSTANT_MS)
    assert_same(cache, oracle, [("get", key) for key in keys])


@pytest.mark.requirement("R4")
def test_an_expired_entry_goes_before_a_live_one(submission: Submission) -> None:
    """Expired entries make room, though live ones were not used for longer."""
    cache = submission.new("LruCache", 3)
    cache.put("live", 1)
    cache.put("over", 2, INSTANT_MS)
    cache.put("over too", 3, INSTANT_MS)
    outlive_an_instant()
    cache.put("x", 4)
    cache.put("y", 5, HOUR_MS)
    assert [cache.get(key) for key in ("live", "x", "y")] == [1, 4, 5]
    cache.put("z", 6)
    assert [cache.get(key) for key in ("live", "x", "y", "z")] == [None, 4, 5, 6]


@pytest.mark.requirement("R4")
def test_an_expired_key_stored_again_is_new(submission: Submission) -> None:
    """An expired key that is stored again is a new entry: alive, the last to go, and at nobody's cost."""
    cache = submission.new("LruCache", 2)
    cache.put("a", 1, INSTANT_MS)
    cache.put("b", 2)
    outlive_an_instant()
    cache.put("a", 3)
    cache.put("c", 4)
    assert [cache.get(key) for key in "abc"] == [3, None, 4]


@pytest.mark.requirement("R4")
def test_any_mixture_of_live_and_expired(submission: Submission, rng: Random) -> None:
    """Of any mixture, all expired entries make room before the least recently used live ones go."""
    keys = [f"key-{number}" for number in range(300)]
    lifetimes = {key: rng.choice(LIFETIMES) for key in keys}
    cache, oracle = submission.new("LruCache", len(keys)), Oracle(len(keys))
    assert_same(cache, oracle, [("put", key, rng.randint(1, 1_000_000), lifetimes[key]) for key in keys])
    outlive_an_instant()
    expired = [key for key in keys if lifetimes[key] == INSTANT_MS]
    oracle.forget(expired)
    newcomers = [f"new-{number}" for number in range(len(expired))] + rng.sample(expired, len(expired) // 2)
    rng.shuffle(newcomers)
    assert_same(cache, oracle, [("put", key, rng.randint(1, 1_000_000)) for key in newcomers])
    assert_same(cache, oracle, [("get", key) for key in keys + newcomers])


# Of a hidden suite; to be seen by nobody else: canary-4923ef19604a29e18be44f0f
