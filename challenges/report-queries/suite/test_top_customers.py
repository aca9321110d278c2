"""R2: the best customers of each region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kit import Shop, example, random_shop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

pytestmark = pytest.mark.requirement("R2")


def test_example(ask: Callable[..., None]) -> None:
    """The brief's example comes out as printed."""
    ask(example(), "top_customers", 1)


def test_ties_share_a_place(ask: Callable[..., None]) -> None:
    """Equal customers share a place, the next place is left out, and all on the last place appear."""
    shop = Shop()
    north = shop.region("North")
    for number, cents in enumerate((300, 900, 500, 500, 300, 500, 300, 200)):
        shop.order(shop.customer(f"Customer {number}", north), "2024-01-15 12:00", cents)
    for places in (1, 2, 4, 5, 7):
        ask(shop, "top_customers", places)


def test_customers_without_a_region(ask: Callable[..., None]) -> None:
    """Customers without a region compete among themselves, and stand last."""
    shop = Shop()
    south = shop.region("South")
    for number, region in enumerate((None, south, None, None, south)):
        shop.order(shop.customer(f"Customer {number}", region), "2024-01-15 12:00", 100 * number + 100)
    ask(shop, "top_customers", 2)


def test_namesakes_are_different(ask: Callable[..., None]) -> None:
    """Customers of the same name are two customers, regions of the same name two regions."""
    shop = Shop()
    regions = (shop.region("North"), shop.region("North"))
    for cents, region in ((100, 0), (200, 0), (250, 1), (100, 1)):
        customer = shop.customer("Anna", regions[region])
        shop.order(customer, "2024-01-15 12:00", cents)
        shop.order(customer, "2024-02-15 12:00", cents)
    ask(shop, "top_customers", 3)


def test_what_was_given_back_does_not_count(ask: Callable[..., None]) -> None:
    """Refunds of any date are taken off once, however many lines there are; a negative sum has its place too."""
    shop = Shop()
    north = shop.region("North")
    for number, (lines, refunds) in enumerate((((900, 900), (600, 500)), ((800,), ()), ((100,), (40, 90)))):
        order = shop.order(shop.customer(f"Customer {number}", north), "2024-01-15 12:00", *lines)
        for cents in refunds:
            shop.refund(order, cents, "2030-01-15 12:00")
    ask(shop, "top_customers", 3)


def test_who_appears(ask: Callable[..., None]) -> None:
    """A customer without orders has no place, one whose orders are worth nothing has one, and guests are nobody."""
    shop = Shop()
    north = shop.region("North")
    shop.region("Empty")
    shop.customer("Looks only", north)
    shop.order(shop.customer("Pays nothing", north), "2024-01-15 12:00", 0)
    shop.order(shop.customer("Takes nothing", north), "2024-01-15 12:00")
    shop.order(None, "2024-01-15 12:00", 10_000)
    ask(shop, "top_customers", 10)


def test_nobody(ask: Callable[..., None]) -> None:
    """Empty tables give no row."""
    ask(Shop(), "top_customers", 3)


@pytest.mark.parametrize("_seed", range(2))
def test_random_shops(ask: Callable[..., None], rng: random.Random, _seed: int) -> None:
    """A random shop's best customers are those of a slow, obvious reference."""
    shop = random_shop(rng)
    ask(shop, "top_customers", rng.randint(1, 4))


# Of a hidden suite; to be seen by nobody else: canary-c004c3785538e45e2fbe79b2
