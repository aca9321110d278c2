"""Accounts and transfers in PostgreSQL."""

from __future__ import annotations

import os
import threading
from typing import Any
from uuid import uuid4

import psycopg
from problems import Problem
from psycopg.rows import dict_row

MOST = 2**53 - 1
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS accounts (
    id text PRIMARY KEY,
    owner text NOT NULL,
    currency text NOT NULL,
    balance bigint NOT NULL CHECK (balance BETWEEN 0 AND {MOST})
);
CREATE TABLE IF NOT EXISTS transfers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE,
    source text NOT NULL REFERENCES accounts,
    target text NOT NULL REFERENCES accounts,
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS transfers_by_source ON transfers (source, id);
CREATE INDEX IF NOT EXISTS transfers_by_target ON transfers (target, id);
"""
PAGE = """
(SELECT * FROM transfers WHERE source = %(account)s AND id < %(before)s ORDER BY id DESC LIMIT %(limit)s)
UNION ALL
(SELECT * FROM transfers WHERE target = %(account)s AND id < %(before)s ORDER BY id DESC LIMIT %(limit)s)
ORDER BY id DESC LIMIT %(limit)s
"""

_local = threading.local()


def connection() -> psycopg.Connection[dict[str, Any]]:
    """The thread's own connection."""
    found = getattr(_local, "connection", None)
    if found is None or found.closed:
        found = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row)
        _local.connection = found
    return found


def create_schema() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as session:
        session.execute(SCHEMA)


def open_account(owner: str, currency: str, opening: int) -> dict[str, Any]:
    sql = "INSERT INTO accounts (id, owner, currency, balance) VALUES (%s, %s, %s, %s) RETURNING *"
    return one(connection().execute(sql, (uuid4().hex, owner, currency, opening)))


def account(name: str) -> dict[str, Any]:
    found = connection().execute("SELECT * FROM accounts WHERE id = %s", (name,)).fetchone()
    if found is None:
        raise Problem(404, "unknown_account", "There is no such account")
    return found


def transfers(name: str, limit: int, before: int | None) -> tuple[list[dict[str, Any]], int | None]:
    """A page of an account's transfers, and where the next one begins."""
    account(name)
    asked = {"account": name, "before": before or 2**62, "limit": limit + 1}
    rows = connection().execute(PAGE, asked).fetchall()
    items = rows[:limit]
    return [shown(row) for row in items], items[-1]["id"] if len(rows) > limit else None


def transfer(key: str, source: str, target: str, amount: int) -> dict[str, Any]:
    """Move money, or find out that it has been moved under this key."""
    if "\0" in source + target:
        raise Problem(422, "unknown_account", "There is no such account")
    try:
        with connection().transaction():
            return _transfer(key, source, target, amount)
    except psycopg.errors.UniqueViolation:
        earlier = earlier_transfer(key, source, target, amount)
        if earlier is None:
            raise
        return earlier


def _transfer(key: str, source: str, target: str, amount: int) -> dict[str, Any]:
    session = connection()
    sql = "SELECT * FROM accounts WHERE id = %s FOR UPDATE"
    locked = {row["id"]: row for name in (source, target) for row in session.execute(sql, (name,))}
    earlier = earlier_transfer(key, source, target, amount)
    if earlier is not None:
        return earlier
    check(locked, source, target, amount)
    session.execute("UPDATE accounts SET balance = balance - %s WHERE id = %s", (amount, source))
    session.execute("UPDATE accounts SET balance = balance + %s WHERE id = %s", (amount, target))
    sql = "INSERT INTO transfers (key, source, target, amount, currency) VALUES (%s, %s, %s, %s, %s) RETURNING *"
    return shown(one(session.execute(sql, (key, source, target, amount, locked[source]["currency"]))))


def check(locked: dict[str, dict[str, Any]], source: str, target: str, amount: int) -> None:
    for name in (source, target):
        if name not in locked:
            raise Problem(422, "unknown_account", f"There is no account {name}")
    if locked[source]["currency"] != locked[target]["currency"]:
        raise Problem(422, "currency_mismatch", "The accounts have different currencies")
    if locked[source]["balance"] < amount:
        raise Problem(409, "insufficient_funds", f"The balance of {source} is {locked[source]['balance']}")
    if locked[target]["balance"] + amount > MOST:
        raise Problem(422, "balance_limit", f"{target} cannot hold so much")


def earlier_transfer(key: str, source: str, target: str, amount: int) -> dict[str, Any] | None:
    found = connection().execute("SELECT * FROM transfers WHERE key = %s", (key,)).fetchone()
    if found is None:
        return None
    if (found["source"], found["target"], found["amount"]) != (source, target, amount):
        raise Problem(422, "key_reused", "The key belongs to another transfer")
    return shown(found)


def shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(row["id"]),
        "from": row["source"],
        "to": row["target"],
        "amount": row["amount"],
        "currency": row["currency"],
        "created_at": row["created_at"].isoformat(),
    }


def one(cursor: psycopg.Cursor[dict[str, Any]]) -> dict[str, Any]:
    row = cursor.fetchone()
    assert row is not None
    return row
