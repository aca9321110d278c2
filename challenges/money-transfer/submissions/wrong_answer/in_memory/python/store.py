"""Accounts and transfers in dictionaries, behind one lock."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from uuid import uuid4

from problems import Problem

MOST = 2**53 - 1

_lock = threading.Lock()
_accounts: dict[str, dict[str, Any]] = {}
_transfers: list[dict[str, Any]] = []
_by_key: dict[str, dict[str, Any]] = {}


def open_account(owner: str, currency: str, opening: int) -> dict[str, Any]:
    made = {"id": uuid4().hex, "owner": owner, "currency": currency, "balance": opening}
    with _lock:
        _accounts[made["id"]] = made
    return dict(made)


def account(name: str) -> dict[str, Any]:
    with _lock:
        if name not in _accounts:
            raise Problem(404, "unknown_account", "There is no such account")
        return dict(_accounts[name])


def transfers(name: str, limit: int, before: int | None) -> tuple[list[dict[str, Any]], int | None]:
    account(name)
    with _lock:
        older = _transfers[: before - 1 if before else None]
    mine = [each for each in reversed(older) if name in (each["from"], each["to"])]
    return mine[:limit], int(mine[limit - 1]["id"]) if len(mine) > limit else None


def transfer(key: str, source: str, target: str, amount: int) -> dict[str, Any]:
    with _lock:
        earlier = _by_key.get(key)
        if earlier is not None:
            if (earlier["from"], earlier["to"], earlier["amount"]) != (source, target, amount):
                raise Problem(422, "key_reused", "The key belongs to another transfer")
            return earlier
        payer, payee = _accounts.get(source), _accounts.get(target)
        if payer is None or payee is None:
            raise Problem(422, "unknown_account", "There is no such account")
        if payer["currency"] != payee["currency"]:
            raise Problem(422, "currency_mismatch", "The accounts have different currencies")
        if payer["balance"] < amount:
            raise Problem(409, "insufficient_funds", f"The balance is {payer['balance']}")
        if payee["balance"] + amount > MOST:
            raise Problem(422, "balance_limit", "The account cannot hold so much")
        payer["balance"] -= amount
        payee["balance"] += amount
        made = {"id": str(len(_transfers) + 1), "from": source, "to": target, "amount": amount}
        made |= {"currency": payer["currency"], "created_at": dt.datetime.now(dt.UTC).isoformat()}
        _transfers.append(made)
        _by_key[key] = made
        return made
