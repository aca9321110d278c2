import pytest
from bank.api import NewAccount, NewTransfer
from pydantic import ValidationError


@pytest.mark.parametrize("amount", [0, -1, 1.5, "1", True, None, [], 2**53, 10**40])
def test_amounts_that_are_none(amount):
    with pytest.raises(ValidationError):
        NewTransfer.model_validate({"from": "a", "to": "b", "amount": amount})


def test_a_transfer():
    read = NewTransfer.model_validate({"from": "a", "to": "b", "amount": 2**53 - 1, "more": 1})
    assert (read.source, read.target, read.amount) == ("a", "b", 2**53 - 1)


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "EUR\n", None, 978])
def test_currencies_that_are_none(currency):
    with pytest.raises(ValidationError):
        NewAccount.model_validate({"owner": "Anna", "currency": currency})


def test_the_opening_balance_is_nothing_by_default():
    assert NewAccount.model_validate({"owner": "Anna", "currency": "EUR"}).opening_balance == 0
