"""R5: customers without an order in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kit import Shop, example, random_shop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

pytestmark = pytest.mark.requirement("R5")


def test_example(ask: Callable[..., None]) -> None:
    """The brief's example comes out as printed."""
    ask(example(), "quiet_customers", "2024-03-01", "2024-03-31")


def test_guests_do_not_hide_anybody(ask: Callable[..., None]) -> None:
    """Orders without a customer in the period change nothing."""
    shop = Shop()
    anna = shop.customer("Anna")
    shop.customer("Bert")
    shop.order(anna, "2024-02-15 12:00", 100)
    shop.order(None, "2024-03-15 12:00", 100)
    ask(shop, "quiet_customers", "2024-03-01", "2024-03-31")


def test_both_days_belong(ask: Callable[..., None]) -> None:
    """An order on the first or on the last day is one in the period; one on the day before or after is not."""
    shop = Shop()
    for day in ("02-28", "02-29", "03-10", "03-31", "04-01"):
        shop.order(shop.customer(f"Customer of {day}"), f"2024-{day} 16:00", 100)
    ask(shop, "quiet_customers", "2024-02-29", "2024-03-31")


def test_what_they_had_ordered_before(ask: Callable[..., None]) -> None:
    """Orders before the period are counted, not their lines, and the latest one's day is given."""
    shop = Shop()
    anna, bert, cleo = shop.customer("Anna"), shop.customer("Bert"), shop.customer("Cleo")
    for customer, when in ((anna, "2023-05-04"), (anna, "2023-07-09"), (anna, "2024-06-01"), (bert, "2024-06-01")):
        shop.order(customer, f"{when} 12:00", 100, 200, 300)
    shop.order(cleo, "2024-02-02 12:00", 100)
    shop.order(cleo, "2024-03-02 12:00", 100)
    ask(shop, "quiet_customers", "2024-03-01", "2024-03-31")


def test_who_never_ordered_comes_first(ask: Callable[..., None]) -> None:
    """Who never ordered has 0 orders and no day and comes first; then the longest quiet one, equals by number."""
    shop = Shop()
    for number, when in enumerate(("2023-05-04", None, "2023-05-04", "2021-01-01", None, "2023-05-05")):
        customer = shop.customer(f"Customer {number}")
        if when is not None:
            shop.order(customer, f"{when} {17 - number}:00", 100)
    ask(shop, "quiet_customers", "2024-03-01", "2024-03-31")


def test_who_was_not_there_yet(ask: Callable[..., None]) -> None:
    """Who signed up on the first day of the period or later is not listed, though there be orders before."""
    shop = Shop()
    for day in ("2024-02-29", "2024-03-01", "2024-03-15", "2024-05-01"):
        customer = shop.customer(f"Since {day}", since=f"{day} 12:00")
        shop.order(customer, "2024-01-15 12:00", 100)
    ask(shop, "quiet_customers", "2024-03-01", "2024-03-31")


def test_nobody(ask: Callable[..., None]) -> None:
    """Without customers there is no row."""
    ask(Shop(), "quiet_customers", "2024-03-01", "2024-03-31")


@pytest.mark.parametrize("_seed", range(2))
def test_random_shops(ask: Callable[..., None], rng: random.Random, _seed: int) -> None:
    """A random shop's quiet customers are those of a slow, obvious reference."""
    ask(random_shop(rng), "quiet_customers", f"2024-0{rng.randint(1, 2)}-10", f"2024-0{rng.randint(2, 3)}-20")


# Of a hidden suite; to be seen by nobody else: canary-c004c3785538e45e2fbe79b2
