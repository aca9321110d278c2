"""R1, R2, R4, R5 and R6: accounts, transfers, and what is refused; one request after the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from kit import (
    MOST,
    NOBODY,
    Service,
    account_of,
    balance,
    balances,
    check_problem,
    history,
    moment,
    moved,
    new_key,
    open_account,
    send,
    send_raw,
    transfer_of,
    unchanged,
)

if TYPE_CHECKING:
    import random


INJECTIONS = (
    "'; DROP TABLE accounts; --",
    "' OR '1'='1",
    "x' || (SELECT string_agg(owner, ',') FROM accounts) || '",
    '"; DELETE FROM transfers; --',
    "Robert'); TRUNCATE accounts CASCADE; --",
    "%s %d {0} ${x} $1 :id \\",
)


# ── R1 ──


@pytest.mark.requirement("R1")
def test_an_account_is_opened_and_shown(service: Service, rng: random.Random) -> None:
    """An opened account is answered with 201 and shown as it was answered."""
    opening = rng.randrange(1, 10**6)
    answer = service.post("/accounts", json={"owner": "Anna", "currency": "CHF", "opening_balance": opening})
    opened = account_of(answer.expect(201))
    assert (opened["owner"], opened["currency"], opened["balance"]) == ("Anna", "CHF", opening)
    assert account_of(service.get(f"/accounts/{opened['id']}").expect(200)) == opened


@pytest.mark.requirement("R1")
def test_accounts_are_apart(service: Service, rng: random.Random) -> None:
    """Accounts of the same owner are different ones, each with its own balance."""
    openings = [rng.randrange(10**6) for _ in range(5)]
    opened = [open_account(service, opening, owner="Anna") for opening in openings]
    assert len(set(opened)) == len(opened), f"ids were given twice: {opened}"
    assert balances(service, opened) == openings


@pytest.mark.requirement("R1")
def test_the_opening_balance_may_be_left_out(service: Service) -> None:
    """Without an opening balance an account begins with 0, and fields that nobody knows are ignored."""
    body = {"owner": "Anna", "currency": "EUR", "balance": 700, "id": "mine", "colour": [1, {"a": None}]}
    opened = account_of(service.post("/accounts", json=body).expect(201))
    assert opened["balance"] == 0
    assert opened["id"] != "mine", "the request chose the id"
    assert balance(service, opened["id"]) == 0


@pytest.mark.requirement("R1")
def test_owners_are_given_back_unchanged(service: Service) -> None:
    """Whatever the owner is called, in any script and with blanks, it is given back unchanged."""
    for owner in (
        "Zoë Ångström",
        "山田 太郎",
        "  O'Brien  ",
        "a\tb\nc",
        "x" * 100,
        "é" * 100,
        "🦊",
        "0",
        "null",
        "&lt;",
    ):
        opened = account_of(service.post("/accounts", json={"owner": owner, "currency": "EUR"}).expect(201))
        shown = account_of(service.get(f"/accounts/{opened['id']}").expect(200))
        assert (opened["owner"], shown["owner"]) == (owner, owner)


@pytest.mark.requirement("R1")
def test_who_does_not_exist_is_not_found(service: Service) -> None:
    """Unknown accounts and their histories are answered with 404, whatever the id looks like."""
    open_account(service)
    for name in (NOBODY, "0", "-1", "999999999999999999999999", "1.5", "null", "3f2c-77", "x" * 80):
        for path in (f"/accounts/{name}", f"/accounts/{name}/transfers"):
            check_problem(service.get(path), 404, "unknown_account", what=path[:60])


# ── R2 ──


@pytest.mark.requirement("R2")
def test_a_transfer_moves_its_amount(service: Service, rng: random.Random) -> None:
    """A transfer takes its amount from the one and gives it to the other, and is answered as stated."""
    amount = rng.randrange(1, 4_000)
    source, target, other = open_account(service, 5_000), open_account(service, 300), open_account(service, 70)
    made = moved(service, source, target, amount)
    assert (made["from"], made["to"], made["amount"], made["currency"]) == (source, target, amount, "EUR")
    moment(made["created_at"])
    assert balances(service, [source, target, other]) == [5_000 - amount, 300 + amount, 70]


@pytest.mark.requirement("R2")
def test_an_account_can_be_emptied(service: Service) -> None:
    """All that an account has can be sent away, and back."""
    source, target = open_account(service, 1_999), open_account(service, currency="EUR")
    moved(service, source, target, 1_999)
    assert balances(service, [source, target]) == [0, 1_999]
    moved(service, target, source, 1)
    moved(service, target, source, 1_998)
    assert balances(service, [source, target]) == [1_999, 0]


@pytest.mark.requirement("R2")
def test_the_largest_amounts(service: Service) -> None:
    """Amounts beyond 32 bits, up to 9007199254740991, are moved to the last unit."""
    source, target = open_account(service, MOST), open_account(service)
    for amount in (2**31, 2**32 + 1, MOST - 2**31 - 2**32 - 2):
        assert moved(service, source, target, amount)["amount"] == amount
    assert balances(service, [source, target]) == [1, MOST - 1]
    moved(service, source, target, 1)
    assert balances(service, [source, target]) == [0, MOST]
    moved(service, target, source, MOST)
    assert balances(service, [source, target]) == [MOST, 0]


@pytest.mark.requirement("R2")
def test_small_amounts_add_up_exactly(service: Service) -> None:
    """Tens and twenties of cents add up without a trace of binary fractions, also beside a large balance."""
    source, target = open_account(service, 350), open_account(service, 2**53 - 1_000)
    for number in range(1, 21):
        moved(service, source, target, 10 + number % 3 * 7)
    spent = sum(10 + number % 3 * 7 for number in range(1, 21))
    assert balances(service, [source, target]) == [350 - spent, 2**53 - 1_000 + spent]


@pytest.mark.requirement("R2")
def test_random_transfers_agree_with_a_ledger(service: Service, rng: random.Random) -> None:
    """Random transfers among four accounts, some of them refused, leave what a plain ledger says."""
    ledger = {open_account(service, opening): opening for opening in (1_000, 500, 0, 20)}
    for _ in range(40):
        source, target = rng.sample(list(ledger), 2)
        amount = rng.randrange(1, 900)
        answer = send(service, source, target, amount)
        if amount > ledger[source]:
            check_problem(answer, 409, "insufficient_funds")
            continue
        transfer_of(answer.expect(201))
        ledger[source] -= amount
        ledger[target] += amount
    assert balances(service, list(ledger)) == list(ledger.values())


# ── R4 ──


@pytest.mark.requirement("R4")
def test_more_than_there_is(service: Service) -> None:
    """A transfer of more than the account has is refused with 409, and changes nothing."""
    source, target = open_account(service, 700), open_account(service, 5)
    moved(service, source, target, 100)
    with unchanged(service, source, target):
        for amount in (601, 700, 10**9, MOST):
            check_problem(send(service, source, target, amount), 409, "insufficient_funds", what=amount)
    moved(service, source, target, 600)


@pytest.mark.requirement("R4")
def test_from_an_account_to_itself(service: Service) -> None:
    """A transfer from an account to itself is refused, and makes no money."""
    account = open_account(service, 700)
    with unchanged(service, account):
        check_problem(send(service, account, account, 200), 422, "same_account")


@pytest.mark.requirement("R4")
def test_unknown_accounts(service: Service) -> None:
    """A transfer to or from an account that does not exist is refused with 422, and takes nothing."""
    account = open_account(service, 700)
    with unchanged(service, account):
        for name in (NOBODY, "0", "-1", "999999999999999999999999", "x" * 80):
            check_problem(send(service, account, name, 10), 422, "unknown_account", what=name[:60])
            check_problem(send(service, name, account, 10), 422, "unknown_account", what=name[:60])


@pytest.mark.requirement("R4")
def test_two_currencies(service: Service) -> None:
    """A transfer between accounts of different currencies is refused, and changes neither."""
    euros, francs = open_account(service, 700), open_account(service, 700, currency="CHF")
    with unchanged(service, euros, francs):
        check_problem(send(service, euros, francs, 10), 422, "currency_mismatch")
        check_problem(send(service, francs, euros, 10), 422, "currency_mismatch")


@pytest.mark.requirement("R4")
def test_more_than_an_account_can_hold(service: Service) -> None:
    """A transfer that would lift a balance above 9007199254740991 is refused, and takes nothing."""
    source, full, nearly = open_account(service, MOST), open_account(service, MOST), open_account(service, MOST - 4)
    with unchanged(service, source, full, nearly):
        check_problem(send(service, source, full, 1), 422, "balance_limit")
        check_problem(send(service, source, nearly, 5), 422, "balance_limit")
        check_problem(send(service, source, full, MOST), 422, "balance_limit")
    moved(service, source, nearly, 4)
    assert balances(service, [source, full, nearly]) == [MOST - 4, MOST, MOST]


# ── R5 ──


def check_amounts(service: Service, *amounts: str) -> None:
    """Fail unless each of these, written as in JSON, is refused as an amount."""
    source, target = open_account(service, 700), open_account(service, 700)
    with unchanged(service, source, target):
        for written in amounts:
            body = f'{{"from": "{source}", "to": "{target}", "amount": {written}}}'
            check_problem(send_raw(service, "/transfers", body), 422, "invalid_request", what=written)


@pytest.mark.requirement("R5")
def test_nothing_and_less(service: Service) -> None:
    """Zero and negative amounts are refused; money never flows backwards."""
    check_amounts(service, "0", "-1", "-100", "-9007199254740991")


@pytest.mark.requirement("R5")
def test_fractions(service: Service) -> None:
    """Amounts with decimals are refused, and neither rounded nor cut."""
    check_amounts(service, "10.5", "0.001", "12.345", "99.99", "0.1", "1.0000001", "699.5")


@pytest.mark.requirement("R5")
def test_amounts_of_other_types(service: Service) -> None:
    """Strings, booleans, null, lists and objects are refused as amounts, and not converted."""
    check_amounts(service, '"100"', '"1"', '""', "true", "false", "null", "[]", "[100]", "{}")


@pytest.mark.requirement("R5")
def test_amounts_that_are_too_large(service: Service) -> None:
    """Amounts above 9007199254740991 are refused, and never wrap around to something smaller."""
    source, target = open_account(service, MOST), open_account(service, 0)
    with unchanged(service, source, target):
        for amount in (MOST + 1, MOST + 2, 2**63, 2**64, 2**64 + 100, -(2**64) + 100, 10**40):
            check_problem(send(service, source, target, amount), 422, "invalid_request", what=amount)


@pytest.mark.requirement("R5")
def test_transfers_that_lack_something(service: Service) -> None:
    """A transfer without one of its fields, or with accounts that are no strings, is refused."""
    source, target = open_account(service, 700), open_account(service, 700)
    whole: dict[str, Any] = {"from": source, "to": target, "amount": 5}
    wrong = [{name: value for name, value in whole.items() if name != left} for left in whole]
    wrong += [{**whole, name: value} for name in ("from", "to") for value in (None, 1, True, [source], {"id": source})]
    with unchanged(service, source, target):
        for body in wrong:
            check_problem(send_raw(service, "/transfers", json.dumps(body)), 422, "invalid_request", what=body)


@pytest.mark.requirement("R5")
def test_opening_balances_that_are_none(service: Service) -> None:
    """Opening balances that are negative, fractions, of another type or too large are refused."""
    for written in ("-1", "0.5", "99.999", '"5"', "true", "[]", "{}", str(MOST + 1), str(2**64 + 7), str(10**40)):
        body = f'{{"owner": "Anna", "currency": "EUR", "opening_balance": {written}}}'
        check_problem(send_raw(service, "/accounts", body), 422, "invalid_request", what=written)
    assert balance(service, open_account(service, MOST)) == MOST


@pytest.mark.requirement("R5")
def test_owners_and_currencies_that_are_none(service: Service) -> None:
    """Owners and currencies that are missing, empty, too long or of another type are refused."""
    names: list[Any] = ["", "x" * 101, None, 5, True, ["Anna"], {}]
    odd = ("", "EU", "EURO", "eur", "EuR", "E1R", "EUR ", "EUR\n", " EUR", "ÄÖÜ", "\uff25\uff35\uff32", None, 978)
    wrong = [{"owner": name, "currency": "EUR"} for name in names]
    wrong += [{"owner": "Anna", "currency": currency} for currency in odd]
    for body in [*wrong, {"owner": "Anna"}, {"currency": "EUR"}, {}]:
        check_problem(service.post("/accounts", json=body), 422, "invalid_request", what=body)


# ── R6 ──


@pytest.mark.requirement("R6")
def test_what_is_not_json(service: Service) -> None:
    """A body that is not JSON is answered with 400, wherever it is sent."""
    bodies = ("", "{", '{"owner": "Anna", "currency": "EUR"', "owner=Anna&currency=EUR", "{'owner': 'Anna'}", "<a/>")
    for body in (*bodies, b'{"owner": "\xff\xfe", "currency": "EUR"}'):
        for path in ("/accounts", "/transfers"):
            check_problem(send_raw(service, path, body), 400, "malformed_json", what=body)


@pytest.mark.requirement("R6")
def test_json_that_is_no_object(service: Service) -> None:
    """JSON that is not an object is answered with 422."""
    for body in ("[]", '"Anna"', "17", "true", "null", '[{"owner": "Anna", "currency": "EUR"}]'):
        for path in ("/accounts", "/transfers"):
            check_problem(send_raw(service, path, body), 422, "invalid_request", what=body)


@pytest.mark.requirement("R6")
def test_paths_that_are_none(service: Service) -> None:
    """Unknown paths are answered with 404 and a problem, not with a page."""
    account = open_account(service)
    for path in ("/nothing", "/account", f"/accounts/{account}/owner", "/transfers/1/2/3", "/health/x"):
        check_problem(service.get(path), 404, "not_found", what=path)


@pytest.mark.requirement("R6")
def test_queries_that_are_wrong(service: Service) -> None:
    """A limit that is no number of 1 to 100, or a cursor that cannot be one, is answered with 400."""
    account = open_account(service, 10)
    moved(service, account, open_account(service), 1)
    path = f"/accounts/{account}/transfers"
    for limit in ("0", "101", "-1", "ten", "2.5", "1e1", "0x10", "99999999999999999999"):
        check_problem(service.get(path, params={"limit": limit}), 400, "invalid_query", what=f"limit={limit}")
    for cursor in ("nonsense", "' OR '1'='1", "1; DROP TABLE transfers", "x" * 300):
        check_problem(service.get(path, params={"cursor": cursor}), 400, "invalid_query", what=f"cursor={cursor}")


@pytest.mark.requirement("R6")
def test_keys_that_are_wrong(service: Service) -> None:
    """A transfer without a key, or with one that is empty or too long, is answered with 400 and not made."""
    source, target = open_account(service, 700), open_account(service)
    body = {"from": source, "to": target, "amount": 5}
    with unchanged(service, source, target):
        check_problem(service.post("/transfers", json=body), 400, "invalid_key", what="no key")
        for key in ("", "k" * 256):
            check_problem(send(service, source, target, 5, key=key), 400, "invalid_key", what=key)
    moved(service, source, target, 5, key=new_key().ljust(255, "k"))


@pytest.mark.requirement("R6")
def test_sql_in_fields_is_text(service: Service) -> None:
    """SQL in an owner's name or a key is text like any other."""
    source, target = open_account(service, 100), open_account(service, 100)
    for text in INJECTIONS:
        account = open_account(service, 7, owner=text)
        assert account_of(service.get(f"/accounts/{account}").expect(200))["owner"] == text
        moved(service, source, target, 1, key=text.replace(" ", "/**/"))
    assert balances(service, [source, target]) == [100 - len(INJECTIONS), 100 + len(INJECTIONS)]


@pytest.mark.requirement("R6")
def test_sql_in_ids_finds_nobody(service: Service) -> None:
    """SQL in place of an account's id finds no account, in paths and in transfers."""
    account = open_account(service, 100)
    with unchanged(service, account):
        for text in (*INJECTIONS[:5], f"{account}' OR '1'='1", f"{account}'--", f"{account} "):
            quoted = "".join(f"%{byte:02X}" for byte in text.encode())
            check_problem(service.get(f"/accounts/{quoted}"), 404, "unknown_account", what=text)
            check_problem(service.get(f"/accounts/{quoted}/transfers"), 404, "unknown_account", what=text)
            check_problem(send(service, text, account, 1), 422, "unknown_account", what=text)
            check_problem(send(service, account, text, 1), 422, "unknown_account", what=text)


@pytest.mark.requirement("R6")
def test_what_the_database_cannot_store(service: Service) -> None:
    """U+0000, which PostgreSQL has no place for, is refused and not stumbled over."""
    account = open_account(service, 100)
    answer = service.post("/accounts", json={"owner": "An\0na", "currency": "EUR"})
    check_problem(answer, 422, "invalid_request", what="owner")
    check_problem(send(service, account, "a\0b", 1), 422, "unknown_account", "invalid_request", what="to")
    check_problem(send(service, f"{account}\0", account, 1), 422, "unknown_account", "invalid_request", what="from")
    assert (balance(service, account), history(service, account)) == (100, [])


# Of a hidden suite; to be seen by nobody else: canary-20927e1646a76c3473de0399
