"""R1: revenue by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kit import Shop, example, random_shop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

pytestmark = pytest.mark.requirement("R1")


def test_example(ask: Callable[..., None]) -> None:
    """The brief's example comes out as printed."""
    ask(example(), "monthly_revenue", "2024-01-01", "2024-04-01")


def test_months_without_sales_appear(ask: Callable[..., None]) -> None:
    """Months without a sale or refund have a row of zeros, before, between and after those with one."""
    shop = Shop()
    anna = shop.customer("Anna")
    shop.order(anna, "2023-11-08 12:00", 700)
    shop.order(anna, "2024-02-09 12:00", 800)
    ask(shop, "monthly_revenue", "2023-09-01", "2024-04-01")


def test_nothing_was_ever_sold(ask: Callable[..., None]) -> None:
    """Empty tables give every month with zeros, numbers and not NULL."""
    ask(Shop(), "monthly_revenue", "2023-12-01", "2024-03-01")


def test_months_of_every_length(ask: Callable[..., None]) -> None:
    """First and last days belong to their months, 29 February 2024 and the turn of the year included."""
    shop = Shop()
    for number, day in enumerate(
        ("2023-11-30", "2023-12-01", "2023-12-31", "2024-01-01", "2024-01-31", "2024-02-01", "2024-02-28", "2024-02-29",
         "2024-03-01", "2024-03-31", "2024-04-30", "2024-05-01")
    ):  # fmt: skip
        shop.order(None, f"{day} 12:00", 1 << number)
    ask(shop, "monthly_revenue", "2023-12-01", "2024-04-01")


def test_a_refund_counts_in_its_own_month(ask: Callable[..., None]) -> None:
    """A refund counts when it was made, be the sale months older or before the period, or larger than the sales."""
    shop = Shop()
    old = shop.order(None, "2023-06-05 12:00", 9_000)
    sold = shop.order(None, "2024-01-15 12:00", 1_000)
    shop.refund(old, 8_000, "2024-02-10 12:00")
    shop.refund(sold, 300, "2024-01-20 12:00")
    shop.refund(sold, 400, "2024-03-20 12:00")
    shop.refund(sold, 50, "2024-04-20 12:00")
    ask(shop, "monthly_revenue", "2024-01-01", "2024-03-01")


def test_lines_and_refunds_do_not_multiply(ask: Callable[..., None]) -> None:
    """An order with three lines and two refunds counts once, and so does each line and each refund."""
    shop = Shop()
    order = shop.order(None, "2024-01-15 12:00", 1_000, 2_000, 4_000)
    shop.refund(order, 100, "2024-01-16 12:00")
    shop.refund(order, 200, "2024-01-17 12:00")
    ask(shop, "monthly_revenue", "2024-01-01", "2024-01-01")


def test_equal_amounts_all_count(ask: Callable[..., None]) -> None:
    """Lines, orders and refunds of the very same amount count each."""
    shop = Shop()
    orders = [shop.order(None, "2024-01-15 12:00", 700, 700) for _ in range(3)]
    for order in (*orders, *orders):
        shop.refund(order, 50, "2024-01-16 12:00")
    ask(shop, "monthly_revenue", "2024-01-01", "2024-01-01")


def test_each_line_is_rounded_half_up(ask: Callable[..., None]) -> None:
    """Each line is rounded by itself, half a cent upwards: 5 at 10 % off is 5, 45 at 50 % off is 23."""
    shop = Shop()
    shop.order(None, "2024-01-15 12:00", (1, 5, 10), (1, 5, 10), (1, 45, 50), (1, 5, 50), (3, 33, 33))
    shop.order(None, "2024-02-15 12:00", (1, 999, 15))
    shop.order(None, "2024-03-15 12:00", (1, 25, 50), (1, 99, 100))
    ask(shop, "monthly_revenue", "2024-01-01", "2024-03-01")


def test_an_order_without_lines_is_an_order(ask: Callable[..., None]) -> None:
    """An order without lines, and one whose lines cost nothing, counts as an order of 0 cents."""
    shop = Shop()
    anna = shop.customer("Anna")
    empty = shop.order(anna, "2024-01-15 12:00")
    shop.order(None, "2024-01-15 12:00", 0)
    shop.order(None, "2024-02-15 12:00")
    shop.refund(empty, 10, "2024-01-16 12:00")
    ask(shop, "monthly_revenue", "2024-01-01", "2024-02-01")


def test_amounts_beyond_32_bits(ask: Callable[..., None]) -> None:
    """One line may cost more than 2^31 cents."""
    shop = Shop()
    shop.order(None, "2024-01-15 12:00", (50_000, 2_000_000, 5))
    ask(shop, "monthly_revenue", "2024-01-01", "2024-01-01")


def test_no_months_asked_for(ask: Callable[..., None]) -> None:
    """Where the last month lies before the first there is no row."""
    ask(example(), "monthly_revenue", "2024-03-01", "2024-02-01")


@pytest.mark.parametrize("_seed", range(2))
def test_random_shops(ask: Callable[..., None], rng: random.Random, _seed: int) -> None:
    """A random shop's revenue is what a slow, obvious reference works out."""
    ask(random_shop(rng), "monthly_revenue", "2023-10-01", "2024-07-01")


# Of a hidden suite; to be seen by nobody else: canary-c004c3785538e45e2fbe79b2
