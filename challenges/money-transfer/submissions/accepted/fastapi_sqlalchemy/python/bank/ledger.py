"""Accounts, transfers and their entries in PostgreSQL."""

from __future__ import annotations

import os
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    MetaData,
    Row,
    Table,
    Text,
    create_engine,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bank.api import MOST, Account, NewAccount, NewTransfer, Page, Problem, Transfer

metadata = MetaData()
accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("balance", BigInteger, CheckConstraint(f"balance BETWEEN 0 AND {MOST}"), nullable=False),
)
transfers = Table(
    "transfers",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("source", Text, ForeignKey("accounts.id"), nullable=False),
    Column("target", Text, ForeignKey("accounts.id"), nullable=False),
    Column("amount", BigInteger, CheckConstraint("amount > 0"), nullable=False),
    Column("currency", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
)
entries = Table(
    "entries",
    metadata,
    Column("account", Text, ForeignKey("accounts.id"), primary_key=True),
    Column("transfer", BigInteger, ForeignKey("transfers.id"), primary_key=True),
)
Index("entries_newest_first", entries.c.account, entries.c.transfer.desc())

engine = create_engine(
    os.environ.get("DATABASE_URL", "postgresql://").replace("postgresql://", "postgresql+psycopg://", 1),
    pool_size=20,
    max_overflow=0,
    pool_timeout=60,
)


def open_account(wanted: NewAccount) -> Account:
    account = Account(id=uuid4().hex, owner=wanted.owner, currency=wanted.currency, balance=wanted.opening_balance)
    with engine.begin() as connection:
        connection.execute(insert(accounts).values(**account.model_dump()))
    return account


def find_account(name: str) -> Account:
    with engine.connect() as connection:
        return _account(connection, name)


def page(name: str, limit: int, before: int | None) -> Page:
    wanted = (
        select(transfers)
        .join(entries, entries.c.transfer == transfers.c.id)
        .where(entries.c.account == name)
        .order_by(entries.c.transfer.desc())
        .limit(limit + 1)
    )
    if before is not None:
        wanted = wanted.where(entries.c.transfer < before)
    with engine.connect() as connection:
        _account(connection, name)
        rows = connection.execute(wanted).all()
    items = [_transfer(row) for row in rows[:limit]]
    return Page(items=items, next=items[-1].id if len(rows) > limit else None)


def transfer(key: str, wanted: NewTransfer) -> Transfer:
    """Move money, or find out that it has been moved under this key."""
    try:
        with engine.begin() as connection:
            return _earlier(connection, key, wanted) or _moved(connection, key, wanted)
    except IntegrityError:
        with engine.connect() as connection:
            earlier = _earlier(connection, key, wanted)
        if earlier is None:
            raise
        return earlier


def _account(connection: Connection, name: str) -> Account:
    row = connection.execute(select(accounts).where(accounts.c.id == name)).one_or_none()
    if row is None:
        raise Problem(404, "unknown_account", "There is no such account")
    return Account(**row._mapping)


def _earlier(connection: Connection, key: str, wanted: NewTransfer) -> Transfer | None:
    row = connection.execute(select(transfers).where(transfers.c.key == key)).one_or_none()
    if row is None:
        return None
    if (row.source, row.target, row.amount) != (wanted.source, wanted.target, wanted.amount):
        raise Problem(422, "key_reused", "The key belongs to another transfer")
    return _transfer(row)


def _moved(connection: Connection, key: str, wanted: NewTransfer) -> Transfer:
    both = (wanted.source, wanted.target)
    locking = select(accounts).where(accounts.c.id.in_(both)).order_by(accounts.c.id).with_for_update()
    locked = {row.id: row for row in connection.execute(locking)}
    # Who waited for the lock may have been overtaken by a request with the same key.
    earlier = _earlier(connection, key, wanted)
    if earlier is not None:
        return earlier
    _check(locked, wanted)
    for name, change in ((wanted.source, -wanted.amount), (wanted.target, wanted.amount)):
        balance = accounts.c.balance + change
        connection.execute(update(accounts).where(accounts.c.id == name).values(balance=balance))
    values = {"key": key, **wanted.model_dump(), "currency": locked[wanted.source].currency}
    made = connection.execute(insert(transfers).values(**values).returning(transfers)).one()
    connection.execute(insert(entries), [{"account": name, "transfer": made.id} for name in both])
    return _transfer(made)


def _check(locked: dict[str, Row], wanted: NewTransfer) -> None:
    source, target = locked.get(wanted.source), locked.get(wanted.target)
    if source is None or target is None:
        raise Problem(422, "unknown_account", "There is no such account")
    if source.currency != target.currency:
        raise Problem(422, "currency_mismatch", "The accounts have different currencies")
    if source.balance < wanted.amount:
        raise Problem(409, "insufficient_funds", f"The balance is {source.balance}")
    if target.balance + wanted.amount > MOST:
        raise Problem(422, "balance_limit", "The account cannot hold so much")


def _transfer(row: Row) -> Transfer:
    values = {name: row._mapping[name] for name in ("source", "target", "amount", "currency", "created_at")}
    return Transfer(id=str(row.id), **values)
