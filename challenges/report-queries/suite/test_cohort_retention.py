"""R3: who came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kit import Shop, example, random_shop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

pytestmark = pytest.mark.requirement("R3")


def test_example(ask: Callable[..., None]) -> None:
    """The brief's example comes out as printed."""
    ask(example(), "cohort_retention", "2024-01-01", "2024-03-01")


def test_months_in_which_nobody_came_back(ask: Callable[..., None]) -> None:
    """Each month from the cohort's own to the last one has a row, with 0 where nobody ordered."""
    shop = Shop()
    anna, bert = shop.customer("Anna"), shop.customer("Bert")
    shop.order(anna, "2023-11-15 12:00", 100)
    shop.order(bert, "2023-11-16 12:00", 100)
    shop.order(anna, "2024-01-16 12:00", 100)
    shop.order(shop.customer("Cleo"), "2024-02-16 12:00", 100)
    ask(shop, "cohort_retention", "2023-10-01", "2024-03-01")


def test_the_first_order_of_all_decides(ask: Callable[..., None]) -> None:
    """Who first ordered before the period belongs to none of its cohorts; orders after it change nothing."""
    shop = Shop()
    anna, bert = shop.customer("Anna"), shop.customer("Bert")
    for customer, when in ((anna, "2023-12-15"), (anna, "2024-01-15"), (bert, "2024-02-15"), (bert, "2024-06-15")):
        shop.order(customer, f"{when} 12:00", 100)
    shop.order(shop.customer("Cleo"), "2024-06-15 12:00", 100)
    ask(shop, "cohort_retention", "2024-01-01", "2024-04-01")


def test_several_orders_in_a_month_are_one_customer(ask: Callable[..., None]) -> None:
    """A customer counts once a month, however many orders and lines."""
    shop = Shop()
    anna, bert = shop.customer("Anna"), shop.customer("Bert")
    for day in (3, 4, 5):
        shop.order(anna, f"2024-01-{day:02} 12:00", 100, 200)
        shop.order(anna, f"2024-02-{day:02} 12:00", 100, 200)
    shop.order(bert, "2024-01-09 12:00")
    ask(shop, "cohort_retention", "2024-01-01", "2024-02-01")


def test_namesakes_and_guests(ask: Callable[..., None]) -> None:
    """Customers of one name are several customers; guests are none, and who never ordered is in no cohort."""
    shop = Shop()
    for month in (1, 1, 2):
        shop.order(shop.customer("Anna"), f"2024-{month:02}-15 12:00", 100)
    shop.order(None, "2024-01-15 12:00", 100)
    shop.order(None, "2024-03-15 12:00", 100)
    shop.customer("Looks only")
    ask(shop, "cohort_retention", "2024-01-01", "2024-03-01")


def test_percentages(ask: Callable[..., None]) -> None:
    """Percentages have two decimals: 1 of 3 is 33.33, 2 of 3 is 66.67, 1 of 32 is 3.13."""
    shop = Shop()
    for month, size, again in ((1, 3, (1, 2)), (4, 32, (1, 11))):
        for number in range(size):
            customer = shop.customer(f"Customer {number}")
            shop.order(customer, f"2024-{month:02}-15 12:00", 100)
            for later, most in enumerate(again, start=1):
                if number < most:
                    shop.order(customer, f"2024-{month + later:02}-15 12:00", 100)
    ask(shop, "cohort_retention", "2024-01-01", "2024-07-01")


def test_nobody(ask: Callable[..., None]) -> None:
    """Without customers there is no cohort, and no row."""
    ask(Shop(), "cohort_retention", "2024-01-01", "2024-03-01")


@pytest.mark.parametrize("_seed", range(2))
def test_random_shops(ask: Callable[..., None], rng: random.Random, _seed: int) -> None:
    """A random shop's cohorts are those of a slow, obvious reference."""
    ask(random_shop(rng), "cohort_retention", rng.choice(("2023-10-01", "2023-12-01")), "2024-05-01")


# Of a hidden suite; to be seen by nobody else: canary-c004c3785538e45e2fbe79b2
