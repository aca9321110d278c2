"""R9 and R10: many requests at a time, and the end in the middle of them."""

from __future__ import annotations

import itertools
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from kit import (
    MOST,
    Answer,
    Database,
    Service,
    account_of,
    balance,
    balances,
    check_problem,
    history,
    moved,
    new_key,
    open_account,
    page,
    same,
    send,
    transfer_of,
)

if TYPE_CHECKING:
    import random


def check_history(service: Service, account: str, opening: int, *, made: set[str] | None = None) -> None:
    """Fail unless a balance is the opening one and all that the history tells."""
    listed = history(service, account)
    told = sum(each["amount"] if each["to"] == account else -each["amount"] for each in listed)
    assert balance(service, account) == opening + told, "the balance is not what the history comes to"
    ids = {each["id"] for each in listed}
    assert len(ids) == len(listed), "the history tells of a transfer twice"
    assert made is None or ids == made, f"{len(made - ids)} of {len(made)} transfers are not listed"


# ── R9 ──


@pytest.mark.requirement("R9")
def test_back_and_forth(service: Service) -> None:
    """Twenty-four clients sending from A to B and from B to A at once lose nothing and block nobody."""
    one, other = open_account(service, 100_000), open_account(service, 100_000)

    def back_and_forth(number: int) -> list[Answer]:
        ends = (one, other) if number % 2 else (other, one)
        return [send(service, *ends, number + 1) for _ in range(3)]

    answers = [answer.expect(201) for done in service.at_once(24, back_and_forth) for answer in done]
    moved_by = [3 * (number + 1) for number in range(24)]
    gained = sum(moved_by[::2]) - sum(moved_by[1::2])
    assert balances(service, [one, other]) == [100_000 + gained, 100_000 - gained]
    check_history(service, one, 100_000, made={transfer_of(answer)["id"] for answer in answers})


@pytest.mark.requirement("R9")
def test_in_circles(service: Service, rng: random.Random) -> None:
    """Money that goes round among six accounts in all directions at once stays as much as it was."""
    ring = [open_account(service, 3_000) for _ in range(6)]
    ways = list(itertools.permutations(ring, 2))
    plans = [[(*rng.choice(ways), rng.randrange(1, 600)) for _ in range(4)] for _ in range(24)]
    answers = service.at_once(len(plans), lambda number: [send(service, *each) for each in plans[number]])
    change = dict.fromkeys(ring, 0)
    for (source, target, amount), answer in zip(itertools.chain(*plans), itertools.chain(*answers), strict=True):
        if answer.status_code == 409:
            check_problem(answer, 409, "insufficient_funds")
            continue
        answer.expect(201)
        change[source] -= amount
        change[target] += amount
    left = balances(service, ring)
    assert min(left) >= 0, f"a balance is negative: {left}"
    assert sum(left) == 6 * 3_000, f"{sum(left)} is left of {6 * 3_000}"
    assert left == [3_000 + change[account] for account in ring]
    for account in ring:
        check_history(service, account, 3_000)


@pytest.mark.requirement("R9")
def test_a_hot_account_is_never_overdrawn(service: Service) -> None:
    """Of 150 withdrawals at once from an account that has enough for 60, 60 are made and the others refused."""
    hot, targets = open_account(service, 60 * 7 + 6), [open_account(service) for _ in range(10)]
    answers = service.at_once(150, lambda number: send(service, hot, targets[number % 10], 7))
    for answer in answers:
        if answer.status_code != 201:
            check_problem(answer, 409, "insufficient_funds")
    assert balance(service, hot) == 6
    assert sum(answer.status_code == 201 for answer in answers) == 60
    assert sum(balances(service, targets)) == 60 * 7
    check_history(service, hot, 60 * 7 + 6)


@pytest.mark.requirement("R9")
def test_a_hot_account_loses_no_payment(service: Service) -> None:
    """150 payments at once to one account, which is looked at meanwhile, all arrive."""
    sources, hot = [open_account(service, 10_000) for _ in range(10)], open_account(service)
    answers = service.at_once(
        150, lambda n: send(service, sources[n % 10], hot, n) if n else service.get(f"/accounts/{hot}")
    )
    account_of(answers[0].expect(200))
    made = {transfer_of(answer.expect(201))["id"] for answer in answers[1:]}
    assert balance(service, hot) == sum(range(150))
    check_history(service, hot, 0, made=made)


@pytest.mark.requirement("R9")
def test_a_full_account_is_never_overfilled(service: Service) -> None:
    """Of 60 payments at once to an account that has room for 20, 20 are made."""
    sources, full = [open_account(service, 1_000) for _ in range(6)], open_account(service, MOST - 20 * 9 - 8)
    answers = service.at_once(60, lambda number: send(service, sources[number % 6], full, 9))
    for answer in answers:
        if answer.status_code != 201:
            check_problem(answer, 422, "balance_limit")
    assert balance(service, full) == MOST - 8
    assert sum(balances(service, sources)) == 6 * 1_000 - 20 * 9


# ── R10 ──


@pytest.mark.requirement("R10")
def test_a_restart_forgets_nothing(service: Service, database: Database) -> None:
    """After a restart over its own schema accounts, histories, keys and cursors are what they were, in the database."""
    source, target = open_account(service, 5_000, owner="Zoë"), open_account(service, 5)
    shown = account_of(service.get(f"/accounts/{source}").expect(200))
    keys = [new_key() for _ in range(12)]
    made = [moved(service, source, target, number + 1, key=key) for number, key in enumerate(keys)]
    _, following = page(service, source, limit=4)
    service.restart()
    assert account_of(service.get(f"/accounts/{source}").expect(200)) == {**shown, "balance": 5_000 - 78}
    assert history(service, target) == made[::-1]
    again = transfer_of(send(service, source, target, 1, key=keys[0]).expect(201))
    assert same(again, made[0]), f"the retry was answered {again}, before the restart {made[0]}"
    check_problem(send(service, source, target, 2, key=keys[0]), 422, "key_reused")
    assert page(service, source, limit=4, cursor=following)[0] == made[::-1][4:8]
    with database.statements("a transfer") as seen:
        newest = moved(service, target, source, 3)
    assert len(seen) > 0, "a transfer is made without the database"
    assert history(service, source) == [newest, *made[::-1]]
    assert balances(service, [source, target]) == [5_000 - 78 + 3, 5 + 78 - 3]
    assert open_account(service) not in {source, target}


@pytest.mark.requirement("R10")
def test_killed_in_the_middle_of_requests(service: Service) -> None:
    """After SIGKILL under load all that was acknowledged is there, nothing is half done, and the sum is the same."""
    pairs = [(open_account(service, 1_000), open_account(service, 1_000)) for _ in range(12)]
    acknowledged: dict[str, dict[str, Any]] = {}
    for _ in range(2):
        for transfer in under_fire(service, pairs):
            acknowledged[transfer["id"]] = transfer
        service.start()
        for one, other in pairs:
            left = balances(service, [one, other])
            assert sum(left) == 2_000, f"{sum(left)} is left of 2000"
            check_history(service, one, 1_000)
            listed = {each["id"]: each for each in history(service, other)}
            known = [each for each in acknowledged.values() if other in {each["from"], each["to"]}]
            lost = [each for each in known if listed.get(each["id"]) != each]
            assert not lost, f"{len(lost)} of {len(known)} acknowledged transfers are lost, such as {lost[0]}"
    moved(service, *pairs[0], 1)


def under_fire(service: Service, pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Send transfers until the service is killed in the middle of them; give what was acknowledged."""
    over = threading.Event()
    acknowledged: list[dict[str, Any]] = []

    def fire(number: int) -> None:
        if number == len(pairs):
            until = time.monotonic() + 10
            while len(acknowledged) < 4 * len(pairs) and time.monotonic() < until:
                time.sleep(0.005)
            service.kill()
            over.set()
            return
        shots = itertools.cycle((pairs[number], pairs[number][::-1]))
        while not over.is_set():
            try:
                answer = send(service, *next(shots), 3)
            except RuntimeError:  # the client was closed by the kill, just before this request
                return
            if answer.status_code == 201:
                acknowledged.append(transfer_of(answer))

    service.try_at_once(len(pairs) + 1, fire)
    assert acknowledged, "no transfer was answered with 201 before the kill"
    return acknowledged


# Of a hidden suite; to be seen by nobody else: canary-20927e1646a76c3473de0399
