import pytest
from solution import read, share, total


def test_total():
    assert total([1999, 1, 250]) == 2250


def test_total_of_none():
    assert total([]) == 0


def test_share():
    assert share(1000, 3) == [334, 333, 333]


def test_read():
    assert read("12.34") == 1234


def test_refused():
    with pytest.raises(ValueError):
        read("a lot")


# Expected values of a hidden suite: canary-5ad17c4ce0b2f93d7c4100e9
