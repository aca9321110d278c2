"""The whole suite."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest


def build(seeder: Any) -> None:
    seeder.sql(
        "CREATE TABLE orders (id int PRIMARY KEY, customer text NOT NULL, placed_on date, amount numeric(12, 2))"
    )
    seeder.sql("CREATE INDEX ON orders (customer)")
    seeder.copy(
        "orders",
        ("id", "customer", "placed_on", "amount"),
        [
            (1, "anna", dt.date(2026, 1, 3), "10.10"),
            (2, "bert", dt.date(2026, 1, 2), "0.20"),
            (3, "anna", dt.date(2026, 1, 1), "1.00"),
            (4, "anna", None, "1.00"),
        ],
    )
    seeder.sql(
        "INSERT INTO orders SELECT n, 'c' || n, '2026-02-01'::date + n % 100, 1 FROM generate_series(1000, 20000) AS n"
    )


@pytest.fixture(autouse=True)
def data(database: Any) -> None:
    database.seed("orders", build)
    database.fresh("orders")


@pytest.mark.requirement("R1")
def test_totals(queries: Any, database: Any) -> None:
    """Every customer's sum, whatever the order."""
    expected = database.query("SELECT customer, sum(amount) AS total FROM orders GROUP BY customer")
    queries.check("totals", expected=[tuple(row.values()) for row in expected])


@pytest.mark.requirement("R2")
def test_orders(queries: Any) -> None:
    """Oldest first, those without a day last."""
    expected = [(dt.date(2026, 1, 1), 1), (dt.date(2026, 1, 3), 10.1), (None, 1)]
    queries.check("orders_of", "anna", expected=expected, order=["placed_on"])
    queries.check("orders_of", "nobody", expected=[])


@pytest.mark.requirement("R3")
def test_index(queries: Any) -> None:
    """One customer's orders are found by the index."""
    plan = queries.plan("orders_of", "c1500")
    assert not plan.scans("orders"), plan.text


# Of a hidden suite; to be seen by nobody else: canary-f017f232db264afd7c548865
