"""R4: shares and running totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kit import Shop, example, random_shop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

pytestmark = pytest.mark.requirement("R4")


def sold(*rows: tuple[str | None, int]) -> Shop:
    """A shop that has sold one line of each category for so many cents, in one order each."""
    shop = Shop()
    for category, cents in rows:
        shop.order(None, "2024-03-10 12:00", (1, cents, 0, shop.product(category)))
    return shop


def test_example(ask: Callable[..., None]) -> None:
    """The brief's example comes out as printed."""
    ask(example(), "category_share", "2024-01-01", "2024-03-31")


def test_both_days_belong(ask: Callable[..., None]) -> None:
    """The first and the last day belong to the period, the days around it do not; one day is a period."""
    shop = Shop()
    for number, day in enumerate(("02-28", "02-29", "03-01", "03-09", "03-10", "03-11")):
        shop.order(None, f"2024-{day} 16:00", (1, 1 << number, 0, shop.product(f"Category {number}")))
    ask(shop, "category_share", "2024-02-29", "2024-03-10")
    ask(shop, "category_share", "2024-03-10", "2024-03-10")


def test_products_without_a_category(ask: Callable[..., None]) -> None:
    """Products without a category are one group of their own, the last among equals, and part of the total."""
    ask(sold((None, 300), ("Toys", 300), ("Books", 100), (None, 0)), "category_share", "2024-03-10", "2024-03-10")
    ask(sold(("Toys", 300), ("Books", 100), (None, 700)), "category_share", "2024-03-10", "2024-03-10")


def test_equal_categories_run_one_by_one(ask: Callable[..., None]) -> None:
    """Equal categories come by name, by code point, and each row's running total ends with that row."""
    shop = sold(("b", 100), ("a", 100), ("B", 100), ("Ä", 100), ("Z", 100), ("b", 0), ("C", 200))
    ask(shop, "category_share", "2024-03-10", "2024-03-10")


def test_percentages(ask: Callable[..., None]) -> None:
    """Percentages have two decimals, halves upwards, and running ones do not add up rounded shares."""
    ask(sold(("a", 100), ("b", 100), ("c", 100)), "category_share", "2024-03-10", "2024-03-10")
    ask(sold(("a", 700), ("b", 93), ("c", 6), ("d", 1)), "category_share", "2024-03-10", "2024-03-10")
    ask(sold(("a", 15_999), ("b", 1)), "category_share", "2024-03-10", "2024-03-10")


def test_a_total_of_nothing(ask: Callable[..., None]) -> None:
    """Where all that was sold cost nothing, percentages are NULL."""
    shop = sold(("a", 0), (None, 0))
    shop.order(None, "2024-03-10 12:00", (5, 100, 100, shop.product("b")))
    ask(shop, "category_share", "2024-03-10", "2024-03-10")


def test_orders_are_counted_and_not_lines(ask: Callable[..., None]) -> None:
    """An order counts once in a category, whatever the number of its lines, and in each of its categories."""
    shop = Shop()
    books, toys, more_books = shop.product("Books"), shop.product("Toys"), shop.product("Books")
    shop.order(None, "2024-03-10 12:00", (1, 100, 0, books), (1, 100, 0, books), (2, 70, 0, more_books))
    shop.order(None, "2024-03-11 12:00", (1, 100, 0, toys), (1, 100, 0, more_books))
    shop.order(None, "2024-03-11 12:00")
    ask(shop, "category_share", "2024-03-10", "2024-03-11")


def test_refunds_and_rounding(ask: Callable[..., None]) -> None:
    """Refunds change nothing, and each line is rounded by itself."""
    shop = sold(("Books", 1_000))
    toys = shop.product("Toys")
    order = shop.order(None, "2024-03-10 12:00", *[(1, 5, 10, toys)] * 3, (1, 45, 50, toys))
    shop.refund(order, 20, "2024-03-10 13:00")
    shop.refund(order, 30, "2024-03-10 14:00")
    ask(shop, "category_share", "2024-03-10", "2024-03-10")


def test_nothing_sold(ask: Callable[..., None]) -> None:
    """Nothing sold in the period gives no row, and neither does a period that ends before it begins."""
    shop = sold(("Books", 100))
    ask(shop, "category_share", "2024-03-11", "2024-03-12")
    ask(shop, "category_share", "2024-03-11", "2024-03-09")


@pytest.mark.parametrize("_seed", range(2))
def test_random_shops(ask: Callable[..., None], rng: random.Random, _seed: int) -> None:
    """A random shop's shares are those of a slow, obvious reference."""
    ask(random_shop(rng), "category_share", "2023-12-24", f"2024-0{rng.randint(1, 4)}-15")


# Of a hidden suite; to be seen by nobody else: canary-c004c3785538e45e2fbe79b2
