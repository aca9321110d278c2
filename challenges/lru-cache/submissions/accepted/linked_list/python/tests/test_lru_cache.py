from __future__ import annotations

import random

import pytest

from lru_cache import LruCache


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, milliseconds: float) -> None:
        self.now += milliseconds / 1000


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_gives_back_what_was_stored() -> None:
    cache = LruCache(2)
    cache.put("a", 0)
    assert cache.get("a") == 0
    assert cache.get("b") is None


def test_the_least_recently_used_entry_goes() -> None:
    cache = LruCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.get("a")
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_storing_again_replaces_and_refreshes() -> None:
    cache = LruCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.put("a", 10)
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [10, None, 3]


def test_an_entry_is_gone_at_its_deadline(clock: Clock) -> None:
    cache = LruCache(2, clock)
    cache.put("a", 1, 500)
    clock.advance(499)
    assert cache.get("a") == 1
    clock.advance(1)
    assert cache.get("a") is None
    assert cache.size() == 0


def test_a_new_value_brings_a_new_lifetime(clock: Clock) -> None:
    cache = LruCache(3, clock)
    cache.put("longer", 1, 10)
    cache.put("longer", 2, 1000)
    cache.put("endless", 1, 10)
    cache.put("endless", 2)
    cache.put("shorter", 1, 1000)
    cache.put("shorter", 2, 10)
    clock.advance(100)
    assert [cache.get(key) for key in ("longer", "endless", "shorter")] == [2, 2, None]


def test_expired_entries_make_room_first(clock: Clock) -> None:
    cache = LruCache(2, clock)
    cache.put("live", 1)
    cache.put("over", 2, 10)
    clock.advance(10)
    cache.put("new", 3)
    assert [cache.get(key) for key in ("live", "over", "new")] == [1, None, 3]


def test_capacity_zero_keeps_nothing() -> None:
    cache = LruCache(0)
    cache.put("a", 1)
    assert cache.get("a") is None
    assert cache.size() == 0


@pytest.mark.parametrize("ttl_ms", [0, -1])
def test_a_refused_put_changes_nothing(ttl_ms: int) -> None:
    cache = LruCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    with pytest.raises(ValueError):
        cache.put("a", 9, ttl_ms)
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [None, 2, 3]


def test_a_negative_capacity_is_refused() -> None:
    with pytest.raises(ValueError):
        LruCache(-1)


@pytest.mark.parametrize("seed", range(20))
def test_behaves_like_a_plain_list(seed: int, clock: Clock) -> None:
    rng = random.Random(seed)
    capacity = rng.randint(1, 8)
    cache = LruCache(capacity, clock)
    model: list[tuple[str, int, float]] = []  # least recently used first
    for step in range(500):
        clock.advance(rng.choice([0, 1, 50]))
        model = [entry for entry in model if entry[2] > clock.now]
        key = rng.choice("abcdefghijklm")
        found = next((entry for entry in model if entry[0] == key), None)
        if found is not None:
            model.remove(found)
        if rng.random() < 0.5:
            assert cache.get(key) == (found and found[1])
            model += [found] if found is not None else []
        else:
            ttl_ms = rng.choice([None, 20, 200])
            cache.put(key, step + 1, ttl_ms)
            model = model[max(0, len(model) - capacity + 1) :]
            model.append((key, step + 1, float("inf") if ttl_ms is None else clock.now + ttl_ms / 1000))
        assert cache.size() == len(model)
