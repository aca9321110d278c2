from __future__ import annotations

import pytest
from fields import currency_of, owner_of, read_object, whole
from problems import Problem


@pytest.mark.parametrize("value", [0, -1, 1.5, "1", True, None, [], 2**53])
def test_amounts_that_are_none(value):
    with pytest.raises(Problem) as raised:
        whole(value, "amount", lowest=1)
    assert (raised.value.status, raised.value.code) == (422, "invalid_request")


def test_amounts():
    assert [whole(value, "amount", lowest=1) for value in (1, 2**53 - 1)] == [1, 2**53 - 1]


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": "\xff"}'])
def test_bodies_that_are_no_json(content):
    with pytest.raises(Problem) as raised:
        read_object(content)
    assert (raised.value.status, raised.value.code) == (400, "malformed_json")


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "EUR\n", None, 978])
def test_currencies_that_are_none(currency):
    with pytest.raises(Problem):
        currency_of({"currency": currency})


def test_owners():
    assert owner_of({"owner": "O'Brien"}) == "O'Brien"
    with pytest.raises(Problem):
        owner_of({"owner": "x" * 101})
