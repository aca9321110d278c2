"""R7: days and months are Berlin's.

Orders have one line without a discount, and what R1 to R6 are about otherwise does not occur.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kit import Shop

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.requirement("R7")

AROUND_MONTHS = (
    "2023-12-31 22:59:59.999999Z",
    "2023-12-31 23:00:00Z",
    "2024-01-31 22:59:59.999999Z",
    "2024-01-31 23:00:00Z",
    "2024-03-31 21:59:59.999999Z",
    "2024-03-31 22:00:00Z",
    "2024-03-31 23:00:00Z",
    "2024-10-31 22:59:59.999999Z",
    "2024-10-31 23:00:00Z",
)
"""The last and the first moments of months in Berlin, in winter and in summer."""


def test_sales_by_month(ask: Callable[..., None]) -> None:
    """A sale just before or at Berlin's midnight is in the month that it has there."""
    shop = Shop()
    anna = shop.customer("Anna")
    for number, when in enumerate(AROUND_MONTHS):
        shop.order(anna, when, 1 << number)
    ask(shop, "monthly_revenue", "2023-12-01", "2024-04-01")
    ask(shop, "monthly_revenue", "2024-10-01", "2024-11-01")


def test_refunds_by_month(ask: Callable[..., None]) -> None:
    """A refund just before or at Berlin's midnight is in the month that it has there."""
    shop = Shop()
    order = shop.order(shop.customer("Anna"), "2023-11-15 12:00", 10_000)
    for month in (1, 2, 3):
        shop.order(None, f"2024-{month:02}-15 12:00", 10_000)
    for number, when in enumerate(AROUND_MONTHS):
        shop.refund(order, 1 << number, when)
    ask(shop, "monthly_revenue", "2024-01-01", "2024-03-01")


def test_cohorts(ask: Callable[..., None]) -> None:
    """First and later orders are in the months that they have in Berlin."""
    shop = Shop()
    for whens in (
        ("2023-12-31 22:59:59.999999Z", "2023-12-31 23:00Z", "2024-01-31 23:30Z", "2024-03-31 21:59:59.999999Z"),
        ("2024-01-31 22:59:59.999999Z", "2024-01-31 23:00Z", "2024-03-15 12:00"),
        ("2024-03-31 21:30Z", "2024-03-31 22:00Z"),
        ("2024-03-31 22:00Z", "2024-04-15 12:00"),
    ):
        customer = shop.customer(f"First seen {whens[0]}")
        for when in whens:
            shop.order(customer, when, 100)
    ask(shop, "cohort_retention", "2023-12-01", "2024-03-01")


@pytest.mark.parametrize(
    ("first", "last"), [("2024-01-31", "2024-02-01"), ("2024-03-31", "2024-03-31")], ids=["winter", "spring"]
)
def test_categories_of_a_period(ask: Callable[..., None], first: str, last: str) -> None:
    """A period begins with its first day's midnight in Berlin and ends before the midnight after its last."""
    shop = Shop()
    for number, when in enumerate(
        (f"{first} 00:00", f"{first} 00:30", f"{last} 23:59:59.999999", f"{last} 23:30", f"{first} 12:00")
    ):
        shop.order(None, when, 1 << number)
    for number, when in enumerate(("2024-01-30 23:59:59.999999", "2024-02-02 00:00", "2024-02-02 00:30",
                                   "2024-03-30 23:59:59.999999", "2024-04-01 00:00", "2024-04-01 00:30")):  # fmt: skip
        shop.order(None, when, 100 << number)
    ask(shop, "category_share", first, last)


def test_quiet_in_a_period(ask: Callable[..., None]) -> None:
    """An order in the first or last half hour of a period in Berlin is in it; one in the half hours around is not."""
    shop = Shop()
    for when in ("2024-03-30 23:59:59.999999", "2024-03-30 23:30", "2024-03-31 00:00", "2024-03-31 00:30",
                 "2024-10-27 23:30", "2024-10-27 23:59:59.999999", "2024-10-28 00:00", "2024-10-28 00:30"):  # fmt: skip
        customer = shop.customer(f"Ordered {when}")
        shop.order(customer, when, 100)
        shop.order(customer, "2023-01-15 12:00", 100)
    ask(shop, "quiet_customers", "2024-03-31", "2024-10-27")


def test_signed_up_and_last_seen(ask: Callable[..., None]) -> None:
    """Days of signing up and of the latest order are Berlin's."""
    shop = Shop()
    for hour in ("2024-06-30 21:59:59.999999Z", "2024-06-30 22:00Z", "2024-06-30 23:30Z"):
        shop.order(shop.customer(f"Since {hour}", since=hour), "2023-01-15 12:00", 100)
    for hour in ("2024-05-05 21:59:59Z", "2024-05-05 22:00Z", "2024-02-02 22:59Z", "2024-02-02 23:00Z"):
        shop.order(shop.customer(f"Ordered {hour}"), hour, 100)
    ask(shop, "quiet_customers", "2024-07-01", "2024-07-31")


@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        ("2024-02-29", "2024-02-28 23:00Z", "2024-02-29 23:00Z"),
        ("2024-03-31", "2024-03-30 23:00Z", "2024-03-31 22:00Z"),
        ("2024-07-15", "2024-07-14 22:00Z", "2024-07-15 22:00Z"),
        ("2024-10-27", "2024-10-26 22:00Z", "2024-10-27 23:00Z"),
    ],
    ids=["leap day", "23 hours", "summer", "25 hours"],
)
def test_days_of_23_24_and_25_hours(ask: Callable[..., None], day: str, begins: str, ends: str) -> None:
    """A day book holds the day from midnight to midnight, also where that is 23 or 25 hours."""
    shop = Shop()
    anna = shop.customer("Anna")
    for edge in (begins, ends):
        date, hour = edge[:10], int(edge[11:13])
        for when in (f"{hour - 1}:30:00", f"{hour - 1}:59:59.999999", f"{hour}:00:00", f"{hour}:30:00"):
            shop.order(anna, f"{date} {when}Z", 700)
    ask(shop, "day_book", day)


# Of a hidden suite; to be seen by nobody else: canary-c004c3785538e45e2fbe79b2
