"""The answers, worked out by plain loops over the rows of a shop; slow, and so plain that they can be trusted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from kit import BERLIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit import Customer, Line, Order, Refund, Row, Shop


# ── words of the brief ──


def amount(line: Line) -> int:
    """What a line costs, in whole cents, halves up."""
    return (line.quantity * line.unit_price_cents * (100 - line.discount_percent) + 50) // 100


def day_of(when: dt.datetime) -> dt.date:
    """The day in Berlin."""
    return when.astimezone(BERLIN).date()


def month_of(when: dt.datetime) -> dt.date:
    """The first day of the month in Berlin."""
    return day_of(when).replace(day=1)


def months(first: str, last: str) -> list[dt.date]:
    """Every month from the first to the last."""
    found = []
    month, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    while month <= end:
        found.append(month)
        month = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def percent(part: int, whole: int) -> Decimal | None:
    """A percentage with two places, halves away from zero."""
    if whole == 0:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def live_orders(shop: Shop) -> list[Order]:
    """The orders that were not deleted."""
    return [order for order in shop.orders if order.deleted_at is None]


def live_customers(shop: Shop) -> list[Customer]:
    """The customers who were not deleted."""
    return [customer for customer in shop.customers if customer.deleted_at is None]


def live_refunds(shop: Shop) -> list[Refund]:
    """The refunds that were not deleted, of orders that were not deleted."""
    live = {order.order_id for order in live_orders(shop)}
    return [refund for refund in shop.refunds if refund.deleted_at is None and refund.order_id in live]


def gross_of(shop: Shop, order: Order) -> int:
    """What an order's lines cost together."""
    return sum(amount(line) for line in shop.lines if line.order_id == order.order_id)


def refunded_of(shop: Shop, order: Order) -> int:
    """What was given back of an order's price."""
    return sum(refund.amount_cents for refund in live_refunds(shop) if refund.order_id == order.order_id)


# ── the queries ──


def monthly_revenue(shop: Shop, first: str, last: str) -> list[Row]:
    """Revenue by month."""
    rows: list[Row] = []
    for month in months(first, last):
        orders = [order for order in live_orders(shop) if month_of(order.placed_at) == month]
        gross = sum(gross_of(shop, order) for order in orders)
        refunded = sum(refund.amount_cents for refund in live_refunds(shop) if month_of(refund.refunded_at) == month)
        rows.append((month, len(orders), gross, refunded, gross - refunded))
    return rows


def top_customers(shop: Shop, places: int) -> list[Row]:
    """The best customers of each region."""
    names = {region.region_id: region.name for region in shop.regions}
    net: dict[Customer, int] = {}
    for customer in live_customers(shop):
        orders = [order for order in live_orders(shop) if order.customer_id == customer.customer_id]
        if orders:
            net[customer] = sum(gross_of(shop, order) - refunded_of(shop, order) for order in orders)
    rows: list[Row] = []
    for region_id in [*sorted(names), None]:
        rivals = [customer for customer in net if customer.region_id == region_id]
        for customer in rivals:
            place = 1 + sum(net[rival] > net[customer] for rival in rivals)
            if place <= places:
                name = None if region_id is None else names[region_id]
                rows.append((region_id, name, place, customer.customer_id, customer.name, net[customer]))
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or 0, row[2], row[3]))


def cohort_retention(shop: Shop, first: str, last: str) -> list[Row]:
    """Who came back, by the month of the first order."""
    bought: dict[int, set[dt.date]] = defaultdict(set)
    for order in live_orders(shop):
        if order.customer_id is not None:
            bought[order.customer_id].add(month_of(order.placed_at))
    histories = [bought[each.customer_id] for each in live_customers(shop) if bought.get(each.customer_id)]
    rows: list[Row] = []
    for cohort in months(first, last):
        members = [history for history in histories if min(history) == cohort]
        for month in months(cohort.isoformat(), last) if members else []:
            active = sum(month in history for history in members)
            rows.append((cohort, month, len(members), active, percent(active, len(members))))
    return rows


def category_share(shop: Shop, first: str, last: str) -> list[Row]:
    """What each category sold, and how that adds up."""
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    counted = {order.order_id for order in live_orders(shop) if start <= day_of(order.placed_at) <= end}
    category_of = {product.product_id: product.category for product in shop.products}
    gross: dict[str | None, int] = defaultdict(int)
    orders: dict[str | None, set[int]] = defaultdict(set)
    for line in shop.lines:
        if line.order_id in counted:
            category = category_of[line.product_id]
            gross[category] += amount(line)
            orders[category].add(line.order_id)
    total, running = sum(gross.values()), 0
    rows: list[Row] = []
    for category in sorted(gross, key=lambda name: (-gross[name], name is None, name or "")):
        running += gross[category]
        share = percent(gross[category], total)
        rows.append((category, len(orders[category]), gross[category], share, running, percent(running, total)))
    return rows


def quiet_customers(shop: Shop, first: str, last: str) -> list[Row]:
    """Who ordered nothing in the period."""
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    rows: list[Row] = []
    for customer in live_customers(shop):
        days = [day_of(order.placed_at) for order in live_orders(shop) if order.customer_id == customer.customer_id]
        if day_of(customer.signed_up_at) >= start or any(start <= day <= end for day in days):
            continue
        before = [day for day in days if day < start]
        rows.append((customer.customer_id, customer.name, len(before), max(before, default=None)))
    return sorted(rows, key=lambda row: (row[3] or dt.date.min, row[0]))


def day_book(shop: Shop, day: str) -> list[Row]:
    """The orders of a day."""
    names = {customer.customer_id: customer.name for customer in live_customers(shop)}
    rows: list[Row] = []
    for order in live_orders(shop):
        if day_of(order.placed_at) == dt.date.fromisoformat(day):
            name = None if order.customer_id is None else names.get(order.customer_id)
            lines = sum(line.order_id == order.order_id for line in shop.lines)
            gross, refunded = gross_of(shop, order), refunded_of(shop, order)
            rows.append((order.order_id, name, order.placed_at, lines, gross, refunded, gross - refunded))
    return sorted(rows, key=lambda row: (row[2], row[0]))


ANSWERS: dict[str, tuple[Callable[..., list[Row]], tuple[str, ...]]] = {
    "monthly_revenue": (monthly_revenue, ("month",)),
    "top_customers": (top_customers, ("region_id", "place", "customer_id")),
    "cohort_retention": (cohort_retention, ("cohort", "month")),
    "category_share": (category_share, ("gross_cents", "category")),
    "quiet_customers": (quiet_customers, ("last_order_on", "customer_id")),
    "day_book": (day_book, ("placed_at", "order_id")),
}
"""Each query's oracle, and the columns that the brief orders it by."""

# Of a hidden suite; to be seen by nobody else: canary-c004c3785538e45e2fbe79b2
