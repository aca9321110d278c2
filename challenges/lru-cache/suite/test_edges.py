"""R5 and R6: the extremes of capacity and lifetime, of keys and of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit import Submission

MOST = 2**53 - 1


@pytest.mark.requirement("R5")
def test_capacity_zero_keeps_nothing(submission: Submission) -> None:
    """A cache of capacity 0 accepts everything and keeps nothing."""
    cache = submission.new("LruCache", 0)
    cache.put("a", 1)
    cache.put("a", 2, 1_000)
    cache.put("b", 3)
    assert [cache.get("a"), cache.get("b")] == [None, None]
    assert cache.size() == 0


@pytest.mark.requirement("R5")
def test_capacity_one_keeps_the_last(submission: Submission) -> None:
    """A cache of capacity 1 keeps the last key stored."""
    cache = submission.new("LruCache", 1)
    cache.put("a", 1)
    assert cache.get("a") == 1
    cache.put("b", 2)
    assert [cache.get("a"), cache.get("b")] == [None, 2]
    cache.put("a", 3)
    assert [cache.get("a"), cache.get("b")] == [3, None]
    assert cache.size() == 1


@pytest.mark.requirement("R5")
def test_a_negative_capacity_is_refused(submission: Submission) -> None:
    """A negative capacity is an invalid argument."""
    for capacity in (-1, -1_000):
        with submission.raises("invalid_argument"):
            submission.new("LruCache", capacity)


@pytest.mark.requirement("R5")
def test_a_lifetime_that_is_not_positive_is_refused(submission: Submission) -> None:
    """A lifetime of 0 or less is an invalid argument, for a new key as for a known one."""
    cache = submission.new("LruCache", 2)
    cache.put("known", 1)
    for lifetime in (0, -1, -MOST):
        for key in ("new", "known"):
            with submission.raises("invalid_argument"):
                cache.put(key, 2, lifetime)


@pytest.mark.requirement("R5")
def test_a_refused_put_changes_nothing(submission: Submission) -> None:
    """A refused put leaves values, lifetimes, count and order of use as they were."""
    cache = submission.new("LruCache", 2)
    cache.put("a", 1)
    cache.put("b", 2)
    for key in ("a", "c"):
        with submission.raises("invalid_argument"):
            cache.put(key, 9, 0)
    assert cache.size() == 2
    cache.put("d", 4)
    assert [cache.get(key) for key in "abcd"] == [None, 2, None, 4]


@pytest.mark.requirement("R5")
def test_the_longest_lifetime_lasts(submission: Submission) -> None:
    """The longest lifetime, 2^53 - 1 milliseconds, is not over at once."""
    cache = submission.new("LruCache", 2)
    cache.put("a", 1, MOST)
    cache.put("b", 2, MOST - 1)
    assert [cache.get("a"), cache.get("b")] == [1, 2]


def assert_all_kept(submission: Submission, keys: Sequence[str]) -> None:
    """Every key keeps a value of its own, when stored and when stored again."""
    cache = submission.new("LruCache", 2 * len(keys))
    for start in (1, 1_000):
        for value, key in enumerate(keys, start=start):
            before = cache.get(key)
            assert start > 1 or before is None, f"the key {shown(key)} was there before it was stored"
            cache.put(key, value)
        for value, key in enumerate(keys, start=start):
            after = cache.get(key)
            assert after == value, f"the key {shown(key)} lost its value"


def shown(key: str) -> str:
    """Write a key so that a reader can tell it from others, however long it is."""
    return repr(key) if len(key) <= 20 else f"{key[0]!r} … {key[-1]!r} of {len(key):,} characters"


@pytest.mark.requirement("R6")
def test_zero_and_negative_values(submission: Submission) -> None:
    """Zero, negative and very large integers are values like any other."""
    cache = submission.new("LruCache", 10)
    for value in (0, -1, 1, MOST, -MOST, 2**31, -(2**31)):
        cache.put("replaced", value)
        cache.put(f"own {value}", value)
        assert cache.get("replaced") == value
        assert cache.get(f"own {value}") == value


@pytest.mark.requirement("R6")
def test_keys_differ_by_exact_characters(submission: Submission) -> None:
    """Keys are told apart by case, blanks, accents and normal forms, and the empty one counts."""
    accents = ["\u00e9", "e\u0301", "e", "\ufb01", "fi"]  # é composed and decomposed, fi as a ligature
    blanks = ["", " ", "  ", "a ", " a", "a\n", "a\tb", "a b", "a\u00a0b", "\u200b"]
    cases = ["a", "A", "ß", "ss", "SS", "i", "I", "\u0131", "\u0130"]  # the last two are Turkish
    others = ["ключ", "鍵", "🔑", "👩‍🚀", "👩", "\x00", "a\x00", "\\", '"']
    assert_all_kept(submission, [*accents, *blanks, *cases, *others])


@pytest.mark.requirement("R6")
def test_names_that_mean_something_elsewhere(submission: Submission) -> None:
    """Keys that are names in some language, look like numbers or hash alike are keys like any other."""
    names = ["__proto__", "constructor", "toString", "hasOwnProperty", "__class__", "__dict__", "get", "size"]
    words = ["null", "None", "undefined", "true", "NaN", "0", "00", "-0", "0.0", "1", "01", "1e0"]
    hash_alike = ["Aa", "BB", "AaAa", "BBBB", "AaBB", "BBAa"]  # in Java
    assert_all_kept(submission, [*names, *words, *hash_alike])


@pytest.mark.requirement("R6")
def test_long_keys_differ_in_their_last_character(submission: Submission) -> None:
    """Keys of 65,536 characters are told apart by their first or last."""
    body = "k" * 65_535
    assert_all_kept(submission, [body, body + "a", body + "b", "b" + body])


# Of a hidden suite; to be seen by nobody else: canary-4923ef19604a29e18be44f0f
