"""What the tests share: the fixtures' types, the requests of the brief, and how answers are read."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import re
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

T = TypeVar("T")

MOST = 2**53 - 1
NOBODY = "no-such-account"
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
PROBLEM_TYPES = ("application/problem+json", "application/json")

_numbers = itertools.count(1)


class Answer(Protocol):
    """One answer of the service."""

    status_code: int
    headers: Any
    text: str

    def json(self) -> Any:
        """Read the body as data."""

    def expect(self, *statuses: int) -> Answer:
        """Fail the test unless the status is one of these."""


class Service(Protocol):
    """The candidate's server."""

    logs: str

    def get(self, path: str, **options: object) -> Answer:
        """Send a GET."""

    def post(self, path: str, **options: object) -> Answer:
        """Send a POST."""

    def at_once(self, number: int, ask: Callable[[int], T]) -> list[T]:
        """Call a function in many threads, let go together."""

    def try_at_once(self, number: int, ask: Callable[[int], T]) -> list[T | Exception]:
        """Do the same, with failed requests among the results."""

    def restart(self) -> None:
        """End the server by SIGTERM and start it again."""

    def kill(self) -> None:
        """End the server by SIGKILL."""

    def start(self) -> None:
        """Start the server."""


class Seen(Protocol):
    """Statements that the database counted."""

    rows: int
    shown: str

    def __len__(self) -> int:
        """Count executions."""


class Database(Protocol):
    """The service's database, seen from outside."""

    def statements(self, title: str = ...) -> AbstractContextManager[Seen]:
        """Count what the service asks meanwhile."""


def new_key(word: str = "key") -> str:
    """Make an idempotency key that nobody has used."""
    return f"{word}-{next(_numbers):06d}"


# ── requests ──


def open_account(
    service: Service, opening_balance: int = 0, *, owner: str = "Anna Example", currency: str = "EUR"
) -> str:
    """Open an account and give its id."""
    body = {"owner": owner, "currency": currency, "opening_balance": opening_balance}
    return str(account_of(service.post("/accounts", json=body).expect(201))["id"])


def send(service: Service, source: object, target: object, amount: object, *, key: str | None = None) -> Answer:
    """Ask for a transfer, with a new key unless one is given."""
    headers = {"Idempotency-Key": new_key() if key is None else key}
    return service.post("/transfers", json={"from": source, "to": target, "amount": amount}, headers=headers)


def send_raw(service: Service, path: str, body: str | bytes, *, key: str | None = None) -> Answer:
    """Post a body just as it is, as JSON."""
    content = body.encode() if isinstance(body, str) else body
    headers = {"Content-Type": "application/json", "Idempotency-Key": new_key() if key is None else key}
    return service.post(path, content=content, headers=headers)


def moved(service: Service, source: str, target: str, amount: int, *, key: str | None = None) -> dict[str, Any]:
    """Transfer, and give the transfer as it was answered."""
    return transfer_of(send(service, source, target, amount, key=key).expect(201))


def balance(service: Service, account: str) -> int:
    """Ask for a balance."""
    return int(account_of(service.get(f"/accounts/{account}").expect(200))["balance"])


def balances(service: Service, accounts: Sequence[str]) -> list[int]:
    """Ask for the balances of several accounts."""
    return [balance(service, account) for account in accounts]


def page(
    service: Service, account: str, *, limit: int | None = None, cursor: str | None = None
) -> tuple[list[dict[str, Any]], str | None]:
    """Ask for one page of the history: its items, and the cursor of the next."""
    asked = {"limit": limit, "cursor": cursor}
    params = {name: value for name, value in asked.items() if value is not None}
    answer = service.get(f"/accounts/{account}/transfers", params=params).expect(200)
    said = _object(answer)
    items, following = said.get("items"), said.get("next", "")
    assert isinstance(items, list), f'"items" is not a list: {answer.text[:300]}'
    assert following is None or (isinstance(following, str) and following), f'"next" is no cursor: {answer.text[-300:]}'
    return items, following


def history(service: Service, account: str, *, limit: int = 100) -> list[dict[str, Any]]:
    """Walk all pages of the history, the newest transfer first."""
    items, following = page(service, account, limit=limit)
    while following is not None:
        more, following = page(service, account, limit=limit, cursor=following)
        assert more, "a page was announced and is empty"
        items += more
        assert len(items) < 5_000, "the pages of the history do not end"
    return items


# ── answers ──


def account_of(answer: Answer) -> dict[str, Any]:
    """Read an account, and see that it has the stated form."""
    account = _object(answer)
    _check_text(account, "id", answer)
    assert ID.fullmatch(account["id"]), f"the id is not as stated: {account['id']!r}"
    _check_text(account, "owner", answer)
    _check_text(account, "currency", answer)
    _check_whole(account, "balance", answer)
    return account


def transfer_of(answer: Answer) -> dict[str, Any]:
    """Read a transfer, and see that it has the stated form."""
    transfer = _object(answer)
    for name in ("id", "from", "to", "currency", "created_at"):
        _check_text(transfer, name, answer)
    _check_whole(transfer, "amount", answer)
    return transfer


def moment(text: str) -> dt.datetime:
    """Read a time of RFC 3339 that is in UTC."""
    try:
        # Digits behind the microseconds are fine, and more than Python reads.
        read = dt.datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        raise AssertionError(f'"created_at" is not a time of RFC 3339: {text!r}') from None
    assert read.utcoffset() == dt.timedelta(0), f'"created_at" is not in UTC: {text!r}'
    return read


def check_problem(answer: Answer, status: int, *codes: str, what: object = "") -> None:
    """Fail unless the answer is a problem as the brief states it, with one of the codes."""
    shown = f"{what!r}: " if what != "" else ""
    assert answer.status_code == status, f"{shown}answered {answer.status_code}, not {status}: {answer.text[:300]}"
    kind = answer.headers.get("content-type", "none").split(";")[0].strip().lower()
    assert kind in PROBLEM_TYPES, f"{shown}a problem of the content type {kind}"
    said = _object(answer)
    assert said.get("code") in codes, f"{shown}the code is {said.get('code')!r}, not {' or '.join(codes)}"
    assert type(said.get("status")) is int, f'{shown}"status" is {said.get("status")!r}'
    assert said["status"] == status, f'{shown}"status" is {said["status"]}, that of the answer is {status}'
    detail = said.get("detail")
    assert isinstance(detail, str), f'{shown}"detail" is not a string: {detail!r}'
    assert detail.strip(), f'{shown}"detail" is empty'


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two answers tell of the same transfer in the same words."""
    return {**one, "created_at": moment(one["created_at"])} == {**other, "created_at": moment(other["created_at"])}


@contextlib.contextmanager
def unchanged(service: Service, *accounts: str) -> Iterator[None]:
    """Fail unless balances and histories are afterwards what they were before."""
    before = [(balance(service, account), history(service, account)) for account in accounts]
    yield
    for account, (was, listed) in zip(accounts, before, strict=True):
        now = balance(service, account)
        assert now == was, f"a refused request changed a balance from {was} to {now}"
        assert history(service, account) == listed, "a refused request changed a history"


def _object(answer: Answer) -> dict[str, Any]:
    said = answer.json()
    assert isinstance(said, dict), f"the answer is not an object: {answer.text[:300]}"
    return said


def _check_text(said: dict[str, Any], name: str, answer: Answer) -> None:
    value = said.get(name)
    assert isinstance(value, str), f'"{name}" is not a string but {value!r}: {answer.text[:300]}'
    assert value, f'"{name}" is empty: {answer.text[:300]}'


def _check_whole(said: dict[str, Any], name: str, answer: Answer) -> None:
    value = said.get(name)
    assert type(value) is int, f'"{name}" is not a whole number but {value!r}: {answer.text[:300]}'


# Of a hidden suite; to be seen by nobody else: canary-20927e1646a76c3473de0399
