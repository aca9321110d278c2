"""R6: one day's orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kit import Shop, example, random_shop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

pytestmark = pytest.mark.requirement("R6")

DAY = "2024-03-05"


def test_example(ask: Callable[..., None]) -> None:
    """The brief's example comes out as printed."""
    ask(example(), "day_book", DAY)


def test_lines_and_refunds_do_not_multiply(ask: Callable[..., None]) -> None:
    """Three lines and two refunds, some of them equal, are three lines and two refunds."""
    shop = Shop()
    order = shop.order(shop.customer("Anna"), f"{DAY} 12:00", 1_000, 2_000, 2_000)
    shop.refund(order, 150, f"{DAY} 13:00")
    shop.refund(order, 150, f"{DAY} 14:00")
    ask(shop, "day_book", DAY)


def test_orders_without_lines_or_refunds(ask: Callable[..., None]) -> None:
    """An order without lines or refunds is there, with zeros."""
    shop = Shop()
    anna = shop.customer("Anna")
    shop.order(anna, f"{DAY} 12:00")
    shop.order(anna, f"{DAY} 12:10", 700)
    shop.refund(shop.order(anna, f"{DAY} 12:20"), 50, f"{DAY} 13:00")
    ask(shop, "day_book", DAY)


def test_guests_have_no_name(ask: Callable[..., None]) -> None:
    """A guest's order is there, with NULL for a customer; customers without a region are customers."""
    shop = Shop()
    shop.order(None, f"{DAY} 12:00", 700)
    shop.order(shop.customer("Anna", shop.region("North")), f"{DAY} 12:10", 800)
    shop.order(shop.customer("Bert"), f"{DAY} 12:20", 800)
    ask(shop, "day_book", DAY)


def test_refunds_of_any_day(ask: Callable[..., None]) -> None:
    """All refunds of an order count, whenever they were made, and may exceed the sale; others' of the day do not."""
    shop = Shop()
    order = shop.order(None, f"{DAY} 12:00", 700)
    other = shop.order(None, "2024-03-04 12:00", 700)
    for when in (DAY, "2024-03-06", "2024-09-05"):
        shop.refund(order, 300, f"{when} 13:00")
    shop.refund(other, 70, f"{DAY} 13:00")
    ask(shop, "day_book", DAY)


def test_order_of_the_day(ask: Callable[..., None]) -> None:
    """Orders come by time, to the microsecond, and those of the same moment by number."""
    shop = Shop()
    for when in ("12:00", "09:00", "12:00", "16:00:00.000002", "16:00:00.000001", "12:00", "09:00"):
        shop.order(None, f"{DAY} {when}", 700)
    ask(shop, "day_book", DAY)


def test_each_line_is_rounded_half_up(ask: Callable[..., None]) -> None:
    """Each line is rounded by itself, half a cent upwards, and may cost more than 2^31 cents."""
    shop = Shop()
    shop.order(None, f"{DAY} 12:00", (1, 5, 10), (1, 5, 10), (1, 45, 50), (1, 5, 50), (3, 33, 33))
    shop.order(None, f"{DAY} 12:10", (50_000, 2_000_000, 5))
    ask(shop, "day_book", DAY)


def test_a_day_without_orders(ask: Callable[..., None]) -> None:
    """A day without orders gives no row, nor do empty tables."""
    ask(example(), "day_book", "2024-03-04")
    ask(Shop(), "day_book", DAY)


@pytest.mark.parametrize("_seed", range(2))
def test_random_shops(ask: Callable[..., None], rng: random.Random, _seed: int) -> None:
    """A random shop's day is that of a slow, obvious reference."""
    shop = random_shop(rng)
    ask(shop, "day_book", rng.choice(shop.orders).placed_at.date().isoformat())


# Of a hidden suite; to be seen by nobody else: canary-c004c3785538e45e2fbe79b2
